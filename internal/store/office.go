package store

import (
	"context"
	"fmt"

	"candor"
	"candor/privacy/rights"
)

// Office is the store as an office of rights sees it while it erases and exports.
type Office struct{ s *Store }

// Office gives it.
func (s *Store) Office() Office { return Office{s} }

// Note does nothing: counts are kept by the transactions that destroy rows.
func (o Office) Note(context.Context, candor.RequestID, string, int64) error { return nil }

// Erasing reports whether an erasure of any of the customers began and did not end, but for those
// that a hold keeps waiting.
func (o Office) Erasing(ctx context.Context, customers []candor.CustomerID) (bool, error) {
	const query = `
		SELECT COUNT(*) FROM erasure e
		WHERE e.customer = $1 AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.customer = $1 AND ` + heldNow + `)`
	for _, id := range customers {
		var n int
		if err := o.s.row(ctx, query, []any{string(id), micros(o.s.o.Now())}, &n); err != nil {
			return false, o.s.fail("look for an erasure", err)
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, nil
}

// Living gives those of the customers who are there. It asks the file and not the keys, which this process
// may remember after another has destroyed them.
func (o Office) Living(ctx context.Context, customers []candor.CustomerID) ([]candor.CustomerID, error) {
	var out []candor.CustomerID
	for _, id := range customers {
		var n int
		if err := o.s.row(ctx, `SELECT COUNT(*) FROM customer WHERE id = $1`, []any{string(id)}, &n); err != nil {
			return nil, o.s.fail("look for a customer", err)
		}
		if n > 0 {
			out = append(out, id)
		}
	}
	return out, nil
}

// Held gives the holds that keep everything about any of the customers.
func (o Office) Held(ctx context.Context, customers []candor.CustomerID) ([]rights.Hold, error) {
	const query = `
		SELECT COUNT(*), COALESCE(MIN(h.ground), ''), COALESCE(MAX(h.until), 0), COALESCE(MIN(h.until), 0) FROM hold h
		WHERE h.customer = $1 AND h.conversation = '' AND ` + heldNow
	var out []rights.Hold
	for _, id := range customers {
		var n, last, least int64
		var ground string
		if err := o.s.row(ctx, query, []any{string(id), micros(o.s.o.Now())}, &n, &ground, &last, &least); err != nil {
			return nil, o.s.fail("look for holds", err)
		}
		if n == 0 {
			continue
		}
		h := rights.Hold{Customer: id, Reason: ground}
		if least > 0 { // none of them is without an end
			h.Until = moment(last)
		}
		out = append(out, h)
	}
	return out, nil
}

// Record writes what was done for a request and gives the signed state of the ledger that has it.
func (o Office) Record(ctx context.Context, t rights.Trace) (rights.Checkpoint, error) {
	r := rights.Request{ID: t.Request}
	aliases, err := o.s.aliases(ctx, `SELECT alias FROM request_customer WHERE request = $1 ORDER BY place`, string(t.Request))
	if err != nil {
		return rights.Checkpoint{}, o.s.fail("read whose request it is", err)
	}
	known, err := o.s.o.Keys.ByAlias(ctx, aliases...)
	if err != nil {
		return rights.Checkpoint{}, fmt.Errorf("store: find whose request it is: %w", err)
	}
	for _, a := range aliases {
		if id, ok := known[a]; ok {
			r.Customers = append(r.Customers, id)
		}
	}
	key, _, err := o.s.requestKey(ctx, r)
	if err != nil {
		return rights.Checkpoint{}, err
	}
	entries, err := o.s.requestEntries(ctx, key, r, []rights.Trace{t})
	if err != nil {
		return rights.Checkpoint{}, err
	}
	if err := o.s.write(ctx, func(tx *Tx) error { return tx.record(entries[0]) }); err != nil {
		return rights.Checkpoint{}, err
	}
	if _, err := o.s.KeepCheckpoint(ctx); err != nil {
		return rights.Checkpoint{}, err
	}
	note, size, err := o.s.Checkpoint(ctx)
	return rights.Checkpoint{Size: size, Note: string(note)}, err
}
