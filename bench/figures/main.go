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

	"candor/bench/report"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

// settings are how much is measured.
type settings struct {
	long     time.Duration
	reps     int
	visitors int
	articles int
	only     []string // modes; empty: all
	parts    []string // packages whose benchmarks are run
	out      string   // folder
	floor    string   // yardstick binary; empty: none
	progress io.Writer
}

func (s settings) wants(mode string) bool { return len(s.only) == 0 || slices.Contains(s.only, mode) }

func (s settings) say(format string, args ...any) { fmt.Fprintf(s.progress, format+"\n", args...) }

func run(ctx context.Context, args []string, progress io.Writer) error {
	s := settings{floor: os.Getenv("CANDOR_FLOOR"), progress: progress}
	flags := flag.NewFlagSet("figures", flag.ContinueOnError)
	flags.DurationVar(&s.long, "d", 10*time.Second, "length of one run")
	flags.IntVar(&s.reps, "reps", 3, "runs of what is compared with the yardstick")
	flags.IntVar(&s.visitors, "visitors", 10_000, "customers held live")
	flags.IntVar(&s.articles, "articles", 5000, "articles that answers come from")
	only := flags.String("only", "", "modes to measure, with commas between; empty: all")
	parts := flags.String("parts", "", "packages whose Go benchmarks are run too, with commas between")
	flags.StringVar(&s.out, "out", "bench", "folder for figures.md and figures.json")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s.only, s.parts = list(*only), list(*parts)
	dir, err := os.MkdirTemp("", "candor-figures")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{settings: s, dir: dir}
	if err := b.measure(ctx); err != nil {
		return err
	}
	found := findings{Date: time.Now().UTC().Format(time.DateOnly), Machine: report.Machine(), Command: command(args, s.floor != ""), Rows: b.rows, Parts: b.benched}
	found.Figures = judge(found.Rows)
	if err := found.writeJSON(filepath.Join(s.out, "figures.json")); err != nil {
		return err
	}
	return found.writeMarkdown(filepath.Join(s.out, "figures.md"))
}

func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// command is how to measure the same again.
func command(args []string, floor bool) string {
	line := strings.Join(append([]string{"go run ./bench/figures"}, args...), " ")
	if floor {
		line = "CANDOR_FLOOR=… " + line
	}
	return line
}
