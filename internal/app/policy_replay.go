package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/internal/config"
	"candor/internal/store"
)

// ReplayMost is how many conversations a replay looks at, the newest.
const ReplayMost = 10_000

// shownReferences is how many references a replay names for each change.
const shownReferences = 10

// Replayed says what a policy file would have changed. It holds counts and references, never words.
type Replayed struct {
	Conversations int  // that began since, and were looked at
	Closed        int  // not opened: their customers do not let the desk learn from them, or their words are gone
	Cut           bool // there were more
	Messages      int  // of customers, while the assistant had the conversation
	Changes       []ReplayedChange
}

// ReplayedChange is one kind of difference.
type ReplayedChange struct {
	From, To      string // "pass", "offer" or "hand_over"; a raised place as "hand_over, priority raised"
	Rule          string // that makes it
	Conversations int
	References    []string // of the newest of them, as agents read them out
}

// ReplayPolicy asks of past conversations what a policy file would have done otherwise than what is in force.
// It opens them to learn from them (candor.Improve): only those whose customers allow that, each on the record.
// What nobody keeps, such as how many were waiting then, counts as an ordinary quiet moment within opening hours.
//
// candor.CodeInvalid: the file is not sound.
func ReplayPolicy(ctx context.Context, c config.Config, data []byte, since time.Duration) (out Replayed, err error) {
	err = with(ctx, c, func(b *base) error {
		signals, err := escalate.New()
		if err != nil {
			return err
		}
		p := newPolicies(b.store, signals, c, discard())
		if err := p.load(ctx); err != nil {
			return err
		}
		newer, problems := rulebook.Load(ctx, data, p.options)
		if newer == nil {
			return candor.Fail(candor.CodeInvalid, "error.bad_request", errors.New("this policy file cannot be loaded. Nothing was read. See candor policy check"))
		}
		_ = problems // warnings are for check
		r := replay{kept: b.store, library: b.store.Library(), signals: signals, older: p.Book(), newer: newer, clock: func(inbox candor.InboxID, at time.Time) (time.Time, bool) {
			h := c.HoursOf(inbox)
			if h.Zone == nil {
				return at.UTC(), h.Open(at)
			}
			return at.In(h.Zone), h.Open(at)
		}}
		out, err = r.run(ctx, time.Now().Add(-since))
		return err
	})
	return out, err
}

// replay compares two books on what was said.
type replay struct {
	kept         *store.Store
	library      *store.Library
	signals      *escalate.Inspector
	older, newer *rulebook.Book
	clock        func(candor.InboxID, time.Time) (time.Time, bool)
	tiers        map[candor.PassageID]string
}

func (r replay) run(ctx context.Context, since time.Time) (Replayed, error) {
	ids, err := r.kept.Began(ctx, since, ReplayMost+1)
	if err != nil {
		return Replayed{}, err
	}
	out := Replayed{Cut: len(ids) > ReplayMost}
	ids = ids[:min(len(ids), ReplayMost)]
	r.tiers = map[candor.PassageID]string{}
	for _, id := range ids {
		c, err := r.kept.Conversation(ctx, id)
		if errors.Is(err, candor.ErrNoConversation) {
			continue // erased a moment ago
		}
		if err != nil {
			return out, err
		}
		out.Conversations++
		by := candor.Access{Actor: "command", Purpose: candor.Improve}
		messages, err := r.kept.Messages(ctx, by, id, 0, 1000, false)
		if closed(err) || err == nil && len(messages) == 0 {
			out.Closed++
			continue
		}
		if err != nil {
			return out, err
		}
		if err := r.conversation(ctx, c, messages, &out); err != nil {
			return out, err
		}
	}
	slices.SortStableFunc(out.Changes, func(a, b ReplayedChange) int { return b.Conversations - a.Conversations })
	return out, nil
}

// conversation adds the first difference of one conversation. After it the conversation would have gone
// another way, and nobody knows which.
func (r replay) conversation(ctx context.Context, c candor.Conversation, messages []candor.Message, out *Replayed) error {
	people := false
	for i, m := range messages {
		switch {
		case m.Author == candor.ByAgent || strings.HasPrefix(m.Key, "handover."):
			people = true
		case m.Key == "assistant.back":
			people = false
		}
		if people || m.Author != candor.ByCustomer || m.Kind != candor.Said {
			continue
		}
		out.Messages++
		facts, err := r.facts(ctx, c, m, i == 0, messages[i+1:])
		if err != nil {
			return err
		}
		was, err := r.older.Decide(ctx, facts)
		if err != nil {
			return err
		}
		is, err := r.newer.Decide(ctx, facts)
		if err != nil {
			return err
		}
		if was.Told() != is.Told() {
			out.add(was.Told(), is.Told(), is.Deciding(), reference(c.ID))
			return nil
		}
	}
	return nil
}

// facts are those of a message, with the answer that followed it.
func (r replay) facts(ctx context.Context, c candor.Conversation, m candor.Message, first bool, after []candor.Message) (rulebook.Facts, error) {
	f := rulebook.Listen(r.signals, string(m.Body), c.Language)
	f.Inbox, f.Channel, f.First, f.Staffed = string(c.Inbox), string(c.Channel), first, true
	f.Local, f.Open = r.clock(c.Inbox, m.At)
	for _, a := range after {
		if a.Author == candor.ByCustomer {
			break
		}
		if a.Author != candor.ByAssistant || len(a.Citations) == 0 {
			continue
		}
		tier := func(id candor.PassageID) (string, error) { return r.tier(ctx, id) }
		return f, f.Answer(a.Confidence, a.Citations, tier)
	}
	return f, nil
}

// tier reads how much hangs on a passage; one that is not there any more counts as nothing more than information.
func (r replay) tier(ctx context.Context, id candor.PassageID) (string, error) {
	if known, ok := r.tiers[id]; ok {
		return known, nil
	}
	p, err := r.library.Passage(ctx, id)
	if err != nil && candor.CodeOf(err) != candor.CodeNotFound {
		return "", err
	}
	r.tiers[id] = string(p.Tier.AtLeast(""))
	return r.tiers[id], nil
}

func (o *Replayed) add(from, to, rule, reference string) {
	i := slices.IndexFunc(o.Changes, func(c ReplayedChange) bool { return c.From == from && c.To == to && c.Rule == rule })
	if i < 0 {
		i = len(o.Changes)
		o.Changes = append(o.Changes, ReplayedChange{From: from, To: to, Rule: rule})
	}
	c := &o.Changes[i]
	c.Conversations++
	if len(c.References) < shownReferences {
		c.References = append(c.References, reference)
	}
}

// reference is the short name of a conversation, as the console shows it.
func reference(id candor.ConversationID) string {
	s := string(id)
	return strings.ToUpper(s[max(0, len(s)-8):])
}
