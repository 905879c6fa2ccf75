package escalate

import (
	"context"
	"strings"

	"candor"
	"candor/policy"
)

// enoughUnhelped is how many turns in a row without help bring a person. After the first the
// assistant may try once more.
const enoughUnhelped = 2

// LoopGate hands over when two turns in a row did not help: the customer said so, or asked the
// same again. A turn that the desk itself counted (nothing found, rated not helpful) counts too.
type LoopGate struct{ Signals *Inspector }

func (LoopGate) Name() string { return "going in circles" }

// Check looks at the message and at the history that the case holds.
func (g LoopGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	if !c.Conversation.AssistantMaySpeak() {
		return policy.Verdict{Action: policy.Pass}, nil
	}
	r := g.Signals.Inspect(Input{Text: string(c.Message.Body), Language: c.Conversation.Language, Turns: turnsOf(c)})
	if r.Stuck == 0 || r.Stuck+c.Conversation.Unresolved < enoughUnhelped {
		return policy.Verdict{Action: policy.Pass}, nil
	}
	v := policy.Verdict{Action: policy.HandOver, Reason: ReasonLoop}
	if r.Unresolved {
		v.Reason = ReasonUnresolved
		for _, h := range r.Rules {
			if h.Category == unresolved {
				v.Rule = h.Rule
				break
			}
		}
	}
	return v, nil
}

// turnsOf gives what the customer and the assistant said before, oldest first, from when the
// customer last came back from a person: what people were told does not count against the
// assistant.
func turnsOf(c *policy.Case) []Turn {
	var turns []Turn
	for _, m := range c.History {
		switch {
		case m.Kind == candor.Note || m.Number != 0 && m.Number == c.Message.Number:
		case m.Author == candor.ByAgent:
			turns = turns[:0]
		case m.Author == candor.ByCustomer:
			turns = append(turns, Turn{S: "U", T: string(m.Body)})
		case m.Author == candor.ByAssistant:
			turns = append(turns, Turn{S: "A", T: string(m.Body), First: asksFirst(m.Key)})
		}
	}
	return turns
}

// asksFirst names the fixed texts of the catalogue that do not count as an answer which did not help: the customer
// has to do something first, or asked for one thing and got it, such as where one of three orders is.
func asksFirst(key string) bool {
	return strings.HasPrefix(key, "action.") && key != "action.failed" && key != "action.order_missing"
}
