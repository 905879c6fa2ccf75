package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/teamwork"
)

// Beside gives what agents keep beside a conversation, but the values of fields.
func (s *Store) Beside(ctx context.Context, id candor.ConversationID) (teamwork.Beside, error) {
	var b teamwork.Beside
	var at, limited, until, lifted, merged, solved int64
	const query = `
		SELECT COALESCE(a.agent, ''), COALESCE(a.team, ''), COALESCE(a.made_by, ''), COALESCE(a.at, 0), COALESCE(a.note, ''), COALESCE(a.number, 0),
			COALESCE(g.goes_on, ''), COALESCE(g.made_by, ''), COALESCE(g.at, 0),
			COALESCE(l.customer, ''), COALESCE(l.made_by, ''), COALESCE(l.at, 0), COALESCE(l.until, 0), COALESCE(l.lifted, 0),
			COALESCE(n.answer, ''), COALESCE(n.at, 0)
		FROM conversation v
		LEFT JOIN assignment a ON a.conversation = v.id
		LEFT JOIN merged g ON g.conversation = v.id
		LEFT JOIN writing_limit l ON l.customer = v.customer
		LEFT JOIN solved_answer n ON n.conversation = v.id
		WHERE v.id = $1`
	err := s.row(ctx, query, []any{string(id)},
		(*string)(&b.Meant.Agent), &b.Meant.Team, (*string)(&b.Meant.By), &at, (*string)(&b.Meant.Note), &b.Meant.Number,
		(*string)(&b.Merged.Into), (*string)(&b.Merged.By), &merged,
		(*string)(&b.Limit.Customer), (*string)(&b.Limit.By), &limited, &until, &lifted, (*string)(&b.Answer.Solved), &solved)
	if errors.Is(err, sql.ErrNoRows) {
		return b, candor.ErrNoConversation
	}
	if err != nil {
		return b, s.fail("read what is beside a conversation", err)
	}
	b.Meant.At, b.Merged.At, b.Answer.At = moment(at), moment(merged), moment(solved)
	b.Limit.At, b.Limit.Until, b.Limit.Lifted = moment(limited), moment(until), moment(lifted)
	err = s.rows(ctx, `SELECT tag FROM conversation_tag WHERE conversation = $1 ORDER BY tag`, []any{string(id)}, func(rows *sql.Rows) error {
		var tag string
		err := rows.Scan(&tag)
		b.Tags = append(b.Tags, tag)
		return err
	})
	if err == nil {
		err = s.rows(ctx, `SELECT conversation FROM merged WHERE goes_on = $1 ORDER BY at, conversation`, []any{string(id)}, func(rows *sql.Rows) error {
			var from string
			err := rows.Scan(&from)
			b.Takes = append(b.Takes, candor.ConversationID(from))
			return err
		})
	}
	return b, s.fail("read what is beside a conversation", err)
}

// SolvedAnswer gives a customer's own answer with their words; false when there is none.
func (s *Store) SolvedAnswer(ctx context.Context, by candor.Access, id candor.ConversationID) (a teamwork.Answer, ok bool, err error) {
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return a, false, nil
	}
	var at int64
	var comment []byte
	if err == nil {
		err = s.row(ctx, `SELECT answer, at, comment FROM solved_answer WHERE conversation = $1`, []any{string(id)}, (*string)(&a.Solved), &at, &comment)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return a, false, nil
	}
	if err != nil {
		return a, false, s.fail("read an answer", err)
	}
	a.At = moment(at)
	if comment == nil {
		return a, true, nil
	}
	if err := s.permit(ctx, by, id, of); err != nil {
		return a, false, err
	}
	words, err := s.o.Keys.Open(ctx, of.customer, sealedSolved, string(id), comment)
	if err != nil {
		return a, false, fmt.Errorf("store: open an answer: %w", err)
	}
	a.Comment = candor.Text(words)
	return a, true, nil
}

// WritingLimited gives until when a customer may not write, the zero time where they may.
func (s *Store) WritingLimited(ctx context.Context, id candor.CustomerID, now time.Time) (time.Time, error) {
	const query = `SELECT COALESCE(MAX(until), 0) FROM writing_limit WHERE customer = $1 AND lifted = 0 AND until > $2`
	var until int64
	err := s.row(ctx, query, []any{string(id), micros(now)}, &until)
	return moment(until), s.fail("read whether a customer may write", err)
}

// WritingLimit gives the last limit of the writing of a conversation's customer, with its reason; false when there was
// none. The read is on the record.
func (s *Store) WritingLimit(ctx context.Context, by candor.Access, id candor.ConversationID) (l teamwork.Limit, ok bool, err error) {
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	var at, until, lifted int64
	var reason []byte
	if err == nil {
		const query = `SELECT customer, made_by, at, until, lifted, reason FROM writing_limit WHERE customer = $1`
		err = s.row(ctx, query, []any{string(of.customer)}, (*string)(&l.Customer), (*string)(&l.By), &at, &until, &lifted, &reason)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	if err != nil {
		return l, false, s.fail("read a limit", err)
	}
	if err := s.permit(ctx, by, id, of); err != nil {
		return l, false, err
	}
	words, err := s.o.Keys.Open(ctx, of.customer, sealedLimit, string(of.customer), reason)
	if err != nil {
		return l, false, fmt.Errorf("store: open a reason: %w", err)
	}
	l.At, l.Until, l.Lifted, l.Reason = moment(at), moment(until), moment(lifted), candor.Text(words)
	return l, true, nil
}
