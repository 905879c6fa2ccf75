package store

import (
	"context"
	"fmt"

	"candor"
	"candor/policy"
	"candor/privacy/rights"
)

// Handlers gives what answers for each table with personal data, and for the keys, in the order in
// which an erasure asks them: the keys last but for the ledger, whose entries nobody can tell the
// subject of once the keys are gone. The rows of all tables go in one transaction, with whichever is
// asked first. Phrases put reasons in words for exports; they may be nil.
func (s *Store) Handlers(phrases policy.Phrases) []rights.Handler {
	exports := exporter{s, phrases}
	export := map[string]exportFunc{
		"customer": exports.customers, "conversation": exports.conversations, "message": exports.messages,
		"verdict": exports.decisions, "consent": exports.consents, "reading": exports.readings, "request": exports.requests,
		"egress": exports.sendings, "proposal": exports.proposals, "commitment": exports.commitments,
		"callback": exports.calls, "closing": exports.closings, "tell": exports.service,
		"field_value": exports.fields, "conversation_tag": exports.tags, "solved_answer": exports.answers, "writing_limit": exports.limits, "stated": exports.stated,
	}
	correct := map[string]correctFunc{"profile": s.correctProfile, "statement": s.correctStatement, "stated": s.correctStated}
	var all []rights.Handler
	for _, t := range personal() {
		all = append(all, rowsHandler{handler{s, t.name, export[t.name], correct[t.name]}, t})
	}
	return append(all,
		wordsHandler{handler{s, "word", nil, nil}},
		keysHandler{handler{s, "keys", nil, nil}},
		ledgerHandler{handler{s, "ledger", exports.entries, nil}},
	)
}

type (
	exportFunc  func(context.Context, rights.Subject, rights.Sink) error
	correctFunc func(context.Context, rights.Subject, rights.Correction) error
)

// handler is what all of them have in common.
type handler struct {
	s       *Store
	name    string
	export  exportFunc  // nil: nothing that a person could read
	correct correctFunc // nil: nothing that can be set right
}

// Name is the table's.
func (h handler) Name() string { return h.name }

// Export gives what the table keeps about the subject.
func (h handler) Export(ctx context.Context, s rights.Subject, to rights.Sink) error {
	if h.export == nil {
		return nil
	}
	if err := h.export(ctx, s, to); err != nil {
		return fmt.Errorf("store: export %s: %w", h.name, err)
	}
	return nil
}

// Correct sets right what the table keeps. rights.ErrNotCorrected: no such field.
func (h handler) Correct(ctx context.Context, s rights.Subject, c rights.Correction) error {
	if h.correct == nil {
		return rights.ErrNotCorrected
	}
	return h.correct(ctx, s, c)
}

