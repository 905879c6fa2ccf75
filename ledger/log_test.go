package ledger_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"candor/ledger"
)

// memory is a log in a slice, with every way to tamper with it.
type memory struct {
	rows []ledger.Row
	tree ledger.Tree
}

func (m *memory) LedgerRows(ctx context.Context, visit func(ledger.Row) error) error {
	for _, r := range m.rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := visit(r); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) StoredHashes(_ context.Context, seqs []int64) ([][]byte, error) {
	found := make([][]byte, len(seqs))
	for i, seq := range seqs {
		if seq < 0 || seq >= int64(len(m.rows)) {
			return nil, errors.New("no such row")
		}
		found[i] = m.rows[seq].Hashes
	}
	return found, nil
}

func (m *memory) copy() *memory {
	c := &memory{tree: m.tree}
	for _, r := range m.rows {
		r.Record, r.Hashes = bytes.Clone(r.Record), bytes.Clone(r.Hashes)
		c.rows = append(c.rows, r)
	}
	return c
}

// add panics on an entry that cannot be recorded: the tests make none by accident.
func (m *memory) add(e ledger.Entry) {
	record, err := e.Record()
	if err != nil {
		panic(err)
	}
	next, stored := m.tree.Append(record)
	m.rows = append(m.rows, ledger.Row{
		Seq: m.tree.Size(), At: e.At.UnixMicro(), Kind: string(e.Kind), Record: record, Hashes: stored,
	})
	m.tree = next
}

// rehash computes every hash again, as a tamperer with the database but without the key would.
func (m *memory) rehash() {
	m.tree = ledger.Tree{}
	for i := range m.rows {
		next, stored := m.tree.Append(m.rows[i].Record)
		m.rows[i].Seq, m.rows[i].Hashes = int64(i), stored
		m.tree = next
	}
}

func randomEntry(r *rand.Rand) ledger.Entry {
	kinds := ledger.Kinds()
	facts := ledger.Facts()
	e := ledger.Entry{
		At:    time.UnixMicro(1_700_000_000_000_000 + r.Int64N(1e15)),
		Kind:  kinds[r.IntN(len(kinds))],
		Actor: fmt.Sprintf("agt_%d", r.IntN(9)),
		Facts: map[string]string{},
	}
	for range r.IntN(4) {
		e.Facts[facts[r.IntN(len(facts))]] = fmt.Sprint(r.Uint64())
	}
	if r.IntN(2) == 0 {
		e.Subject = ledger.Commitment([32]byte{byte(r.IntN(256))}, "conversation", "x")
	}
	return e
}

func randomLog(seed uint64, size int) *memory {
	r := rand.New(rand.NewPCG(seed, 2))
	m := &memory{}
	for range size {
		m.add(randomEntry(r))
	}
	return m
}

func signer(t testing.TB, seed byte) *ledger.Signer {
	t.Helper()
	s, err := ledger.NewSigner(bytes.Repeat([]byte{seed}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func head(t testing.TB, s *ledger.Signer, tree ledger.Tree) ledger.Checkpoint {
	t.Helper()
	c, err := s.Sign(&tree)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
