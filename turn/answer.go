package turn

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/policy"
)

// Answer lets the assistant deal with what the customer wrote since its last answer, all of it at
// once. It ends in an answer with sources, in an honest "I don't know", or with a person; or in
// nothing at all, when a person came first or nothing is open.
func (d *Desk) Answer(ctx context.Context, job candor.Job) error {
	var acted told // in an attempt that somebody overtook: it is done, and has to be told
	_, err := d.repeat(ctx, job.Conversation, func(s *step) error {
		s.change.Done = job.ID
		if !acted.empty() {
			return s.tell(ctx, acted)
		}
		if !s.c.AssistantMaySpeak() || s.c.LastAnswered >= s.c.LastCustomer {
			return nil
		}
		var err error
		acted, err = s.answer(ctx)
		return err
	})
	if isGone(err) {
		return d.o.Jobs.Finish(ctx, job.ID)
	}
	return err
}

// isGone reports that there is nothing left to work on: the customer had their data erased, if only a
// moment ago.
func isGone(err error) bool {
	return errors.Is(err, candor.ErrNoConversation) || errors.Is(err, errErased)
}

// errErased is the keyring's.
var errErased = candor.Fail(candor.CodeNotFound, "error.customer_erased", nil)

// answer deals with what is open. It gives what was done about it and must be told even when this step is
// overtaken.
func (s *step) answer(ctx context.Context) (told, error) {
	c, err := s.open(ctx)
	if mayNotRead(err) {
		return told{}, s.handOver(ctx, ReasonNotAllowed, "", candor.Normal)
	}
	if err != nil {
		return told{}, err
	}
	acted, err := s.d.act(ctx, c)
	if err != nil {
		s.d.o.Log.ErrorContext(ctx, "turn: an act failed; a person takes over", "err", err)
		return told{}, s.handOver(ctx, ReasonDrafterFailed, "", candor.Normal)
	}
	if acted.Wants {
		return told{}, s.askPerson(ctx, "words")
	}
	if acted.Say.Key != "" && !acted.Asks {
		t := told{Acted: acted, answers: s.c.LastCustomer}
		return t, s.tell(ctx, t)
	}
	draft := policy.Draft{Fixed: acted.Say}
	if acted.Say.Key == "" {
		if draft, err = s.d.draft(ctx, c); err != nil {
			s.d.o.Log.ErrorContext(ctx, "turn: drafting failed; a person takes over", "err", err)
			return told{}, s.handOver(ctx, ReasonDrafterFailed, "", candor.Normal)
		}
	}
	return told{}, s.propose(ctx, c, draft)
}

// propose says a draft where every gate lets it pass, and abstains where there is nothing in it.
func (s *step) propose(ctx context.Context, c *policy.Case, draft policy.Draft) error {
	draft.Author, draft.Kind, draft.Answers = candor.ByAssistant, candor.Said, s.c.LastCustomer
	if draft.Language == "" {
		draft.Language = s.c.Language
	}
	if len(draft.Sentences) == 0 && draft.Fixed.Key == "" {
		return s.abstain(ctx, c)
	}
	if s.d.o.Reminder(c.History, s.at) {
		if err := s.assistantSays(ctx, 0, "assistant.reminder", nil); err != nil || !s.c.AssistantMaySpeak() {
			return err
		}
	}
	if draft.Foreign {
		if err := s.assistantSays(ctx, 0, "assistant.foreign", nil); err != nil || !s.c.AssistantMaySpeak() {
			return err
		}
	}
	c.Draft = &draft
	x, decision := s.d.o.Gates.Clear(ctx, c)
	if x.Empty() {
		if err := decision.Failed(); err != nil {
			s.d.o.Log.ErrorContext(ctx, "turn: a gate failed; the draft is held", "err", err)
		}
		s.decided(decision, actorAssistant)
		return s.held(ctx, decision)
	}
	s.clear(x)
	s.c.Priority = max(s.c.Priority, decision.Priority)
	s.note(ctx, decision.Note)
	if decision.Offer {
		return s.assistantSays(ctx, 0, keyOffer, nil)
	}
	return nil
}

// keyOffer is the text that offers a person after an answer; pages put the button beside it.
const keyOffer = "assistant.offer_person"

