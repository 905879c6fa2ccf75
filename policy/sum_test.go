package policy_test

import (
	"testing"

	"candor"
	"candor/policy"
)

func decided(t *testing.T, route ...policy.Gate) policy.Decision {
	t.Helper()
	return pipeline(t, route, route).Receive(t.Context(), assisting()).Decision()
}

// What an earlier gate asks for besides stays asked for, whoever decides in the end.
func TestWhatAGateAsksForBesidesIsKept(t *testing.T) {
	t.Parallel()
	besides := says("rules", policy.Verdict{
		Action: policy.Pass, Reason: "matter_anger", Rule: "anger.en.x", Offer: true, Priority: candor.Declared, Say: policy.Fixed{Key: "notice"},
		Note: policy.Fixed{Key: "note"}, Book: "abcabcabcabc",
	})
	last := says("readiness", policy.Verdict{Action: policy.Pass, Reason: "person_reachable"})
	d := decided(t, besides, last)
	if d.Action != policy.Pass || !d.Offer || d.Reason != "matter_anger" || d.Rule != "anger.en.x" || d.Priority != candor.Declared ||
		d.Say.Key != "notice" || d.Note.Key != "note" || d.Book() != "abcabcabcabc" {
		t.Errorf("%+v", d)
	}
	over := says("loop", policy.Verdict{Action: policy.HandOver, Reason: "loop", Say: policy.Fixed{Key: "why"}})
	d = decided(t, besides, over)
	if d.Action != policy.HandOver || d.Offer || d.Reason != "loop" || d.Say.Key != "why" || d.Priority != candor.Declared || d.Note.Key != "note" {
		t.Errorf("%+v", d)
	}
	if d = decided(t, last); d.Book() != "" || d.Offer || d.Reason != "person_reachable" {
		t.Errorf("%+v", d)
	}
}
