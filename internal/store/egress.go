package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"candor"
	"candor/ledger"
	"candor/vendors"
)

// BeginSending lets masked words of a conversation leave for a vendor, or says why not, and writes down
// that they do before they do. Whether the customer allows it and whether the budget does are looked at in
// the same transaction, so that neither a withdrawal nor another sending can come in between.
//
// candor.ErrNoConversation; candor.ErrNoBasis: the customer does not allow the vendor, or the purpose;
// candor.ErrRestricted; vendors.ErrOverDay, vendors.ErrOverConversation, vendors.ErrCostUnknown. Nothing
// was kept then.
func (s *Store) BeginSending(ctx context.Context, x vendors.Sending, b vendors.Budget) error {
	row, err := s.sendingRow(ctx, x)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.agreed(x); err != nil {
			return err
		}
		spent, err := tx.spent(x)
		if err != nil {
			return err
		}
		if err := b.Allow(x.Cost, spent); err != nil {
			return err
		}
		if err := tx.insertSending(row); err != nil {
			return err
		}
		if err := tx.count(x, figureOf(x)); err != nil {
			return err
		}
		return tx.record(row.entry)
	})
}

// RefuseSending writes down that nothing left, and why. What names no conversation that is there is in
// the ledger alone.
func (s *Store) RefuseSending(ctx context.Context, x vendors.Sending) error {
	row, err := s.sendingRow(ctx, x)
	known := err == nil
	if errors.Is(err, candor.ErrNoConversation) {
		row.entry, err = sendingEntry(x, "")
	}
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		if known {
			err := tx.stillThere(x.Conversation)
			if err != nil && !errors.Is(err, candor.ErrNoConversation) {
				return err
			}
			if err == nil {
				if err := tx.insertSending(row); err != nil {
					return err
				}
			}
		}
		if x.Vendor != "" {
			if err := tx.count(x, figureOf(x)); err != nil {
				return err
			}
		}
		return tx.record(row.entry)
	})
}

// EndSending puts what became of a sending in its record, and what it cost in place of what was set aside
// for it. Called again it adds what is known by then. A record that was erased meanwhile stays erased, and
// what was set aside for it stays spent.
func (s *Store) EndSending(ctx context.Context, x vendors.Sending) error {
	salt, err := s.saltOf(ctx, x.Conversation)
	if errors.Is(err, candor.ErrNoConversation) {
		return nil
	}
	if err != nil {
		return err
	}
	entry, err := sendingEntry(x, ledger.Commitment(salt, "conversation", string(x.Conversation)))
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		old, err := tx.sending(x.ID)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if old.Outcome == vendors.Refused || x.Outcome == vendors.Refused || x.Outcome == "" {
			return candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a sending that was refused has no other end, and one that began is not refused"))
		}
		next := old
		next.Ended, next.Outcome, next.Status, next.BytesIn = x.Ended, x.Outcome, x.Status, x.BytesIn
		next.Tokens, next.Cost = x.Tokens, x.Cost
		if err := tx.updateSending(next); err != nil {
			return err
		}
		if err := tx.uncount(old, figureOf(old)); err != nil {
			return err
		}
		if err := tx.count(next, figureOf(next)); err != nil {
			return err
		}
		if old.Outcome == next.Outcome {
			return nil
		}
		return tx.record(entry)
	})
}

// sendingRow is a record with everything made that needs no transaction.
type sendingRow struct {
	vendors.Sending
	classes, fields, masked string
	entry                   entry
}

func (s *Store) sendingRow(ctx context.Context, x vendors.Sending) (sendingRow, error) {
	row := sendingRow{Sending: x}
	if x.ID == "" || x.Vendor == "" || x.At.IsZero() || x.Outcome == "" {
		if x.Conversation != "" || x.Outcome != vendors.Refused {
			return row, candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a sending without an id, a vendor, a time or an outcome was refused"))
		}
	}
	salt, err := s.saltOf(ctx, x.Conversation)
	if err != nil {
		return row, err
	}
	classes := make([]string, len(x.Classes))
	for i, c := range x.Classes {
		classes[i] = string(c)
	}
	for _, one := range []struct {
		list []string
		to   *string
	}{{classes, &row.classes}, {x.Fields, &row.fields}, {x.Masked, &row.masked}} {
		if *one.to, err = encodeList(one.list); err != nil {
			return row, err
		}
	}
	row.entry, err = sendingEntry(x, ledger.Commitment(salt, "conversation", string(x.Conversation)))
	return row, err
}

// saltOf gives the secret under which the ledger commits to whose conversation it is.
func (s *Store) saltOf(ctx context.Context, id candor.ConversationID) ([32]byte, error) {
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return [32]byte{}, candor.ErrNoConversation
	}
	if err != nil {
		return [32]byte{}, s.fail("read whose conversation it is", err)
	}
	salt, err := s.o.Keys.Salt(ctx, of.customer)
	if candor.CodeOf(err) == candor.CodeNotFound && err != nil {
		return salt, candor.ErrNoConversation // erased this moment
	}
	if err != nil {
		return salt, fmt.Errorf("store: read the customer's salt: %w", err)
	}
	return salt, nil
}

// sendingEntry tells the ledger that something left, or did not, or how that ended.
func sendingEntry(x vendors.Sending, subject string) (entry, error) {
	at := x.At
	if !x.Ended.IsZero() {
		at = x.Ended
	}
	facts := map[string]string{
		"vendor": plainOrDigest(x.Vendor), "model": plainOrDigest(x.Model), "region": plainOrDigest(x.Region), "purpose": string(x.Purpose),
		"outcome": string(x.Outcome), "attempt": decimal(int64(x.Attempt)), "size": decimal(x.BytesOut),
	}
	if x.Reason != vendors.NoReason {
		facts["reason"] = string(x.Reason)
	}
	e, err := entryOf(ledger.Entry{At: at, Kind: ledger.KindEgress, Actor: "assistant", Subject: subject, Facts: facts})
	if err != nil {
		return e, fmt.Errorf("store: record a sending: %w", err)
	}
	return e, nil
}
