package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"

	"candor"
)

// errWayBack is told for a link that opens nothing.
var errWayBack = candor.Fail(candor.CodeNotFound, "error.way_back", nil)

// KeepWayBack keeps the digest of a secret that opens a conversation until a time. With alone, those made before it
// end. ErrNoConversation.
func (s *Store) KeepWayBack(ctx context.Context, id candor.ConversationID, secret string, expires time.Time, alone bool) error {
	digest := sha256.Sum256([]byte(secret))
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.stillThere(id); err != nil {
			return err
		}
		const ended = `DELETE FROM way_back WHERE conversation = $1 AND ($3 = 1 OR expires <= $2)`
		if _, err := tx.exec(ended, string(id), micros(tx.at), flag(alone)); err != nil {
			return err
		}
		const insert = `INSERT INTO way_back (digest, conversation, made, expires) VALUES ($1, $2, $3, $4)`
		_, err := tx.exec(insert, digest[:], string(id), micros(tx.at), micros(expires))
		return err
	})
}

// WayBack gives the conversation that a secret opens at a time. CodeNotFound "error.way_back".
func (s *Store) WayBack(ctx context.Context, secret string, now time.Time) (candor.Conversation, error) {
	digest := sha256.Sum256([]byte(secret))
	var id string
	err := s.row(ctx, `SELECT conversation FROM way_back WHERE digest = $1 AND expires > $2`, []any{digest[:], micros(now)}, &id)
	if errors.Is(err, sql.ErrNoRows) {
		return candor.Conversation{}, errWayBack
	}
	if err != nil {
		return candor.Conversation{}, s.fail("read a link", err)
	}
	c, err := s.Conversation(ctx, candor.ConversationID(id))
	if errors.Is(err, candor.ErrNoConversation) {
		err = errWayBack
	}
	return c, err
}

// Tell keeps whether a customer wants an e-mail when a person has written; from now on counts what is not told
// yet. ErrNoConversation.
func (s *Store) Tell(ctx context.Context, id candor.ConversationID, want bool) error {
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.stillThere(id); err != nil {
			return err
		}
		if !want {
			_, err := tx.exec(`DELETE FROM tell WHERE conversation = $1`, string(id))
			return err
		}
		const put = `
			INSERT INTO tell (conversation, made, told) SELECT id, $2, messages FROM conversation WHERE id = $1
			ON CONFLICT (conversation) DO NOTHING`
		_, err := tx.exec(put, string(id), micros(tx.at))
		return err
	})
}

// Tells reports whether the customer wants an e-mail when a person has written.
func (s *Store) Tells(ctx context.Context, id candor.ConversationID) (bool, error) {
	var n int
	err := s.row(ctx, `SELECT COUNT(*) FROM tell WHERE conversation = $1`, []any{string(id)}, &n)
	return n > 0, s.fail("read how a customer is told", err)
}

// Unseen is a conversation whose customer wants to be told of what a person wrote, and has not seen it.
type Unseen struct {
	Conversation candor.Conversation
	Number       int64 // of the last message that they are to be told of
}

// ToTell gives those in which a person wrote before a time, and which the customer's screen has not shown
// since, at most limit.
func (s *Store) ToTell(ctx context.Context, before time.Time, limit int) ([]Unseen, error) {
	const query = `
		SELECT t.conversation, m.number FROM tell t
		JOIN conversation v ON v.id = t.conversation
		JOIN message m ON m.conversation = v.id AND m.number = (
			SELECT MAX(n.number) FROM message n WHERE n.conversation = v.id AND n.author = 'agent' AND n.kind = 'said')
		WHERE m.number > t.told AND m.number > v.customer_read AND m.at <= $1 ORDER BY m.at LIMIT $2`
	var out []Unseen
	err := s.rows(ctx, query, []any{micros(before), min(max(limit, 0), 1000)}, func(rows *sql.Rows) error {
		var u Unseen
		err := rows.Scan((*string)(&u.Conversation.ID), &u.Number)
		out = append(out, u)
		return err
	})
	if err != nil {
		return nil, s.fail("list who is to be told", err)
	}
	for i := range out {
		c, err := s.Conversation(ctx, out[i].Conversation.ID)
		if err != nil && !errors.Is(err, candor.ErrNoConversation) {
			return nil, err
		}
		out[i].Conversation = c
	}
	return out, nil
}

// Told notes up to which message a customer was told.
func (s *Store) Told(ctx context.Context, id candor.ConversationID, number int64) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.exec(`UPDATE tell SET told = $2 WHERE conversation = $1 AND told < $2`, string(id), number)
		return err
	})
}
