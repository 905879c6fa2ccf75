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
		fmt.Fprintln(os.Stderr, "answers:", err)
		os.Exit(1)
	}
}

// settings are what is measured, and with what.
type settings struct {
	binary   string   // empty: it is built
	shared   string   // folder that holds "data", absolute
	out      string   // folder
	only     []string // parts; empty: all
	articles int      // that are imported
	seed     uint64
	progress io.Writer
}

func run(ctx context.Context, args []string, progress io.Writer) error {
	s := settings{progress: progress}
	flags := flag.NewFlagSet("answers", flag.ContinueOnError)
	flags.StringVar(&s.binary, "binary", "", "candor to measure; empty: it is built from the module in the working folder")
	flags.StringVar(&s.out, "out", filepath.Join("bench", "answers"), "folder for figures.md, figures.json and the pictures")
	flags.IntVar(&s.articles, "articles", 5000, "articles that are brought in")
	flags.Uint64Var(&s.seed, "seed", 1, "what the made articles are drawn from")
	only := flags.String("only", "", "parts to measure, with commas between: "+strings.Join(names((&bench{}).parts()), ", ")+"; empty: all")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s.only = strings.FieldsFunc(*only, func(r rune) bool { return r == ',' || r == ' ' })
	shared, err := sharedFolder()
	if err != nil {
		return err
	}
	s.shared = shared
	b := &bench{settings: s}
	for _, name := range s.only {
		if !slices.Contains(names(b.parts()), name) {
			return fmt.Errorf("there is no part %q", name)
		}
	}
	if b.dir, err = os.MkdirTemp("", "candor-answers"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if err := b.build(ctx); err != nil {
		return err
	}
	failed := b.measure(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if slices.ContainsFunc(b.found.Figures, func(f report.Figure) bool { return f.Disturbed }) {
		b.remark("The machine was shared: others used it while the times that are marked were taken.")
	}
	b.found.Title, b.found.Reading = "Figures of the answers", reading
	b.found.Date, b.found.Machine = time.Now().UTC().Format(time.DateOnly), report.Machine()
	b.found.Command = strings.Join(append([]string{"go run ./bench/answers"}, args...), " ")
	return errors.Join(failed, b.found.Write(s.out))
}

// sharedFolder is where the labelled sets would be. Tests that run as children stand in folders of their
// own, so it is absolute.
func sharedFolder() (string, error) {
	folder := os.Getenv("CANDOR_SHARED")
	if folder == "" {
		folder = filepath.Join("..", "shared")
	}
	return filepath.Abs(folder)
}

// bench is one run of everything.
type bench struct {
	settings
	dir   string // thrown away afterwards
	found report.Findings
}

// build makes the binary, unless one was named.
func (b *bench) build(ctx context.Context) (err error) {
	if b.binary != "" {
		b.binary, err = filepath.Abs(b.binary) // desks run it in folders of their own
		return err
	}
	fmt.Fprintln(b.progress, "building candor")
	b.binary = filepath.Join(b.dir, "candor")
	return host.Build(ctx, b.binary)
}

// part is one thing that can be measured alone.
type part struct {
	name string
	do   func(context.Context) error
}

func (b *bench) parts() []part {
	return []part{
		{"sets", b.sets}, {"house", b.house}, {"languages", b.languages}, {"typos", b.typos}, {"ground", b.ground}, {"bound", b.bound},
		{"speed", b.speed}, {"large", b.large}, {"import", b.bringIn}, {"detection", b.detection}, {"first", b.first}, {"tools", b.tools},
	}
}

func names(parts []part) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.name
	}
	return out
}

// measure does the parts that were asked for. One that fails is told in the findings, and the others are
// measured all the same.
func (b *bench) measure(ctx context.Context) error {
	var failed error
	for _, p := range b.parts() {
		if len(b.only) > 0 && !slices.Contains(b.only, p.name) {
			continue
		}
		start := time.Now()
		fmt.Fprintln(b.progress, p.name)
		if err := p.do(ctx); err != nil {
			err = fmt.Errorf("%s: %w", p.name, err)
			fmt.Fprintln(b.progress, "  "+firstLine(err.Error()))
			b.remark("The part " + p.name + " could not be measured to its end; its other figures are missing.")
			failed = errors.Join(failed, err)
		}
		fmt.Fprintf(b.progress, "  (%v)\n", time.Since(start).Round(time.Second))
	}
	return failed
}

func (b *bench) tell(all ...report.Figure) {
	for _, f := range all {
		fmt.Fprintf(b.progress, "  %s: %s %s\n", f.Name, f.String(), f.Verdict())
	}
	b.found.Figures = append(b.found.Figures, all...)
}

// show keeps a table; one of the same title gets more rows.
func (b *bench) show(t report.Table) {
	for i, other := range b.found.Tables {
		if other.Title == t.Title {
			b.found.Tables[i].Rows = append(other.Rows, t.Rows...)
			return
		}
	}
	b.found.Tables = append(b.found.Tables, t)
}

func (b *bench) remark(text string) { b.found.Remarks = append(b.found.Remarks, text) }

// missing is why a shared set cannot be measured.
const missing = "the shared data is not here"

// data gives the place of a file of the shared sets, and whether it is there.
func (b *bench) data(name string) (string, bool) {
	path := filepath.Join(b.shared, "data", filepath.FromSlash(name))
	_, err := os.Stat(path)
	return path, err == nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
