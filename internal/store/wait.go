package store

import (
	"context"
	"database/sql"
	"time"

	"candor"
	"candor/turn"
)

func (tx *Tx) insertWait(w turn.Wait) error {
	const insert = `INSERT INTO finished_wait (inbox, at, micros, asked) VALUES ($1, $2, $3, $4)`
	_, err := tx.exec(insert, string(w.Inbox), micros(w.At), max(0, w.For.Microseconds()), flag(w.Asked))
	return err
}

// RecentWaits gives finished waits of an inbox since a time, newest first, at most limit.
func (s *Store) RecentWaits(ctx context.Context, inbox candor.InboxID, since time.Time, limit int) ([]turn.Wait, error) {
	const query = `SELECT at, micros, asked FROM finished_wait WHERE inbox = $1 AND at >= $2 ORDER BY at DESC LIMIT $3`
	var out []turn.Wait
	err := s.rows(ctx, query, []any{string(inbox), micros(since), max(limit, 0)}, func(rows *sql.Rows) error {
		var at, lasted, asked int64
		if err := rows.Scan(&at, &lasted, &asked); err != nil {
			return err
		}
		out = append(out, turn.Wait{Inbox: inbox, At: moment(at), For: time.Duration(lasted) * time.Microsecond, Asked: asked == 1})
		return nil
	})
	return out, s.fail("read waits", err)
}
