package blind

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"candor"
)

// shelf hands out the conversations of customers, one customer after the other, that keep reports.
type shelf struct {
	x         *Index
	customers []candor.CustomerID
	keep      Keep
	ready     []candor.Conversation
}

// next gives the next conversations, at most so many; none: there are no more.
func (s *shelf) next(ctx context.Context, most int) ([]candor.Conversation, error) {
	for len(s.ready) < most && len(s.customers) > 0 {
		id := s.customers[0]
		all, err := s.x.o.Store.ConversationsOf(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("blind: list a customer's conversations: %w", err)
		}
		for _, c := range all {
			among := s.keep == nil
			if !among {
				if among, err = s.keep(ctx, c); err != nil {
					return nil, fmt.Errorf("blind: ask whether a conversation is searched: %w", err)
				}
			}
			if among {
				s.ready = append(s.ready, c)
			}
		}
		s.customers = s.customers[1:]
	}
	n := min(most, len(s.ready))
	some := s.ready[:n:n]
	s.ready = s.ready[n:]
	return some, nil
}

// left reports whether there may be more.
func (s *shelf) left() bool { return len(s.ready) > 0 || len(s.customers) > 0 }

// open looks into conversations side by side and gives those that hold what was asked for, in their order, and how many
// messages it opened.
func (x *Index) open(ctx context.Context, by candor.Access, some []candor.Conversation, units []unit) (out []Found, opened int, err error) {
	type result struct {
		found  Found
		opened int
		holds  bool
		err    error
	}
	results := make([]result, len(some))
	var run sync.WaitGroup
	for i, c := range some {
		run.Go(func() {
			r := &results[i]
			r.found, r.opened, r.holds, r.err = x.inspect(ctx, by, c, units)
		})
	}
	run.Wait()
	for _, r := range results {
		opened += r.opened
		switch {
		case gone(r.err):
		case r.err != nil:
			return nil, opened, fmt.Errorf("blind: open a conversation: %w", r.err)
		case r.holds:
			out = append(out, r.found)
		}
	}
	return out, opened, nil
}

// inspect opens a conversation from its newest message back, no further than needed, and says how many it opened.
func (x *Index) inspect(ctx context.Context, by candor.Access, c candor.Conversation, units []unit) (found Found, opened int, holds bool, err error) {
	look := looking{units: units, wanted: wantedBy(units), together: make([]bool, len(units))}
	oldest, part := max(0, c.Messages-mostMessages), int64(firstOpened)
	for last := c.Messages; last > oldest && !look.whole(); last, part = last-part, thenOpened {
		from := max(oldest, last-part)
		messages, err := x.o.Store.Messages(ctx, by, c.ID, from, int(last-from), true)
		if err != nil {
			return Found{}, opened, false, err
		}
		opened += len(messages)
		for _, m := range slices.Backward(messages) {
			if look.at(m); look.whole() {
				break
			}
		}
	}
	if slices.Contains(look.together, false) {
		return Found{}, opened, false, nil
	}
	best := look.best
	return Found{
		Conversation: c, Message: best.ID, Number: best.Number, Author: best.Author, Kind: best.Kind, Name: best.Name, At: best.At,
		Snippet: snippet(string(best.Body), look.most.spans),
	}, opened, true, nil
}

// looking is what was found in a conversation so far, from its newest message back.
type looking struct {
	units    []unit
	wanted   *wanted
	together []bool // which units stand in any message
	best     candor.Message
	most     match // of the best message: the newest of those that hold the most
}

func (l *looking) at(m candor.Message) {
	if m.Kind == candor.Notice {
		return
	}
	has := lookFor(l.units, l.wanted, m.Language, string(m.Body))
	for i, one := range has.units {
		l.together[i] = l.together[i] || one
	}
	if has.count() > l.most.count() {
		l.best, l.most = m, has
	}
}

// whole reports whether one message holds everything: none further back is better.
func (l *looking) whole() bool { return l.most.count() == len(l.units) }
