package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"candor/bench/host"
	"candor/bench/report"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "fairness:", err)
		os.Exit(1)
	}
}

// bench is one run of everything.
type bench struct {
	binary   string
	shared   string // folder of the reference vectors
	dir      string // for what is made on the way
	rows     int    // outcomes that are streamed
	releases int    // that are simulated
	progress io.Writer
	found    report.Findings
}

func run(ctx context.Context, args []string, progress io.Writer) error {
	b := &bench{shared: os.Getenv("CANDOR_SHARED"), progress: progress}
	if b.shared == "" {
		b.shared = filepath.Join("..", "shared")
	}
	flags := flag.NewFlagSet("fairness", flag.ContinueOnError)
	flags.StringVar(&b.binary, "binary", "", "candor to measure; empty: it is built from the module in the working folder")
	flags.IntVar(&b.rows, "rows", 10_000_000, "outcomes that are streamed")
	flags.IntVar(&b.releases, "releases", 1000, "releases that are simulated")
	out := flags.String("out", filepath.Join("bench", "fairness"), "folder for figures.md and figures.json")
	only := flags.String("only", "", "parts to measure, with commas between: vectors, stream, simulate, audit; empty: all")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var err error
	if b.dir, err = os.MkdirTemp("", "candor-fairness"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if b.binary == "" {
		b.binary = filepath.Join(b.dir, "candor")
		if err := host.Build(ctx, b.binary); err != nil {
			return err
		}
	}
	if err := b.measure(ctx, strings.FieldsFunc(*only, func(r rune) bool { return r == ',' })); err != nil {
		return err
	}
	b.found.Title, b.found.Reading = "Figures of fairness", reading
	b.found.Date, b.found.Machine = time.Now().UTC().Format(time.DateOnly), report.Machine()
	b.found.Command = "go run ./bench/fairness"
	flags.Visit(func(f *flag.Flag) {
		if f.Name != "binary" && f.Name != "out" { // folders of this machine
			b.found.Command += " -" + f.Name + " " + f.Value.String()
		}
	})
	return b.found.Write(*out)
}

func (b *bench) measure(ctx context.Context, only []string) error {
	parts := []struct {
		name string
		do   func(context.Context) error
	}{{"vectors", b.vectors}, {"stream", b.stream}, {"simulate", b.simulate}, {"audit", b.audit}}
	for _, name := range only {
		if !slices.ContainsFunc(parts, func(p struct {
			name string
			do   func(context.Context) error
		}) bool {
			return p.name == name
		}) {
			return fmt.Errorf("there is no part %q", name)
		}
	}
	for _, p := range parts {
		if len(only) > 0 && !slices.Contains(only, p.name) {
			continue
		}
		fmt.Fprintln(b.progress, p.name)
		if err := p.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// busy marks a time that others disturbed.
func busy(f report.Figure, dirty bool) report.Figure {
	f.Disturbed = dirty
	return f
}

func (b *bench) tell(all ...report.Figure) {
	for _, f := range all {
		fmt.Fprintf(b.progress, "  %s: %s %s\n", f.Name, f, f.Verdict())
	}
	b.found.Figures = append(b.found.Figures, all...)
}

const reading = `The 10 million outcomes are counted by group from a file of the form that each line names, by candor fairness
outcomes; memory is the most that the process held, the program itself included. The audit of the demo is dry: it asks the
desk through every gate and stores nothing. What is blocked in it is told as a finding, not as a goal.
`
