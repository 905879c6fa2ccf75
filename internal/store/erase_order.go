package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"candor"
	"candor/privacy/rights"
)

// ordered is whose data an order is about, and what finds what is theirs once the rows that tie it to
// them are gone. It is kept until nothing of them is left.
type ordered struct {
	Customers []candor.CustomerID `json:"customers"`
	Contacts  []string            `json:"contacts,omitempty"` // keyed tags
	Open      []candor.RequestID  `json:"open,omitempty"`     // their requests that wait for an answer
}

// add puts in what is not there yet.
func (x *ordered) add(y ordered) {
	x.Customers = union(x.Customers, y.Customers)
	x.Contacts = union(x.Contacts, y.Contacts)
	x.Open = union(x.Open, y.Open)
}

func union[T comparable](a, b []T) []T {
	for _, one := range b {
		if !slices.Contains(a, one) {
			a = append(a, one)
		}
	}
	return a
}

// Begin notes whose data is to be erased, so that Resume goes on after a stop and once holds end. It
// gives no counts: those are kept by the transactions that destroy rows.
func (o Office) Begin(ctx context.Context, order rights.Order) (rights.Begun, error) {
	subject, err := o.s.gatherOrder(ctx, order.Subject.Customers)
	if err != nil {
		return rights.Begun{}, err
	}
	err = o.s.write(ctx, func(tx *Tx) error {
		before, err := tx.orderOf(order.Request)
		if err != nil {
			return err
		}
		before.add(subject)
		subject = before
		if err := tx.putOrder(order, subject); err != nil {
			return err
		}
		for _, id := range order.Subject.Customers {
			if err := tx.beginErasure(id, order.Subject.Access.Actor); err != nil {
				return err
			}
		}
		return nil
	})
	return rights.Begun{Contacts: subject.Contacts, Open: subject.Open}, err
}

func (tx *Tx) beginErasure(id candor.CustomerID, actor string) error {
	var there int
	if err := tx.row(`SELECT COUNT(*) FROM customer WHERE id = $1`, []any{string(id)}, &there); err != nil {
		return err
	}
	erasure, _, err := tx.underWay(id)
	if err != nil || there == 0 || erasure != "" {
		return err
	}
	return tx.putErasure("", id, actor, Asked, map[string]int64{})
}

// gatherOrder collects what ties contacts and requests to customers while that can be told. An address
// counts also before it was proven: a letter may have gone to it. The profile is opened for its tag alone.
func (s *Store) gatherOrder(ctx context.Context, customers []candor.CustomerID) (ordered, error) {
	x := ordered{Customers: customers}
	for _, id := range customers {
		a, err := s.o.Keys.Alias(ctx, id)
		if candor.CodeOf(err) == candor.CodeNotFound {
			continue
		}
		if err != nil {
			return x, fmt.Errorf("store: find a customer's alias: %w", err)
		}
		const open = `SELECT id FROM request WHERE closed = 0 AND id IN (SELECT request FROM request_customer WHERE alias = $1) ORDER BY id`
		tags, err := s.texts(ctx, `SELECT tag FROM contact WHERE alias = $1 ORDER BY tag`, a[:])
		if err != nil {
			return x, s.fail("find contacts", err)
		}
		requests, err := s.texts(ctx, open, a[:])
		if err != nil {
			return x, s.fail("find requests", err)
		}
		p, err := s.openProfile(ctx, id)
		if err != nil && candor.CodeOf(err) != candor.CodeNotFound {
			return x, s.fail("read a profile", err)
		}
		if folded, err := rights.FoldEmail(p.Email); err == nil {
			tags = append(tags, s.Tag("email", folded))
		}
		more := ordered{Contacts: tags}
		for _, r := range requests {
			more.Open = append(more.Open, candor.RequestID(r))
		}
		x.add(more)
	}
	return x, nil
}

// texts reads a column of texts.
func (s *Store) texts(ctx context.Context, query string, args ...any) ([]string, error) {
	var out []string
	err := s.rows(ctx, query, args, func(rows *sql.Rows) error {
		var one string
		err := rows.Scan(&one)
		out = append(out, one)
		return err
	})
	return out, err
}

