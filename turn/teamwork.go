package turn

import (
	"context"
	"errors"
	"time"

	"candor"
	"candor/ledger"
	"candor/policy"
)

// Staff is what agents' words come with. The zero value checks nothing and speaks to nobody.
type Staff struct {
	Since int64 // number of the last message that the writer need not see any more
	// Fits looks at what was said after Since and refuses words that were written without knowing it; nil takes them.
	Fits     func(after []candor.Message) error
	Mentions []candor.AgentID // colleagues whom a note speaks to
}

// Beside is what a change keeps beside the conversation for those who work on it.
type Beside struct {
	Meant    *Meant
	Mentions *Mentions
	GoesOn   candor.ConversationID // the other conversation of the same customer in which this one goes on
	Limit    *Limit
	Lift     bool // the customer may write again
	Solved   *Solved
}

// Meant says for whom a conversation is. Neither: for everybody again.
type Meant struct {
	Agent  candor.AgentID
	Team   string
	By     candor.AgentID
	Note   candor.MessageID // empty: none
	Number int64
}

// Mentions are the colleagues whom a note speaks to.
type Mentions struct {
	Message candor.MessageID
	Number  int64
	By      candor.AgentID
	Agents  []candor.AgentID
}

// Limit keeps a customer from writing until a time.
type Limit struct {
	Reason candor.Text
	By     candor.AgentID
	Until  time.Time
}

// Solved is a customer's answer to whether something is solved: "yes", "partly" or "no".
type Solved struct {
	Answer  string
	Comment candor.Text
}

// fits asks whether the words still fit what was said since. Words that were taken before under the same key are not
// asked about: they are there.
func (s *step) fits(ctx context.Context, a candor.Agent, in Incoming) error {
	const most = 200
	if in.Staff.Fits == nil || s.change.Before.Messages <= in.Staff.Since {
		return nil
	}
	after, err := s.d.o.Store.History(ctx, candor.AgentReads(a.ID), s.c.ID, int(min(s.change.Before.Messages-in.Staff.Since, most)))
	if err != nil {
		return err
	}
	refusal := in.Staff.Fits(after)
	if refusal == nil {
		return nil
	}
	if _, err := s.d.o.Store.Sent(ctx, candor.AgentReads(a.ID), s.c.ID, in.Key); err == nil {
		return ErrSent
	}
	return refusal
}

func (s *step) speakTo(agents []candor.AgentID, note candor.Message) {
	if note.Kind == candor.Note && len(agents) > 0 {
		s.change.Beside.Mentions = &Mentions{Message: note.ID, Number: note.Number, By: note.Agent, Agents: agents}
	}
}

// Assign says for whom a conversation is that waits, is set aside or is attended. It moves nothing while a customer
// waits: their clock runs on and anybody may take it. One that somebody has goes back to the queue for who is meant, and
// then a note is needed: it is the first thing that they read.
//
// ErrTaken: a colleague has it, and only they or a lead can hand it on. ErrNotPossible: nobody of the desk has it.
// The errors of CheckText are about the note.
func (d *Desk) Assign(ctx context.Context, id candor.ConversationID, a candor.Agent, to Meant, note Incoming) (candor.Conversation, error) {
	if note.Text != "" {
		if err := checkKey(note.Key); err != nil {
			return candor.Conversation{}, err
		}
	}
	c, err := d.repeat(ctx, id, func(s *step) error { return s.assign(ctx, a, to, note) })
	if errors.Is(err, ErrSent) {
		c, _, err = d.o.Store.Load(ctx, id)
	}
	return c, err
}

func (s *step) assign(ctx context.Context, a candor.Agent, to Meant, note Incoming) error {
	had := s.c.State == candor.Attended
	switch {
	case s.c.State != candor.Waiting && s.c.State != candor.Snoozed && !had:
		return candor.ErrNotPossible
	case had && s.c.Agent != a.ID && !a.Has(candor.RoleLead):
		return taken(s.c)
	}
	to.By, to.Note = a.ID, ""
	if note.Text != "" || had {
		m, err := s.noteBy(ctx, a, note)
		if err != nil {
			return err
		}
		to.Note, to.Number = m.ID, m.Number
	}
	s.change.Beside.Meant = &to
	facts := map[string]string{"act": "assign", "staff": string(to.Agent)}
	if !had {
		s.event(candor.ConversationChanged, candor.ByAgent)
		s.record(ledger.KindAssign, actorAgent(a), facts, "")
		return nil
	}
	if err := s.move(candor.AgentReleases, actorAgent(a), ledger.KindRelease, nil); err != nil {
		return err
	}
	s.record(ledger.KindAssign, actorAgent(a), facts, "")
	if err := s.say(ctx, candor.ByDesk, 0, "agent.handed_on", nil); err != nil {
		return err
	}
	return s.promise(ctx)
}

// noteBy adds a note for colleagues.
func (s *step) noteBy(ctx context.Context, a candor.Agent, note Incoming) (candor.Message, error) {
	text, err := CheckText(note.Text)
	if err != nil {
		return candor.Message{}, err
	}
	m, err := s.words(ctx, a, text, candor.Note, note.Key)
	if err == nil {
		s.speakTo(note.Staff.Mentions, m)
	}
	return m, err
}

// words adds what an agent says or notes, past the gates that apply to people's words.
func (s *step) words(ctx context.Context, a candor.Agent, text candor.Text, kind candor.Kind, key string) (candor.Message, error) {
	c := s.as()
	c.Draft = &policy.Draft{Author: candor.ByAgent, Agent: a, Kind: kind, Words: text, Language: s.c.Language, ClientKey: key}
	x, decision := s.d.o.Gates.Clear(ctx, c)
	if x.Empty() {
		if err := decision.Failed(); err != nil {
			s.d.o.Log.ErrorContext(ctx, "turn: a gate failed; an agent's words are held", "err", err)
		}
		return candor.Message{}, candor.Fail(candor.CodeConflict, "error.reply_held", nil)
	}
	s.clear(x)
	m := x.Message()
	m.Number = s.number()
	return m, nil
}

// Prioritise says how soon a conversation should be taken. It changes nothing else. ErrNotPossible: it is finished.
// ErrTaken.
func (d *Desk) Prioritise(ctx context.Context, id candor.ConversationID, a candor.Agent, p candor.Priority) (candor.Conversation, error) {
	return d.byAgent(ctx, id, a, func(s *step) error {
		switch {
		case p < candor.Normal || p > candor.Urgent:
			return candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
		case s.c.State == candor.Resolved || s.c.State == candor.Assisting:
			return candor.ErrNotPossible
		case s.c.Priority == p:
			return nil
		}
		word := map[candor.Priority]string{candor.Normal: "normal", candor.Declared: "declared", candor.Urgent: "urgent"}
		facts := map[string]string{"act": "priority", "old": word[s.c.Priority], "new": word[p]}
		s.c.Priority = p
		s.event(candor.ConversationChanged, candor.ByAgent)
		s.record(ledger.KindAssign, actorAgent(a), facts, "")
		return nil
	})
}