// each calls f for every customer of a subject with what finds their rows.
func (h handler) each(ctx context.Context, s rights.Subject, f func(candor.CustomerID, secrets) error) error {
	if h.s.writer == nil {
		return errReadOnly
	}
	for _, id := range s.Customers {
		found, err := h.s.secrets(ctx, id)
		if err == nil {
			err = f(id, found)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// result says what became of a table: what a hold keeps is retained, the rest must be gone.
func result(gone rights.Outcome, count, left int64, kept []keeping, err error) (rights.Result, error) {
	if err != nil {
		return rights.Result{Outcome: rights.Failed, Count: count, Left: left}, err
	}
	r := rights.Result{Outcome: gone, Count: count, Left: left}
	if left == 0 {
		return r, nil
	}
	r.Outcome = rights.Failed
	for i, k := range kept {
		r.Outcome, r.Reason = rights.Retained, k.ground
		if i == 0 || k.until.IsZero() || !r.Until.IsZero() && k.until.After(r.Until) {
			r.Until = k.until
		}
	}
	return r, nil
}

// rowsHandler answers for the rows of one table.
type rowsHandler struct {
	handler
	t table
}

// Erase deletes the subject's rows, here and in every other table.
func (h rowsHandler) Erase(ctx context.Context, s rights.Subject) (rights.Result, error) {
	var count, left int64
	var kept []keeping
	err := h.each(ctx, s, func(id candor.CustomerID, found secrets) error {
		e, err := h.s.eraseRows(ctx, id, found, s.Access.Actor, Asked)
		if err != nil {
			return err
		}
		if e.kept.any() {
			kept = append(kept, e.kept)
		}
		count += e.counts[h.name]
		n, err := h.s.countRows(ctx, h.t, id, found.alias)
		left += n
		return err
	})
	if err == nil {
		var n int64
		n, err = h.s.deleteByContact(ctx, h.t, s.Contacts)
		count += n
	}
	return result(rights.Erased, count, left, kept, err)
}

// Prove counts the rows that are there.
func (h rowsHandler) Prove(ctx context.Context, s rights.Subject) (rights.Result, error) {
	var left int64
	var kept []keeping
	err := h.each(ctx, s, func(id candor.CustomerID, found secrets) error {
		n, err := h.s.countRows(ctx, h.t, id, found.alias)
		if err != nil {
			return err
		}
		left += n
		k, err := h.s.keptNow(ctx, id)
		if k.any() {
			kept = append(kept, k)
		}
		return err
	})
	if err == nil {
		var n int64
		n, err = h.s.countByContact(ctx, h.t, s.Contacts)
		left += n
	}
	return result(rights.Erased, 0, left, kept, err)
}

// deleteByContact deletes what a table has for contacts, whoever they were tied to.
func (s *Store) deleteByContact(ctx context.Context, t table, tags []string) (gone int64, err error) {
	there, err := s.countByContact(ctx, t, tags)
	if err != nil || there == 0 {
		return 0, err
	}
	err = s.write(ctx, func(tx *Tx) error {
		gone = 0
		for _, tag := range tags {
			n, err := tx.deleteRows(t.name, t.contact, tag)
			if err != nil {
				return err
			}
			gone += n
		}
		return nil
	})
	return gone, err
}

func (s *Store) countByContact(ctx context.Context, t table, tags []string) (count int64, err error) {
	if t.contact == "" {
		return 0, nil
	}
	for _, tag := range tags {
		var n int64
		if err := s.row(ctx, `SELECT COUNT(*) FROM `+t.name+` WHERE `+t.contact, []any{tag}, &n); err != nil {
			return 0, s.fail("count rows of "+t.name, err)
		}
		count += n
	}
	return count, nil
}

// countRows counts a customer's rows in a table.
func (s *Store) countRows(ctx context.Context, t table, id candor.CustomerID, a *alias) (n int64, err error) {
	switch {
	case t.customer != "":
		err = s.row(ctx, `SELECT COUNT(*) FROM `+t.name+` WHERE `+t.customer, []any{string(id)}, &n)
	case a != nil:
		err = s.row(ctx, `SELECT COUNT(*) FROM `+t.name+` WHERE `+t.alias, []any{a[:]}, &n)
	}
	return n, s.fail("count rows of "+t.name, err)
}

// wordsHandler answers for the index of words.
type wordsHandler struct{ handler }

// Erase deletes the words of the subject unless a hold keeps the customer.
func (h wordsHandler) Erase(ctx context.Context, s rights.Subject) (rights.Result, error) {
	return h.look(ctx, s, true)
}

// Prove counts the words that are there.
func (h wordsHandler) Prove(ctx context.Context, s rights.Subject) (rights.Result, error) {
	return h.look(ctx, s, false)
}

func (h wordsHandler) look(ctx context.Context, s rights.Subject, erase bool) (rights.Result, error) {
	var count, left int64
	var kept []keeping
	err := h.each(ctx, s, func(id candor.CustomerID, found secrets) error {
		if found.alias == nil {
			return nil // no row can be told to be theirs any more
		}
		k, err := h.s.keptNow(ctx, id)
		if err != nil {
			return err
		}
		if k.any() {
			kept = append(kept, k)
		} else if erase {
			n, err := h.s.DeleteWords(ctx, *found.alias)
			count += int64(n)
			return err
		}
		var n int64
		err = h.s.row(ctx, `SELECT COUNT(*) FROM word WHERE alias = $1`, []any{found.alias[:]}, &n)
		left += n
		return h.s.fail("count words", err)
	})
	return result(rights.Erased, count, left, kept, err)
}

// keysHandler answers for the customers' keys, which are destroyed last: with them goes whatever they
// sealed, wherever a copy of it may be.
type keysHandler struct{ handler }

// Erase finishes the erasure: rows that came in between, the key, and the bytes in the file.
func (h keysHandler) Erase(ctx context.Context, s rights.Subject) (rights.Result, error) {
	var count, left int64
	var kept []keeping
	err := h.each(ctx, s, func(id candor.CustomerID, found secrets) error {
		finished, err := h.s.Erase(ctx, id, s.Access.Actor, Asked)
		switch {
		case err != nil:
			return err
		case finished && found.alias != nil:
			count++
		case !finished:
			left++
			k, err := h.s.keptNow(ctx, id)
			kept = append(kept, k)
			return err
		}
		return nil
	})
	return result(rights.Shredded, count, left, kept, err)
}

// Prove counts the keys that still open something.
func (h keysHandler) Prove(ctx context.Context, s rights.Subject) (rights.Result, error) {
	left, kept, err := h.live(ctx, s)
	return result(rights.Shredded, 0, left, kept, err)
}

// live counts the customers of a subject whose keys are there.
func (h handler) live(ctx context.Context, s rights.Subject) (left int64, kept []keeping, err error) {
	err = h.each(ctx, s, func(id candor.CustomerID, found secrets) error {
		if found.alias == nil {
			return nil
		}
		left++
		k, err := h.s.keptNow(ctx, id)
		if k.any() {
			kept = append(kept, k)
		}
		return err
	})
	return left, kept, err
}

// ledgerHandler answers for the ledger. No entry is ever changed; without the salt, which goes with the
// key, no entry can be told to be about anybody.
type ledgerHandler struct{ handler }

// Erase changes nothing, and says whether the keys are gone.
func (h ledgerHandler) Erase(ctx context.Context, s rights.Subject) (rights.Result, error) {
	return h.Prove(ctx, s)
}

// Prove counts the entries that can still be told to be about the subject.
func (h ledgerHandler) Prove(ctx context.Context, s rights.Subject) (rights.Result, error) {
	live, kept, err := h.handler.live(ctx, s)
	if err != nil || live == 0 {
		return result(rights.Shredded, 0, 0, nil, err)
	}
	var left int64
	err = h.s.entriesOf(ctx, s, func(rights.Entry) error {
		left++
		return nil
	})
	return result(rights.Shredded, 0, left, kept, err)
}
