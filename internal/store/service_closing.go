package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"candor"
	"candor/service"
)

const sealedClosing = "closing.body"

func closingName(id candor.ConversationID, number int64) string {
	return fmt.Sprintf("%s/%d", id, number)
}

// Case gives what stands open in a conversation since it was last closed; whoever looks is on record for it.
// ErrNoConversation, ErrNoBasis, ErrRestricted.
func (s *Store) Case(ctx context.Context, by candor.Access, id candor.ConversationID) (service.Case, error) {
	c, err := s.Conversation(ctx, id)
	if err != nil {
		return service.Case{}, err
	}
	w, err := s.Working(ctx, by, id)
	if err != nil {
		return service.Case{}, err
	}
	closed, err := s.Closings(ctx, by, id)
	if err != nil {
		return service.Case{}, err
	}
	after := int64(0)
	if n := len(closed); n > 0 {
		after = closed[n-1].LastCustomer
	}
	var all []candor.Message
	for {
		some, err := s.Messages(ctx, by, id, after, mostMessages, false)
		if err != nil {
			return service.Case{}, err
		}
		all = append(all, some...)
		if len(some) < mostMessages {
			break
		}
		after = some[len(some)-1].Number
	}
	return service.CaseOf(c, all, w), nil
}

// Working gives the list of points as agents mended it.
func (s *Store) Working(ctx context.Context, by candor.Access, id candor.ConversationID) (service.Working, error) {
	var w service.Working
	err := s.openClosing(ctx, by, id, 0, &w)
	if errors.Is(err, sql.ErrNoRows) {
		return service.Working{}, nil
	}
	return w, err
}

// openClosing opens one row. sql.ErrNoRows when there is none.
func (s *Store) openClosing(ctx context.Context, by candor.Access, id candor.ConversationID, number int64, into any) error {
	var sealed []byte
	err := s.row(ctx, `SELECT body FROM closing WHERE conversation = $1 AND number = $2`, []any{string(id), number}, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err != nil {
		return s.fail("read a closing", err)
	}
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return candor.ErrNoConversation
	}
	if err != nil {
		return s.fail("read whose closing it is", err)
	}
	if err := s.permit(ctx, by, id, of); err != nil {
		return err
	}
	plain, err := s.o.Keys.Open(ctx, of.customer, sealedClosing, closingName(id, number), sealed)
	if err != nil {
		return fmt.Errorf("store: open a closing: %w", err)
	}
	if err := json.Unmarshal(plain, into); err != nil {
		return fmt.Errorf("store: read a closing of %s: %w", id, err)
	}
	return nil
}

// Closings gives how a conversation was closed so far, the first before the others.
func (s *Store) Closings(ctx context.Context, by candor.Access, id candor.ConversationID) ([]service.Record, error) {
	var numbers []int64
	err := s.rows(ctx, `SELECT number FROM closing WHERE conversation = $1 AND number > 0 ORDER BY number`, []any{string(id)}, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		numbers = append(numbers, n)
		return err
	})
	if err != nil {
		return nil, s.fail("list closings", err)
	}
	var out []service.Record
	for _, n := range numbers {
		var r service.Record
		if err := s.openClosing(ctx, by, id, n, &r); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// SaveWorking keeps the list of points as an agent mended it.
func (s *Store) SaveWorking(ctx context.Context, a candor.AgentID, id candor.ConversationID, w service.Working) error {
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return candor.ErrNoConversation
	}
	if err != nil {
		return s.fail("read a conversation", err)
	}
	body, err := s.sealClosing(ctx, of.customer, id, 0, w)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.stillThere(id); err != nil {
			return err
		}
		const put = `
			INSERT INTO closing (conversation, number, at, agent, body) VALUES ($1, 0, $2, $3, $4)
			ON CONFLICT (conversation, number) DO UPDATE SET at = excluded.at, agent = excluded.agent, body = excluded.body`
		_, err := tx.exec(put, string(id), micros(tx.at), string(a), body)
		return err
	})
}

func (s *Store) sealClosing(ctx context.Context, customer candor.CustomerID, id candor.ConversationID, number int64, what any) ([]byte, error) {
	plain, err := json.Marshal(what)
	if err != nil {
		return nil, fmt.Errorf("store: write a closing: %w", err)
	}
	sealed, err := s.o.Keys.Seal(ctx, customer, sealedClosing, closingName(id, number), plain)
	if err != nil {
		return nil, fmt.Errorf("store: seal a closing: %w", err)
	}
	return sealed, nil
}

// errNotClosed: an agent's conversation was to end without an answer to what stood open.
var errNotClosed = candor.Fail(candor.CodeInternal, "error.internal",
	errors.New("store: a conversation that a person has was to end without a closing that fits it"))

// readyClosing refuses a change that ends a conversation which people had, unless it brings a whole closing,
// its customer said that it is solved, or they have their data erased.
func (s *Store) readyClosing(ctx context.Context, r *readied) error {
	before, after := r.Before, r.After
	if r.Closing.Empty() {
		ends := after.State == candor.Resolved && (before.State == candor.Attended || before.State == candor.Snoozed)
		if ends && after.Confirmed.Equal(before.Confirmed) && !r.Erases {
			return errNotClosed
		}
		return nil
	}
	id, upTo := r.Closing.For()
	if id != before.ID || upTo < before.LastCustomer || after.State != candor.Resolved || after.Agent == "" {
		return errNotClosed
	}
	var err error
	r.closing, err = s.sealClosing(ctx, before.Customer, before.ID, before.Version+1, r.Closing.Record(after.Agent, after.Updated))
	return err
}

func (tx *Tx) insertClosing(r *readied) error {
	if r.closing == nil {
		return nil
	}
	if _, err := tx.exec(`DELETE FROM closing WHERE conversation = $1 AND number = 0`, string(r.Before.ID)); err != nil {
		return err
	}
	const insert = `INSERT INTO closing (conversation, number, at, agent, body) VALUES ($1, $2, $3, $4, $5)`
	_, err := tx.exec(insert, string(r.Before.ID), r.Before.Version+1, micros(r.After.Updated), string(r.After.Agent), r.closing)
	return err
}
