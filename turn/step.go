package turn

import (
	"context"
	"errors"
	"strings"
	"time"

	"candor"
	"candor/ledger"
	"candor/policy"
)

// tries is how often a step is decided anew because somebody else moved the conversation.
const tries = 8

// step is one change being put together: who the conversation is with before and after, what is
// said, and what is recorded about it.
type step struct {
	d        *Desk
	at       time.Time
	c        candor.Conversation // as it will be; starts as it was
	consents policy.Consents
	change   Change
}

// begin loads the conversation for a step.
func (d *Desk) begin(ctx context.Context, id candor.ConversationID) (*step, error) {
	if !id.Valid() {
		return nil, candor.ErrNoConversation
	}
	c, consents, err := d.o.Store.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.newStep(c, consents), nil
}

func (d *Desk) newStep(c candor.Conversation, consents policy.Consents) *step {
	return &step{d: d, at: d.now(c), c: c, consents: consents, change: Change{Before: c}}
}

// repeat takes a step until its commit is not overtaken by another.
func (d *Desk) repeat(ctx context.Context, id candor.ConversationID, take func(*step) error) (candor.Conversation, error) {
	for range tries {
		s, err := d.begin(ctx, id)
		if err != nil {
			return candor.Conversation{}, err
		}
		if err := take(s); err != nil {
			return s.c, err
		}
		c, err := s.commit(ctx)
		if errors.Is(err, candor.ErrMoved) {
			continue
		}
		return c, err
	}
	return candor.Conversation{}, candor.ErrMoved
}

// move applies an act, with its event and, when it changes who has the conversation, its ledger entry.
func (s *step) move(act candor.Act, actor string, kind ledger.Kind, facts map[string]string) error {
	from := s.c.State
	next, err := s.c.After(act, s.at)
	if err != nil {
		return err
	}
	s.c = next
	if from != next.State || act != candor.CustomerWrites {
		s.event(candor.ConversationChanged, author(actor))
	}
	if kind != "" {
		entry := map[string]string{"act": string(act), "from": string(from), "to": string(next.State)}
		for k, v := range facts {
			entry[k] = v
		}
		s.record(kind, actor, entry, "")
	}
	return nil
}

func (s *step) event(kind candor.EventKind, by candor.Author) {
	s.change.Events = append(s.change.Events, candor.Event{Kind: kind, Conversation: s.c.ID, Author: by, At: s.at})
}

func (s *step) record(kind ledger.Kind, actor string, facts map[string]string, m candor.MessageID) {
	s.change.Ledger = append(s.change.Ledger, Entry{
		Entry:   ledger.Entry{At: s.at, Kind: kind, Actor: actor, Facts: facts},
		Message: m,
	})
}

// receive adds the customer's message with its verdict.
func (s *step) receive(r *policy.Received) {
	s.change.Received = r
	m := r.Message()
	s.c.LastCustomer = s.number()
	s.said(m, r.Decision(), r.Hidden())
}

// clear adds something that is said.
func (s *step) clear(x *policy.Cleared) {
	s.change.Cleared = append(s.change.Cleared, x)
	s.said(x.Message(), x.Decision(), x.Hidden())
	if n := x.Answers(); n > s.c.LastAnswered {
		s.c.LastAnswered = n
	}
}

// said puts a message on the record, with the kinds of what was taken out of it.
func (s *step) said(m candor.Message, d policy.Decision, hidden []string) {
	s.change.Events = append(s.change.Events, candor.Event{
		Kind: candor.MessageAdded, Conversation: s.c.ID, Message: m.ID, Number: s.number(), Author: m.Author,
		Internal: m.Kind == candor.Note, At: s.at,
	})
	facts := verdictFacts(d)
	if len(hidden) > 0 {
		facts["hidden"] = strings.Join(hidden, "+")
	}
	s.record(ledger.KindVerdict, actorOf(m), facts, m.ID)
}

// decided keeps a decision that leads to no message.
func (s *step) decided(d policy.Decision, actor string) {
	s.change.Decisions = append(s.change.Decisions, d)
	s.record(ledger.KindVerdict, actor, verdictFacts(d), "")
}

// number is the place that the message last added to the change will have.
func (s *step) number() int64 {
	n := s.change.Before.Messages + int64(len(s.change.Cleared))
	if s.change.Received != nil {
		n++
	}
	return n
}

// say clears a fixed text of the desk or the assistant and adds it. Only a missing catalogue text
// or a refusal by a gate can stop it, and that is an error to be told, never a silence.
func (s *step) say(ctx context.Context, by candor.Author, answers int64, key string, args map[string]string) error {
	c := s.as()
	c.Draft = &policy.Draft{
		Author: by, Fixed: policy.Fixed{Key: key, Args: args}, Language: s.c.Language, Answers: answers,
	}
	if by == candor.ByAssistant {
		stopped, err := s.d.o.Service.Stopped(ctx)
		c.Stopped = stopped || err != nil
	}
	x, decision := s.d.o.Gates.Clear(ctx, c)
	if x.Empty() {
		s.decided(decision, string(by))
		return errors.Join(errors.New("turn: a fixed text was held: "+key+": "+decision.Reason), decision.Failed())
	}
	s.clear(x)
	return nil
}

// as is the case as this step sees it now.
func (s *step) as() *policy.Case {
	return &policy.Case{Now: s.at, Conversation: s.c, Consents: s.consents, Desk: s.d.o.Name}
}

// commit makes the step durable and starts what must follow it.
func (s *step) commit(ctx context.Context) (candor.Conversation, error) {
	if s.empty() {
		if s.change.Done != "" {
			return s.c, s.d.o.Jobs.Finish(ctx, s.change.Done)
		}
		return s.c, nil
	}
	s.c.Updated = s.at
	if s.c.State == candor.Waiting && s.d.o.Needs != nil {
		s.c.Needs = s.d.o.Needs(s.c)
	}
	s.change.After = s.c
	now := s.d.o.Now().UTC()
	var mine []candor.Job
	for i, job := range s.change.Jobs {
		if !job.RunAt.After(now) {
			// Due at once: this node holds it from the start, without another transaction.
			s.change.Jobs[i].RunAt, s.change.Jobs[i].Holder = now.Add(lease), s.d.o.Node
			mine = append(mine, job)
		}
	}
	c, err := s.d.o.Store.Commit(ctx, s.change)
	if err != nil {
		return s.change.Before, err
	}
	if c.State == candor.Waiting && (s.change.Before.State != candor.Waiting || c.Priority > s.change.Before.Priority) {
		s.d.o.Alerts.NeedsPerson(c)
	}
	for _, job := range mine {
		s.d.soon(job)
	}
	if len(s.change.Jobs) > len(mine) {
		s.d.wake()
	}
	return c, nil
}

// empty reports whether the step came to nothing.
func (s *step) empty() bool {
	x := s.change
	return s.c == x.Before && x.Received == nil && len(x.Cleared)+len(x.Decisions)+len(x.Consents)+len(x.Ledger)+
		len(x.Events)+len(x.Jobs) == 0
}

func verdictFacts(d policy.Decision) map[string]string {
	f := map[string]string{
		"verdict": string(d.ID), "stage": string(d.Stage), "action": d.Action.String(),
		"reason": d.Reason, "policy": d.Policy,
	}
	if n := len(d.Verdicts); n > 0 {
		f["gate"] = slug(d.Verdicts[n-1].Gate)
	}
	if d.Rule != "" {
		f["rule"] = d.Rule
	}
	return f
}
