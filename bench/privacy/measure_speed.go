package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
	"unicode/utf8"

	"candor/bench/corpus"
	"candor/bench/meter"
	own "candor/bench/privacy/corpus"

	"candor/bench/report"
)

const (
	message   = 400     // code points
	volume    = 6 << 20 // bytes of text for one reading of the throughput
	readings  = 5       // of which the best counts: what disturbs only adds
	questions = 4000
	patience  = 10 * time.Second // for others to leave the machine alone
	warming   = 200              // questions at first that build tables and do not count
	articles  = "internal/demo/company/articles/en"
)

// everywhere switches on what every country has.
func everywhere(text string) query {
	return query{Text: text, Language: "en", Country: "GB", Regions: strings.Fields("US CA AU DE AT CH FR BE ES MX IT NL PL BR TR EG JP SE FI IN KR SG TH PH CN NG ZA")}
}

// speed measures throughput on one core and the time for one message.
func (b *bench) speed(ctx context.Context) error {
	dense := denseMessages(b.seed)
	prose, err := prosePages()
	if err != nil {
		return err
	}
	for _, x := range []struct {
		name  string
		texts []string
	}{{"dense messages", dense}, {"prose", prose}} {
		rate, disturbed, err := b.throughput(ctx, x.texts)
		if err != nil {
			return err
		}
		b.tell(number("throughput of the command on one core, every country on: "+x.name, rate, "MB/s", report.AtLeast(20), disturbed))
	}
	if err := b.parts(ctx); err != nil {
		return err
	}
	return b.latency(ctx, dense)
}

// throughput is bytes of text by processor time, in MB/s, without what a start costs.
func (b *bench) throughput(ctx context.Context, texts []string) (rate float64, disturbed bool, err error) {
	var queries []query
	size := 0
	for i := 0; size < volume; i++ {
		queries = append(queries, everywhere(texts[i%len(texts)]))
		size += len(texts[i%len(texts)])
	}
	start, err := b.least(ctx, []query{everywhere("hello")})
	if err != nil {
		return 0, false, err
	}
	took, err := b.least(ctx, queries)
	if err != nil {
		return 0, false, err
	}
	return float64(size) / 1e6 / max(took.time-start.time, time.Millisecond).Seconds(), took.disturbed(), nil
}

// least is the cheapest of some runs, begun when the machine is quiet or does not become so.
func (b *bench) least(ctx context.Context, queries []query) (cost, error) {
	if _, err := (meter.Machine{}).Quiet(ctx, 0, patience); err != nil {
		return cost{}, err
	}
	var best cost
	for i := range readings {
		_, c, err := b.detector.run(ctx, queries)
		if err != nil {
			return cost{}, err
		}
		if i == 0 || c.time < best.time {
			best = c
		}
	}
	return best, nil
}

// latency is the time from sending a message to having its answer, one after another. What others
// disturb is measured again some times; of those the quickest counts.
func (b *bench) latency(ctx context.Context, texts []string) error {
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
	name := fmt.Sprintf("a message of %d characters through the command, ", message)
	b.tell(number(name+"p50", milliseconds(best.P50), "ms", report.Goal{}, disturbed), number(name+"p99", milliseconds(best.P99), "ms", report.AtMost(0.3), disturbed))
	return nil
}

func (b *bench) answers(ctx context.Context, texts []string) (meter.Summary, meter.Usage, error) {
	t, err := b.detector.talk(ctx)
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
		one, err := t.ask(everywhere(texts[i%len(texts)]))
		if err != nil {
			return meter.Summary{}, meter.Usage{}, err
		}
		took = append(took, one)
	}
	used, err := window.Close()
	return meter.Summarize(took[warming:]), used, errors.Join(err, t.end())
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// parts tells the benchmarks of the detector without the command around it.
func (b *bench) parts(ctx context.Context) error {
	if b.binary != "" {
		return nil // whatever it was built from is not here
	}
	out, err := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^BenchmarkDetect", "./privacy").CombinedOutput()
	if err != nil {
		return fmt.Errorf("go test -bench: %w\n%s", err, tail(string(out)))
	}
	t := report.Table{Title: "The detector without the command around it", Head: []string{"benchmark", "result"}}
	for line := range strings.Lines(string(out)) {
		if name, rest, ok := strings.Cut(strings.Join(strings.Fields(line), " "), " "); ok && strings.HasPrefix(name, "Benchmark") {
			t.Rows = append(t.Rows, []string{name, rest})
		}
	}
	b.show(t)
	return nil
}

// denseMessages are messages full of personal data from every country, cut to one length.
func denseMessages(seed uint64) []string {
	var all []string
	for _, h := range own.Homes() {
		var line strings.Builder
		for _, m := range own.Messages(h, 200, seed) {
			line.WriteString(m.Text + " ")
			if utf8.RuneCountInString(line.String()) >= message {
				all = append(all, string([]rune(line.String())[:message]))
				line.Reset()
			}
		}
	}
	return all
}

// prosePages are the demo company's articles as they are read, one a text.
func prosePages() ([]string, error) {
	all, err := corpus.Read(os.DirFS(articles))
	if err != nil {
		return nil, err
	}
	var pages []string
	for _, a := range all {
		page := a.Title + "\n\n" + a.Intro
		for _, s := range a.Sections {
			page += "\n\n" + s.Heading + "\n\n" + s.Body
		}
		pages = append(pages, page)
	}
	return pages, nil
}
