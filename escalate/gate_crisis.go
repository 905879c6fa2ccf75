package escalate

import (
	"context"

	"candor"
	"candor/policy"
)

// Reasons of the gates of this package.
const (
	ReasonCrisis      = "crisis"
	ReasonAskedPerson = "asked_person"
	ReasonAskedHuman  = "fixed_text"
	ReasonLoop        = "loop"
	ReasonUnresolved  = "unresolved"
)

// Texts of the catalogue that the gates of this package name.
const (
	TextCrisis   = "handover.crisis"     // people are called; where to get help at once
	TextNotHuman = "assistant.not_human" // the truthful answer to "are you human?"
)

// CrisisGate calls people at once, before everything else in the queue, when a message tells
// of danger to somebody's life, whoever has the conversation. The customer is told where help
// is now.
type CrisisGate struct{ Signals *Inspector }

func (CrisisGate) Name() string { return "crisis" }

// Check hands over on a rule of the crisis files and passes otherwise.
func (g CrisisGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	rule, found := g.Signals.heard(string(c.Message.Body), Crisis)
	if !found {
		return policy.Verdict{Action: policy.Pass}, nil
	}
	return policy.Verdict{
		Action: policy.HandOver, Reason: ReasonCrisis, Rule: rule, Priority: candor.Urgent, Say: policy.Fixed{Key: TextCrisis},
	}, nil
}
