package store

import (
	"context"
	"database/sql"
	"time"

	"candor"
	"candor/service"
)

// missedOf tells whether the customer of the conversation v asked for a person and did not get one. $1 is the
// moment before which silence began that means something, $2 is now.
const missedOf = `
	CASE WHEN v.missed > 0 OR v.asked > 0 AND v.reached < v.asked AND (
		v.state = 'resolved' OR v.updated < $1 OR v.state = 'waiting' AND v.promised_by > 0 AND v.promised_by < $2
	) THEN 1 ELSE 0 END`

// tallySought adds what became of a request for a person to the sums, before its conversation goes.
func (tx *Tx) tallySought(id candor.ConversationID) error {
	const (
		add = `INSERT INTO tally (day, inbox, measure, n) SELECT v.created / 86400000000, v.inbox, `
		to  = ` ON CONFLICT (day, inbox, measure) DO UPDATE SET n = tally.n + excluded.n`
	)
	if _, err := tx.exec(add+`'sought', 1 FROM conversation v WHERE v.id = $1 AND v.asked > 0`+to, string(id)); err != nil {
		return err
	}
	_, err := tx.exec(add+`'sought_missed', 1 FROM conversation v WHERE v.id = $3 AND (`+missedOf+`) = 1`+to,
		micros(tx.at.Add(-service.Silence)), micros(tx.at), string(id))
	return err
}

// Sought counts the conversations that began on each day from the first to the last, both included, and in
// which a person was asked for, as it can be told at a moment: of those that are there, and of those that are gone
// as it was when they went. In order of day and inbox.
func (s *Store) Sought(ctx context.Context, at, first, last time.Time) ([]service.Sought, error) {
	const query = `
		SELECT day, inbox, SUM(asked), SUM(missed) FROM (
			SELECT v.created / 86400000000 AS day, v.inbox AS inbox, 1 AS asked, ` + missedOf + ` AS missed
			FROM conversation v WHERE v.created >= $3 AND v.created < $4 AND v.asked > 0
			UNION ALL
			SELECT day, inbox, CASE measure WHEN 'sought' THEN n ELSE 0 END, CASE measure WHEN 'sought_missed' THEN n ELSE 0 END FROM tally
			WHERE day >= $3 / 86400000000 AND day < $4 / 86400000000 AND measure IN ('sought', 'sought_missed')
		) AS counted GROUP BY day, inbox ORDER BY day, inbox`
	from, to := dayOf(first)*dayMicros, (dayOf(last)+1)*dayMicros
	var out []service.Sought
	err := s.rows(ctx, query, []any{micros(at.Add(-service.Silence)), micros(at), from, to}, func(rows *sql.Rows) error {
		var x service.Sought
		var day int64
		err := rows.Scan(&day, (*string)(&x.Inbox), &x.Asked, &x.Missed)
		x.Day = time.UnixMicro(day * dayMicros).UTC()
		out = append(out, x)
		return err
	})
	return out, s.fail("count who asked for a person", err)
}
