package store

import (
	"context"
	"database/sql"
	"time"

	"candor"
	"candor/service"
)

// outcomeOf tells the outcome of the conversation v (see service.Outcome). $1 is the moment before which
// silence began that means something.
const outcomeOf = `
	CASE
	WHEN EXISTS (SELECT 1 FROM message m WHERE m.conversation = v.id AND m.helpful = 1 AND m.number > v.last_customer) THEN 'confirmed'
	WHEN v.returned > v.confirmed THEN 'returned'
	WHEN v.confirmed > 0 THEN 'confirmed'
	WHEN v.last_customer > 0 AND (v.state = 'resolved' OR v.updated < $1) AND NOT EXISTS (
		SELECT 1 FROM message m WHERE m.conversation = v.id AND m.number > v.last_customer AND m.kind = 'said' AND m.author IN ('assistant', 'agent')
	) THEN 'abandoned'
	WHEN v.with_person = 1 THEN 'handed_over'
	WHEN v.last_customer > 0 AND v.updated < $1 THEN 'assumed'
	ELSE 'pending' END`

// tallyOutcome adds the outcome of a conversation that goes to the sums.
func (tx *Tx) tallyOutcome(id candor.ConversationID) error {
	const add = `
		INSERT INTO tally (day, inbox, measure, n)
		SELECT v.created / 86400000000, v.inbox, 'outcome_' || ` + outcomeOf + `, 1 FROM conversation v WHERE v.id = $2
		ON CONFLICT (day, inbox, measure) DO UPDATE SET n = tally.n + excluded.n`
	_, err := tx.exec(add, micros(tx.at.Add(-service.Silence)), string(id))
	return err
}

// Outcomes counts what became of the conversations that began on each day from the first to the last,
// both included, as it can be told at a moment: of those that are there, and of those that are gone as it
// was when they went. In order of day, inbox and outcome.
func (s *Store) Outcomes(ctx context.Context, at, first, last time.Time) ([]service.Ended, error) {
	const query = `
		SELECT day, inbox, outcome, SUM(n) FROM (
			SELECT v.created / 86400000000 AS day, v.inbox AS inbox, ` + outcomeOf + ` AS outcome, 1 AS n
			FROM conversation v WHERE v.created >= $2 AND v.created < $3
			UNION ALL
			SELECT day, inbox, substr(measure, 9), n FROM tally
			WHERE day >= $2 / 86400000000 AND day < $3 / 86400000000 AND measure LIKE 'outcome_%'
		) AS counted GROUP BY day, inbox, outcome ORDER BY day, inbox, outcome`
	from, to := dayOf(first)*dayMicros, (dayOf(last)+1)*dayMicros
	var out []service.Ended
	err := s.rows(ctx, query, []any{micros(at.Add(-service.Silence)), from, to}, func(rows *sql.Rows) error {
		var e service.Ended
		var day int64
		err := rows.Scan(&day, (*string)(&e.Inbox), (*string)(&e.Outcome), &e.Count)
		e.Day = time.UnixMicro(day * dayMicros).UTC()
		out = append(out, e)
		return err
	})
	return out, s.fail("count what became of conversations", err)
}
