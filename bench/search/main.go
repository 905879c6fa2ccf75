package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"candor/bench/meter"
	"candor/bench/report"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "search:", err)
		os.Exit(1)
	}
}

const reading = `Each figure is the time of a whole page, signed in, from the request to its last byte; the conversations are sealed and those that
a search shows are opened and put on record. Goals are met when the 95th percentile meets them. A fifth of the conversations
wait for a person; every hundredth has 200 messages, the others 20; each customer has four. The words of messages are made up and
fall off in frequency as those of a language do (Zipf): "common" stands in most conversations, "usual" in one of a few hundred
messages, "rare" in a hundred or so of a million. "For the first time" lets 16 minutes go by before each search, so that every
conversation that is opened is written on record anew. Processor time is that of the whole test, on all cores, the browser's side
among it; where others used the machine it tells more than the clock.
`

func run(ctx context.Context, args []string, progress io.Writer) error {
	flags := flag.NewFlagSet("search", flag.ContinueOnError)
	messages := flags.Int("messages", 1_000_000, "how many messages are searched")
	times := flags.Int("times", 40, "how often each page is asked for")
	out := flags.String("out", filepath.Join("bench", "search"), "folder for figures.md and figures.json")
	if err := flags.Parse(args); err != nil {
		return err
	}
	f := report.Findings{
		Title: "Figures of the console's search and queue", Command: "go run ./bench/search", Reading: reading,
		Date: time.Now().UTC().Format(time.DateOnly), Machine: report.Machine(),
	}
	flags.Visit(func(x *flag.Flag) {
		if x.Name != "out" {
			f.Command += " -" + x.Name + " " + x.Value.String()
		}
	})
	for _, part := range parts() {
		fmt.Fprintln(progress, part.benchmark)
		text, disturbed, err := measure(ctx, part.benchmark, *messages, *times)
		if err != nil {
			return err
		}
		if m := stored.FindStringSubmatch(text); m != nil {
			f.Remarks = append(f.Remarks, fmt.Sprintf("%s messages were stored in %s and indexed in %s.", m[1], m[2], m[3]))
		}
		f.Figures = append(f.Figures, part.figures(readMarks(text), disturbed)...)
	}
	for _, x := range f.Figures {
		fmt.Fprintf(progress, "  %s: %s %s\n", x.Name, x, x.Verdict())
	}
	return f.Write(*out)
}

// stored is how the benchmark tells of its desk.
var stored = regexp.MustCompile(`(\d+) messages stored in (\S+), indexed in (\S+)`)

// measure runs one benchmark and says whether others used the machine meanwhile; where the machine does not tell, they did.
func measure(ctx context.Context, benchmark string, messages, times int) (string, bool, error) {
	cmd := exec.CommandContext(ctx, "go", "test", "-count=1", "-v", "-run", "^$", "-bench", "^"+benchmark+"$", "-benchtime", strconv.Itoa(times)+"x", "-timeout", "60m", "./internal/web/console")
	cmd.Env = append(os.Environ(), "CANDOR_SEARCH_MESSAGES="+strconv.Itoa(messages), "CI=")
	var all bytes.Buffer
	cmd.Stdout, cmd.Stderr = &all, &all
	window, unknown := meter.Machine{}.Open(0)
	if err := cmd.Run(); err != nil {
		return "", true, fmt.Errorf("%s: %w\n%s", benchmark, err, all.String()[max(0, all.Len()-2000):])
	}
	if unknown != nil {
		return all.String(), true, nil
	}
	used, err := window.Close()
	own := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return all.String(), err != nil || used.Foreign-own.Seconds()/used.Wall.Seconds() > meter.Noise, nil
}

// readMarks reads lines such as "BenchmarkX/rare-2 40 600412 ns/op 66.0 p50-ms" as marks by the name of their part.
func readMarks(text string) map[string]map[string]float64 {
	out := map[string]map[string]float64{}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 4 || len(fields)%2 != 0 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := fields[0]
		if at := strings.LastIndexByte(name, '-'); at >= 0 {
			if _, err := strconv.Atoi(name[at+1:]); err == nil {
				name = name[:at] // the number of processors
			}
		}
		_, name, _ = strings.Cut(name, "/")
		of := map[string]float64{}
		for i := 2; i < len(fields); i += 2 {
			if v, err := strconv.ParseFloat(fields[i], 64); err == nil {
				of[fields[i+1]] = v
			}
		}
		out[name] = of
	}
	return out
}
