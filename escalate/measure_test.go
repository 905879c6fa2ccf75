package escalate_test

import (
	"slices"
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
			crisis.add(false, slices.Contains(r.Categories, escalate.Crisis))
			if r.PersonRequested || slices.Contains(r.Categories, escalate.Crisis) {
				t.Logf("%v %v %s: %s", r.PersonRequested, r.Categories, row.Intent, row.Text+row.Query)
			}
		}
		t.Logf("%s: person %.4f, crisis %.4f of %d", set.name, asked.alarms(), crisis.alarms(), asked.alarm+asked.quiet)
		if asked.alarms() > set.person || crisis.alarms() > set.crisis {
			t.Errorf("%s: alarms %.4f and %.4f, want at most %.4f and %.4f", set.name, asked.alarms(), crisis.alarms(), set.person, set.crisis)
		}
	}
}

func TestDangerIsHeard(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	var c tally
	for _, row := range readShared[labelled](t, "cs-sensitive/messages.jsonl") {
		got := slices.Contains(in.Inspect(escalate.Input{Text: row.Text}).Categories, escalate.Crisis)
		c.add(row.Category == "crisis", got)
		if got != (row.Category == "crisis") {
			t.Logf("%s: %s", row.Category, row.Text)
		}
	}
	t.Logf("crisis: recall %.3f precision %.3f %+v", c.recall(), c.precision(), c)
	if c.recall() < 1 || c.precision() < .9 {
		t.Errorf("crisis: recall %.3f, precision %.3f", c.recall(), c.precision())
	}
}

// Innocent questions with violent words ("how do I kill a process") are no danger.
func TestViolentWordsAreNoDanger(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	var c tally
	for _, row := range readShared[struct{ Text, Type string }](t, "xstest/prompts.jsonl") {
		if row.Type != "homonyms" && row.Type != "figurative_language" && row.Type != "safe_targets" && row.Type != "safe_contexts" {
			continue
		}
		got := slices.Contains(in.Inspect(escalate.Input{Text: row.Text}).Categories, escalate.Crisis)
		c.add(false, got)
		if got {
			t.Logf("%s: %s", row.Type, row.Text)
		}
	}
	t.Logf("alarms %.3f of %d", c.alarms(), c.alarm+c.quiet)
	if c.alarms() > .03 {
		t.Errorf("alarms on %.3f of innocent questions", c.alarms())
	}
}

func TestAskedIfHumanIsHeard(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	var c tally
	for _, row := range readShared[labelled](t, "clinc150/train.jsonl.gz") {
		c.add(row.Intent == "are_you_a_bot", in.Inspect(escalate.Input{Text: row.Text}).AskedIfHuman)
	}
	t.Logf("recall %.3f precision %.3f %+v", c.recall(), c.precision(), c)
	if c.recall() < .9 || c.precision() < .95 {
		t.Errorf("recall %.3f, precision %.3f", c.recall(), c.precision())
	}
}

// In dialogues in which the assistant helps, hardly a turn reads as "that did not help".
func TestHelpfulDialoguesAreNotUnresolved(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	var c tally
	for i, row := range readShared[struct {
		Turns []struct{ S, T string }
	}](t, "sgd-dialogues/dialogues.jsonl.gz") {
		if i%4 != 0 {
			continue
		}
		for n, turn := range row.Turns {
			if turn.S == "U" && n > 0 {
				c.add(false, in.Inspect(escalate.Input{Text: turn.T}).Unresolved)
			}
		}
	}
	t.Logf("alarms %.4f of %d", c.alarms(), c.alarm+c.quiet)
	if c.alarms() > .01 {
		t.Errorf("alarms on %.4f of turns", c.alarms())
	}
}
