package blind

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"candor"
)

// How much is indexed in one go (much together shares pages of the table), and how long the index
// rests after it, in times of what it took: taking in messages comes first.
const (
	batchEvents        = 1000
	batchConversations = 1000
	restTimes          = 5
	reportEvery        = 10 * time.Second
)

// beforeAll comes before every conversation id.
const beforeAll candor.ConversationID = "con_"

// Run keeps the index up to date until ctx ends, then returns nil. It goes on where it stopped, in
// this process or an earlier one; an index that was made another way, or under another key, is made
// anew first. What fails is logged and tried again.
func (x *Index) Run(ctx context.Context) error {
	wait := x.o.Every
	told := time.Now()
	for {
		began := time.Now()
		busy, err := x.Step(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			x.o.Log.Error("the index of words could not be brought up to date; it is tried again", "err", err)
			wait = min(2*max(wait, x.o.Every), time.Minute)
		case busy:
			wait = restTimes * time.Since(began)
			if time.Since(told) > reportEvery {
				told = time.Now()
				x.report(ctx)
			}
		default:
			wait = x.o.Every
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-timer.C:
		}
	}
}

// CatchUp indexes everything there is, without resting. For tests and for commands.
func (x *Index) CatchUp(ctx context.Context) error {
	for {
		if busy, err := x.Step(ctx); err != nil || !busy {
			return err
		}
	}
}

// report says how far a long catching up has come.
func (x *Index) report(ctx context.Context) {
	_, seq, walked, err := x.o.Store.Words(ctx)
	if err != nil {
		return
	}
	last, err := x.o.Store.LastSeq(ctx)
	if err != nil {
		return
	}
	x.o.Log.Info("the index of words is being brought up to date", "events", seq, "of", last, "rebuilding", walked != "")
}

// Step does the next piece of work and says whether there is more.
func (x *Index) Step(ctx context.Context) (busy bool, err error) {
	version, seq, walked, err := x.o.Store.Words(ctx)
	if err != nil {
		return false, fmt.Errorf("blind: read how far the index is: %w", err)
	}
	want := x.tags.version()
	switch {
	case version != want && version != "":
		x.o.Log.Info("the index of words is made anew")
		return true, x.note(ctx, nil, "", 0, "")
	case version != want:
		more, err := x.o.Store.ClearWords(ctx)
		if err != nil || more {
			return true, err
		}
		last, err := x.o.Store.LastSeq(ctx)
		if err != nil {
			return false, fmt.Errorf("blind: read the last event: %w", err)
		}
		return true, x.note(ctx, nil, want, last, beforeAll)
	case walked != "":
		return true, x.walk(ctx, version, seq, walked)
	}
	return x.follow(ctx, version, seq)
}

func (x *Index) note(ctx context.Context, words map[[AliasSize]byte][][TagSize]byte, version string, seq int64, walked candor.ConversationID) error {
	if err := x.o.Store.AddWords(ctx, words, version, seq, walked); err != nil {
		return fmt.Errorf("blind: write words: %w", err)
	}
	return nil
}

// walk indexes the next conversations of all that there are.
func (x *Index) walk(ctx context.Context, version string, seq int64, walked candor.ConversationID) error {
	ids, err := x.o.Store.ConversationsFrom(ctx, walked, batchConversations)
	if err != nil {
		return fmt.Errorf("blind: list conversations: %w", err)
	}
	words := make(map[[AliasSize]byte][][TagSize]byte)
	for _, id := range ids {
		if err := x.index(ctx, id, 0, 0, words); err != nil {
			return err
		}
	}
	if len(ids) == 0 {
		return x.note(ctx, nil, version, seq, "")
	}
	return x.note(ctx, words, version, seq, ids[len(ids)-1])
}

// follow indexes what the outbox tells of.
func (x *Index) follow(ctx context.Context, version string, seq int64) (busy bool, err error) {
	events, err := x.o.Store.Events(ctx, "", seq, batchEvents)
	if err != nil || len(events) == 0 {
		return false, err
	}
	type part struct{ first, last int64 }
	parts := make(map[candor.ConversationID]part)
	for _, e := range events {
		if e.Kind != candor.MessageAdded {
			continue
		}
		p, ok := parts[e.Conversation]
		if !ok {
			p.first = e.Number
		}
		parts[e.Conversation] = part{min(p.first, e.Number), max(p.last, e.Number)}
	}
	words := make(map[[AliasSize]byte][][TagSize]byte)
	for id, p := range parts {
		if err := x.index(ctx, id, p.first-1, p.last, words); err != nil {
			return false, err
		}
	}
	return len(events) == batchEvents, x.note(ctx, words, version, events[len(events)-1].Seq, "")
}

// index adds the words of a conversation's messages after one number up to another; to the end
// when that is zero. A conversation that cannot be read has no words.
func (x *Index) index(ctx context.Context, id candor.ConversationID, after, last int64, words map[[AliasSize]byte][][TagSize]byte) error {
	c, err := x.o.Store.Conversation(ctx, id)
	var alias [AliasSize]byte
	if err == nil {
		alias, err = x.o.Keys.Alias(ctx, c.Customer)
	}
	if last == 0 {
		last = c.Messages
	}
	for err == nil && after < last {
		var some []candor.Message
		some, err = x.o.Store.Messages(ctx, desk(), id, after, int(min(last-after, mostMessages)), true)
		if len(some) == 0 {
			break
		}
		for _, m := range some {
			words[alias] = append(words[alias], x.tagsOf(m)...)
		}
		after = some[len(some)-1].Number
	}
	switch {
	case err == nil || gone(err):
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), candor.CodeOf(err) == candor.CodeUnavailable:
		return fmt.Errorf("blind: read a conversation: %w", err)
	default:
		// One row that is damaged must not keep the others from being found.
		x.o.Log.Error("a conversation could not be indexed", "conversation", string(id), "err", err)
	}
	if len(words[alias]) > 0 {
		words[alias] = unique(words[alias])
	}
	return nil
}

func unique(tags [][TagSize]byte) [][TagSize]byte {
	slices.SortFunc(tags, func(a, b [TagSize]byte) int { return cmp.Compare(string(a[:]), string(b[:])) })
	return slices.Compact(tags)
}
