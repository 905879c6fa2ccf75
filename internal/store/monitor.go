package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/fairness/monitor"
)

// fair is what a change adds to the counts of live monitoring: which events, and in which cells. It is worked out
// before the transaction, because what a customer stated is sealed.
type fair struct {
	events []monitor.Event
	keys   []monitor.Key
}

// readyFair works out what is counted.
func (s *Store) readyFair(ctx context.Context, r *readied) error {
	step := monitor.Step{Before: r.Before, After: r.After}
	for _, m := range r.messages {
		step.Said = append(step.Said, m.Message)
	}
	if r.Waited != nil {
		step.Waited = &r.Waited.For
	}
	if r.Beside.Solved != nil {
		step.Solved = r.Beside.Solved.Answer
	}
	var err error
	if r.fair.events = step.Events(); len(r.fair.events) > 0 {
		r.fair.keys, err = s.fairKeys(ctx, r.After)
	}
	return err
}

// fairKeys gives the cells in which a conversation is counted. What its customer stated is read under the purpose of
// fairness, with a live consent and on the record; without one it is as if nothing were stated.
func (s *Store) fairKeys(ctx context.Context, c candor.Conversation) ([]monitor.Key, error) {
	keys := monitor.Keys(c, s.o.Zone)
	stated, err := s.Stated(ctx, candor.Access{Actor: "desk", Purpose: candor.Fairness}, c.Customer)
	if errors.Is(err, candor.ErrNoBasis) || errors.Is(err, candor.ErrRestricted) {
		return keys, nil
	}
	if err != nil {
		return nil, err
	}
	return append(keys, monitor.StatedKeys(stated.Groups, c.Language)...), nil
}

// countFair counts what was worked out. Somebody whose turn was counted not long ago is left out.
func (tx *Tx) countFair(customer candor.CustomerID, at time.Time, f fair) error {
	day := micros(at) / dayMicros
	for _, e := range f.events {
		mine, err := tx.takeTurn(customer, e, day)
		if err != nil {
			return err
		}
		for _, k := range f.keys {
			if !mine {
				break
			}
			if err := tx.countCell(k, e, day); err != nil {
				return err
			}
		}
	}
	return nil
}

// takeTurn reports whether an event of a customer is counted.
func (tx *Tx) takeTurn(customer candor.CustomerID, e monitor.Event, day int64) (bool, error) {
	const begin = `
		INSERT INTO monitor_turn (customer, family, day, settled) VALUES ($1, $2, $3, 0)
		ON CONFLICT (customer, family) DO UPDATE SET day = excluded.day, settled = 0
		WHERE excluded.day - monitor_turn.day >= $4`
	const settle = `UPDATE monitor_turn SET settled = 1 WHERE customer = $1 AND family = $2 AND settled = 0`
	if e.Begins {
		n, err := tx.exec(begin, string(customer), string(e.Family), day, int64(monitor.Again/(24*time.Hour)))
		return n > 0, err
	}
	n, err := tx.exec(settle, string(customer), string(e.Family))
	return n > 0, err
}

