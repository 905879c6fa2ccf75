package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"candor"
	"candor/privacy/rights"
)

// errNoRequest: there is no request with this id.
var errNoRequest = candor.Fail(candor.CodeNotFound, "error.no_request", nil)

// Request gives a request with its words. Words of customers who were erased are gone. Whoever is not
// the customer is on the record as having read. CodeNotFound: there is none. ErrNoBasis: it may not be
// read for this purpose.
func (s *Store) Request(ctx context.Context, by candor.Access, id candor.RequestID) (rights.Request, error) {
	found, err := s.requests(ctx, by, true, `WHERE id = $1`, string(id))
	if err != nil {
		return rights.Request{}, err
	}
	if len(found) == 0 {
		return rights.Request{}, errNoRequest
	}
	return found[0], nil
}

// OpenRequests gives the requests that are not closed, the oldest first, at most limit: the officer's
// queue. What people wrote stays sealed: it is opened one request at a time, on the record, by Request.
func (s *Store) OpenRequests(ctx context.Context, by candor.Access, limit int) ([]rights.Request, error) {
	return s.requests(ctx, by, false, `WHERE closed = 0 ORDER BY received, id LIMIT $1`, min(max(limit, 0), mostMessages))
}

// ClosedRequests gives the requests that were closed last, at most limit, without what people wrote.
func (s *Store) ClosedRequests(ctx context.Context, by candor.Access, limit int) ([]rights.Request, error) {
	return s.requests(ctx, by, false, `WHERE closed > 0 ORDER BY closed DESC, id LIMIT $1`, min(max(limit, 0), mostMessages))
}

// Unproven gives the requests that wait for a proof of identity and came under the tag of a contact or
// are about any of the customers, without what people wrote.
func (s *Store) Unproven(ctx context.Context, by candor.Access, contact string, customers []candor.CustomerID) ([]rights.Request, error) {
	out, err := s.requests(ctx, by, false, `WHERE closed = 0 AND state = 'identity' AND contact = $1 AND contact <> '' ORDER BY received, id`, contact)
	if err != nil {
		return nil, err
	}
	for _, id := range customers {
		a, err := s.o.Keys.Alias(ctx, id)
		if candor.CodeOf(err) == candor.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("store: find a customer's alias: %w", err)
		}
		const about = `WHERE closed = 0 AND state = 'identity' AND id IN (SELECT request FROM request_customer WHERE alias = $1) ORDER BY received, id`
		found, err := s.requests(ctx, by, false, about, a[:])
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			if !slices.ContainsFunc(out, func(have rights.Request) bool { return have.ID == r.ID }) {
				out = append(out, r)
			}
		}
	}
	return out, nil
}

// RequestsOf gives the requests of a customer with their words, the newest first. The read is on the
// record, as that of Request is.
func (s *Store) RequestsOf(ctx context.Context, by candor.Access, id candor.CustomerID) ([]rights.Request, error) {
	a, err := s.o.Keys.Alias(ctx, id)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("store: find a customer's alias: %w", err)
	}
	return s.requests(ctx, by, true, `WHERE id IN (SELECT request FROM request_customer WHERE alias = $1) ORDER BY received DESC, id`, a[:])
}

// mayHandle: requests are read to answer them, or by whose they are.
func mayHandle(by candor.Access) bool {
	return by.Actor != "" && (by.Own() || by.Purpose.Basis() == candor.ByObligation)
}

func (s *Store) requests(ctx context.Context, by candor.Access, open bool, where string, args ...any) ([]rights.Request, error) {
	if !mayHandle(by) {
		return nil, fmt.Errorf("store: read requests for %q: %w", by.Purpose, ErrNoBasis)
	}
	var out []rights.Request
	var words [][]byte
	var own []bool
	err := s.rows(ctx, `SELECT contact, facts, own_key, words FROM request `+where, args, func(rows *sql.Rows) error {
		var contact, facts string
		var ownKey int64
		var sealed []byte
		if err := rows.Scan(&contact, &facts, &ownKey, &sealed); err != nil {
			return err
		}
		var r rights.Request
		if err := json.Unmarshal([]byte(facts), &r); err != nil {
			return s.damaged("a request cannot be read")
		}
		r.Contact = contact
		out, words, own = append(out, r), append(words, sealed), append(own, ownKey == 1)
		return nil
	})
	if err != nil {
		return nil, s.fail("read requests", err)
	}
	for i := range out {
		if err := s.whoseRequest(ctx, &out[i]); err != nil {
			return nil, err
		}
		if !open || words[i] == nil {
			continue
		}
		if err := s.openRequest(ctx, by, &out[i], words[i], own[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// whoseRequest puts in whose request it is, as far as they were not erased.
func (s *Store) whoseRequest(ctx context.Context, r *rights.Request) error {
	aliases, err := s.aliases(ctx, `SELECT alias FROM request_customer WHERE request = $1 ORDER BY place`, string(r.ID))
	if err != nil {
		return s.fail("read whose request it is", err)
	}
	known, err := s.o.Keys.ByAlias(ctx, aliases...)
	if err != nil {
		return fmt.Errorf("store: find whose request it is: %w", err)
	}
	for _, a := range aliases {
		if id, ok := known[a]; ok {
			r.Customers = append(r.Customers, id)
		}
	}
	return nil
}

// openRequest puts in what people wrote, after it is on the record that somebody reads it.
func (s *Store) openRequest(ctx context.Context, by candor.Access, r *rights.Request, sealed []byte, own bool) error {
	key := candor.CustomerID(r.ID)
	if !own {
		if len(r.Customers) == 0 {
			return nil // erased, and the words with them
		}
		key = r.Customers[0]
	}
	for _, id := range r.Customers {
		if err := s.permitCustomer(ctx, by, id); err != nil && candor.CodeOf(err) != candor.CodeNotFound {
			return err
		}
	}
	var words requestWords
	err := s.openJSON(ctx, key, sealedRequest, string(r.ID), sealed, &words)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return nil
	}
	r.Words, r.Extension.Words, r.Answer.Words, r.Reply = words.Asked, words.Extension, words.Answer, words.Reply
	return err
}
