package store

import (
	"context"
	"database/sql"

	"candor"
)

const eventColumns = `seq, kind, conversation, message, number, author, internal, at`

// Events gives outbox rows with Seq > after, in order, at most limit; of one conversation, or of
// all when the id is empty.
func (s *Store) Events(ctx context.Context, id candor.ConversationID, after int64, limit int) ([]candor.Event, error) {
	limit = min(max(limit, 0), mostMessages)
	query, args := `SELECT `+eventColumns+` FROM outbox WHERE seq > $1 ORDER BY seq LIMIT $2`, []any{after, limit}
	if id != "" {
		query = `SELECT ` + eventColumns + ` FROM outbox WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3`
		args = []any{string(id), after, limit}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var out []candor.Event
	err := s.rows(context.WithoutCancel(ctx), query, args, func(rows *sql.Rows) error {
		var e candor.Event
		var internal, at int64
		if err := rows.Scan(&e.Seq, (*string)(&e.Kind), (*string)(&e.Conversation), (*string)(&e.Message), &e.Number,
			(*string)(&e.Author), &internal, &at); err != nil {
			return err
		}
		e.Internal, e.At = internal == 1, moment(at)
		out = append(out, e)
		return nil
	})
	return out, s.fail("read events", err)
}

// LastSeq gives the newest Seq, 0 when there is none.
func (s *Store) LastSeq(ctx context.Context) (int64, error) {
	const query = `SELECT event_seq FROM head WHERE id = 1`
	var seq int64
	err := s.row(ctx, query, nil, &seq)
	return seq, s.fail("read the last event", err)
}
