package main

import (
	"context"
	"regexp"

	"candor/bench/report"
)

// speed measures the answer to a question, search and composing, from 10,000 articles on one core, and
// what the index takes of memory.
func (b *bench) speed(ctx context.Context) error {
	if err := b.quickness(ctx, "10,000", "BenchmarkAnswerFrom10000Articles", "2000x", report.AtMost(3)); err != nil {
		return err
	}
	return b.index(ctx)
}

// large measures the answer from 100,000 articles. To index them takes minutes.
func (b *bench) large(ctx context.Context) error {
	return b.quickness(ctx, "100,000", "BenchmarkAnswerFrom100000Articles", "1000x", report.AtMost(20))
}

// quickness asks questions one after another on one core. The articles are made of the shared help centres.
func (b *bench) quickness(ctx context.Context, articles, benchmark, times string, wanted report.Goal) error {
	name := "search and compose from " + articles + " articles on one core, "
	got, c, err := b.goTest(ctx, "-run", "^$", "-bench", "^"+benchmark+"$", "-cpu", "1", "-benchtime", times, "-timeout", "30m", "./answer")
	if err != nil {
		return err
	}
	p95, ok := got.of(benchmark, "p95-µs")
	mean, too := got.of(benchmark, "ns/op")
	if !ok || !too {
		b.tell(report.Absent(name+"p95", wanted, "ms", whyNone(got)))
		return nil
	}
	b.tell(timed(name+"p95", p95/1e3, "ms", wanted, c.disturbed), timed(name+"mean", mean/1e6, "ms", report.Goal{}, c.disturbed))
	return nil
}

// whyNone tells why a benchmark or a test gave no figure.
func whyNone(got tests) string {
	if len(got.skipped) > 0 {
		return missing
	}
	return "it told nothing"
}

// weight is how the test of the index tells its size.
var weight = regexp.MustCompile(`^([\d,]+) articles: built in \S+, (\d+) bytes an article$`)

func (b *bench) index(ctx context.Context) error {
	const name = "memory of the search index, an article"
	wanted := report.AtMost(10)
	got, c, err := b.goTest(ctx, "-run", "^TestIndexIsSmallAndQuick$", "-bench", "^BenchmarkEightWordsIn10000Articles$", "-cpu", "1", "./internal/search")
	if err != nil {
		return err
	}
	found := got.find("TestIndexIsSmallAndQuick", weight)
	if len(found) == 0 {
		b.tell(report.Absent(name, wanted, "kB", whyNone(got)))
	}
	for _, f := range found {
		b.tell(report.Measure(name+", of "+f[0], amount(f[1])/1000, "kB", wanted))
	}
	if ns, ok := got.of("BenchmarkEightWordsIn10000Articles", "ns/op"); ok {
		b.tell(timed("search alone for eight words in 10,000 articles on one core, mean", ns/1e6, "ms", report.Goal{}, c.disturbed))
	}
	return nil
}
