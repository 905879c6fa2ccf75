package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"candor"
	"candor/action"
)

// Promised gives the conversations in the queue whose customer was promised a person by a date, where no
// commitment of that kind is kept for the date yet, at most limit. The source of such a commitment is the date in
// microseconds since 1970.
func (s *Store) Promised(ctx context.Context, kind string, limit int) ([]candor.Conversation, error) {
	const query = `
		SELECT` + conversationColumns + ` FROM conversation
		WHERE state = 'waiting' AND promised_by > 0 AND NOT EXISTS (
			SELECT 1 FROM commitment c
			WHERE c.conversation = conversation.id AND c.kind = $1 AND c.source = CAST(conversation.promised_by AS TEXT))
		ORDER BY waiting_since, id LIMIT $2`
	out, err := s.conversations(ctx, query, kind, int64(min(max(limit, 0), 1000)))
	return out, s.fail("read promises", err)
}

// Answer is the first that an agent wrote to a customer after something was promised.
type Answer struct {
	Commitment action.Commitment // without its words
	Agent      candor.AgentID
	At         time.Time
}

// Answered gives the open commitments of a kind whose conversation has an agent's words since they were
// made, at most limit.
func (s *Store) Answered(ctx context.Context, kind string, limit int) ([]Answer, error) {
	const first = `
		SELECT MIN(f.number) FROM message f
		WHERE f.conversation = c.conversation AND f.author = 'agent' AND f.kind = 'said' AND f.at >= c.made`
	open, err := s.commitments(ctx, `
		WHERE c.standing = 'open' AND c.kind = $1 AND (`+first+`) IS NOT NULL ORDER BY c.due, c.id LIMIT $2`, kind, int64(min(max(limit, 0), 1000)))
	var out []Answer
	for _, c := range open {
		const query = `
			SELECT agent, at FROM message
			WHERE conversation = $1 AND author = 'agent' AND kind = 'said' AND at >= $2 ORDER BY number LIMIT 1`
		a, at := Answer{Commitment: c}, int64(0)
		err := s.row(ctx, query, []any{string(c.Conversation), micros(c.Made)}, (*string)(&a.Agent), &at)
		if errors.Is(err, sql.ErrNoRows) {
			continue // erased this moment
		}
		if err != nil {
			return nil, s.fail("read who answered", err)
		}
		a.At = moment(at)
		out = append(out, a)
	}
	return out, err
}

// Moot gives the open commitments of a kind that their customer needs no longer: since it was made they
// went back to the assistant, or said that it is solved. At most limit.
func (s *Store) Moot(ctx context.Context, kind string, limit int) ([]action.Commitment, error) {
	return s.commitments(ctx, `
		WHERE c.standing = 'open' AND c.kind = $1 AND (v.state = 'assisting' AND v.with_person = 0 OR v.confirmed > c.made)
		ORDER BY c.due, c.id LIMIT $2`, kind, int64(min(max(limit, 0), 1000)))
}
