package escalate_test

import (
	"testing"

	"candor/escalate"
)

func TestAskedForPersonIsHeard(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, set := range []struct {
		name              string
		recall, precision float64
	}{
		{"cs-human-request/messages.jsonl", .95, .90},
		{"bitext-cs/utterances.jsonl.gz", .95, .90},
	} {
		var c tally
		for _, row := range readShared[labelled](t, set.name) {
			if row.HumanRequest == nil { // customer service of any kind: may or may not mean a person
				continue
			}
			got := in.Inspect(escalate.Input{Text: row.Text}).PersonRequested
			want := *row.HumanRequest == 1
			c.add(want, got)
			if got != want {
				t.Logf("want %v: %s %s", want, row.Lang, row.Text)
			}
		}
		t.Logf("%s: recall %.3f precision %.3f %+v", set.name, c.recall(), c.precision(), c)
		if c.recall() < set.recall || c.precision() < set.precision {
			t.Errorf("%s: recall %.3f, precision %.3f, want %.2f and %.2f", set.name, c.recall(), c.precision(), set.recall, set.precision)
		}
	}
}

// TestOrdinaryQuestionsStayQuiet counts false alarms on messages that ask for something else.
func TestOrdinaryQuestionsStayQuiet(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, set := range []struct {
		name           string
		person, crisis float64
	}{
		{"banking77/train.jsonl.gz", .005, .002},
		{"clinc150/train.jsonl.gz", .005, .002},
		{"stackfaq/queries.jsonl", .005, .002},
	} {
		var asked, crisis tally
		for _, row := range readShared[struct {
			Text, Query, Intent string
		}](t, set.name) {
			r := in.Inspect(escalate.Input{Text: row.Text + row.Query})
			asked.add(false, r.PersonRequested)
			crisis.add(false, len(r.Categories) > 0)
			if r.PersonRequested || len(r.Categories) > 0 {
				t.Logf("%v %v %s: %s", r.PersonRequested, r.Categories, row.Intent, row.Text+row.Query)
			}
		}
		t.Logf("%s: person %.4f, crisis %.4f of %d", set.name, asked.alarms(), crisis.alarms(), asked.alarm+asked.quiet)
		if asked.alarms() > set.person || crisis.alarms() > set.crisis {
			t.Errorf("%s: alarms %.4f and %.4f, want at most %.4f and %.4f", set.name, asked.alarms(), crisis.alarms(), set.person, set.crisis)
		}
	}
}
