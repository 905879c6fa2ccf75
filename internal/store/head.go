package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/ledger"
)

// When a checkpoint is kept for good, so that later ones can be held against it.
const (
	keepEvery = 10_000 // entries
	keepAfter = time.Hour
)

const readHead = `SELECT ledger_size, ledger_note, event_seq FROM head WHERE id = 1`

// takeUp finds where the ledger and the outbox ended, or begins both in a new database.
func (w *writer) takeUp() error {
	if _, err := w.exec(`BEGIN IMMEDIATE`); err != nil {
		return w.s.fail("open for writing", err)
	}
	err := w.firstHead()
	if err == nil {
		err = w.adopt()
	}
	if err == nil {
		_, err = w.exec(`COMMIT`)
	}
	if err != nil {
		w.rollback()
		return w.s.fail("take up the ledger", err)
	}
	return nil
}

// firstHead makes the head row of a new database: a signed empty ledger.
func (w *writer) firstHead() error {
	const count = `
		SELECT (SELECT COUNT(*) FROM head), (SELECT COUNT(*) FROM ledger), (SELECT COUNT(*) FROM outbox),
			(SELECT COALESCE(MAX(at), 0) FROM checkpoint)`
	var heads, entries, events, kept int64
	if err := w.row(count, nil, &heads, &entries, &events, &kept); err != nil {
		return err
	}
	w.kept = moment(kept)
	if heads == 1 {
		return nil
	}
	if entries != 0 || events != 0 {
		return w.ledgerDamaged("its signed head is missing")
	}
	var empty ledger.Tree
	c, err := w.s.o.Signer.Sign(&empty)
	if err != nil {
		return err
	}
	now := w.s.o.Now()
	const first = `INSERT INTO head (id, ledger_size, ledger_note, event_seq, at) VALUES (1, 0, $1, 0, $2)`
	if _, err := w.exec(first, c.Note, micros(now)); err != nil {
		return err
	}
	const keep = `INSERT INTO checkpoint (size, at, note) VALUES (0, $1, $2)`
	_, err = w.exec(keep, micros(now), c.Note)
	w.kept = now
	return err
}

// adopt takes the state of the database for its own after checking it against the signature.
// It reads at most 40 rows.
func (w *writer) adopt() error {
	var size, seq int64
	var note []byte
	if err := w.row(readHead, nil, &size, &note, &seq); errors.Is(err, sql.ErrNoRows) {
		return w.ledgerDamaged("its signed head is missing")
	} else if err != nil {
		return err
	}
	signed, err := w.s.o.Signer.Verifier().Open(note)
	if err != nil {
		return w.ledgerDamaged("its head is not signed with this desk's key")
	}
	tree, err := ledger.Restore(context.Background(), size, w)
	if errors.Is(err, sql.ErrNoRows) || err == nil && (signed.Size != size || signed.Root != tree.Root()) {
		return w.ledgerDamaged("its last entries are not those that were signed")
	}
	if err != nil {
		return err
	}
	w.tree, w.seq = tree, seq
	return nil
}

// catchUp notices what other processes committed since.
func (w *writer) catchUp() error {
	var size, seq int64
	var note []byte
	if err := w.row(readHead, nil, &size, &note, &seq); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if note != nil && size == w.tree.Size() && seq == w.seq {
		return nil
	}
	w.s.glance.forget()
	return w.adopt()
}

func (w *writer) ledgerDamaged(what string) error {
	return refuse(candor.CodeInternal, "error.ledger_damaged", w.s.o.Path,
		"store: the ledger in %s was changed from outside: %s. Nothing was changed now. "+
			"Run: candor ledger verify, and restore the database from its backup", w.s.o.Path, what)
}

// StoredHashes reads the tree out of the ledger for the transaction in hand.
func (w *writer) StoredHashes(_ context.Context, seqs []int64) ([][]byte, error) {
	found := make([][]byte, len(seqs))
	for i, seq := range seqs {
		if err := w.row(readHashes, []any{seq}, &found[i]); err != nil {
			return nil, fmt.Errorf("entry %d: %w", seq, err)
		}
	}
	return found, nil
}

const readHashes = `SELECT hashes FROM ledger WHERE seq = $1`

func (w *writer) row(query string, args []any, dest ...any) error {
	st, err := w.statement(query)
	if err != nil {
		return err
	}
	return st.QueryRow(args...).Scan(dest...)
}

// end signs the ledger as it now is, once for the whole transaction, and commits.
func (tx *Tx) end() error {
	w := tx.w
	switch {
	case tx.tree.Size() != w.tree.Size():
		if err := tx.sign(); err != nil {
			return err
		}
	case tx.seq != w.seq:
		const move = `UPDATE head SET event_seq = $1, at = $2 WHERE id = 1`
		if _, err := tx.exec(move, tx.seq, micros(tx.at)); err != nil {
			return err
		}
	}
	_, err := w.exec(`COMMIT`)
	return err
}

func (tx *Tx) sign() error {
	c, err := tx.w.s.o.Signer.Sign(&tx.tree)
	if err != nil {
		return err
	}
	const move = `UPDATE head SET ledger_size = $1, ledger_note = $2, event_seq = $3, at = $4 WHERE id = 1`
	if _, err := tx.exec(move, c.Size, c.Note, tx.seq, micros(tx.at)); err != nil {
		return err
	}
	due := c.Size/keepEvery != tx.w.tree.Size()/keepEvery || tx.at.Sub(tx.w.kept).Abs() >= keepAfter
	if !due {
		return nil
	}
	tx.checkpoint = true
	return tx.keep(c)
}

// keep makes a checkpoint permanent.
func (tx *Tx) keep(c ledger.Checkpoint) error {
	const insert = `INSERT INTO checkpoint (size, at, note) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING`
	_, err := tx.exec(insert, c.Size, micros(tx.at), c.Note)
	return err
}
