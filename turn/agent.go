package turn

import (
	"context"
	"errors"
	"time"

	"candor"
	"candor/ledger"
	"candor/policy"
)

// Take gives the conversation to an agent. Whoever commits first has it.
//
// ErrTaken: another agent has it now.
func (d *Desk) Take(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if s.c.State == candor.Attended {
			if s.c.Agent == a.ID {
				return nil
			}
			return taken(s.c)
		}
		since, earlier, asked := s.c.WaitingSince, s.c.Waited, s.c.StillAsks()
		if err := s.move(candor.AgentTakes, actorAgent(a), ledger.KindTake, nil); err != nil {
			return err
		}
		s.c.Agent, s.c.AgentName = a.ID, a.FirstName
		if a.Has(candor.RoleLead) {
			s.c.Needs = "" // whatever was needed, a supervisor has come
		}
		s.c.LastAnswered = s.c.LastCustomer
		if !since.IsZero() {
			since = since.Add(earlier) // it was counted when it ended
			s.change.Waited = &Wait{Inbox: s.c.Inbox, At: s.at, For: s.at.Sub(since), Asked: asked}
		}
		return s.say(ctx, candor.ByDesk, 0, "agent.joined", map[string]string{"name": a.FirstName})
	})
}

// Release puts the conversation back into the queue for another person. A lead may do so for a
// colleague who is away, so that no customer waits for somebody who does not come.
func (d *Desk) Release(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if err := s.owned(a); err != nil && !a.Has(candor.RoleLead) {
			return err
		}
		if err := s.move(candor.AgentReleases, actorAgent(a), ledger.KindRelease, nil); err != nil {
			return err
		}
		if err := s.say(ctx, candor.ByDesk, 0, "agent.released", nil); err != nil {
			return err
		}
		return s.promise(ctx)
	})
}

// Snooze sets the conversation aside until a time within a year; then it is in the queue again. If
// the customer writes first, it is there at once.
func (d *Desk) Snooze(ctx context.Context, id candor.ConversationID, a candor.Agent, until time.Time) (candor.Conversation, error) {
	return d.byAgent(ctx, id, a, func(s *step) error {
		if !until.After(s.at) || until.After(s.at.AddDate(1, 0, 0)) {
			return candor.Fail(candor.CodeInvalid, "error.snooze_time", nil)
		}
		if err := s.move(candor.AgentSnoozes, actorAgent(a), ledger.KindSnooze, nil); err != nil {
			return err
		}
		s.c.SnoozedUntil = until.UTC().Truncate(time.Microsecond)
		s.change.Jobs = append(s.change.Jobs, candor.Job{
			ID: candor.NewJobID(), Kind: candor.JobWake, Conversation: s.c.ID, RunAt: s.c.SnoozedUntil,
		})
		return nil
	})
}

// Wake ends a snooze whose time has come.
func (d *Desk) Wake(ctx context.Context, job candor.Job) error {
	_, err := d.repeat(ctx, job.Conversation, func(s *step) error {
		s.change.Done = job.ID
		if s.c.State != candor.Snoozed || s.c.SnoozedUntil.After(d.o.Now()) {
			return nil
		}
		if err := s.move(candor.SnoozeEnds, actorDesk, ledger.KindWake, nil); err != nil {
			return err
		}
		return s.promise(ctx) // back in the queue, and told what to expect
	})
	if errors.Is(err, candor.ErrNoConversation) {
		return d.o.Jobs.Finish(ctx, job.ID)
	}
	return err
}

// OfferAssistant asks the customer whether the assistant may go on. It moves nothing: only the
// customer's own pick leads from a person back to the assistant.
func (d *Desk) OfferAssistant(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error) {
	return d.byAgent(ctx, id, a, func(s *step) error {
		if s.c.State != candor.Attended {
			return candor.ErrNotPossible
		}
		if s.c.Offered {
			return nil
		}
		s.c.Offered = true
		s.c.Updated = s.at
		s.event(candor.ConversationChanged, candor.ByAgent)
		s.record(ledger.KindOffer, actorAgent(a), nil, "")
		return s.say(ctx, candor.ByDesk, 0, "assistant.offered", map[string]string{"name": a.FirstName})
	})
}

// Reply says something to the customer as a person. The gates that apply to people's words are
// asked too.
//
// ErrTaken: another agent has it. ErrNotPossible: nobody does; take it first. ErrOtherSent: other words were
// sent under the same key.
func (d *Desk) Reply(ctx context.Context, id candor.ConversationID, a candor.Agent, in Incoming) (candor.Message, error) {
	return d.write(ctx, id, a, in, candor.Said)
}

// Note keeps words between agents. A customer never sees them. Any agent may add one.
func (d *Desk) Note(ctx context.Context, id candor.ConversationID, a candor.Agent, in Incoming) (candor.Message, error) {
	return d.write(ctx, id, a, in, candor.Note)
}

// ErrOtherSent says that what was sent before under a key is not what is sent under it now: the words were
// changed after a try that seemed to fail and did not. They must not be dropped as a double. What is taken
// out of words because it must never be kept makes no difference.
var ErrOtherSent = candor.Fail(candor.CodeConflict, "staff.other_sent", nil)

func (d *Desk) write(ctx context.Context, id candor.ConversationID, a candor.Agent, in Incoming, kind candor.Kind) (candor.Message, error) {
	if err := checkKey(in.Key); err != nil {
		return candor.Message{}, err
	}
	text, err := CheckText(in.Text)
	if err != nil {
		return candor.Message{}, err
	}
	var written candor.Message
	_, err = d.repeat(ctx, id, func(s *step) error {
		if kind == candor.Said {
			if err := s.owned(a); err != nil {
				return err
			}
			if err := s.move(candor.AgentReplies, actorAgent(a), "", nil); err != nil {
				return err
			}
		}
		if kind == candor.Said {
			if s.change.Helped, err = d.helped(ctx, id, text); err != nil {
				return err
			}
		}
		c := s.as()
		c.Draft = &policy.Draft{
			Author: candor.ByAgent, Agent: a, Kind: kind, Words: text, Language: s.c.Language, ClientKey: in.Key, Helped: s.change.Helped != nil,
		}
		x, decision := d.o.Gates.Clear(ctx, c)
		if x.Empty() {
			if err := decision.Failed(); err != nil {
				d.o.Log.ErrorContext(ctx, "turn: a gate failed; an agent's words are held", "err", err)
			}
			return candor.Fail(candor.CodeConflict, "error.reply_held", nil)
		}
		written = x.Message()
		if err := s.fits(ctx, a, in); err != nil {
			return err
		}
		s.clear(x)
		written.Number = s.number()
		s.speakTo(in.Staff.Mentions, written)
		return nil
	})
	if errors.Is(err, ErrSent) {
		sent, err := d.o.Store.Sent(ctx, candor.AgentReads(a.ID), id, in.Key)
		if err == nil && sent.Body != written.Body {
			err = ErrOtherSent
		}
		return sent, err
	}
	return written, err
}

// byAgent takes a step that only the agent who has the conversation may take.
func (d *Desk) byAgent(ctx context.Context, id candor.ConversationID, a candor.Agent, take func(*step) error) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if err := s.owned(a); err != nil {
			return err
		}
		return take(s)
	})
}

func (s *step) owned(a candor.Agent) error {
	if s.c.State == candor.Attended && s.c.Agent != a.ID {
		return taken(s.c)
	}
	return nil
}

func taken(c candor.Conversation) error {
	e := *candor.ErrTaken
	e.Args = map[string]string{"name": c.AgentName}
	return &e
}
