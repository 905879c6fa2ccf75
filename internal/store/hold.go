package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/ledger"
)

const sealedHold = "hold.reason"

// Hold is a duty to keep a customer's data, or one conversation of theirs, although somebody asked for
// it to go or its time is over: for a legal claim, or because a law says so.
type Hold struct {
	ID           candor.HoldID
	Customer     candor.CustomerID
	Conversation candor.ConversationID // empty: everything about the customer
	Ground       string                // a plain key such as "legal_claims" or "duty_to_keep"; for certificates
	Reason       candor.Text           // why, in words
	Placed       time.Time
	By           string    // who placed it, as the ledger names them
	Until        time.Time // when it ends by itself; zero: when somebody lifts it
	Lifted       time.Time
	LiftedBy     string
}

// Active reports whether the hold keeps anything at a time.
func (h Hold) Active(at time.Time) bool {
	return h.Lifted.IsZero() && (h.Until.IsZero() || at.Before(h.Until))
}

// heldNow is the condition under which a hold of the row h is active at $2.
const heldNow = `h.lifted = 0 AND (h.until = 0 OR h.until > $2)`

// PlaceHold keeps what the hold names from erasure and retention, from now on. ID, Placed and Lifted
// are the store's to set; it gives the hold as it stands.
//
// ErrNoCustomer, ErrNoConversation: there is nothing to keep. CodeInvalid: no plain ground, no reason
// or nobody who places it.
func (s *Store) PlaceHold(ctx context.Context, h Hold) (Hold, error) {
	if h.Ground == "" || !ledger.Plain(h.Ground) || h.Reason == "" || h.By == "" {
		return Hold{}, candor.Fail(candor.CodeInvalid, "error.bad_request", errors.New("store: a hold needs a plain ground, a reason and who places it"))
	}
	if s.writer == nil {
		return Hold{}, errReadOnly
	}
	h.ID, h.Lifted, h.LiftedBy = candor.NewHoldID(), time.Time{}, ""
	if h.Conversation != "" {
		of, err := s.ownerOf(ctx, h.Conversation)
		if errors.Is(err, sql.ErrNoRows) || err == nil && of.customer != cmp.Or(h.Customer, of.customer) {
			return Hold{}, candor.ErrNoConversation
		}
		if err != nil {
			return Hold{}, s.fail("read a conversation", err)
		}
		h.Customer = of.customer
	}
	reason, err := s.o.Keys.Seal(ctx, h.Customer, sealedHold, string(h.ID), []byte(h.Reason))
	if candor.CodeOf(err) == candor.CodeNotFound {
		return Hold{}, candor.ErrNoCustomer
	}
	if err != nil {
		return Hold{}, fmt.Errorf("store: seal the reason of a hold: %w", err)
	}
	entry, err := s.holdEntry(ctx, h.Customer, h.By, map[string]string{"act": "place", "reason": h.Ground, "until": dateFact(h.Until)})
	if err != nil {
		return Hold{}, err
	}
	err = s.write(ctx, func(tx *Tx) error {
		var there int
		const look = `
			SELECT COUNT(*) FROM customer c WHERE c.id = $1
				AND ($2 = '' OR EXISTS (SELECT 1 FROM conversation v WHERE v.id = $2 AND v.customer = c.id))`
		if err := tx.row(look, []any{string(h.Customer), string(h.Conversation)}, &there); err != nil {
			return err
		}
		if there == 0 {
			return candor.ErrNoCustomer
		}
		h.Placed, h.Until = moment(micros(tx.at)), moment(micros(h.Until))
		const insert = `
			INSERT INTO hold (id, customer, conversation, ground, placed, placed_by, until, lifted, lifted_by, reason)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '', $8)`
		if _, err := tx.exec(insert, string(h.ID), string(h.Customer), string(h.Conversation), h.Ground, micros(h.Placed),
			h.By, micros(h.Until), reason); err != nil {
			return err
		}
		return tx.record(entry)
	})
	if err != nil {
		return Hold{}, err
	}
	return h, nil
}

// LiftHold ends a hold. An erasure that it kept waiting goes on with the next Resume. Lifting again
// changes nothing. CodeNotFound: there is none.
func (s *Store) LiftHold(ctx context.Context, id candor.HoldID, by string) error {
	if s.writer == nil {
		return errReadOnly
	}
	missing := candor.Fail(candor.CodeNotFound, "error.no_hold", nil)
	var customer candor.CustomerID
	err := s.row(ctx, `SELECT customer FROM hold WHERE id = $1`, []any{string(id)}, (*string)(&customer))
	if errors.Is(err, sql.ErrNoRows) {
		return missing
	}
	if err != nil {
		return s.fail("read a hold", err)
	}
	entry, err := s.holdEntry(ctx, customer, by, map[string]string{"act": "lift"})
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		var lifted int64
		err := tx.row(`SELECT lifted FROM hold WHERE id = $1`, []any{string(id)}, &lifted)
		if errors.Is(err, sql.ErrNoRows) {
			return missing
		}
		if err != nil || lifted != 0 {
			return err
		}
		if err := tx.one(`UPDATE hold SET lifted = $2, lifted_by = $3 WHERE id = $1`, string(id), micros(tx.at), by); err != nil {
			return err
		}
		return tx.record(entry)
	})
}

