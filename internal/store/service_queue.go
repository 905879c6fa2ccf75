package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"candor"
	"candor/service"
)

// waitingKinds lists what waiting conversations need, each combination once. It steps through the index
// from one to the next, however many conversations there are of each.
const waitingKinds = `
	WITH RECURSIVE kind (needs) AS (
		SELECT (SELECT needs FROM conversation WHERE state = 'waiting' AND needs >= '' ORDER BY needs, priority DESC LIMIT 1)
		UNION ALL
		SELECT (SELECT needs FROM conversation WHERE state = 'waiting' AND needs > kind.needs ORDER BY needs, priority DESC LIMIT 1)
		FROM kind WHERE kind.needs IS NOT NULL
	)
	SELECT needs FROM kind WHERE needs IS NOT NULL`

// QueueFor gives who waits, in the order in which somebody with these skills should take them, at most
// limit: see service.Roster.Compare.
func (s *Store) QueueFor(ctx context.Context, r service.Roster, skills []string, now time.Time, limit int) ([]candor.Conversation, error) {
	list, _, err := s.QueueFrom(ctx, r, skills, service.Spot{Began: now}, limit)
	return list, err
}

// QueueFrom gives a page of that queue, in the order of the moment when its first page was read, after a spot, and the spot
// after which the next one begins; a zero one says that there are no more. The first page has a spot with that moment alone.
func (s *Store) QueueFrom(ctx context.Context, r service.Roster, skills []string, from service.Spot, limit int) ([]candor.Conversation, service.Spot, error) {
	limit = min(max(limit, 1), mostListed)
	var kinds []string
	err := s.rows(ctx, waitingKinds, nil, func(rows *sql.Rows) error {
		var needs string
		err := rows.Scan(&needs)
		kinds = append(kinds, needs)
		return err
	})
	if err != nil {
		return nil, service.Spot{}, s.fail("list what is needed", err)
	}
	var out []candor.Conversation
	for _, needs := range kinds {
		// Among those that need the same, the order is that of priority and wait alone.
		const query = `
			SELECT` + conversationColumns + ` FROM conversation
			WHERE state = 'waiting' AND needs = $1
				AND (priority < $2 OR priority = $2 AND (waiting_since > $3 OR waiting_since = $3 AND id > $4))
			ORDER BY priority DESC, waiting_since, id LIMIT $5`
		priority, since, id := int64(1<<30), int64(0), ""
		if from.ID != "" {
			at, after, goes := r.Onward(from, needs, skills)
			if priority, since, id = int64(from.Priority), micros(at), string(after); !goes {
				since = endOfTime
			}
		}
		some, err := s.conversations(ctx, query, needs, priority, since, id, limit+1)
		if err != nil {
			return nil, service.Spot{}, s.fail("list conversations", err)
		}
		out = append(out, some...)
	}
	slices.SortFunc(out, func(a, b candor.Conversation) int { return r.Compare(a, b, skills, from.Began) })
	if len(out) <= limit {
		return out, service.Spot{}, nil
	}
	return out[:limit], r.SpotOf(out[limit-1], skills, from.Began), nil
}

// Timed gives conversations whose clock may run in an inbox: those that have waited longest and those that began to
// wait last before a time, for both may be near the end of a clock; and those with an open complaint. Each at most
// limit, in that order and each once.
func (s *Store) Timed(ctx context.Context, inbox candor.InboxID, before time.Time, limit int) ([]candor.Conversation, error) {
	const (
		longest = `
			SELECT` + conversationColumns + ` FROM conversation
			WHERE state = 'waiting' AND inbox = $1 AND waiting_since <= $2 ORDER BY waiting_since, id LIMIT $3`
		last = `
			SELECT` + conversationColumns + ` FROM conversation
			WHERE state = 'waiting' AND inbox = $1 AND waiting_since <= $2 ORDER BY waiting_since DESC, id LIMIT $3`
		complained = `
			SELECT` + conversationColumns + ` FROM conversation
			WHERE complained > 0 AND complained <= $2 AND inbox = $1 AND state <> 'resolved' ORDER BY complained, id LIMIT $3`
	)
	var out []candor.Conversation
	known := map[candor.ConversationID]bool{}
	for _, query := range []string{longest, last, complained} {
		some, err := s.conversations(ctx, query, string(inbox), micros(before), min(max(limit, 1), 1000))
		if err != nil {
			return nil, s.fail("list whose clock runs", err)
		}
		for _, c := range some {
			if !known[c.ID] {
				known[c.ID] = true
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// AskedWaits gives how long customers waited who had asked for a person in an inbox, of waits that ended
// from a time on, newest first, at most limit.
func (s *Store) AskedWaits(ctx context.Context, inbox candor.InboxID, since time.Time, limit int) ([]time.Duration, error) {
	const query = `SELECT micros FROM finished_wait WHERE inbox = $1 AND at >= $2 AND asked = 1 ORDER BY at DESC LIMIT $3`
	var out []time.Duration
	err := s.rows(ctx, query, []any{string(inbox), micros(since), max(limit, 0)}, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		out = append(out, time.Duration(n)*time.Microsecond)
		return err
	})
	return out, s.fail("read waits", err)
}
