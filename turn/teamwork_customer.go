package turn

import (
	"context"
	"time"

	"candor"
	"candor/ledger"
	"candor/service"
)

// Merge closes a conversation because its matter goes on in another of the same customer. Messages stay where they
// are; the one that stays keeps the longer wait and the higher priority. may refuses what must not be merged; it is
// asked about both as they stand.
func (d *Desk) Merge(ctx context.Context, from, into candor.ConversationID, a candor.Agent, may func(from, into candor.Conversation) error) (candor.Conversation, error) {
	one, err := d.begin(ctx, from)
	if err != nil {
		return candor.Conversation{}, err
	}
	_, err = d.repeat(ctx, into, func(s *step) error {
		if err := may(one.c, s.c); err != nil {
			return err
		}
		if s.c.State == candor.Waiting && one.c.State == candor.Waiting && one.c.WaitingSince.Before(s.c.WaitingSince) {
			s.c.WaitingSince = one.c.WaitingSince
		}
		s.c.Priority = max(s.c.Priority, one.c.Priority)
		if !one.c.Complained.IsZero() && (s.c.Complained.IsZero() || one.c.Complained.Before(s.c.Complained)) {
			s.c.Complained, s.c.Matter = one.c.Complained, one.c.Matter
		}
		s.event(candor.ConversationChanged, candor.ByAgent)
		s.record(ledger.KindMerge, actorAgent(a), map[string]string{"act": "takes"}, "")
		return nil
	})
	if err != nil {
		return candor.Conversation{}, err
	}
	other, _, err := d.o.Store.Load(ctx, into)
	if err != nil {
		return candor.Conversation{}, err
	}
	return d.repeat(ctx, from, func(s *step) error {
		if err := may(s.c, other); err != nil {
			return err
		}
		if s.c.State != candor.Attended && s.c.State != candor.Snoozed {
			if err := s.move(candor.AgentTakes, actorAgent(a), "", nil); err != nil {
				return err
			}
			s.c.Agent, s.c.AgentName = a.ID, a.FirstName
		}
		closing, err := service.GoesOn(service.Case{Conversation: from, LastCustomer: s.c.LastCustomer}, into)
		if err != nil {
			return err
		}
		if err := s.move(candor.AgentResolves, actorAgent(a), ledger.KindMerge, nil); err != nil {
			return err
		}
		s.c.Complained, s.c.Matter = time.Time{}, candor.NoMatter // goes on in the other one
		s.change.Closing = closing
		s.c.LastAnswered = s.c.LastCustomer
		s.change.Beside.GoesOn = into
		return s.say(ctx, candor.ByDesk, 0, "conversation.merged", map[string]string{"reference": reference(into)})
	})
}

// reference is the short name of a conversation that a customer can read out.
func reference(id candor.ConversationID) string {
	s := []byte(id[max(0, len(id)-8):])
	for i, b := range s {
		if b >= 'a' && b <= 'z' {
			s[i] = b - 'a' + 'A'
		}
	}
	return string(s)
}

// Limits tells who may not write for now.
type Limits interface {
	// Limited gives until when the customer may not write; the zero time where they may, and where these words must get
	// through whatever was limited: danger to a person, a request about one's own data, a complaint.
	Limited(ctx context.Context, c candor.Conversation, words candor.Text, now time.Time) (until time.Time, err error)
}

// limited refuses words of somebody who may not write for now. Where nobody can tell, words get through.
func (s *step) limited(ctx context.Context, words candor.Text) error {
	if s.d.o.Limits == nil {
		return nil
	}
	until, err := s.d.o.Limits.Limited(ctx, s.c, words, s.at)
	if err != nil {
		s.d.o.Log.ErrorContext(ctx, "turn: nobody can tell whether a customer may write; they may", "err", err)
		return nil
	}
	if until.IsZero() {
		return nil
	}
	e := *ErrLimited
	e.Args = map[string]string{"until_at": until.UTC().Format(time.RFC3339)}
	return &e
}

// ErrLimited says that a person limited the customer's writing. Nothing was stored.
var ErrLimited = candor.Fail(candor.CodeForbidden, "error.limited", nil)

// LimitWriting keeps a customer from writing until a time. They are told why, in the agent's own words, until when, what
// gets through all the same and how to object. Only who has the conversation does it.
//
// ErrNotPossible: nobody has it. ErrTaken.
func (d *Desk) LimitWriting(ctx context.Context, id candor.ConversationID, a candor.Agent, l Limit, key string) (candor.Conversation, error) {
	if err := checkKey(key); err != nil {
		return candor.Conversation{}, err
	}
	text, err := CheckText(l.Reason)
	if err != nil {
		return candor.Conversation{}, err
	}
	return d.byAgent(ctx, id, a, func(s *step) error {
		if s.c.State != candor.Attended {
			return candor.ErrNotPossible
		}
		if err := s.move(candor.AgentReplies, actorAgent(a), "", nil); err != nil {
			return err
		}
		if _, err := s.words(ctx, a, text, candor.Said, key); err != nil {
			return err
		}
		until := l.Until.UTC().Truncate(time.Microsecond)
		s.change.Beside.Limit = &Limit{Reason: text, By: a.ID, Until: until}
		s.record(ledger.KindLimit, actorAgent(a), map[string]string{"act": "limit", "until": until.Format(time.RFC3339)}, "")
		return s.say(ctx, candor.ByDesk, 0, "conversation.limited", map[string]string{"until_at": until.Format(time.RFC3339)})
	})
}

// LiftLimit lets a customer write again. Nobody has to have the conversation for it.
func (d *Desk) LiftLimit(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		s.change.Beside.Lift = true
		s.event(candor.ConversationChanged, candor.ByAgent)
		s.record(ledger.KindLimit, actorAgent(a), map[string]string{"act": "lift"}, "")
		return s.say(ctx, candor.ByDesk, 0, "conversation.unlimited", nil)
	})
}

// AnswerSolved keeps the customer's own answer to whether a finished matter is solved. Only a yes confirms it; nothing
// else moves.
//
// ErrNotPossible: it is not finished.
func (d *Desk) AnswerSolved(ctx context.Context, id candor.ConversationID, in Solved) (candor.Conversation, error) {
	if in.Comment != "" {
		text, err := CheckText(in.Comment)
		if err != nil {
			return candor.Conversation{}, err
		}
		in.Comment = text
	}
	return d.repeat(ctx, id, func(s *step) error {
		if s.c.State != candor.Resolved {
			return candor.ErrNotPossible
		}
		s.change.Beside.Solved = &in
		if in.Answer != "yes" || !s.c.Confirmed.IsZero() {
			s.event(candor.ConversationChanged, candor.ByCustomer)
			s.record(ledger.KindRating, actorCustomer, map[string]string{"rating": in.Answer}, "")
			return nil
		}
		return s.move(candor.CustomerConfirms, actorCustomer, ledger.KindRating, map[string]string{"rating": in.Answer})
	})
}
