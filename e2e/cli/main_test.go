// Package cli_test runs scripts against the binary that people run: every command, with good
// input and with bad. A script reads as a session at a terminal; see testdata/script.
package cli_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// binaries is the folder of the candor that TestMain built.
var binaries string

func TestMain(m *testing.M) {
	os.Exit(buildAndRun(m))
}

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "candor-cli-")
	if err != nil {
		fmt.Fprintln(os.Stderr, "make a folder for the binary:", err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "candor")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	start := time.Now()
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w -X main.version=v0.0.0-test", "-o", binary, "candor/cmd/candor")
	build.Stdout, build.Stderr = os.Stdout, os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "build the binary:", err)
		return 1
	}
	if took := time.Since(start); took > 5*time.Second {
		fmt.Printf("the binary was built in %s\n", took.Round(time.Second))
	}
	binaries = dir
	return m.Run()
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   filepath.Join("testdata", "script"),
		Setup: prepare,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"freeport": freePort, "occupy": occupy, "ready": ready, "until": until, "fetch": fetch, "post": post, "pick": pick, "flip": flip, "fill": fill,
		},
		RequireUniqueNames: true,
	})
}

// prepare gives a script an environment without settings of its own and a machine in UTC.
func prepare(env *testscript.Env) error {
	var kept []string
	for _, pair := range env.Vars {
		if !strings.HasPrefix(pair, "CANDOR_") {
			kept = append(kept, pair)
		}
	}
	env.Vars = append(kept, "TZ=UTC")
	env.Setenv("PATH", binaries+string(filepath.ListSeparator)+env.Getenv("PATH"))
	return nil
}

// freePort sets a variable to a port on which nobody listens: freeport PORT
func freePort(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: freeport VARIABLE")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	_, port, err := net.SplitHostPort(l.Addr().String())
	ts.Check(err)
	ts.Check(l.Close())
	ts.Setenv(args[0], port)
}

// occupy listens on a port until the script ends and sets a variable to it: occupy PORT
func occupy(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: occupy VARIABLE")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	_, port, err := net.SplitHostPort(l.Addr().String())
	ts.Check(err)
	ts.Setenv(args[0], port)
}

// ready waits until an address answers: ready http://127.0.0.1:$PORT/
func ready(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: ready URL")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		if _, err := get(ctx, args[0]); err == nil {
			return
		}
		select {
		case <-ctx.Done():
			ts.Fatalf("%s does not answer", args[0])
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// until waits until a line of a file matches, and keeps its first group in a variable:
// until FILE REGEXP [VARIABLE]
func until(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: until FILE REGEXP [VARIABLE]")
	}
	line, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	for range 1500 {
		text, err := os.ReadFile(ts.MkAbs(args[0]))
		if found := line.FindSubmatch(text); err == nil && found != nil {
			if len(args) == 3 {
				ts.Setenv(args[2], string(found[1]))
			}
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("%s never says %s", args[0], args[1])
}

// fetch keeps what an address answers in a file: fetch URL FILE
func fetch(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: fetch URL FILE")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	body, err := get(ctx, args[0])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), body, 0o600))
}

func get(ctx context.Context, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(response.Body)
}

// post sends a file as JSON and keeps the answer in another: post URL FILE ANSWER
func post(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: post URL FILE ANSWER")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, args[0], strings.NewReader(ts.ReadFile(args[1])))
	ts.Check(err)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	ts.Check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), body, 0o600))
}

// pick sets a variable to what the first group of a pattern finds in a file: pick NAME FILE PATTERN
func pick(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: pick NAME FILE PATTERN")
	}
	found := regexp.MustCompile(args[2]).FindStringSubmatch(ts.ReadFile(args[1]))
	if len(found) != 2 {
		ts.Fatalf("%s has no %s", args[1], args[2])
	}
	ts.Setenv(args[0], found[1])
}

// flip changes one bit of a file; a negative offset counts from its end: flip FILE OFFSET
func flip(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: flip FILE OFFSET")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	if at < 0 {
		at += len(data)
	}
	data[at] ^= 1
	ts.Check(os.WriteFile(name, data, 0o600))
}

// fill overwrites a stretch of a file with noise: fill FILE OFFSET LENGTH
func fill(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: fill FILE OFFSET LENGTH")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	length, err := strconv.Atoi(args[2])
	ts.Check(err)
	for i := at; i < min(at+length, len(data)); i++ {
		data[i] = byte(i*7 + 13)
	}
	ts.Check(os.WriteFile(name, data, 0o600))
}