// Holds gives every hold on a customer and their conversations, newest first, lifted ones too. The
// reasons are opened: the read is on the record. ErrNoCustomer. ErrNoBasis.
func (s *Store) Holds(ctx context.Context, by candor.Access, id candor.CustomerID) ([]Hold, error) {
	if err := s.permitCustomer(ctx, by, id); err != nil {
		return nil, err
	}
	const query = `
		SELECT id, conversation, ground, placed, placed_by, until, lifted, lifted_by, reason FROM hold
		WHERE customer = $1 ORDER BY placed DESC, id`
	var out []Hold
	var reasons [][]byte
	err := s.rows(ctx, query, []any{string(id)}, func(rows *sql.Rows) error {
		h := Hold{Customer: id}
		var placed, until, lifted int64
		var reason []byte
		err := rows.Scan((*string)(&h.ID), (*string)(&h.Conversation), &h.Ground, &placed, &h.By, &until, &lifted, &h.LiftedBy, &reason)
		h.Placed, h.Until, h.Lifted = moment(placed), moment(until), moment(lifted)
		out, reasons = append(out, h), append(reasons, reason)
		return err
	})
	if err != nil {
		return nil, s.fail("read holds", err)
	}
	for i := range out {
		reason, err := s.o.Keys.Open(ctx, id, sealedHold, string(out[i].ID), reasons[i])
		if err != nil {
			return nil, fmt.Errorf("store: open the reason of a hold: %w", err)
		}
		out[i].Reason = candor.Text(reason)
	}
	return out, nil
}

func (s *Store) holdEntry(ctx context.Context, id candor.CustomerID, by string, facts map[string]string) (entry, error) {
	salt, err := s.o.Keys.Salt(ctx, id)
	if err != nil {
		return entry{}, fmt.Errorf("store: read the customer's salt: %w", err)
	}
	for k, v := range facts {
		if v == "" {
			delete(facts, k)
		}
	}
	row, err := entryOf(ledger.Entry{
		At: s.o.Now(), Kind: ledger.KindHold, Actor: by, Subject: ledger.Commitment(salt, "customer", string(id)), Facts: facts,
	})
	if err != nil {
		return entry{}, fmt.Errorf("store: record a hold: %w", err)
	}
	return row, nil
}

func dateFact(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// keeping is what active holds keep of a customer.
type keeping struct {
	all           bool
	conversations map[candor.ConversationID]bool
	ground        string
	until         time.Time // the latest end; zero when one of them has none
}

func (k keeping) any() bool { return k.all || len(k.conversations) > 0 }

// held reads the active holds of a customer.
func (tx *Tx) held(id candor.CustomerID) (keeping, error) {
	return readKeeping(tx.rows, id, micros(tx.at))
}

// keptNow is held outside a transaction, to tell of it.
func (s *Store) keptNow(ctx context.Context, id candor.CustomerID) (keeping, error) {
	rows := func(query string, args []any, visit func(*sql.Rows) error) error {
		return s.rows(ctx, query, args, visit)
	}
	k, err := readKeeping(rows, id, micros(s.o.Now()))
	return k, s.fail("read holds", err)
}

func readKeeping(read func(string, []any, func(*sql.Rows) error) error, id candor.CustomerID, now int64) (keeping, error) {
	const query = `SELECT h.conversation, h.ground, h.until FROM hold h WHERE h.customer = $1 AND ` + heldNow + ` ORDER BY h.placed`
	k := keeping{conversations: map[candor.ConversationID]bool{}}
	endless := false
	err := read(query, []any{string(id), now}, func(rows *sql.Rows) error {
		var conversation, ground string
		var until int64
		if err := rows.Scan(&conversation, &ground, &until); err != nil {
			return err
		}
		if conversation == "" {
			k.all = true
		} else {
			k.conversations[candor.ConversationID(conversation)] = true
		}
		k.ground = cmp.Or(k.ground, ground)
		endless = endless || until == 0
		if t := moment(until); t.After(k.until) {
			k.until = t
		}
		return nil
	})
	if endless {
		k.until = time.Time{}
	}
	return k, err
}
