package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"candor/bench/report"
)

// request measures whether a wish for a person is heard, and when it is heard where there is none.
func (b *bench) request(ctx context.Context) error {
	if err := b.sharedRequests(ctx); err != nil {
		return err
	}
	for _, half := range []string{"kept", "fresh", "unseen", "late", "seen"} {
		if err := b.ownRequests(ctx, half); err != nil {
			return err
		}
	}
	return b.ordinary(ctx)
}

func (b *bench) sharedRequests(ctx context.Context) error {
	for _, set := range []string{"cs-human-request/messages.jsonl", "bitext-cs/utterances.jsonl.gz"} {
		rows, ok, err := b.shared(set)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		rows = slices.DeleteFunc(rows, func(r row) bool { return r.HumanRequest == nil }) // may or may not mean a person
		found, err := b.listener.hear(ctx, textsOf(rows, row.words))
		if err != nil {
			return err
		}
		var s score
		for i, r := range rows {
			s.add(*r.HumanRequest == 1, found[i].Person)
		}
		b.tell(report.Of("request for a person, "+set+": recall", s.recall, "", report.AtLeast(.95)),
			report.Of("request for a person, "+set+": precision", s.precision, "", report.AtLeast(.90)))
	}
	return nil
}

// ownRequests tells ordinary messages from those that look alike: of the messages that ask for nobody all
// look alike, and of those that ask, the ones that are not plain.
func (b *bench) ownRequests(ctx context.Context, half string) error {
	rows, err := readOwn("person_" + half + ".txt")
	if err != nil {
		return err
	}
	found, err := b.listener.hear(ctx, textsOf(rows, func(o own) string { return o.text }))
	if err != nil {
		return err
	}
	var all, plain, hard score
	languages := map[string]*score{}
	kinds := map[string]*score{}
	for i, r := range rows {
		got := found[i].Person
		all.add(r.want, got)
		if r.kind == "plain" || r.kind == "bare" {
			plain.add(r.want, got)
		} else {
			hard.add(r.want, got)
		}
		count(languages, r.language, r.want, got)
		count(kinds, r.kind, r.want, got)
	}
	name := fmt.Sprintf("request for a person, own messages in %d languages, %s: ", len(languages), half)
	b.tell(report.Of(name+"recall in plain words", plain.recall, "", report.AtLeast(.95)),
		report.Of(name+"recall in other words (indirect, misspelt, mixed, polite, angry, with a reason, denied, quoted)", hard.recall, "", report.AtLeast(.90)),
		report.Of(name+"recall", all.recall, "", report.AtLeast(.90)), report.Of(name+"precision", all.precision, "", report.AtLeast(.90)),
		report.Of(name+"alarms on look-alikes", all.alarms, "%", report.Goal{}))
	b.show(byName("Request for a person, own messages, "+half+", by language", "language", languages))
	b.show(byName("Request for a person, own messages, "+half+", by kind", "kind", kinds))
	return nil
}

func count(into map[string]*score, name string, want, got bool) {
	if into[name] == nil {
		into[name] = &score{}
	}
	into[name].add(want, got)
}

func byName(title, head string, scores map[string]*score) report.Table {
	t := report.Table{Title: title, Head: []string{head, "recall", "alarms"}}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		t.Rows = append(t.Rows, []string{name, scores[name].recall.String(), scores[name].alarms.String()})
	}
	return t
}

// ordinary counts alarms of every kind on questions that ask for something else.
func (b *bench) ordinary(ctx context.Context) error {
	t := report.Table{Title: "Alarms on ordinary questions", Head: []string{"set", "person", "any sensitive matter", "injection", "phishing"},
		Notes: "In banking77 and clinc150 some questions do ask for a person; they count as alarms all the same. The last two sets are no\ncustomers' messages, but stand for many languages."}
	for _, x := range []struct {
		set  string
		goal report.Goal
	}{
		{"banking77/train.jsonl.gz", report.AtMost(.005)}, {"clinc150/train.jsonl.gz", report.AtMost(.005)}, {"stackfaq/queries.jsonl", report.AtMost(.005)},
		{"xquad/queries.jsonl.gz", report.AtMost(.005)}, {"langid/texts.jsonl.gz", report.AtMost(.005)},
	} {
		rows, ok, err := b.shared(x.set)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		found, err := b.listener.hear(ctx, textsOf(rows, row.words))
		if err != nil {
			return err
		}
		var person, sensitive, injection, phishing report.Share
		for _, h := range found {
			person.Count(h.Person)
			sensitive.Count(h.sensitive())
			injection.Count(h.Injection)
			phishing.Count(h.about("phishing"))
		}
		b.tell(report.Of("request for a person, alarms on "+x.set, person, "%", x.goal))
		b.tell(report.Of("injection, alarms on "+x.set, injection, "%", report.AtMost(.01)))
		t.Rows = append(t.Rows, []string{x.set, person.String(), sensitive.String(), injection.String(), phishing.String()})
	}
	b.show(t)
	return nil
}

// identity measures whether "are you human?" is heard, which is answered with the truth and an offer.
func (b *bench) identity(ctx context.Context) error {
	rows, ok, err := b.shared("clinc150/train.jsonl.gz")
	if err != nil || !ok {
		return err
	}
	found, err := b.listener.hear(ctx, textsOf(rows, row.words))
	if err != nil {
		return err
	}
	var s score
	for i, r := range rows {
		s.add(r.Intent == "are_you_a_bot", found[i].rule("asked_if_human"))
	}
	b.tell(report.Of("are you human, clinc150: recall", s.recall, "", report.AtLeast(.90)), report.Of("are you human, clinc150: precision", s.precision, "", report.AtLeast(.95)))
	for _, half := range []string{"unseen", "seen"} {
		rows, err := readOwn("person_" + half + ".txt")
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(o own) bool { return o.kind != "identity" })
		found, err := b.listener.hear(ctx, textsOf(rows, func(o own) string { return o.text }))
		if err != nil {
			return err
		}
		var told report.Share
		for _, h := range found {
			told.Count(h.rule("asked_if_human"))
		}
		b.tell(report.Of("are you human, own messages, "+half+": recall", told, "", report.AtLeast(.90)))
	}
	return nil
}