// countCell counts in one cell as monitor.Cell does, in one statement, and keeps what is told of it by day.
func (tx *Tx) countCell(k monitor.Key, e monitor.Event, day int64) error {
	const begin = `
		INSERT INTO monitor_cell (family, part, cell, o_begun) VALUES ($1, $2, $3, 1)
		ON CONFLICT (family, part, cell) DO UPDATE SET
			begun = begun + CASE o_begun WHEN 9 THEN 10 ELSE 0 END, o_begun = (o_begun + 1) % 10
		RETURNING o_begun`
	const settle = `
		INSERT INTO monitor_cell (family, part, cell, o_n, o_k0, o_k1, o_k2, o_k3) VALUES ($1, $2, $3, 1, $4, $5, $6, $7)
		ON CONFLICT (family, part, cell) DO UPDATE SET
			n = n + CASE o_n WHEN 9 THEN 10 ELSE 0 END, o_n = (o_n + 1) % 10,
			k0 = k0 + CASE o_n WHEN 9 THEN o_k0 + $4 ELSE 0 END, o_k0 = CASE o_n WHEN 9 THEN 0 ELSE o_k0 + $4 END,
			k1 = k1 + CASE o_n WHEN 9 THEN o_k1 + $5 ELSE 0 END, o_k1 = CASE o_n WHEN 9 THEN 0 ELSE o_k1 + $5 END,
			k2 = k2 + CASE o_n WHEN 9 THEN o_k2 + $6 ELSE 0 END, o_k2 = CASE o_n WHEN 9 THEN 0 ELSE o_k2 + $6 END,
			k3 = k3 + CASE o_n WHEN 9 THEN o_k3 + $7 ELSE 0 END, o_k3 = CASE o_n WHEN 9 THEN 0 ELSE o_k3 + $7 END
		RETURNING o_n`
	const tell = `
		INSERT INTO monitor_day (family, part, cell, day, begun, n, k0, k1, k2, k3)
		SELECT family, part, cell, $4, begun, n, k0, k1, k2, k3 FROM monitor_cell WHERE family = $1 AND part = $2 AND cell = $3
		ON CONFLICT (family, part, cell, day) DO UPDATE SET
			begun = excluded.begun, n = excluded.n, k0 = excluded.k0, k1 = excluded.k1, k2 = excluded.k2, k3 = excluded.k3`
	name := []any{string(e.Family), string(k.Part), k.Cell()}
	query, args := begin, name
	if !e.Begins {
		h := e.Happened
		query, args = settle, append(name, flag(h[0]), flag(h[1]), flag(h[2]), flag(h[3]))
	}
	tx.writes++
	var open int64
	if err := tx.row(query, args, &open); err != nil || open > 0 {
		return err
	}
	_, err := tx.exec(tell, append(name, day)...)
	return err
}

// GroupsTold gives what may be shown of every cell of a part, or of all parts for none, from a day on; of all time for the zero day. What is in the open is never
// read. It takes as long as there are cells, however many people they count.
func (s *Store) GroupsTold(ctx context.Context, from time.Time, only monitor.Part) ([]monitor.Told, error) {
	const query = `
		SELECT c.family, c.part, c.cell, c.begun - COALESCE(d.begun, 0), c.n - COALESCE(d.n, 0),
			c.k0 - COALESCE(d.k0, 0), c.k1 - COALESCE(d.k1, 0), c.k2 - COALESCE(d.k2, 0), c.k3 - COALESCE(d.k3, 0)
		FROM monitor_cell c LEFT JOIN monitor_day d ON d.family = c.family AND d.part = c.part AND d.cell = c.cell AND d.day = (
			SELECT MAX(b.day) FROM monitor_day b WHERE b.family = c.family AND b.part = c.part AND b.cell = c.cell AND b.day < $1)
		WHERE ($2 = '' OR c.part = $2) AND (c.begun > 0 OR c.n > 0)`
	day := int64(0)
	if !from.IsZero() {
		day = dayOf(from)
	}
	var out []monitor.Told
	err := s.rows(ctx, query, []any{day, string(only.Kept())}, func(rows *sql.Rows) error {
		var t monitor.Told
		var part, cell string
		c := &t.Count
		if err := rows.Scan((*string)(&t.Family), &part, &cell, &c.Begun, &c.N, &c.K[0], &c.K[1], &c.K[2], &c.K[3]); err != nil {
			return err
		}
		var err error
		if t.Key, err = monitor.KeyOf(monitor.Part(part), cell); err != nil {
			return err
		}
		out = append(out, t)
		return nil
	})
	return out, s.fail("read what is told of groups", err)
}

// dueTurns is how many conversations one transaction counts, and pastTurns how many turns one forgets.
const (
	dueTurns  = 200
	pastTurns = 2000
)

