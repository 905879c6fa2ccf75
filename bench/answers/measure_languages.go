package main

import (
	"context"
	"fmt"
	"regexp"

	"candor/bench/report"
)

// languages measures retrieval in the languages of xquad, whose articles and questions say the same in
// each.
func (b *bench) languages(ctx context.Context) error {
	const name = "xquad, mean over its languages: hit@1"
	wanted := report.AtLeast(0.88)
	corpus, there := b.data("xquad/corpus.jsonl.gz")
	queries, too := b.data("xquad/queries.jsonl.gz")
	if !there || !too {
		b.tell(report.Absent(name, wanted, "", missing))
		return nil
	}
	r, err := b.evaluate(ctx, "xquad", corpus, queries, "", "")
	if err != nil {
		return err
	}
	t := report.Table{
		Title: "xquad by language", Head: []string{"language", "questions", "hit@1", "hit@5"},
		Notes: "The mean's interval takes it that all languages err together, as they ask the same about the same paragraphs;\nit is too wide rather than too narrow.",
	}
	var first, five []value
	for _, l := range r.Languages {
		first, five = append(first, l.Hit1), append(five, l.Hit5)
		t.Rows = append(t.Rows, []string{l.Language, fmt.Sprint(l.Questions), l.Hit1.String(), l.Hit5.String()})
	}
	b.tell(tell(name, meanOf(first), wanted), tell("xquad, mean over its languages: hit@5", meanOf(five), report.Goal{}))
	b.show(t)
	return nil
}

// kindLine is how the tests of the language detection tell a kind of text, such as "sentences: 0.931 of 5000".
var kindLine = regexp.MustCompile(`^(\S+): (\d\.\d+) of (\d+)$`)

// detection measures how well the language of a short text is told.
func (b *bench) detection(ctx context.Context) error {
	if _, there := b.data("langid/texts.jsonl.gz"); !there {
		b.tell(report.Absent("language of a text", report.Goal{}, "", missing))
		return nil
	}
	got, c, err := b.goTest(ctx, "-run", "^TestDetect(OnShortTexts|AmongTheDesksLanguages)$", "-bench", "^BenchmarkDetectShort$", "./language")
	if err != nil {
		return err
	}
	for _, among := range []struct{ test, name string }{
		{"TestDetectAmongTheDesksLanguages", "language of a text among a desk's eight"}, {"TestDetectOnShortTexts", "language of a text among all that are known"},
	} {
		found := got.find(among.test, kindLine)
		if len(found) == 0 {
			b.tell(report.Absent(among.name, report.Goal{}, "", "the test told nothing"))
		}
		for _, f := range found {
			b.tell(tell(among.name+": "+f[0], printed(f[1], f[2]).value(), report.Goal{}))
		}
	}
	if ns, ok := got.of("BenchmarkDetectShort", "ns/op"); ok {
		b.tell(timed("language of a text, time for ten words", ns/1000, "µs", report.Goal{}, c.disturbed))
	}
	return nil
}
