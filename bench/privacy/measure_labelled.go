package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"candor/bench/privacy/corpus"
	"candor/bench/privacy/score"
	"candor/bench/report"
)

// sheet lets the detector look through texts and scores what it found.
func (b *bench) sheet(ctx context.Context, texts []text, names map[string]string) (score.Sheet, []score.Case, error) {
	queries := make([]query, len(texts))
	for i, t := range texts {
		queries[i] = t.query
	}
	found, err := b.detector.find(ctx, queries)
	if err != nil {
		return score.Sheet{}, nil, err
	}
	cases := make([]score.Case, len(texts))
	for i, t := range texts {
		cases[i] = t.labels
		cases[i].Found = found[i]
	}
	return score.Of(cases, names), cases, nil
}

// missing tells a set that is absent, and is false for any other trouble.
func (b *bench) missing(set string, err error) bool {
	if !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	b.tell(report.Absent(set, report.Goal{}, "", "the shared data is not here"))
	return true
}

func (b *bench) cases(ctx context.Context) error {
	texts, err := sharedCases(b.shared)
	if b.missing("presidio-cases", err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, x := range []struct {
		name              string
		texts             []text
		precision, recall float64
	}{{"with the country known", texts, 0.98, 0.97}, {"without hints", withoutHints(texts), 0.98, 0.96}} {
		s, _, err := b.sheet(ctx, x.texts, nil)
		if err != nil {
			return err
		}
		t, name := s.Total(), "cases by entity, "+x.name+": "
		b.tell(
			share(name+"precision", t.Precision(), "", report.AtLeast(x.precision)), share(name+"exact precision", t.ExactPrecision(), "", report.Goal{}),
			share(name+"recall", t.Recall(), "", report.AtLeast(x.recall)), share(name+"exact recall", t.ExactRecall(), "", report.Goal{}))
		b.show(types("Shared cases by entity, "+x.name, s))
	}
	return nil
}

func (b *bench) sharedMessages(ctx context.Context) error {
	same := map[string]string{"STREET_ADDRESS": "ADDRESS", "GPE": "LOCATION", "URL": "DOMAIN_NAME"} // the sets use both
	for _, x := range []struct {
		set, file string
		service   bool // messages to a desk
	}{{"pii-chat", "pii-chat/messages.jsonl.gz", true}, {"presidio-synth", "presidio-synth/samples.jsonl.gz", false}} {
		texts, err := sharedMessages(b.shared, x.file)
		if b.missing(x.set, err) {
			continue
		}
		if err != nil {
			return err
		}
		s, _, err := b.sheet(ctx, texts, same)
		if err != nil {
			return err
		}
		b.tell(phones(x.set, s)...)
		leak := report.Goal{}
		if x.service {
			leak = report.AtMost(0.001)
			b.tell(share(x.set+", decoys masked", s.DecoysHit(), "%", report.AtMost(0.02)))
		}
		b.tell(share(x.set+", structured characters that leak", s.Total(structured(s)...).Leak(), "%", leak))
		b.show(types("Shared set "+x.set+", by type", s))
	}
	return nil
}

func phones(of string, s score.Sheet) []report.Figure {
	t := s.Total("PHONE_NUMBER")
	return []report.Figure{share(of+", phone: precision", t.Precision(), "", report.AtLeast(0.9)), share(of+", phone: recall", t.Recall(), "", report.AtLeast(0.9))}
}

// structured are the types of a sheet whose leaks count: all but those that only a meaning tells.
func structured(s score.Sheet) []string {
	free := strings.Fields("PERSON STREET_ADDRESS ADDRESS LOCATION GPE ZIP_CODE ORGANIZATION TITLE NRP AGE DATE_TIME")
	return slices.DeleteFunc(slices.Sorted(maps.Keys(s.ByType)), func(kind string) bool { return slices.Contains(free, kind) })
}

func (b *bench) corpus(ctx context.Context) error {
	for _, hints := range []bool{true, false} {
		known := "without hints"
		if hints {
			known = "with language and country known"
		}
		var all []score.Case
		countries := report.Table{Title: "Own messages by country, " + known, Head: []string{
			"country", "messages", "structured: precision", "recall", "leak", "phone: precision", "recall", "name: precision", "recall", "address: recall", "decoys masked"}}
		for _, h := range corpus.Homes() {
			texts := ownMessages(corpus.Messages(h, b.messages, b.seed), hints)
			s, cases, err := b.sheet(ctx, texts, ownNames())
			if err != nil {
				return err
			}
			all = append(all, cases...)
			t, phone, name := s.Total(structured(s)...), s.Total("PHONE_NUMBER"), s.Total("PERSON")
			countries.Rows = append(countries.Rows, []string{h.Country + " (" + h.Lang + ")", fmt.Sprint(len(texts)), three(t.Precision()), three(t.Recall()), percent(t.Leak()),
				three(phone.Precision()), three(phone.Recall()), three(name.Precision()), three(name.Recall()), three(s.Total("STREET_ADDRESS").Recall()), percent(s.DecoysHit())})
		}
		s := score.Of(all, ownNames())
		t, name := s.Total(structured(s)...), "own messages, "+known+": "
		typed := slices.DeleteFunc(structured(s), func(kind string) bool { return kind == "ID_NUMBER" })
		b.tell(share(name+"structured characters that leak", t.Leak(), "%", report.AtMost(0.001)),
			share(name+"those of types that have a name of their own", s.Total(typed...).Leak(), "%", report.AtMost(0.001)),
			share(name+"decoys masked", s.DecoysHit(), "%", report.AtMost(0.02)),
			share(name+"structured, precision", t.Precision(), "", report.Goal{}), share(name+"structured, recall", t.Recall(), "", report.Goal{}),
			share(name+"masked beside what is personal, characters", s.Over, "%", report.Goal{}))
		b.tell(phones("own messages, "+known, s)...)
		b.show(countries)
		b.show(types("Own messages by type, "+known, s))
		b.show(decoys("Own messages, decoys by kind, "+known, s))
	}
	return nil
}

// ownNames counts the names that detectors have for one thing as one.
func ownNames() map[string]string {
	return map[string]string{"ADDRESS": "STREET_ADDRESS", "TR_PHONE_NUMBER": "PHONE_NUMBER"}
}

func (b *bench) awkward(ctx context.Context) error {
	s, _, err := b.sheet(ctx, ownMessages(corpus.Awkward(b.seed), false), nil)
	if err != nil {
		return err
	}
	masked := s.VariantsMasked()
	b.tell(number(fmt.Sprintf("of %d awkward spellings, masked in full each time", masked.Whole), float64(masked.Part), "", report.AtLeast(58), false))
	failed := report.Table{Title: "Awkward spellings that were not always masked in full", Head: []string{"spelling", "masked in full", "of"}}
	for _, name := range slices.Sorted(maps.Keys(s.Variants)) {
		if v := s.Variants[name]; v.Part < v.Whole {
			failed.Rows = append(failed.Rows, []string{name, fmt.Sprint(v.Part), fmt.Sprint(v.Whole)})
		}
	}
	b.show(failed)
	return nil
}

func (b *bench) names(ctx context.Context) error {
	bars := report.Table{Title: "Names that stand in no list", Head: []string{"language", "names", "precision, all", "recall, all", "bar for precision 0.9", "recall above it"}}
	for _, lang := range []string{"en", "de", "es", "fr"} {
		s, cases, err := b.sheet(ctx, ownMessages(corpus.Unknown(lang, 2*b.messages, b.seed), false), nil)
		if err != nil {
			return err
		}
		all := s.Total("PERSON")
		best, bar, ok := score.RecallAt(cases, "PERSON", 0.9)
		name := "unknown names in " + lang + ", recall at precision 0.9"
		if !ok {
			b.tell(report.Absent(name, report.AtLeast(0.85), "", "no bar on the scores reaches the precision"))
			continue
		}
		b.tell(share(name, best.Recall(), "", report.AtLeast(0.85)))
		bars.Rows = append(bars.Rows, []string{lang, fmt.Sprint(all.Spans()), three(all.Precision()), three(all.Recall()), fmt.Sprintf("%.2f", bar), three(best.Recall())})
	}
	b.show(bars)
	return nil
}
