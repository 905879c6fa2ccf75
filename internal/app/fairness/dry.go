package fairness

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/answer"
	"candor/fairness/audit"
	"candor/policy"
	"candor/turn"
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

// Acts reads what a customer wrote as a wish that the desk can do something about: turn.Acts, over a Double.
type Acts interface {
	Act(ctx context.Context, c *policy.Case) (turn.Acted, error)
}

// Side is what proposes for a customer: quotes alone, or a model with it.
type Side struct {
	Drafter Drafter
	Acts    Acts   // nil: the desk does nothing for customers but to answer
	Voice   *Voice // nil: no model is asked
}

// Dry is a desk that goes through every gate and drafts with everything, and neither stores nor does anything. Nobody's
// words leave: what a model is asked is made up, goes to it masked and through the gate like a customer's, and is recorded as
// part of an audit.
type Dry struct {
	Gates   Gates
	Quotes  Side
	Models  map[string]Side // by the names in reports; nil: no model is asked
	Notes   *Notes          // of Sides' doubles and voices
	Phrases policy.Phrases
	Status  policy.Service // what the desk could promise when the audit began, the same for everybody
	Desk    string
	Order   string // a number in the form of the desk's orders, for questions about one
	Now     func() time.Time
	// Pause waits before a model is asked again that failed in passing; nil: for real.
	Pause func(ctx context.Context, d time.Duration) error
}

// Ask implements audit.Desk. A gate that fails is an error and no observation: an audit of a broken desk would show
// how it breaks. So is a model that cannot be reached, after it was tried again: what it would have said is not known.
func (d Dry) Ask(ctx context.Context, p audit.Probe) (audit.Observed, error) {
	side := d.Quotes
	if p.Model != "" {
		var ok bool
		if side, ok = d.Models[p.Model]; !ok {
			return audit.Observed{}, errors.New("fairness: a model is to be asked that the desk has not")
		}
	}
	pause := d.Pause
	if pause == nil {
		pause = wait
	}
	for n := 0; ; n++ {
		o, seen, err := d.once(ctx, p, side)
		if err != nil {
			return o, err
		}
		switch meaning(seen.failed) {
		case lasting:
			return o, fmt.Errorf("fairness: %s could not be asked: %w", p.Model, why(seen.failed))
		case failing:
			o.Failed = true
		case passing:
			if n == len(pauses()) {
				return o, fmt.Errorf("fairness: %s could not be asked, tried %d times: %w", p.Model, n+1, why(seen.failed))
			}
			if err := pause(ctx, pauses()[n]); err != nil {
				return o, err
			}
			continue
		}
		return o, nil
	}
}

// once asks once, with what was seen behind the ports.
func (d Dry) once(ctx context.Context, p audit.Probe, side Side) (audit.Observed, note, error) {
	c := d.begin(p, side)
	o, err := d.receive(ctx, c, side)
	seen := d.Notes.take(c.Conversation.ID)
	o.Tools = seen.tools
	if seen.asked {
		o.Model = p.Model
	}
	o.Worded = o.Decision == audit.Answered && c.Draft != nil && slices.ContainsFunc(c.Draft.Sentences, func(s policy.Sentence) bool {
		return slices.Contains(seen.words, strings.TrimSpace(s.Text))
	})
	return o, seen, err
}

// receive takes a question through the gates to whoever deals with it.
func (d Dry) receive(ctx context.Context, c *policy.Case, side Side) (audit.Observed, error) {
	language := c.Conversation.Language
	r := d.Gates.Receive(ctx, c)
	decision := r.Decision()
	if err := decision.Failed(); err != nil {
		return audit.Observed{}, fmt.Errorf("fairness: %w", err)
	}
	switch decision.Action {
	case policy.Pass:
	case policy.Reply:
		o := d.fixed(language, audit.Replied, decision.Say)
		o.Reason = decision.Reason
		return o, nil
	default:
		return d.person(language, decision), nil
	}
	c.Message = r.Message()
	c.Message.Number = 1
	draft, act, err := d.draft(ctx, c, side)
	if err != nil || act != nil {
		return d.acted(c, act), err
	}
	o, err := d.propose(ctx, c, draft)
	o.Priority = max(o.Priority, int(decision.Priority))
	o.Offer = o.Offer || decision.Offer
	return o, err
}

// draft gives what the running desk would propose: a question about an act, or an answer; or what the desk itself tells of
// an act.
func (d Dry) draft(ctx context.Context, c *policy.Case, side Side) (policy.Draft, *turn.Acted, error) {
	if side.Acts != nil {
		acted, err := side.Acts.Act(ctx, c)
		switch {
		case err != nil:
			return policy.Draft{}, nil, fmt.Errorf("fairness: act: %w", err)
		case acted.Wants || acted.Say.Key != "" && !acted.Asks:
			return policy.Draft{}, &acted, nil
		case acted.Say.Key != "":
			return policy.Draft{Fixed: acted.Say}, nil, nil
		}
	}
	draft, err := side.Drafter.Draft(ctx, c)
	if err != nil {
		return draft, nil, fmt.Errorf("fairness: draft: %w", err)
	}
	return draft, nil, nil
}

// acted observes what the desk itself tells of an act, or that it brings a person.
func (d Dry) acted(c *policy.Case, act *turn.Acted) audit.Observed {
	switch {
	case act == nil:
		return audit.Observed{}
	case act.Wants || act.Person:
		return d.person(c.Conversation.Language, policy.Decision{Say: act.Say})
	}
	return d.fixed(c.Conversation.Language, audit.Replied, act.Say)
}

// begin makes up a conversation. Its customer allows the assistant to read and, where a model is asked, its maker to see
// masked words: nobody said so, because there is nobody.
func (d Dry) begin(p audit.Probe, side Side) *policy.Case {
	now := d.Now()
	conversation := candor.Conversation{
		ID: candor.NewConversationID(), Customer: candor.NewCustomerID(), State: candor.Assisting, Language: p.Language,
		Created: now, Updated: now, Messages: 1, LastCustomer: 1,
	}
	gave := func(p candor.Purpose, to ...string) candor.Consent {
		return candor.Consent{Purpose: p, Act: candor.Gave, Version: p.Meaning(), At: now, Recipients: to}
	}
	consents := policy.Consents{candor.Answers: gave(candor.Answers)}
	if side.Voice != nil {
		consents[candor.Vendor] = gave(candor.Vendor, side.Voice.Allows...)
	}
	return &policy.Case{
		Now: now, Rehearsal: true, Desk: d.Desk, Service: d.Status, Conversation: conversation,
		Consents: consents,
		Message: candor.Message{
			ID: candor.NewMessageID(), Conversation: conversation.ID, Author: candor.ByCustomer, Kind: candor.Said,
			Body: candor.Text(d.Filled(p).Text), Language: p.Language, At: now, Number: 1,
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
		Language: m.Language, Said: audit.MannerOf(string(m.Body)), Reply: string(m.Body),
	}
	switch draft.Fixed.Key {
	case "":
	case answer.KeyWhich:
		o.Decision = audit.Clarified
	default:
		o.Decision, o.Remedy = audit.Replied, draft.Fixed.Key
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
	if d.Gates == nil || d.Quotes.Drafter == nil || d.Phrases == nil || d.Now == nil {
		return errors.New("fairness: a dry desk needs gates, a drafter, texts and a clock")
	}
	return nil
}
