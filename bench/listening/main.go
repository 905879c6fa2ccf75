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
		fmt.Fprintln(os.Stderr, "listening:", err)
		os.Exit(1)
	}
}

// settings are what is measured, and with what.
type settings struct {
	binary   string   // empty: it is built
	shared   string   // folder of the labelled sets
	out      string   // folder
	only     []string // parts; empty: all
	progress io.Writer
}

func run(ctx context.Context, args []string, progress io.Writer) error {
	s := settings{shared: os.Getenv("CANDOR_SHARED"), progress: progress}
	if s.shared == "" {
		s.shared = filepath.Join("..", "shared")
	}
	s.shared = filepath.Join(s.shared, "data")
	flags := flag.NewFlagSet("listening", flag.ContinueOnError)
	flags.StringVar(&s.binary, "binary", "", "candor to measure; empty: it is built from the module in the working folder")
	flags.StringVar(&s.out, "out", filepath.Join("bench", "listening"), "folder for figures.md and figures.json")
	b := &bench{}
	only := flags.String("only", "", "parts to measure, with commas between: "+strings.Join(names(b.parts()), ", ")+"; empty: all")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s.only = strings.FieldsFunc(*only, func(r rune) bool { return r == ',' || r == ' ' })
	for _, name := range s.only {
		if !slices.Contains(names(b.parts()), name) {
			return fmt.Errorf("there is no part %q", name)
		}
	}
	b.settings = s
	dir, err := os.MkdirTemp("", "candor-listening")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if b.listener.binary = s.binary; s.binary == "" {
		b.listener.binary = filepath.Join(dir, "candor")
		fmt.Fprintln(progress, "building candor")
		if err := host.Build(ctx, b.listener.binary); err != nil {
			return err
		}
	}
	failed := b.measure(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	b.found.Title, b.found.Reading = "Figures of what the desk listens for", reading
	b.found.Date, b.found.Machine = time.Now().UTC().Format(time.DateOnly), report.Machine()
	b.found.Command = strings.Join(append([]string{"go run ./bench/listening"}, args...), " ")
	return errors.Join(failed, b.found.Write(s.out))
}

const reading = `In brackets: where the value lies with 95 % confidence (shares: Wilson; the loop: Hanley and McNeil). A goal is met
when the measured value itself meets it. Recall: of the messages that ask for it, how many are heard. Precision: of those
heard, how many ask. Alarms: of the messages that do not, how many are heard. "Unseen": written for this before there
were rules, and kept apart until they were done; "seen": the other half, by which the rules were mended; "late": written
when they were done, heard at first in 40 of 54 with no alarm, and then used to set the bar of the weights; "fresh" and
"kept": 572 messages written later still, before the rules were looked at again, of harder kinds (two of three indirect
ones name nobody). At first look 251 of the 346 that ask were heard (plain 80 of 82, misspelt 54 of 61, indirect 27 of
87) with 12 alarms on 226 look-alikes; then one half, "fresh", was used to mend rules and examples, and the other, "kept",
was not, in which 128 of 169 were heard at first with 6 alarms on 110. Many messages of one half say in one language what a message of the other says in another, so that "kept" flatters the
rules, too. Those mistyped by hand (sensitive matters) were heard in 14 of 48 of the gravest and 5 of 11 others before mistakes were
forgiven; nothing was changed for them but one word. All have one
author, who wrote the rules too (those of phishing are close to their messages): others' messages tell more. The labelled
rows of the shared sets were looked at while this was built, and some stand among the examples of the rules: they show
that nothing got lost, not how others' messages fare. The time of a message is from sending a line to having its answer.
`

// bench is one run of everything.
type bench struct {
	settings
	listener listener
	found    report.Findings
}

// part is one thing that can be measured alone.
type part struct {
	name string
	do   func(context.Context) error
}

func (b *bench) parts() []part {
	return []part{
		{"request", b.request}, {"identity", b.identity}, {"categories", b.categories}, {"injection", b.injection},
		{"loop", b.loop}, {"flips", b.flips}, {"speed", b.speed}, {"hostile", b.hostile},
	}
}

func names(parts []part) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.name
	}
	return out
}

// measure does the parts that were asked for. One that fails is told in the findings, and the others
// are measured all the same.
func (b *bench) measure(ctx context.Context) error {
	var failed error
	for _, p := range b.parts() {
		if len(b.only) > 0 && !slices.Contains(b.only, p.name) {
			continue
		}
		fmt.Fprintln(b.progress, p.name)
		if err := p.do(ctx); err != nil {
			b.found.Remarks = append(b.found.Remarks, "The part "+p.name+" could not be measured to its end; its other figures are missing.")
			failed = errors.Join(failed, fmt.Errorf("%s: %w", p.name, err))
		}
	}
	return failed
}

func (b *bench) tell(all ...report.Figure) {
	for _, f := range all {
		fmt.Fprintf(b.progress, "  %s: %s %s\n", f.Name, f, f.Verdict())
	}
	b.found.Figures = append(b.found.Figures, all...)
}

func (b *bench) show(t report.Table) { b.found.Tables = append(b.found.Tables, t) }
