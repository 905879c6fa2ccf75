package turn

import (
	"context"
	"slices"
	"time"

	"candor"
	"candor/ledger"
	"candor/policy"
	"candor/service"
)

// Resolve ends the conversation, by the person who has it, with an answer to everything that stood open. A
// simple one needs a reason only; a complaint, several points or one without an answer need each point answered,
// and the customer gets all answers in one message and, where not all was granted, where to complain.
//
// service.ErrClosingMoved and the other refusals of service.Close: nothing was changed. ErrTaken.
func (d *Desk) Resolve(ctx context.Context, id candor.ConversationID, a candor.Agent, f service.Filled) (candor.Conversation, error) {
	return d.byAgent(ctx, id, a, func(s *step) error {
		open, err := d.o.Store.Case(ctx, candor.AgentReads(a.ID), id)
		if err != nil {
			return err
		}
		closing, err := service.Close(open, f)
		if err != nil {
			return err
		}
		return s.resolve(ctx, a, closing)
	})
}

// resolve takes a closing, so that nobody can end what people have without one.
func (s *step) resolve(ctx context.Context, a candor.Agent, closing service.Closing) error {
	facts := map[string]string{"reason": string(closing.Reason())}
	if err := s.move(candor.AgentResolves, actorAgent(a), ledger.KindResolve, facts); err != nil {
		return err
	}
	s.c.Agent, s.c.AgentName = a.ID, a.FirstName
	s.c.Complained, s.c.Matter = time.Time{}, candor.NoMatter
	s.change.Closing = closing
	if closing.Whole() {
		if err := s.letter(ctx, a, closing.Letter()); err != nil {
			return err
		}
	}
	if closing.Complaint() || closing.Against() {
		if err := s.whereToComplain(ctx); err != nil {
			return err
		}
	}
	return s.say(ctx, candor.ByDesk, 0, closedText(closing.Reason()), map[string]string{"name": a.FirstName})
}

// closedText is what the customer is told of why it is over.
func closedText(r service.Reason) string {
	switch r {
	case service.Duplicate:
		return "conversation.duplicate"
	case service.Nothing:
		return "conversation.nothing"
	}
	return "conversation.resolved"
}

// letter says the answers to all points as the person who gave them.
func (s *step) letter(ctx context.Context, a candor.Agent, words candor.Text) error {
	c := s.as()
	c.Draft = &policy.Draft{Author: candor.ByAgent, Agent: a, Kind: candor.Said, Words: words, Language: s.c.Language}
	x, decision := s.d.o.Gates.Clear(ctx, c)
	if x.Empty() {
		if err := decision.Failed(); err != nil {
			s.d.o.Log.ErrorContext(ctx, "turn: a gate failed; an agent's words are held", "err", err)
		}
		return candor.Fail(candor.CodeConflict, "error.reply_held", nil)
	}
	s.clear(x)
	return nil
}

func (s *step) whereToComplain(ctx context.Context) error {
	if s.d.o.Complain == nil {
		return nil
	}
	name, url := s.d.o.Complain(s.c.Inbox)
	if name == "" {
		return nil
	}
	return s.say(ctx, candor.ByDesk, 0, "conversation.complain", map[string]string{"authority": name, "url": url, "case": s.c.ID.CaseKey()})
}

// MarkComplaint begins the clock of a complaint that an agent saw, or says what it is about.
func (d *Desk) MarkComplaint(ctx context.Context, id candor.ConversationID, a candor.Agent, about candor.Matter) (candor.Conversation, error) {
	if !slices.Contains(candor.Matters(), about) {
		return candor.Conversation{}, candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	return d.byAgent(ctx, id, a, func(s *step) error {
		if s.c.State == candor.Resolved {
			return candor.ErrNotPossible
		}
		if !s.c.Complained.IsZero() && s.c.Matter == about {
			return nil
		}
		s.complained(about)
		s.c.Updated = s.at
		s.event(candor.ConversationChanged, candor.ByAgent)
		s.record(ledger.KindHandover, actorAgent(a), map[string]string{"reason": ReasonComplaint, "method": string(about)}, "")
		return nil
	})
}
