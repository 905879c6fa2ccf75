package store

import (
	"context"
	"errors"

	"candor"
	"candor/vendors"
)

// ForAudit is the purpose in the ledger of what goes to a vendor in an audit of fairness: made-up texts of nobody. It is no
// purpose that a customer could allow, and nothing of a customer leaves under it.
const ForAudit candor.Purpose = "audit"

// BeginAuditSending lets a made-up text leave for a vendor, or says why not. It belongs to no conversation, so the ledger and the
// sums of the day alone have it. The budget of the day holds for it together with what customers ask, that of a conversation
// for each call.
//
// vendors.ErrOverDay, vendors.ErrOverConversation, vendors.ErrCostUnknown: nothing was kept.
func (s *Store) BeginAuditSending(ctx context.Context, x vendors.Sending, b vendors.Budget) error {
	x.Purpose = ForAudit
	e, err := auditEntry(x)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		spent, err := tx.spent(x)
		if err != nil {
			return err
		}
		if err := b.Allow(x.Cost, spent); err != nil {
			return err
		}
		if err := tx.count(x, figureOf(x)); err != nil {
			return err
		}
		return tx.record(e)
	})
}

// EndAuditSending puts what became of such a sending in place of what was counted for it before.
func (s *Store) EndAuditSending(ctx context.Context, before, after vendors.Sending) error {
	after.Purpose = ForAudit
	e, err := auditEntry(after)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.uncount(before, figureOf(before)); err != nil {
			return err
		}
		if err := tx.count(after, figureOf(after)); err != nil {
			return err
		}
		if before.Outcome == after.Outcome {
			return nil
		}
		return tx.record(e)
	})
}

func auditEntry(x vendors.Sending) (entry, error) {
	if x.ID == "" || x.Vendor == "" || x.At.IsZero() || x.Outcome == "" || x.Outcome == vendors.Refused {
		return entry{}, candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a sending of an audit without an id, a vendor, a time or an outcome was refused"))
	}
	return sendingEntry(x, "")
}
