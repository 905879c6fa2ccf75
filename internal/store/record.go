package store

import (
	"context"
	"database/sql"
	"fmt"

	"candor/ledger"
)

// Record adds one entry to the ledger, on its own.
func (s *Store) Record(ctx context.Context, e ledger.Entry) error {
	row, err := entryOf(e)
	if err != nil {
		return fmt.Errorf("store: record: %w", err)
	}
	return s.write(ctx, func(tx *Tx) error { return tx.record(row) })
}

// Checkpoint gives the newest signed checkpoint as it is published, and how many entries it covers.
func (s *Store) Checkpoint(ctx context.Context) (note []byte, size int64, err error) {
	const query = `SELECT ledger_note, ledger_size FROM head WHERE id = 1`
	err = s.row(ctx, query, nil, &note, &size)
	return note, size, s.fail("read the ledger's head", err)
}

// KeepCheckpoint makes a checkpoint of the ledger as it is permanent and gives it: before an
// export or a backup, and when a server stops.
func (s *Store) KeepCheckpoint(ctx context.Context) (note []byte, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		c, err := s.o.Signer.Sign(&tx.tree)
		if err != nil {
			return err
		}
		note = c.Note
		return tx.keep(c)
	})
	return note, err
}

// Checkpoints gives the permanent checkpoints, oldest first, and the newest one.
func (s *Store) Checkpoints(ctx context.Context) ([][]byte, error) {
	out, err := checkpoints(ctx, s.readers)
	return out, s.fail("read checkpoints", err)
}

// PublicKey gives the key that checkpoints are checked with, as text; "" when it is not known.
func (s *Store) PublicKey() string {
	if s.o.Signer == nil {
		return ""
	}
	return s.o.Signer.Verifier().String()
}

// VerifyLedger checks the whole ledger against its own checkpoints and those that are given, all
// as they are at one moment, while others go on writing.
func (s *Store) VerifyLedger(ctx context.Context, v *ledger.Verifier, kept ...[]byte) (ledger.Report, error) {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return ledger.Report{}, s.fail("read the ledger", err)
	}
	defer tx.Rollback()
	own, err := checkpoints(ctx, tx)
	if err != nil {
		return ledger.Report{}, s.fail("read checkpoints", err)
	}
	report, err := ledger.Verify(ctx, rowsOf{tx}, v, append(own, kept...)...)
	return report, s.fail("verify the ledger", err)
}

// Prove makes the proof that an entry stands in the ledger of a size; see ledger.Prove.
func (s *Store) Prove(ctx context.Context, size, seq int64) (ledger.Proof, error) {
	return ledger.Prove(ctx, s, size, seq)
}

// ProveConsistency makes the proof that between two sizes entries were only added.
func (s *Store) ProveConsistency(ctx context.Context, from, to int64) (ledger.Consistency, error) {
	return ledger.ProveConsistency(ctx, s, from, to)
}

// StoredHashes reads the tree out of the ledger.
func (s *Store) StoredHashes(ctx context.Context, seqs []int64) ([][]byte, error) {
	found := make([][]byte, len(seqs))
	for i, seq := range seqs {
		if err := s.row(ctx, readHashes, []any{seq}, &found[i]); err != nil {
			return nil, s.fail(fmt.Sprintf("read ledger entry %d", seq), err)
		}
	}
	return found, nil
}

// LedgerRows reads the whole ledger in order.
func (s *Store) LedgerRows(ctx context.Context, visit func(ledger.Row) error) error {
	return rowsOf{s.readers}.LedgerRows(ctx, visit)
}

// reader is a pool or a transaction that reads.
type reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

type rowsOf struct{ db reader }

func (r rowsOf) LedgerRows(ctx context.Context, visit func(ledger.Row) error) error {
	const query = `SELECT seq, at, kind, record, hashes FROM ledger ORDER BY seq`
	rows, err := r.db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row ledger.Row
		if err := rows.Scan(&row.Seq, &row.At, &row.Kind, &row.Record, &row.Hashes); err != nil {
			return err
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// checkpoints reads the permanent ones, then the head.
func checkpoints(ctx context.Context, db reader) ([][]byte, error) {
	const query = `
		SELECT note FROM (
			SELECT size, 0 AS last, note FROM checkpoint
			UNION ALL SELECT ledger_size, 1, ledger_note FROM head) AS every
		ORDER BY last, size`
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out [][]byte
	for rows.Next() {
		var note []byte
		if err := rows.Scan(&note); err != nil {
			return nil, err
		}
		out = append(out, note)
	}
	return out, rows.Err()
}
