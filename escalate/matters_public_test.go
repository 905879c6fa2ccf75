package escalate_test

import (
	"slices"
	"testing"

	"candor/escalate"
)

// ofFraud are intents of the public sets that tell of fraud or of a card in other hands.
func ofFraud(intent string) bool {
	return slices.Contains([]string{
		"compromised_card", "cash_withdrawal_not_recognised", "card_payment_not_recognised", "direct_debit_payment_not_recognised",
		"report_fraud", "lost_or_stolen_card", "lost_or_stolen_phone", "report_lost_card",
	}, intent)
}

// TestOrdinaryQuestionsRaiseFewMatters counts messages in which any matter is heard.
func TestOrdinaryQuestionsRaiseFewMatters(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, set := range []struct {
		name string
		step int
		most float64
	}{
		{"banking77/train.jsonl.gz", 2, .04},
		{"clinc150/train.jsonl.gz", 3, .015},
	} {
		var all, fraud tally
		by := map[escalate.Category]int{}
		for i, row := range readShared[labelled](t, set.name) {
			if i%set.step != 0 {
				continue
			}
			r := in.Inspect(escalate.Input{Text: row.Text})
			if ofFraud(row.Intent) {
				fraud.add(true, slices.Contains(r.Categories, escalate.Fraud))
				continue
			}
			all.add(false, len(r.Categories) > 0)
			for _, c := range r.Categories {
				by[c]++
			}
		}
		t.Logf("%s: any matter on %.4f of %d; recall of fraud %.3f; %v", set.name, all.alarms(), all.alarm+all.quiet, fraud.recall(), by)
		if all.alarms() > set.most {
			t.Errorf("%s: alarms %.4f, want at most %.4f", set.name, all.alarms(), set.most)
		}
	}
}

// TestInnocentQuestionsWithViolentWords measures the harmless half of xstest.
func TestInnocentQuestionsWithViolentWords(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	var c tally
	for _, row := range readShared[struct{ Text, Label string }](t, "xstest/prompts.jsonl") {
		if row.Label == "safe" {
			c.add(false, len(in.Inspect(escalate.Input{Text: row.Text}).Categories) > 0)
		}
	}
	t.Logf("alarms %.3f of %d", c.alarms(), c.alarm+c.quiet)
	if c.alarms() > .06 {
		t.Errorf("alarms on %.3f", c.alarms())
	}
}

// TestFeelingsOfStrangersAreHeardALittle reports how open anger and distress are heard in comments that
// customers never wrote; only the alarms on neutral ones are held to a bound.
func TestFeelingsOfStrangersAreHeardALittle(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	var anger, neutral tally
	for i, row := range readShared[struct {
		Text   string
		Labels []string
	}](t, "goemotions/dev.jsonl.gz") {
		if i%2 != 0 {
			continue
		}
		r := in.Inspect(escalate.Input{Text: row.Text})
		felt := slices.Contains(r.Categories, escalate.Anger) || slices.Contains(r.Categories, escalate.Distress)
		switch {
		case slices.Contains(row.Labels, "anger"), slices.Contains(row.Labels, "sadness"), slices.Contains(row.Labels, "fear"):
			anger.add(true, felt)
		case slices.Equal(row.Labels, []string{"neutral"}):
			neutral.add(false, felt)
		}
	}
	t.Logf("anger, sadness or fear heard in %.3f of %d; alarms on %.3f of %d neutral", anger.recall(), anger.hit+anger.miss, neutral.alarms(), neutral.alarm+neutral.quiet)
	if neutral.alarms() > .09 || anger.recall() < .40 {
		t.Errorf("heard %.3f, alarms %.3f", anger.recall(), neutral.alarms())
	}
}

// TestThreatsAreHeardAsAbuse measures the functional tests of abusive language. The learned part has seen
// their threats, so this tells that it holds them, not how it does on others.
func TestThreatsAreHeardAsAbuse(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	by := map[string]*tally{}
	for _, row := range readShared[struct{ Text, Label, Functionality string }](t, "hatecheck/cases.jsonl.gz") {
		if by[row.Functionality] == nil {
			by[row.Functionality] = &tally{}
		}
		r := in.Inspect(escalate.Input{Text: row.Text})
		by[row.Functionality].add(row.Label == "hateful", slices.Contains(r.Categories, escalate.Abuse))
	}
	var threats, harmless tally
	for name, c := range by {
		t.Logf("%-22s hateful heard %.3f of %d, alarms %.3f of %d", name, c.recall(), c.hit+c.miss, c.alarms(), c.alarm+c.quiet)
		if len(name) > 6 && name[:6] == "threat" {
			threats.hit, threats.miss = threats.hit+c.hit, threats.miss+c.miss
		}
		harmless.alarm, harmless.quiet = harmless.alarm+c.alarm, harmless.quiet+c.quiet
	}
	t.Logf("threats %.3f, alarms on what is not hateful %.3f", threats.recall(), harmless.alarms())
	if threats.recall() < .5 {
		t.Errorf("threats heard %.3f", threats.recall())
	}
}

// TestWhoIsHatedChangesNothing compares cases that differ only in whom they are about: whatever is heard,
// it is heard for all of them. One misspelling ("womn") may part them.
func TestWhoIsHatedChangesNothing(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	heard, silent := map[string]string{}, map[string]string{}
	groups := map[string]int{}
	for _, row := range readShared[struct{ Text, Functionality, Templ string }](t, "hatecheck/cases.jsonl.gz") {
		group := row.Functionality + row.Templ
		groups[group]++
		if slices.Contains(in.Inspect(escalate.Input{Text: row.Text}).Categories, escalate.Abuse) {
			heard[group] = row.Text
		} else {
			silent[group] = row.Text
		}
	}
	flips := 0
	for group := range groups {
		if heard[group] != "" && silent[group] != "" {
			flips++
			t.Logf("%s: heard %q, not %q", group, heard[group], silent[group])
		}
	}
	t.Logf("%d of %d groups differ", flips, len(groups))
	if flips > 2 {
		t.Errorf("%d of %d groups differ", flips, len(groups))
	}
}