// SettleEnded counts how conversations stand that began seven days before a moment or earlier, and gives how many. What is
// gone meanwhile stays among those of whom it is not known. Turns that are so long ago that they keep nobody from being counted are
// forgotten.
func (s *Store) SettleEnded(ctx context.Context, at time.Time) (int, error) {
	before := dayOf(at.Add(-monitor.Settles))
	for all := 0; ; {
		n, err := s.settleSome(ctx, before, at)
		all += n
		if err != nil {
			return all, err
		}
		if n < dueTurns {
			return all, s.forgetTurns(ctx, dayOf(at.Add(-monitor.Again)))
		}
	}
}

// forgetTurns removes turns that began on a day or before.
func (s *Store) forgetTurns(ctx context.Context, day int64) error {
	const some = `
		DELETE FROM monitor_turn WHERE (customer, family) IN (SELECT customer, family FROM monitor_turn WHERE day <= $1 ORDER BY day LIMIT $2)`
	for {
		var there, gone int64
		if err := s.row(ctx, `SELECT EXISTS (SELECT 1 FROM monitor_turn WHERE day <= $1)`, []any{day}, &there); err != nil || there == 0 {
			return s.fail("look for turns that are over", err)
		}
		err := s.write(ctx, func(tx *Tx) (err error) {
			gone, err = tx.exec(some, day, int64(pastTurns))
			return err
		})
		if err != nil || gone < pastTurns {
			return err
		}
	}
}

// dueTurn is one conversation whose week is over.
type dueTurn struct {
	customer candor.CustomerID
	fair
}

func (s *Store) settleSome(ctx context.Context, before int64, at time.Time) (int, error) {
	const due = `SELECT customer, day FROM monitor_turn WHERE family = 'ended' AND settled = 0 AND day < $1 ORDER BY day, customer LIMIT $2`
	var turns []dueTurn
	var days []int64
	err := s.rows(ctx, due, []any{before, int64(dueTurns)}, func(rows *sql.Rows) error {
		var t dueTurn
		var day int64
		err := rows.Scan((*string)(&t.customer), &day)
		turns, days = append(turns, t), append(days, day)
		return err
	})
	if err != nil || len(turns) == 0 {
		return 0, s.fail("read whose week is over", err)
	}
	for i := range turns {
		if turns[i].fair, err = s.endedOf(ctx, turns[i].customer, days[i]); err != nil {
			return 0, err
		}
	}
	err = s.write(ctx, func(tx *Tx) error {
		for _, t := range turns {
			if err := tx.countFair(t.customer, at, t.fair); err != nil {
				return err
			}
		}
		return nil
	})
	return len(turns), err
}

// endedOf tells how the conversation stands that a customer began on a day.
func (s *Store) endedOf(ctx context.Context, customer candor.CustomerID, day int64) (fair, error) {
	const first = `SELECT` + conversationColumns + ` FROM conversation WHERE customer = $1 AND created >= $2 ORDER BY created, id LIMIT 1`
	found, err := s.conversations(ctx, first, string(customer), day*dayMicros)
	if err != nil {
		return fair{}, s.fail("read how a conversation stands", err)
	}
	if len(found) == 0 { // it is gone: the turn is over, and there is nothing to count
		return fair{events: []monitor.Event{monitor.Aged(false, false)}}, nil
	}
	c := found[0]
	var replied int64
	const look = `SELECT EXISTS (SELECT 1 FROM message WHERE conversation = $1 AND kind = 'said' AND author IN ('agent', 'assistant'))`
	if err := s.row(ctx, look, []any{string(c.ID)}, &replied); err != nil {
		return fair{}, s.fail("read how a conversation stands", err)
	}
	keys, err := s.fairKeys(ctx, c)
	if err != nil {
		return fair{}, fmt.Errorf("store: count how a conversation stands: %w", err)
	}
	resolved := c.State == candor.Resolved || !c.Confirmed.IsZero()
	return fair{[]monitor.Event{monitor.Aged(replied == 1, resolved)}, keys}, nil
}
