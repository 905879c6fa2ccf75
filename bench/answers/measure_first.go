package main

import (
	"context"
	"fmt"

	"candor/bench/report"
)

// pace is how fast a model of the conformance server writes, as the benchmark has it.
type pace struct{ name, words string }

// first measures when the first sentence of a model's answer was checked and could be said. The model is the
// conformance server, which thinks for a while and then streams at a steady pace; all else is the desk's own: search,
// quotes, masking with the real detector, leave and record, the stream turned back and checked sentence by sentence.
func (b *bench) first(ctx context.Context) error {
	const benchmark = "BenchmarkFirstVerifiedSentence"
	got, c, err := b.goTest(ctx, "-run", "^$", "-bench", "^"+benchmark+"$", "-benchtime", "20x", "-timeout", "20m", "./internal/app/wording")
	if err != nil {
		return err
	}
	t := report.Table{
		Title: "From a question to the first sentence that was checked",
		Head:  []string{"model", "first sentence, median", "95th percentile", "whole answer, median", "95th percentile", "of that the desk's own work, median", "95th percentile"},
		Notes: "Questions are the titles of the demo's English articles; what the model writes is borne out. The desk's own work is all until the request " +
			"arrives and all checking. A message is shown when all of it has passed: the first sentence is when something could be shown.",
	}
	for _, p := range []pace{
		{"hosted", "as a vendor's: 500 ms, then about 75 tokens a second"}, {"own", "as an engine on a small machine: 1,500 ms, then about 17 tokens a second"},
	} {
		of := func(metric string) (float64, bool) { return got.of(benchmark+"/"+p.name, metric+"-ms") }
		first, ok := of("first-p50")
		if !ok {
			b.tell(report.Absent("first verified sentence, model "+p.words, report.Goal{}, "ms", whyNone(got)))
			continue
		}
		b.tell(timed("first verified sentence, median, model "+p.words, first, "ms", report.Goal{}, c.disturbed))
		row := []string{p.words, fmt.Sprintf("%.0f ms", first)}
		for _, metric := range []string{"first-p95", "whole-p50", "whole-p95", "desk-p50", "desk-p95"} {
			v, _ := of(metric)
			row = append(row, fmt.Sprintf("%.0f ms", v))
		}
		t.Rows = append(t.Rows, row)
	}
	if local, ok := got.of(benchmark+"/hosted", "local-p95-ms"); ok {
		median, _ := got.of(benchmark+"/hosted", "local-p50-ms")
		b.tell(timed("the whole answer in quotes, without a model, median", median, "ms", report.Goal{}, c.disturbed),
			timed("the whole answer in quotes, without a model, 95th percentile", local, "ms", report.Goal{}, c.disturbed))
	}
	if len(t.Rows) > 0 {
		b.show(t)
	}
	return nil
}
