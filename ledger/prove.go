package ledger

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// ErrProofFails says that a proof does not show what it claims.
var ErrProofFails = errors.New("ledger: the proof does not hold")

// Proof shows that one record stands at Seq in the log of Size entries (RFC 6962, 2.1.1).
type Proof struct {
	Seq  int64       `json:"seq"`
	Size int64       `json:"size"`
	Path []tlog.Hash `json:"path"`
}

// Prove makes the proof for one entry. It reads at most about 2·log₂(size) rows.
func Prove(ctx context.Context, rows Lookup, size, seq int64) (Proof, error) {
	path, err := tlog.ProveRecord(size, seq, reader(ctx, rows))
	if err != nil {
		return Proof{}, fmt.Errorf("ledger: prove entry %d of %d: %w", seq, size, err)
	}
	return Proof{Seq: seq, Size: size, Path: path}, nil
}

// Check holds the proof against a checkpoint whose signature was checked with Verifier.Open.
//
// ErrProofFails: the record is not that entry, or the checkpoint is of another log or size.
func (p Proof) Check(record []byte, at Checkpoint) error {
	if p.Size != at.Size {
		return fmt.Errorf("%w: it is for %d entries, the checkpoint for %d", ErrProofFails, p.Size, at.Size)
	}
	if err := tlog.CheckRecord(p.Path, p.Size, at.Root, p.Seq, tlog.RecordHash(record)); err != nil {
		return fmt.Errorf("%w: entry %d of %d", ErrProofFails, p.Seq, p.Size)
	}
	return nil
}

// Consistency shows that the log of New entries begins with the log of Old entries,
// unchanged (RFC 6962, 2.1.2).
type Consistency struct {
	Old  int64       `json:"old"`
	New  int64       `json:"new"`
	Path []tlog.Hash `json:"path"`
}

// ProveConsistency makes the proof that between two sizes entries were only added.
func ProveConsistency(ctx context.Context, rows Lookup, from, to int64) (Consistency, error) {
	if from == 0 && to >= 0 {
		return Consistency{Old: from, New: to}, nil // everything begins with nothing
	}
	path, err := tlog.ProveTree(to, from, reader(ctx, rows))
	if err != nil {
		return Consistency{}, fmt.Errorf("ledger: prove that %d entries begin with %d: %w", to, from, err)
	}
	return Consistency{Old: from, New: to, Path: path}, nil
}

// Check holds the proof against two checkpoints whose signatures were checked with Verifier.Open.
//
// ErrProofFails: what the older one covered is not, unchanged, at the start of the newer one.
func (c Consistency) Check(before, after Checkpoint) error {
	if c.Old != before.Size || c.New != after.Size {
		return fmt.Errorf("%w: it is for %d and %d entries, the checkpoints for %d and %d",
			ErrProofFails, c.Old, c.New, before.Size, after.Size)
	}
	if c.Old == 0 {
		var empty Tree
		if len(c.Path) == 0 && c.New >= 0 && before.Root == empty.Root() {
			return nil
		}
		return fmt.Errorf("%w: from an empty log", ErrProofFails)
	}
	if err := tlog.CheckTree(c.Path, c.New, after.Root, c.Old, before.Root); err != nil {
		return fmt.Errorf("%w: from %d to %d entries", ErrProofFails, c.Old, c.New)
	}
	return nil
}
