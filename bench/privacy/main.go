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
	"candor/bench/privacy/corpus"
	"candor/bench/report"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "privacy:", err)
		os.Exit(1)
	}
}

// settings are how much is measured, and on what.
type settings struct {
	binary   string   // empty: it is built
	shared   string   // folder of the labelled sets
	out      string   // folder
	only     []string // parts; empty: all
	messages int      // made for each country
	seed     uint64
	progress io.Writer
}

func run(ctx context.Context, args []string, progress io.Writer) error {
	s := settings{shared: os.Getenv("CANDOR_SHARED"), progress: progress}
	if s.shared == "" {
		s.shared = filepath.Join("..", "shared")
	}
	s.shared = filepath.Join(s.shared, "data")
	flags := flag.NewFlagSet("privacy", flag.ContinueOnError)
	flags.StringVar(&s.binary, "binary", "", "candor to measure; empty: it is built from the module in the working folder")
	flags.StringVar(&s.out, "out", filepath.Join("bench", "privacy"), "folder for figures.md and figures.json")
	flags.IntVar(&s.messages, "messages", 600, "messages made for each country")
	flags.Uint64Var(&s.seed, "seed", 1, "what the made messages are drawn from")
	write := flags.String("write", "", "only write the made messages to this file, as JSON lines")
	only := flags.String("only", "", "parts to measure, with commas between: cases, messages, corpus, awkward, names, speed, hostile; empty: all")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s.only = strings.FieldsFunc(*only, func(r rune) bool { return r == ',' })
	if *write != "" {
		return s.writeMessages(*write)
	}
	b := &bench{settings: s}
	dir, err := os.MkdirTemp("", "candor-privacy")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if b.detector.binary = s.binary; s.binary == "" {
		b.detector.binary = filepath.Join(dir, "candor")
		if err := host.Build(ctx, b.detector.binary); err != nil {
			return err
		}
	}
	if err := b.measure(ctx); err != nil {
		return err
	}
	b.found.Title, b.found.Reading = "Figures of the detector of personal data", reading
	b.found.Date, b.found.Machine = time.Now().UTC().Format(time.DateOnly), report.Machine()
	b.found.Command = strings.Join(append([]string{"go run ./bench/privacy"}, args...), " ")
	return b.found.Write(s.out)
}

// writeMessages writes what is made, for other programs to be measured on.
func (s settings) writeMessages(name string) error {
	all := corpus.Awkward(s.seed)
	for _, h := range corpus.Homes() {
		all = append(all, corpus.Messages(h, s.messages, s.seed)...)
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(corpus.Write(f, all), f.Close())
}

// bench is one run of everything.
type bench struct {
	settings
	detector detector
	found    report.Findings
}

// part is one thing that can be measured alone.
type part struct {
	name string
	do   func(context.Context) error
}

// measure does the parts that were asked for.
func (b *bench) measure(ctx context.Context) error {
	parts := []part{
		{"cases", b.cases}, {"messages", b.sharedMessages}, {"corpus", b.corpus}, {"awkward", b.awkward}, {"names", b.names}, {"speed", b.speed}, {"hostile", b.hostile},
	}
	for _, name := range b.only {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == name }) {
			return fmt.Errorf("there is no part %q", name)
		}
	}
	for _, p := range parts {
		if len(b.only) > 0 && !slices.Contains(b.only, p.name) {
			continue
		}
		fmt.Fprintln(b.progress, p.name)
		if err := p.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

func (b *bench) tell(all ...report.Figure) {
	for _, f := range all {
		fmt.Fprintf(b.progress, "  %s: %s %s\n", f.Name, f, f.Verdict())
	}
	b.found.Figures = append(b.found.Figures, all...)
}

func (b *bench) show(t report.Table) { b.found.Tables = append(b.found.Tables, t) }
