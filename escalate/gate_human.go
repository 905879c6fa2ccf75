package escalate

import (
	"context"

	"candor/policy"
)

// HumanGate answers "are you human?" with the truth, which is a fixed text and not the
// assistant's to phrase. It stays silent where a person has the conversation.
type HumanGate struct{ Signals *Inspector }

func (HumanGate) Name() string { return "asked if human" }

// Check replies on a rule of the asked_if_human files and passes otherwise.
func (g HumanGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	if !c.Conversation.AssistantMaySpeak() {
		return policy.Verdict{Action: policy.Pass}, nil
	}
	rule, found := g.Signals.heard(string(c.Message.Body), askedIfHuman)
	if !found {
		return policy.Verdict{Action: policy.Pass}, nil
	}
	return policy.Verdict{Action: policy.Reply, Reason: ReasonAskedHuman, Rule: rule, Say: policy.Fixed{Key: TextNotHuman}}, nil
}
