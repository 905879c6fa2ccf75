package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"candor"
	"candor/turn"
)

// Where a message's words are sealed for: table and column.
const (
	sealedBody      = "message.body"
	sealedCitations = "message.citations"
)

// message is one on its way into the database, with what must be sealed sealed.
type message struct {
	candor.Message
	body      []byte
	citations []byte // nil when there are none
}

func (s *Store) seal(ctx context.Context, customer candor.CustomerID, m candor.Message) (message, error) {
	body, err := s.o.Keys.Seal(ctx, customer, sealedBody, string(m.ID), []byte(m.Body))
	if err != nil {
		return message{}, fmt.Errorf("store: seal a message: %w", err)
	}
	out := message{Message: m, body: body}
	if len(m.Citations) == 0 {
		return out, nil
	}
	plain, err := json.Marshal(m.Citations)
	if err != nil {
		return message{}, fmt.Errorf("store: encode citations: %w", err)
	}
	if out.citations, err = s.o.Keys.Seal(ctx, customer, sealedCitations, string(m.ID), plain); err != nil {
		return message{}, fmt.Errorf("store: seal citations: %w", err)
	}
	return out, nil
}

// digest names the sealed words in the ledger without telling anything about them.
func (m message) digest() string {
	sum := sha256.Sum256(m.body)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func (tx *Tx) insertMessage(m message) error {
	const insert = `
		INSERT INTO message (conversation, number, id, verdict_id, author, kind, agent, name, text_key,
			language, confidence, helpful, client_key, at, body, citations, helped)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`
	var citations any
	if m.citations != nil {
		citations = m.citations
	}
	_, err := tx.exec(insert, string(m.Conversation), m.Number, string(m.ID), string(m.Verdict), string(m.Author), string(m.Kind),
		string(m.Agent), m.Name, m.Key, m.Language, m.Confidence, int64(m.Helpful), absent(m.ClientKey), micros(m.At),
		m.body, citations, bit(m.Helped))
	return err
}

const messageColumns = `
	number, id, verdict_id, author, kind, agent, name, text_key, language, confidence, helpful,
	COALESCE(client_key, ''), at, body, citations, helped`

// sealedRow is a message on its way out of the database.
type sealedRow struct {
	m           message
	helpful, at int64
	helped      int64
}

func (r *sealedRow) fields() []any {
	m := &r.m
	return []any{
		&m.Number, (*string)(&m.ID), (*string)(&m.Verdict), (*string)(&m.Author), (*string)(&m.Kind), (*string)(&m.Agent), &m.Name,
		&m.Key, &m.Language, &m.Confidence, &r.helpful, &m.ClientKey, &r.at, &m.body, &m.citations, &r.helped,
	}
}

// plain is the message without its words.
func (r *sealedRow) plain(id candor.ConversationID) candor.Message {
	m := r.m.Message
	m.Conversation, m.Helpful, m.Helped, m.At = id, candor.Helpful(r.helpful), r.helped == 1, moment(r.at)
	return m
}

func (s *Store) unseal(ctx context.Context, id candor.ConversationID, customer candor.CustomerID, r *sealedRow) (candor.Message, error) {
	m := r.plain(id)
	body, err := s.o.Keys.Open(ctx, customer, sealedBody, string(m.ID), r.m.body)
	if err != nil {
		return candor.Message{}, fmt.Errorf("store: open message %s: %w", m.ID, err)
	}
	m.Body = candor.Text(body)
	if r.m.citations == nil {
		return m, nil
	}
	plain, err := s.o.Keys.Open(ctx, customer, sealedCitations, string(m.ID), r.m.citations)
	if err != nil {
		return candor.Message{}, fmt.Errorf("store: open citations of message %s: %w", m.ID, err)
	}
	if err := json.Unmarshal(plain, &m.Citations); err != nil {
		return candor.Message{}, s.damaged("the citations of message %s cannot be read", m.ID)
	}
	return m, nil
}

// messages reads sealed rows first and opens them after, so that no connection is held meanwhile.
func (s *Store) messages(ctx context.Context, by candor.Access, id candor.ConversationID, query string, args ...any) ([]candor.Message, error) {
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, s.fail("read messages", err)
	}
	if err := s.permit(ctx, by, id, of); err != nil {
		return nil, err
	}
	var sealed []sealedRow
	err = s.rows(context.WithoutCancel(ctx), query, args, func(rows *sql.Rows) error {
		sealed = append(sealed, sealedRow{})
		return rows.Scan(sealed[len(sealed)-1].fields()...)
	})
	if err != nil {
		return nil, s.fail("read messages", err)
	}
	out := make([]candor.Message, len(sealed))
	for i := range sealed {
		if out[i], err = s.unseal(ctx, id, of.customer, &sealed[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Store) oneMessage(ctx context.Context, by candor.Access, id candor.ConversationID, query string, args ...any) (candor.Message, error) {
	of, err := s.ownerOf(ctx, id)
	var r sealedRow
	if err == nil {
		err = s.row(ctx, query, args, r.fields()...)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return candor.Message{}, turn.ErrNoMessage
	}
	if err != nil {
		return candor.Message{}, s.fail("read a message", err)
	}
	if err := s.permit(ctx, by, id, of); err != nil {
		return candor.Message{}, err
	}
	return s.unseal(ctx, id, of.customer, &r)
}

// mostMessages bounds what one call reads.
const mostMessages = 1000

// History gives the newest messages, notes left out, oldest first, at most limit of them.
func (s *Store) History(ctx context.Context, by candor.Access, id candor.ConversationID, limit int) ([]candor.Message, error) {
	const query = `
		SELECT` + messageColumns + ` FROM message
		WHERE conversation = $1 AND kind <> 'note' ORDER BY number DESC LIMIT $2`
	out, err := s.messages(ctx, by, id, query, string(id), min(max(limit, 0), mostMessages))
	slices.Reverse(out)
	return out, err
}

// Messages gives messages with Number > after, oldest first, at most limit; notes among them
// only when internal is true.
func (s *Store) Messages(ctx context.Context, by candor.Access, id candor.ConversationID, after int64, limit int, internal bool) ([]candor.Message, error) {
	limit = min(max(limit, 0), mostMessages)
	if internal {
		const query = `
			SELECT` + messageColumns + ` FROM message
			WHERE conversation = $1 AND number > $2 ORDER BY number LIMIT $3`
		return s.messages(ctx, by, id, query, string(id), after, limit)
	}
	const query = `
		SELECT` + messageColumns + ` FROM message
		WHERE conversation = $1 AND number > $2 AND kind <> 'note' ORDER BY number LIMIT $3`
	return s.messages(ctx, by, id, query, string(id), after, limit)
}

const readMessage = `
	SELECT` + messageColumns + ` FROM message
	WHERE conversation = $1 AND id = $2`

// Message gives one message of a conversation. turn.ErrNoMessage when it has no such message.
func (s *Store) Message(ctx context.Context, by candor.Access, id candor.ConversationID, message candor.MessageID) (candor.Message, error) {
	return s.oneMessage(ctx, by, id, readMessage, string(id), string(message))
}

// Sent finds the message that was stored under the sender's idempotency key.
// turn.ErrNoMessage when there is none.
func (s *Store) Sent(ctx context.Context, by candor.Access, id candor.ConversationID, clientKey string) (candor.Message, error) {
	if clientKey == "" {
		return candor.Message{}, turn.ErrNoMessage
	}
	const query = `
		SELECT` + messageColumns + ` FROM message
		WHERE conversation = $1 AND client_key = $2`
	return s.oneMessage(ctx, by, id, query, string(id), clientKey)
}
