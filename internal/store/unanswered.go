package store

import (
	"context"
	"database/sql"
	"time"

	"candor"
)

// Unanswered is a place in a conversation where the assistant found nothing that it could answer with.
type Unanswered struct {
	Conversation candor.ConversationID
	Number       int64 // of the message that says so
	At           time.Time
}

// Unanswered gives those since a time, newest first, at most limit, and how many there are in all. It
// holds nobody's words.
func (s *Store) Unanswered(ctx context.Context, since time.Time, limit int) ([]Unanswered, int, error) {
	const where = ` FROM message WHERE text_key IN ('assistant.abstain', 'assistant.abstain_closed') AND at >= $1`
	var total int
	if err := s.row(ctx, `SELECT COUNT(*)`+where, []any{micros(since)}, &total); err != nil {
		return nil, 0, s.fail("count what was not answered", err)
	}
	var out []Unanswered
	err := s.rows(ctx, `SELECT conversation, number, at`+where+` ORDER BY at DESC LIMIT $2`, []any{micros(since), limit}, func(rows *sql.Rows) error {
		var u Unanswered
		var at int64
		err := rows.Scan((*string)(&u.Conversation), &u.Number, &at)
		u.At = moment(at)
		out = append(out, u)
		return err
	})
	return out, total, s.fail("read what was not answered", err)
}
