package store

import (
	"context"
	"database/sql"
	"errors"

	"candor"
	"candor/turn"
)

// Read notes how far a side has read; the number only goes up, and never past the last message.
// When it does, an event says so. It needs no version check and leaves the version as it is.
func (s *Store) Read(ctx context.Context, id candor.ConversationID, side candor.Author, number int64) error {
	if side != candor.ByCustomer && side != candor.ByAgent {
		return candor.Fail(candor.CodeInvalid, "error.bad_request", errors.New("store: only customers and agents read"))
	}
	return s.write(ctx, func(tx *Tx) error {
		const look = `SELECT messages, customer_read, agent_read FROM conversation WHERE id = $1`
		var messages, byCustomer, byAgent int64
		err := tx.row(look, []any{string(id)}, &messages, &byCustomer, &byAgent)
		if errors.Is(err, sql.ErrNoRows) {
			return candor.ErrNoConversation
		}
		if err != nil {
			return err
		}
		to := min(number, messages)
		query, known := `UPDATE conversation SET customer_read = $2 WHERE id = $1`, byCustomer
		if side == candor.ByAgent {
			query, known = `UPDATE conversation SET agent_read = $2 WHERE id = $1`, byAgent
		}
		if to <= known {
			return nil
		}
		if err := tx.one(query, string(id), to); err != nil {
			return err
		}
		return tx.emit(candor.Event{Kind: candor.MessagesRead, Conversation: id, Number: to, Author: side, At: tx.at})
	})
}

// staffActor names who did something as turn does: a member of staff by id, anything else, such
// as a command, as it is.
func staffActor(by string) string {
	if candor.AgentID(by).Valid() {
		return "agent:" + by
	}
	return by
}

// Rate keeps the customer's word on one of the assistant's answers, with its event, and gives the
// message as it was before, without its words. The same word again changes nothing.
//
// turn.ErrNoMessage: it is not an assistant's message of that conversation.
func (s *Store) Rate(ctx context.Context, id candor.ConversationID, message candor.MessageID, word candor.Helpful) (candor.Message, error) {
	if word < candor.NotHelpful || word > candor.WasHelpful {
		return candor.Message{}, candor.Fail(candor.CodeInvalid, "error.bad_request", errors.New("store: there is no such rating"))
	}
	var r sealedRow
	err := s.write(ctx, func(tx *Tx) error {
		r = sealedRow{}
		err := tx.row(readMessage, []any{string(id), string(message)}, r.fields()...)
		if errors.Is(err, sql.ErrNoRows) || err == nil && r.m.Author != candor.ByAssistant {
			return turn.ErrNoMessage
		}
		if err != nil || r.helpful == int64(word) {
			return err
		}
		const update = `UPDATE message SET helpful = $3 WHERE conversation = $1 AND number = $2`
		if err := tx.one(update, string(id), r.m.Number, int64(word)); err != nil {
			return err
		}
		return tx.emit(candor.Event{
			Kind: candor.MessageRated, Conversation: id, Message: message, Number: r.m.Number,
			Author: candor.ByCustomer, At: tx.at,
		})
	})
	if err != nil {
		return candor.Message{}, err
	}
	return r.plain(id), nil
}
