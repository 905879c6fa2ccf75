package fairness

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"candor"
	"candor/answer"
	"candor/fairness/audit"
	"candor/policy"
)

// Gates is the charter: policy.Pipeline.
type Gates interface {
	Receive(ctx context.Context, c *policy.Case) *policy.Received
	Clear(ctx context.Context, c *policy.Case) (*policy.Cleared, policy.Decision)
}

// Drafter proposes answers, as the running desk's does.
type Drafter interface {
	Draft(ctx context.Context, c *policy.Case) (policy.Draft, error)
}

// Dry is a desk that goes through every gate and drafts with everything, and neither stores nor sends. Nothing leaves
// it: its customers allow the assistant to read and no vendor to see anything, so a model's words are not part of what
// it shows.
type Dry struct {
	Gates   Gates
	Drafter Drafter
	Phrases policy.Phrases
	Status  policy.Service // what the desk could promise when the audit began, the same for everybody
	Desk    string
	Now     func() time.Time
}

// Ask implements audit.Desk. A gate that fails is an error and no observation: an audit of a broken desk would show
// how it breaks.
func (d Dry) Ask(ctx context.Context, p audit.Probe) (audit.Observed, error) {
	c := d.begin(p)
	r := d.Gates.Receive(ctx, c)
	decision := r.Decision()
	if err := decision.Failed(); err != nil {
		return audit.Observed{}, fmt.Errorf("fairness: %w", err)
	}
	switch decision.Action {
	case policy.Pass:
	case policy.Reply:
		o := d.fixed(p.Language, audit.Replied, decision.Say)
		o.Reason = decision.Reason
		return o, nil
	default:
		return d.person(p.Language, decision), nil
	}
	c.Message = r.Message()
	c.Message.Number = 1
	draft, err := d.Drafter.Draft(ctx, c)
	if err != nil {
		return audit.Observed{}, fmt.Errorf("fairness: draft: %w", err)
	}
	o, err := d.propose(ctx, c, draft)
	o.Priority = max(o.Priority, int(decision.Priority))
	o.Offer = o.Offer || decision.Offer
	return o, err
}

func (d Dry) begin(p audit.Probe) *policy.Case {
	now := d.Now()
	conversation := candor.Conversation{
		ID: candor.NewConversationID(), Customer: candor.NewCustomerID(), State: candor.Assisting, Language: p.Language,
		Created: now, Updated: now, Messages: 1, LastCustomer: 1,
	}
	return &policy.Case{
		Now: now, Rehearsal: true, Desk: d.Desk, Service: d.Status, Conversation: conversation,
		Consents: policy.Consents{candor.Answers: {Purpose: candor.Answers, Act: candor.Gave, Version: candor.Answers.Meaning(), At: now}},
		Message: candor.Message{
			ID: candor.NewMessageID(), Conversation: conversation.ID, Author: candor.ByCustomer, Kind: candor.Said,
			Body: candor.Text(p.Text), Language: p.Language, At: now, Number: 1,
		},
	}
}

// propose takes a draft through the say gates.
func (d Dry) propose(ctx context.Context, c *policy.Case, draft policy.Draft) (audit.Observed, error) {
	language := c.Conversation.Language
	draft.Author, draft.Kind, draft.Answers = candor.ByAssistant, candor.Said, 1
	if draft.Language == "" {
		draft.Language = language
	}
	if len(draft.Sentences) == 0 && draft.Fixed.Key == "" {
		o := d.fixed(language, audit.Abstained, policy.Fixed{Key: "assistant.abstain", Args: map[string]string{"minutes": fmt.Sprint(minutes(d.Status.Wait))}})
		o.Offer, o.Remedy, o.Wait = true, "offer_person", d.wait(candor.Normal)
		return o, nil
	}
	c.Draft = &draft
	cleared, decision := d.Gates.Clear(ctx, c)
	if err := decision.Failed(); err != nil {
		return audit.Observed{}, fmt.Errorf("fairness: %w", err)
	}
	if cleared == nil {
		if decision.Action == policy.HandOver {
			return d.person(language, decision), nil
		}
		return audit.Observed{Decision: audit.Held, Reason: decision.Reason, Wait: d.wait(candor.Normal), Language: language}, nil
	}
	m := cleared.Message()
	o := audit.Observed{
		Decision: audit.Answered, Reason: decision.Reason, Priority: int(decision.Priority), Offer: decision.Offer, Remedy: "answer",
		Language: m.Language, Said: audit.MannerOf(string(m.Body)),
	}
	switch draft.Fixed.Key {
	case "":
	case answer.KeyWhich:
		o.Decision = audit.Clarified
	default:
		o.Decision = audit.Replied
	}
	for _, cite := range m.Citations {
		if source := cite.Title; !slices.Contains(o.Sources, source) {
			o.Sources = append(o.Sources, source)
		}
	}
	return o, nil
}

func (d Dry) person(language string, decision policy.Decision) audit.Observed {
	o := d.fixed(language, audit.Person, decision.Say)
	if decision.Action == policy.Hold {
		o.Decision = audit.Held
	}
	o.Reason, o.Priority, o.Remedy, o.Wait = decision.Reason, int(decision.Priority), "person", d.wait(decision.Priority)
	return o
}

// fixed observes a text of the catalogue; without a key nothing is said beside.
func (d Dry) fixed(language string, decision audit.Decision, say policy.Fixed) audit.Observed {
	o := audit.Observed{Decision: decision, Remedy: say.Key, Language: language}
	if text, ok := d.Phrases.Phrase(language, say.Key, say.Args); ok {
		o.Said = audit.MannerOf(text)
	}
	return o
}

// wait is how long somebody of a priority is told to wait: who comes first waits for nobody ahead.
func (d Dry) wait(p candor.Priority) int {
	switch {
	case !d.Status.Staffed && !d.Status.NextOpen.IsZero():
		return minutes(d.Status.NextOpen.Sub(d.Now()))
	case p > candor.Normal && d.Status.Waiting > 0:
		return minutes(d.Status.Wait) / (d.Status.Waiting + 1)
	}
	return minutes(d.Status.Wait)
}

func minutes(w time.Duration) int { return int(w.Round(time.Minute) / time.Minute) }

// Check reports a dry desk that lacks something.
func (d Dry) Check() error {
	if d.Gates == nil || d.Drafter == nil || d.Phrases == nil || d.Now == nil {
		return errors.New("fairness: a dry desk needs gates, a drafter, texts and a clock")
	}
	return nil
}