// held brings a person where a draft was not cleared: for a reason that the customer reads, because a check
// failed, or because the draft was not fit to be said.
func (s *step) held(ctx context.Context, d policy.Decision) error {
	s.note(ctx, d.Note)
	switch {
	case d.Action == policy.HandOver:
		if d.Say.Key != "" {
			if err := s.say(ctx, candor.ByDesk, 0, d.Say.Key, d.Say.Args); err != nil {
				return err
			}
		}
		return s.handOver(ctx, d.Reason, d.Rule, d.Priority)
	case isFailure(d.Reason):
		return s.handOver(ctx, d.Reason, d.Rule, candor.Normal)
	}
	return s.handOver(ctx, ReasonHeld, d.Reason, candor.Normal)
}

// mayNotRead reports that the customer does not let the assistant read, or restricted their data.
func mayNotRead(err error) bool {
	return errors.Is(err, candor.ErrNoBasis) || errors.Is(err, candor.ErrRestricted)
}

// open reads the conversation as the drafter sees it: what is unanswered is one message, what
// came before is history.
func (s *step) open(ctx context.Context) (*policy.Case, error) {
	c := s.as()
	var err error
	if c.Stopped, err = s.d.o.Service.Stopped(ctx); err != nil {
		c.Stopped = true
	}
	if c.Service, err = s.d.o.Service.Status(ctx, s.c.Inbox, s.at); err != nil {
		return nil, err
	}
	all, err := s.d.o.Store.History(ctx, candor.AssistantReads(), s.c.ID, remembered)
	if err != nil {
		return nil, err
	}
	var parts []string
	for _, m := range all {
		if m.Author == candor.ByCustomer && m.Number > s.c.LastAnswered {
			parts = append(parts, string(m.Body))
			c.Message = m
			continue
		}
		c.History = append(c.History, m)
	}
	if len(parts) == 0 {
		return nil, fmt.Errorf("turn: nothing to answer in %s", s.c.ID)
	}
	c.Message.Body = candor.Text(strings.Join(parts, "\n"))
	return c, nil
}

// draft asks the drafter, contained: a panic or a time-out is an error like any other.
func (d *Desk) draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	return within(ctx, d.o.DraftTimeout, "the drafter", func(ctx context.Context) (policy.Draft, error) { return d.o.Drafter.Draft(ctx, c) })
}

// abstain says that nothing was found and offers a person. It counts as a turn that did not help;
// after the second in a row a person takes over.
func (s *step) abstain(ctx context.Context, c *policy.Case) error {
	s.c.Unresolved++
	answers := s.c.LastCustomer
	if s.c.Unresolved >= 2 {
		if err := s.say(ctx, candor.ByDesk, answers, "handover.unfound", nil); err != nil {
			return err
		}
		return s.handOver(ctx, "unresolved", "", candor.Normal)
	}
	switch {
	case s.onlyUnhelped(c) && (c.Service.Staffed || !c.Service.NextOpen.IsZero()):
		return s.assistantSays(ctx, answers, "assistant.abstain_unhelped", nil)
	case c.Service.Staffed:
		return s.assistantSays(ctx, answers, "assistant.abstain", map[string]string{"minutes": minutes(c.Service.Wait)})
	case !c.Service.NextOpen.IsZero():
		return s.assistantSays(ctx, answers, "assistant.abstain_closed",
			map[string]string{"next_at": c.Service.NextOpen.Format(time.RFC3339)})
	}
	return s.handOver(ctx, "low_confidence", "", candor.Normal)
}

// onlyUnhelped reports whether the customer only said that an answer of the assistant did not help: to tell them that
// this stands in no article would be an answer to a question that they did not ask.
func (s *step) onlyUnhelped(c *policy.Case) bool {
	answered := slices.ContainsFunc(c.History, func(m candor.Message) bool { return m.Author == candor.ByAssistant && m.Kind == candor.Said })
	return answered && s.d.o.Unhelped != nil && s.d.o.Unhelped(c.Message.Body, c.Conversation.Language)
}

// assistantSays says a fixed text as the assistant. When a gate holds even that, a person takes
// over: the customer's message must not fail because of it.
func (s *step) assistantSays(ctx context.Context, answers int64, key string, args map[string]string) error {
	err := s.say(ctx, candor.ByAssistant, answers, key, args)
	if err == nil {
		return nil
	}
	s.d.o.Log.ErrorContext(ctx, "turn: a fixed text of the assistant was held; a person takes over", "key", key, "err", err)
	return s.handOver(ctx, ReasonHeld, "", candor.Normal)
}
