package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"candor"
	"candor/ledger"
	"candor/privacy/rights"
)

const sealedRequest = "request.words"

// requestWords are the parts of a request that people wrote.
type requestWords struct {
	Asked     candor.Text `json:"asked,omitempty"`
	Extension candor.Text `json:"extension,omitempty"`
	Answer    candor.Text `json:"answer,omitempty"`
	Reply     candor.Text `json:"reply,omitempty"`
}

// requestKey is whose key seals a request's words: the first customer's whose key is there. A request
// of nobody who is known, or of somebody erased meanwhile, has a key of its own.
func (s *Store) requestKey(ctx context.Context, r rights.Request) (candor.CustomerID, bool, error) {
	for _, id := range r.Customers {
		_, err := s.o.Keys.Alias(ctx, id)
		if err == nil {
			return id, false, nil
		}
		if candor.CodeOf(err) != candor.CodeNotFound {
			return "", false, fmt.Errorf("store: look for a customer's key: %w", err)
		}
	}
	own := candor.CustomerID(r.ID)
	if err := s.o.Keys.NewCustomer(ctx, own); err != nil {
		return "", false, fmt.Errorf("store: make a request's key: %w", err)
	}
	return own, true, nil
}

// SaveRequest keeps a request as it now is, with the traces of what was done as ledger entries. Was is
// the version that the change was made on, 0 for a new one. ErrMoved: somebody else was first.
func (s *Store) SaveRequest(ctx context.Context, was int64, r rights.Request, traces ...rights.Trace) error {
	if s.writer == nil {
		return errReadOnly
	}
	key, own, err := s.requestKey(ctx, r)
	if err != nil {
		return err
	}
	var aliases []alias
	for _, id := range r.Customers {
		a, err := s.o.Keys.Alias(ctx, id)
		if candor.CodeOf(err) == candor.CodeNotFound {
			continue // erased: nothing ties them to the request any more
		}
		if err != nil {
			return fmt.Errorf("store: find a customer's alias: %w", err)
		}
		aliases = append(aliases, a)
	}
	words, facts := requestWords{r.Words, r.Extension.Words, r.Answer.Words, r.Reply}, r
	facts.Words, facts.Extension.Words, facts.Answer.Words, facts.Reply, facts.Customers, facts.Contact = "", "", "", "", nil, ""
	text, err := json.Marshal(facts)
	if err != nil {
		return fmt.Errorf("store: encode a request: %w", err)
	}
	var sealed []byte
	if words != (requestWords{}) {
		if sealed, err = s.sealJSON(ctx, key, sealedRequest, string(r.ID), words); err != nil {
			return err
		}
	}
	entries, err := s.requestEntries(ctx, key, r, traces)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.putRequest(was, r, string(text), own, sealed); err != nil {
			return err
		}
		if _, err := tx.exec(`DELETE FROM request_customer WHERE request = $1`, string(r.ID)); err != nil {
			return err
		}
		for i, a := range aliases {
			const insert = `INSERT INTO request_customer (request, place, alias) VALUES ($1, $2, $3)`
			if _, err := tx.exec(insert, string(r.ID), i+1, a[:]); err != nil {
				return err
			}
		}
		for _, e := range entries {
			if err := tx.record(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) requestEntries(ctx context.Context, key candor.CustomerID, r rights.Request, traces []rights.Trace) ([]entry, error) {
	salt, err := s.o.Keys.Salt(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("store: read a salt: %w", err)
	}
	subject := ledger.Commitment(salt, "request", string(r.ID))
	var out []entry
	for _, t := range traces {
		e, err := entryOf(ledger.Entry{At: t.At, Kind: ledger.Kind(t.Kind), Actor: t.Actor, Subject: subject, Facts: t.Facts})
		if err != nil {
			return nil, fmt.Errorf("store: record a request: %w", err)
		}
		out = append(out, e)
	}
	return out, nil
}

func (tx *Tx) putRequest(was int64, r rights.Request, facts string, own bool, words []byte) error {
	var stands int64
	err := tx.row(`SELECT version FROM request WHERE id = $1`, []any{string(r.ID)}, &stands)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if stands != was {
		return candor.ErrMoved
	}
	const put = `
		INSERT INTO request (id, version, kind, regime, state, received, closed, contact, facts, own_key, words)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, closed = excluded.closed,
			contact = excluded.contact, facts = excluded.facts, own_key = excluded.own_key, words = excluded.words`
	var sealed any
	if words != nil {
		sealed = words
	}
	_, err = tx.exec(put, string(r.ID), r.Version, string(r.Kind), string(r.Regime), string(r.State), micros(r.Received),
		micros(r.Closed), r.Contact, facts, flag(own), sealed)
	return err
}
