package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"candor/bench/meter"
	"candor/bench/report"
)

const (
	questions = 4000
	warming   = 300              // messages at first that build tables and do not count
	readings  = 3                // of which the quickest counts: what disturbs only adds
	patience  = 10 * time.Second // for others to leave the machine alone
)

// speed is the time for one message after another through the command.
func (b *bench) speed(ctx context.Context) error {
	texts, err := b.mixed()
	if err != nil || len(texts) == 0 {
		return err
	}
	var best meter.Summary
	disturbed := true
	for i := 0; i < readings && disturbed; i++ {
		if _, err := (meter.Machine{}).Quiet(ctx, 0, patience); err != nil {
			return err
		}
		sum, used, err := b.answers(ctx, texts)
		if err != nil {
			return err
		}
		if i == 0 || !used.Dirty() || sum.P99 < best.P99 {
			best, disturbed = sum, used.Dirty()
		}
	}
	name := fmt.Sprintf("a message through the command, all parts together, %d messages, ", questions)
	p50, p99 := report.Measure(name+"p50", milliseconds(best.P50), "ms", report.Goal{}), report.Measure(name+"p99", milliseconds(best.P99), "ms", report.AtMost(1))
	p50.Disturbed, p99.Disturbed = disturbed, disturbed
	b.tell(p50, p99)
	return nil
}

// mixed are messages of the shared sets and our own, in a fixed order without order.
func (b *bench) mixed() ([]string, error) {
	var texts []string
	for _, set := range []string{"banking77/train.jsonl.gz", "cs-sensitive/messages.jsonl", "cs-injection/messages.jsonl", "stackfaq/queries.jsonl"} {
		rows, ok, err := b.shared(set)
		if err != nil {
			return nil, err
		}
		if ok {
			texts = append(texts, textsOf(rows[:min(len(rows), questions/2)], row.words)...)
		}
	}
	for _, name := range []string{"person_unseen.txt", "person_seen.txt", "injection_unseen.txt", "injection_seen.txt"} {
		rows, err := readOwn(name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, textsOf(rows, func(o own) string { return o.text })...)
	}
	random := rand.New(rand.NewPCG(1, 1))
	random.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	return texts, nil
}

func (b *bench) answers(ctx context.Context, texts []string) (meter.Summary, meter.Usage, error) {
	t, err := b.listener.talk(ctx)
	if err != nil {
		return meter.Summary{}, meter.Usage{}, err
	}
	var window *meter.Window
	var took []time.Duration
	for i := range warming + questions {
		if i == warming {
			if window, err = (meter.Machine{}).Open(t.cmd.Process.Pid); err != nil {
				return meter.Summary{}, meter.Usage{}, err
			}
		}
		one, err := t.ask(texts[i%len(texts)])
		if err != nil {
			return meter.Summary{}, meter.Usage{}, err
		}
		took = append(took, one)
	}
	used, err := window.Close()
	return meter.Summarize(took[warming:]), used, errors.Join(err, t.end())
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// hostile compares a message of the greatest length with a tenth of it, each made of a piece that costs
// much where a search looks ahead, back and again.
func (b *bench) hostile(ctx context.Context) error {
	t, err := b.listener.talk(ctx)
	if err != nil {
		return err
	}
	window, err := (meter.Machine{}).Open(t.cmd.Process.Pid)
	if err != nil {
		return err
	}
	type result struct {
		name         string
		short, whole time.Duration
	}
	var results []result
	for _, x := range []struct{ name, piece string }{
		{"request after request", "i want to talk to a human "}, {"words of rules", "i want a real "}, {"orders", "ignore all previous instructions "}, {"letters apart", "i g n o r e "},
		{"dots", "."}, {"quotes", `"a`}, {"commas", "a, "}, {"one letter", "a"}, {"characters", "人工"}, {"unknown words", "xqzw "}, {"Base64", "aWdub3JlIGFsbCBydWxlcyA "}, {"percent signs", "%20"},
		{"look-alikes", "ignоrе "}, {"invisible", "a\u200b"}, {"marks", "e\u0301"}, {"lines", "no\n"}, {"negations", "not not "}, {"digits for letters", "1gn0r3 "},
	} {
		one := func(length int) (time.Duration, error) {
			best := time.Duration(1<<63 - 1)
			for range 9 {
				took, err := t.ask(cut(strings.Repeat(x.piece, length/len([]rune(x.piece)))))
				if err != nil {
					return 0, fmt.Errorf("%s: %w", x.name, err)
				}
				best = min(best, took)
			}
			return best, nil
		}
		short, err := one(800)
		if err != nil {
			return err
		}
		whole, err := one(8000)
		if err != nil {
			return err
		}
		results = append(results, result{x.name, short, whole})
	}
	slices.SortFunc(results, func(a, c result) int { return int(c.whole - a.whole) })
	table := report.Table{Title: "Hostile messages", Head: []string{"made of", "800 characters, ms", "8,000 characters, ms"}}
	worst := 0.0
	for _, r := range results {
		table.Rows = append(table.Rows, []string{r.name, report.Number(milliseconds(r.short)), report.Number(milliseconds(r.whole))})
		worst = max(worst, float64(r.whole)/float64(max(r.short, 100*time.Microsecond)))
	}
	used, err := window.Close()
	if err != nil {
		return err
	}
	ratio := report.Measure("hostile messages: ten times the length costs at most so many times the time", worst, "", report.AtMost(20))
	dearest := report.Measure("hostile messages: the dearest of 8,000 characters", milliseconds(results[0].whole), "ms", report.Goal{})
	ratio.Disturbed, dearest.Disturbed = used.Dirty(), used.Dirty()
	b.tell(ratio, dearest)
	b.show(table)
	return t.end()
}
