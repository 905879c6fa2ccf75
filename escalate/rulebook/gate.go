package rulebook

import (
	"context"
	"slices"
	"time"

	"candor"
	"candor/escalate"
	"candor/policy"
)

// Tiers tells how much hangs on the article of a passage: "information", "account" or "money-legal-health".
type Tiers interface {
	Tier(ctx context.Context, id candor.PassageID) (string, error)
}

// Gate asks the table and the operator's rules, once when a message comes and once more about the answer,
// when it is known what it is made of and when messages that came in a burst are read together.
//
// It stands behind the consent gate: what the customer does not let the assistant read it does not listen to.
// Danger to somebody's life and the wish for a person are heard before, by gates of their own, because they
// protect the customer and lead to a person and nowhere else.
type Gate struct {
	Signals *escalate.Inspector
	Tiers   Tiers
	// Book gives the policy in force; nil, or a nil Book: the table alone.
	Book func() *Book
	// Clock gives the local time of an inbox and whether it is within opening hours; nil: UTC, and open.
	Clock func(inbox candor.InboxID, at time.Time) (local time.Time, open bool)
}

// Name is "escalation rules".
func (Gate) Name() string { return "escalation rules" }

// Check hands over, or passes with what is to happen besides: a place in the queue, a notice, a note, an
// offer. Where a condition fails and the table alone hands over already, that stands, with the failure beside
// it; otherwise the failure is the gate's, and the pipeline calls a person.
func (g Gate) Check(ctx context.Context, c *policy.Case) (policy.Verdict, error) {
	if c.Draft == nil && !c.Conversation.AssistantMaySpeak() {
		return policy.Verdict{Action: policy.Pass}, nil
	}
	if d := c.Draft; d != nil && (d.Author != candor.ByAssistant || c.Message.Body == "") { // said to nothing that the customer wrote
		return policy.Verdict{Action: policy.Pass}, nil
	}
	facts, err := g.facts(ctx, c)
	if err != nil {
		return policy.Verdict{}, err
	}
	var book *Book
	if g.Book != nil {
		book = g.Book()
	}
	if c.Draft != nil {
		// Each message was guessed about when it came. Several in one go are read together for what rules hear in
		// them; a guess about the whole may still offer a person.
		facts.Heard = slices.DeleteFunc(facts.Heard, func(h Heard) bool { return Guessed(h.Rule) && book.under(h).Action != policy.Pass })
	}
	o, err := book.Decide(ctx, facts)
	if err != nil && o.Action == policy.Pass {
		return policy.Verdict{Priority: o.Priority}, err
	}
	v := o.verdict(c.Draft != nil)
	v.Book, v.Err = book.Digest(), err
	return v, nil
}

// verdict puts an outcome into the pipeline's words. About an answer nothing is said again that was said when
// the message came.
func (o Outcome) verdict(answering bool) policy.Verdict {
	v := policy.Verdict{Action: o.Action, Priority: o.Priority, Offer: o.Offer && o.Action == policy.Pass}
	f, ok := o.decisive()
	if !ok {
		return v
	}
	v.Rule, v.Reason = f.Rule, f.reason()
	if answering && o.Action == policy.Pass {
		return v
	}
	switch {
	case o.Action != policy.Pass:
		v.Say = f.Says
	case len(o.Notices) > 0:
		v.Say = o.Notices[0]
	}
	if len(o.Notes) > 0 {
		v.Note = o.Notes[0]
	}
	return v
}

func (f Fired) reason() string {
	switch {
	case f.Own:
		return ReasonOwn
	case f.Matter == escalate.Crisis && !Guessed(f.Rule):
		return escalate.ReasonCrisis
	case f.Matter == Person:
		return escalate.ReasonAskedPerson
	case f.Matter == Unresolved:
		return escalate.ReasonUnresolved
	case Guessed(f.Rule):
		return ReasonGuessed
	}
	return Reason(f.Matter)
}

func (g Gate) facts(ctx context.Context, c *policy.Case) (Facts, error) {
	f := Listen(g.Signals, string(c.Message.Body), c.Conversation.Language)
	f.Inbox, f.Channel = string(c.Conversation.Inbox), string(c.Conversation.Channel)
	f.First, f.Unresolved = c.Conversation.LastCustomer == 0, c.Conversation.Unresolved
	f.Waiting, f.Wait, f.Staffed = c.Service.Waiting, c.Service.Wait, c.Service.Staffed
	f.Open, f.Local = true, c.Now.UTC()
	if c.Draft != nil {
		f.First = c.Conversation.LastAnswered == 0
	}
	if g.Clock != nil {
		f.Local, f.Open = g.Clock(c.Conversation.Inbox, c.Now)
	}
	if c.Draft == nil || len(c.Draft.Sentences) == 0 {
		return f, nil
	}
	return f, f.Answer(c.Draft.Confidence, quotesOf(c.Draft), func(id candor.PassageID) (string, error) {
		if g.Tiers == nil {
			return tierLight, nil
		}
		return g.Tiers.Tier(ctx, id)
	})
}