// orderOf gives what is kept of an order that did not end.
func (tx *Tx) orderOf(request candor.RequestID) (ordered, error) {
	var x ordered
	var text string
	err := tx.row(`SELECT subject FROM erasure_order WHERE request = $1`, []any{string(request)}, &text)
	if errors.Is(err, sql.ErrNoRows) || err == nil && text == "" {
		return x, nil
	}
	if err != nil {
		return x, err
	}
	if err := json.Unmarshal([]byte(text), &x); err != nil {
		return x, tx.w.s.damaged("an erasure that is under way cannot be read")
	}
	return x, nil
}

func (tx *Tx) putOrder(order rights.Order, x ordered) error {
	text, err := json.Marshal(x)
	if err != nil {
		return fmt.Errorf("encode an erasure: %w", err)
	}
	const put = `
		INSERT INTO erasure_order (request, began, finished, actor, subject, certificate) VALUES ($1, $2, 0, $3, $4, NULL)
		ON CONFLICT (request) DO UPDATE SET finished = 0, subject = excluded.subject`
	_, err = tx.exec(put, string(order.Request), micros(tx.at), order.Subject.Access.Actor, string(text))
	return err
}

// End keeps the certificate, and forgets whose a complete erasure was. One that is not complete waits for
// the end of a hold.
func (o Office) End(ctx context.Context, c *rights.Certificate) error {
	return o.s.write(ctx, func(tx *Tx) error {
		if !c.Complete() {
			_, err := tx.exec(`UPDATE erasure_order SET certificate = $2 WHERE request = $1`, string(c.Request()), c.Bytes())
			return err
		}
		const end = `UPDATE erasure_order SET finished = $2, subject = '', certificate = $3 WHERE request = $1`
		_, err := tx.exec(end, string(c.Request()), micros(tx.at), c.Bytes())
		return err
	})
}

// Unfinished gives the erasures that began before a time and are not complete, but for those that a hold
// keeps waiting.
func (o Office) Unfinished(ctx context.Context, before time.Time) ([]rights.Order, error) {
	const query = `SELECT request, began, actor, subject FROM erasure_order WHERE finished = 0 AND began < $1 ORDER BY began, request`
	var all, out []rights.Order
	err := o.s.rows(ctx, query, []any{micros(before)}, func(rows *sql.Rows) error {
		order := rights.Order{Subject: rights.Subject{Access: candor.Access{Purpose: candor.Rights}}}
		var began int64
		var text string
		if err := rows.Scan((*string)(&order.Request), &began, &order.Subject.Access.Actor, &text); err != nil {
			return err
		}
		var x ordered
		if err := json.Unmarshal([]byte(text), &x); err != nil {
			return o.s.damaged("an erasure that is under way cannot be read")
		}
		order.Began, order.Subject.Customers, order.Subject.Contacts = moment(began), x.Customers, x.Contacts
		all = append(all, order)
		return nil
	})
	if err != nil {
		return nil, o.s.fail("look for unfinished erasures", err)
	}
	for _, order := range all {
		held, err := o.anyHeld(ctx, order.Subject.Customers)
		if err != nil {
			return nil, err
		}
		if !held {
			out = append(out, order)
		}
	}
	return out, nil
}

// ordered gives the customers whose erasure somebody ordered and that did not end.
func (s *Store) ordered(ctx context.Context) (map[candor.CustomerID]bool, error) {
	texts, err := s.texts(ctx, `SELECT subject FROM erasure_order WHERE finished = 0`)
	if err != nil {
		return nil, s.fail("look for unfinished erasures", err)
	}
	out := map[candor.CustomerID]bool{}
	for _, text := range texts {
		var x ordered
		if err := json.Unmarshal([]byte(text), &x); err != nil {
			return nil, s.damaged("an erasure that is under way cannot be read")
		}
		for _, id := range x.Customers {
			out[id] = true
		}
	}
	return out, nil
}

func (o Office) anyHeld(ctx context.Context, customers []candor.CustomerID) (bool, error) {
	for _, id := range customers {
		k, err := o.s.keptNow(ctx, id)
		if err != nil || k.any() {
			return k.any(), err
		}
	}
	return false, nil
}

// Certificate gives the one that was kept for a request. CodeNotFound: there is none.
func (o Office) Certificate(ctx context.Context, request candor.RequestID) ([]byte, error) {
	const query = `SELECT certificate FROM erasure_order WHERE request = $1 AND certificate IS NOT NULL`
	var text []byte
	err := o.s.row(ctx, query, []any{string(request)}, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	return text, o.s.fail("read a certificate", err)
}
