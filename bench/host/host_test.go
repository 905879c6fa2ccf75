package host_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/bench/client"
	"candor/bench/host"
)

// TestMain makes the test's own binary play the desk's: it takes the commands that a host gives.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-") {
		os.Exit(play(os.Args[1:]))
	}
	os.Exit(m.Run())
}

func play(args []string) int {
	if os.Getenv("CANDOR_SERVER_LISTEN") != "" {
		fmt.Println("a setting of the caller's environment arrived")
		return 9
	}
	switch args[0] {
	case "init":
		if _, err := os.Stat("refuse"); err == nil {
			fmt.Println("candor: the desk exists already")
			return 3
		}
	case "user":
		password, err := io.ReadAll(os.Stdin)
		if err != nil || string(password) != "secret\n" || !slices.Contains(args, "--password-stdin") {
			return 2
		}
	case "serve":
		stop := make(chan os.Signal, 1)
		signal.Notify(stop, os.Interrupt)
		if _, err := os.Stat("broken"); err == nil {
			fmt.Println("candor: the key is missing")
			return 3
		}
		go http.ListenAndServe(args[slices.Index(args, "--listen")+1], http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		<-stop
	default:
		return 2
	}
	return 0
}

func newHost(t *testing.T) (*host.Host, string) {
	t.Helper()
	dir := t.TempDir()
	h, err := host.New(t.Context(), os.Args[0], dir)
	if err != nil {
		t.Fatal(err)
	}
	return h, dir
}

func TestADeskIsServedStoppedAndKilled(t *testing.T) {
	t.Setenv("CANDOR_SERVER_LISTEN", "0.0.0.0:1") // must not reach the desk
	h, _ := newHost(t)
	if err := h.AddAgent(t.Context(), "maya@example.com", "Maya", "secret"); err != nil {
		t.Fatal(err)
	}
	desk, err := client.New(client.Options{Base: h.Base(), Patience: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []func(*host.Server) error{
		(*host.Server).Stop,
		func(s *host.Server) error { s.Kill(); return nil },
	} {
		s, err := h.Serve(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := desk.Ready(t.Context()); err != nil || s.PID() == 0 {
			t.Errorf("process %d: %v", s.PID(), err)
		}
		if err := end(s); err != nil {
			t.Error(err)
		}
		if desk.Ready(t.Context()) == nil {
			t.Error("it still serves")
		}
	}
}

func TestWhatTheBinarySaysIsInTheError(t *testing.T) {
	t.Parallel()
	h, dir := newHost(t)
	for file, try := range map[string]func() error{
		"broken": func() error { _, err := h.Serve(t.Context()); return err },
		"refuse": func() error { _, err := host.New(t.Context(), os.Args[0], dir); return err },
	} {
		if err := os.WriteFile(dir+"/"+file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := try(); err == nil || !strings.Contains(err.Error(), "candor: the") {
			t.Errorf("%s: got %v", file, err)
		}
	}
	if _, err := h.Run(t.Context(), "", "dance"); err == nil {
		t.Error("a command that failed gives no error")
	}
}
