package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"candor"
	"candor/action"
	"candor/policy"
)

// saysRow is how what a customer is told is kept.
type saysRow struct {
	Key  string            `json:"key"`
	Args map[string]string `json:"args,omitempty"`
}

// sealSays seals what a customer is told of a proposal's end; nil where that is nothing.
func (s *Store) sealSays(ctx context.Context, p action.Proposal) ([]byte, error) {
	if p.Says.Key == "" {
		return nil, nil
	}
	text, err := json.Marshal(saysRow(p.Says))
	if err != nil {
		return nil, fmt.Errorf("store: write what is told of a proposal: %w", err)
	}
	sealed, err := s.o.Keys.Seal(ctx, p.Customer, sealedSays, string(p.ID), text)
	if err != nil {
		return nil, fmt.Errorf("store: seal what is told of a proposal: %w", err)
	}
	return sealed, nil
}

func (s *Store) openSays(ctx context.Context, of candor.CustomerID, id action.ProposalID, sealed []byte) (policy.Fixed, error) {
	if sealed == nil {
		return policy.Fixed{}, nil
	}
	text, err := s.o.Keys.Open(ctx, of, sealedSays, string(id), sealed)
	var row saysRow
	if err == nil {
		err = json.Unmarshal(text, &row)
	}
	if err != nil {
		return policy.Fixed{}, fmt.Errorf("store: open what is told of proposal %s: %w", id, err)
	}
	return policy.Fixed(row), nil
}

// Untold gives the proposals that ended before a time, and of whose end it is not known that the customer
// was told, oldest first, at most limit. Those of customers who had the use of their data restricted wait.
func (s *Store) Untold(ctx context.Context, before time.Time, limit int) ([]action.Proposal, error) {
	const where = `
		WHERE p.ended > 0 AND p.told = 0 AND p.says IS NOT NULL AND p.ended < $1
			AND NOT EXISTS (SELECT 1 FROM customer k WHERE k.id = v.customer AND k.restricted <> 0)
		ORDER BY p.ended, p.id LIMIT $2`
	return s.openProposals(ctx, serves(), where, micros(before), int64(min(max(limit, 0), 1000)))
}

// ProposalTold keeps that a customer was told of a proposal's end.
func (s *Store) ProposalTold(ctx context.Context, id action.ProposalID, at time.Time) error {
	if s.writer == nil {
		return errReadOnly
	}
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.exec(`UPDATE proposal SET told = $2 WHERE id = $1 AND told = 0 AND ended > 0`, string(id), micros(at))
		return err
	})
}
