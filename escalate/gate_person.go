package escalate

import (
	"context"

	"candor/policy"
)

// PersonGate hands over as soon as the customer asks for a person in plain words. It needs no
// consent and asks nothing back.
type PersonGate struct{ Signals *Inspector }

func (PersonGate) Name() string { return "asked for a person" }

// Check hands over on a rule of the person files and passes otherwise, and where people have the
// conversation already.
func (g PersonGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	if c.Conversation.WithPerson {
		return policy.Verdict{Action: policy.Pass}, nil
	}
	rule, found := g.Signals.heard(string(c.Message.Body), person)
	if !found {
		return policy.Verdict{Action: policy.Pass}, nil
	}
	return policy.Verdict{Action: policy.HandOver, Reason: ReasonAskedPerson, Rule: rule}, nil
}
