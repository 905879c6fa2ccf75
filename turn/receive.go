package turn

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"candor"
	"candor/policy"
)

// Incoming is something to be said, with the sender's idempotency key.
type Incoming struct {
	Text  candor.Text
	Key   string
	Staff Staff // what only agents' words come with
}

// remembered is how many earlier messages the gates and the drafter see.
const remembered = 24

// Receive takes a customer's message. Once it returns without error the message is durable, with
// the decision who handles it. The same key again gives the same message and changes nothing. What must
// never be kept is taken out before anything else sees the words, and the customer is told so, once a
// message, whoever has the conversation.
//
// CodeInvalid or CodeTooLarge: the text cannot be taken (see CheckText), nothing was stored.
// ErrConsentStale: it was for the assistant, who may not read it until the customer has seen the new
// notice; the sender keeps it and sends it again once they chose. A request for a person gets through.
func (d *Desk) Receive(ctx context.Context, id candor.ConversationID, in Incoming) (candor.Message, error) {
	if err := checkKey(in.Key); err != nil {
		return candor.Message{}, err
	}
	text, err := CheckText(in.Text)
	if err != nil {
		return candor.Message{}, err
	}
	in.Text = text
	var taken candor.Message
	_, err = d.repeat(ctx, id, func(s *step) error {
		var err error
		taken, err = s.takeIn(ctx, in)
		return err
	})
	if errors.Is(err, ErrSent) {
		return d.o.Store.Sent(ctx, candor.CustomerReads(), id, in.Key)
	}
	return taken, err
}

func (s *step) takeIn(ctx context.Context, in Incoming) (candor.Message, error) {
	c, err := s.asked(ctx, in)
	if err != nil {
		return candor.Message{}, err
	}
	r := s.d.o.Gates.Receive(ctx, c)
	decision := r.Decision()
	if decision.Priority < candor.Urgent {
		if err := s.limited(ctx, in.Text); err != nil {
			return candor.Message{}, err
		}
	}
	if decision.Reason == policy.ReasonConsentStale {
		return candor.Message{}, about(candor.ErrConsentStale, candor.Answers)
	}
	if err := decision.Failed(); err != nil {
		s.d.o.Log.ErrorContext(ctx, "turn: a gate failed; a person takes over", "err", err)
	}
	if err := s.move(candor.CustomerWrites, actorCustomer, "", nil); err != nil {
		return candor.Message{}, err
	}
	if helped(c.History) {
		s.c.Unresolved = 0
	}
	s.receive(r)
	m := r.Message()
	m.Number = s.c.LastCustomer
	s.c.Priority = max(s.c.Priority, decision.Priority)
	if s.c.WithPerson && decision.Priority > s.change.Before.Priority {
		s.c.Reason = decision.Reason // why they waited before is less grave
	}
	if len(r.Hidden()) > 0 {
		if err := s.say(ctx, candor.ByDesk, 0, "privacy.hidden", nil); err != nil {
			return m, err
		}
	}
	s.note(ctx, decision.Note)
	s.hearComplaint(m)
	if s.c.State == candor.Waiting && s.change.Before.State != candor.Waiting {
		// Resolved or snoozed, and back with people: say again what to expect.
		if err := s.urgent(ctx, decision); err != nil {
			return m, err
		}
		return m, s.promise(ctx)
	}
	switch {
	case !s.c.AssistantMaySpeak():
		err = s.urgent(ctx, decision)
	case decision.Action == policy.Pass:
		if decision.Say.Key != "" {
			err = s.say(ctx, candor.ByDesk, 0, decision.Say.Key, decision.Say.Args)
		}
		s.answerLater(m.Body)
	case decision.Action == policy.Reply:
		err = s.assistantSays(ctx, s.c.LastCustomer, decision.Say.Key, decision.Say.Args)
	default:
		if decision.Say.Key != "" {
			err = s.say(ctx, candor.ByDesk, 0, decision.Say.Key, decision.Say.Args)
		}
		if err == nil {
			err = s.handOver(ctx, decision.Reason, decision.Rule, decision.Priority)
		}
	}
	return m, err
}

// helped reports whether the assistant's last word was an answer that nobody objected to. What the
// customer objects to in the new message the gates have counted already.
func helped(history []candor.Message) bool {
	for i := len(history) - 1; i >= 0; i-- {
		if m := history[i]; m.Author == candor.ByAssistant {
			return m.Kind == candor.Said && m.Helpful != candor.NotHelpful
		}
	}
	return false
}

// asked puts the case together. History is read only where the assistant may answer: people read
// for themselves.
func (s *step) asked(ctx context.Context, in Incoming) (*policy.Case, error) {
	c := s.as()
	c.Message = candor.Message{
		ID: candor.NewMessageID(), Conversation: s.c.ID, Author: candor.ByCustomer, Body: in.Text,
		Language: s.c.Language, ClientKey: in.Key, At: s.at,
	}
	stopped, err := s.d.o.Service.Stopped(ctx)
	c.Stopped = stopped || err != nil
	if s.c.WithPerson {
		return c, nil
	}
	if c.Service, err = s.d.o.Service.Status(ctx, s.c.Inbox, s.at); err != nil {
		s.d.o.Log.ErrorContext(ctx, "turn: service status is not known", "err", err)
		c.Service = policy.Service{}
	}
	if s.c.Messages > 0 {
		c.History, err = s.d.o.Store.History(ctx, candor.AssistantReads(), s.c.ID, remembered)
		if err != nil && !mayNotRead(err) { // what may not be read is not read; the gates then bring a person
			return nil, err
		}
	}
	return c, nil
}

// urgent tells a customer who is with people already what a gate wants said, once.
func (s *step) urgent(ctx context.Context, d policy.Decision) error {
	if d.Priority <= s.change.Before.Priority || d.Say.Key == "" {
		return nil
	}
	return s.say(ctx, candor.ByDesk, 0, d.Say.Key, d.Say.Args)
}

// A short message is often the first piece of a longer one, so the assistant waits a moment for
// the rest: a burst gets one answer. A whole question is answered at once.
const (
	wholeQuestion = 6 // words
	settle        = 700 * time.Millisecond
)

func (s *step) answerLater(text candor.Text) {
	at := s.d.o.Now().UTC()
	if len(strings.Fields(string(text))) < wholeQuestion && utf8.RuneCountInString(string(text)) < 40 {
		at = at.Add(settle)
	}
	s.change.Jobs = append(s.change.Jobs, candor.Job{
		ID: candor.NewJobID(), Kind: candor.JobAnswer, Conversation: s.c.ID, RunAt: at,
	})
}
