package store

import (
	"fmt"
	"slices"

	"candor"
	"candor/policy"
	"candor/privacy/rights"
)

// importReason stands for a decision that the other desk made and that did not come along.
const importReason = "imported"

// gathered is an archive by what it is about.
type gathered struct {
	conversations []rights.Conversation
	profiles      []rights.Profile
	messages      map[candor.ConversationID][]rights.Message
	decisions     map[candor.VerdictID]rights.Decision
}

// gather reads an archive and checks all that an import would write, so that none stops halfway.
func gather(in *rights.Imported) (gathered, error) {
	g := gathered{messages: map[candor.ConversationID][]rights.Message{}, decisions: map[candor.VerdictID]rights.Decision{}}
	for record, err := range in.Records() {
		if err != nil {
			return g, fmt.Errorf("store: read the archive: %w", err)
		}
		switch x := record.(type) {
		case rights.Conversation:
			g.conversations = append(g.conversations, x)
		case rights.Profile:
			g.profiles = append(g.profiles, x)
		case rights.Message:
			g.messages[x.Conversation] = append(g.messages[x.Conversation], x)
		case rights.Decision:
			g.decisions[x.ID] = x
		}
	}
	for _, c := range g.conversations {
		if !c.ID.Valid() || !c.Customer.Valid() || !c.Inbox.Valid() {
			return g, misfit("a conversation without a place")
		}
		if err := g.checkMessages(c.ID); err != nil {
			return g, err
		}
	}
	return g, nil
}

// checkMessages makes sure that a conversation's messages are whole, in order, and of the kinds there are.
func (g gathered) checkMessages(id candor.ConversationID) error {
	for i, m := range g.messages[id] {
		switch {
		case m.Number != int64(i+1):
			return misfit("a message is missing or out of order")
		case !slices.Contains([]candor.Author{candor.ByCustomer, candor.ByAssistant, candor.ByAgent, candor.ByDesk}, m.Author),
			!slices.Contains([]candor.Kind{candor.Said, candor.Notice, candor.Note}, m.Kind),
			m.Helpful < candor.NotHelpful || m.Helpful > candor.WasHelpful:
			return misfit("a message of no known kind")
		case m.Decision != "" && !m.Decision.Valid():
			return misfit("a decision without a name")
		}
	}
	return nil
}

func misfit(what string) error {
	return fmt.Errorf("store: import: %s: %w", what, rights.ErrArchive)
}

// decisionBehind is the decision behind a message as the other desk told it, or a stand-in under the
// given id when it did not come along.
func (g gathered) decisionBehind(m rights.Message, id candor.VerdictID) policy.Decision {
	stage := policy.Say
	if m.Author == candor.ByCustomer {
		stage = policy.Route
	}
	out := policy.Decision{ID: id, Stage: stage, Action: policy.Pass, Reason: importReason, At: m.At}
	d, ok := g.decisions[id]
	if !ok || d.Conversation != m.Conversation {
		return out
	}
	out.Action, out.Reason, out.Rule, out.Policy, out.At = actionNamed(d.Action), d.Reason, d.Rule, d.Policy, d.At
	for _, gate := range d.Gates {
		out.Verdicts = append(out.Verdicts, policy.Verdict{Gate: gate.Gate, Action: actionNamed(gate.Action), Reason: gate.Reason, Rule: gate.Rule})
	}
	return out
}

// actionNamed reads an action. One that is not known here held something back, for all that we know.
func actionNamed(name string) policy.Action {
	for _, a := range []policy.Action{policy.Pass, policy.HandOver, policy.Reply} {
		if a.String() == name {
			return a
		}
	}
	return policy.Hold
}
