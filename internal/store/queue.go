package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"candor"
)

// Filter selects conversations for the console. Waiting ones come first, in queue order (priority,
// then wait); others follow by Updated, newest first.
type Filter struct {
	States []candor.State // empty: all
	Agent  candor.AgentID // only this agent's; empty: anyone's
	Limit  int            // 1 to 200
	Before time.Time      // for paging through those ordered by Updated; zero: from the newest
}

// mostListed bounds Filter.Limit.
const mostListed = 200

// Listed gives conversations without words, in the order that the filter asks for. With Before
// set, waiting ones are left out: they stood on the first page.
func (s *Store) Listed(ctx context.Context, f Filter) ([]candor.Conversation, error) {
	limit := min(max(f.Limit, 1), mostListed)
	states := f.States
	if len(states) == 0 {
		states = candor.States()
	}
	var out, others []candor.Conversation
	for _, state := range states {
		var err error
		switch {
		case state != candor.Waiting:
			var some []candor.Conversation
			some, err = s.newest(ctx, state, f, limit)
			others = append(others, some...)
		case f.Before.IsZero():
			out, err = s.queue(ctx, f.Agent, limit)
		}
		if err != nil {
			return nil, s.fail("list conversations", err)
		}
	}
	slices.SortStableFunc(others, func(a, b candor.Conversation) int {
		return cmp.Or(b.Updated.Compare(a.Updated), cmp.Compare(a.ID, b.ID))
	})
	out = append(out, others...)
	return out[:min(len(out), limit)], nil
}

func (s *Store) newest(ctx context.Context, state candor.State, f Filter, limit int) ([]candor.Conversation, error) {
	before := int64(1<<63 - 1)
	if !f.Before.IsZero() {
		before = micros(f.Before)
	}
	if f.Agent != "" {
		const query = `
			SELECT` + conversationColumns + ` FROM conversation
			WHERE agent = $1 AND agent <> '' AND state = $2 AND updated < $3 ORDER BY updated DESC, id LIMIT $4`
		return s.conversations(ctx, query, string(f.Agent), string(state), before, limit)
	}
	const query = `
		SELECT` + conversationColumns + ` FROM conversation
		WHERE state = $1 AND updated < $2 ORDER BY updated DESC, id LIMIT $3`
	return s.conversations(ctx, query, string(state), before, limit)
}

func (s *Store) queue(ctx context.Context, agent candor.AgentID, limit int) ([]candor.Conversation, error) {
	if agent != "" {
		const query = `
			SELECT` + conversationColumns + ` FROM conversation
			WHERE state = 'waiting' AND agent = $1 ORDER BY priority DESC, waiting_since, id LIMIT $2`
		return s.conversations(ctx, query, string(agent), limit)
	}
	const query = `
		SELECT` + conversationColumns + ` FROM conversation
		WHERE state = 'waiting' ORDER BY priority DESC, waiting_since, id LIMIT $1`
	return s.conversations(ctx, query, limit)
}

func (s *Store) conversations(ctx context.Context, query string, args ...any) ([]candor.Conversation, error) {
	var out []candor.Conversation
	err := s.rows(ctx, query, args, func(rows *sql.Rows) error {
		var r conversationRow
		if err := rows.Scan(r.fields()...); err != nil {
			return err
		}
		out = append(out, r.conversation())
		return nil
	})
	return out, err
}

// Counts gives how many conversations each state has; a state without any is not in the map.
func (s *Store) Counts(ctx context.Context) (map[candor.State]int, error) {
	counts, err := look(&s.glance, glanceKey{what: "counts"}, func() (map[candor.State]int, error) {
		const query = `SELECT state, COUNT(*) FROM conversation GROUP BY state`
		counts := make(map[candor.State]int)
		err := s.rows(ctx, query, nil, func(rows *sql.Rows) error {
			var state candor.State
			var n int
			if err := rows.Scan(&state, &n); err != nil {
				return err
			}
			counts[state] = n
			return nil
		})
		return counts, err
	})
	if err != nil {
		return nil, s.fail("count conversations", err)
	}
	out := make(map[candor.State]int, len(counts))
	for state, n := range counts {
		out[state] = n
	}
	return out, nil
}

// Waiting gives how many conversations of an inbox wait for a person.
func (s *Store) Waiting(ctx context.Context, inbox candor.InboxID) (int, error) {
	n, err := look(&s.glance, glanceKey{what: "waiting", inbox: inbox}, func() (int, error) {
		const query = `SELECT COUNT(*) FROM conversation WHERE state = 'waiting' AND inbox = $1`
		var n int
		err := s.row(ctx, query, []any{string(inbox)}, &n)
		return n, err
	})
	return n, s.fail("count who waits", err)
}

// Ahead gives how many waiting conversations of the same inbox come before this one, and how many
// wait in that inbox in all. Priority comes first, then who has waited longer.
func (s *Store) Ahead(ctx context.Context, c candor.Conversation) (ahead, waiting int, err error) {
	const query = `
		SELECT COALESCE(SUM(CASE
				WHEN priority > $2 THEN 1
				WHEN priority = $2 AND waiting_since < $3 THEN 1
				WHEN priority = $2 AND waiting_since = $3 AND id < $4 THEN 1
				ELSE 0 END), 0),
			COUNT(*)
		FROM conversation WHERE state = 'waiting' AND inbox = $1`
	err = s.row(ctx, query, []any{string(c.Inbox), int64(c.Priority), micros(c.WaitingSince), string(c.ID)}, &ahead, &waiting)
	return ahead, waiting, s.fail("find a place in the queue", err)
}
