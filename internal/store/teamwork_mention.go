package store

import (
	"context"
	"database/sql"

	"candor"
	"candor/teamwork"
)

// MentionsOf gives the notes that speak to an agent, those not seen first, newest first, at most limit.
func (s *Store) MentionsOf(ctx context.Context, agent candor.AgentID, limit int) ([]teamwork.Mention, error) {
	const query = `
		SELECT m.conversation, m.message, m.number, COALESCE(a.first_name, ''), m.at, m.seen
		FROM mention m LEFT JOIN agent a ON a.id = m.made_by
		WHERE m.agent = $1 ORDER BY m.seen > 0, m.at DESC LIMIT $2`
	var out []teamwork.Mention
	err := s.rows(ctx, query, []any{string(agent), min(max(limit, 1), mostListed)}, func(rows *sql.Rows) error {
		var m teamwork.Mention
		var at, seen int64
		err := rows.Scan((*string)(&m.Conversation), (*string)(&m.Message), &m.Number, &m.By, &at, &seen)
		m.At, m.Seen = moment(at), seen > 0
		out = append(out, m)
		return err
	})
	return out, s.fail("list mentions", err)
}

// NewMentions counts the notes that speak to an agent and that they have not seen.
func (s *Store) NewMentions(ctx context.Context, agent candor.AgentID) (n int, err error) {
	err = s.row(ctx, `SELECT COUNT(*) FROM mention WHERE agent = $1 AND seen = 0`, []any{string(agent)}, &n)
	return n, s.fail("count mentions", err)
}

// SeeMentions notes that an agent has the conversation open, and so has seen what speaks to them there.
func (s *Store) SeeMentions(ctx context.Context, agent candor.AgentID, id candor.ConversationID) error {
	var n int
	const look = `SELECT COUNT(*) FROM mention WHERE agent = $1 AND conversation = $2 AND seen = 0`
	if err := s.row(ctx, look, []any{string(agent), string(id)}, &n); err != nil || n == 0 {
		return s.fail("count mentions", err)
	}
	return s.write(ctx, func(tx *Tx) error {
		const see = `UPDATE mention SET seen = $3 WHERE agent = $1 AND conversation = $2 AND seen = 0`
		_, err := tx.exec(see, string(agent), string(id), micros(tx.at))
		return err
	})
}
