package store

import (
	"context"
	"fmt"

	"candor"
	"candor/action"
	"candor/ledger"
)

// RefusedCall records that a model wanted something done in a conversation that is not done, and why. Tool
// is the name of a tool of the desk, or empty: nothing that a model wrote gets into the record.
func (s *Store) RefusedCall(ctx context.Context, c candor.Conversation, tool string, why action.Why) error {
	if s.writer == nil {
		return errReadOnly
	}
	salt, err := s.o.Keys.Salt(ctx, c.Customer)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return nil // erased this moment: there is nobody whom it is about
	}
	if err != nil {
		return fmt.Errorf("store: read the customer's salt: %w", err)
	}
	row, err := entryOf(ledger.Entry{
		At: s.o.Now(), Kind: ledger.KindAction, Actor: "assistant", Subject: ledger.Commitment(salt, "conversation", string(c.ID)),
		Facts: map[string]string{"method": tool, "state": "refused", "reason": string(why)},
	})
	if err != nil {
		return fmt.Errorf("store: record a refused call: %w", err)
	}
	return s.write(ctx, func(tx *Tx) error { return tx.record(row) })
}
