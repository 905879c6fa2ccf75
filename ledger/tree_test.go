package ledger_test

import (
	"errors"
	"testing"

	"candor/ledger"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
)

// flat is tlog's own way to store a tree: one long list of hashes.
type flat []tlog.Hash

func (f flat) ReadHashes(index []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(index))
	for i, x := range index {
		if x >= int64(len(f)) {
			return nil, errors.New("not stored yet")
		}
		out[i] = f[x]
	}
	return out, nil
}

func TestTreeStoresAndHashesAsTlogDoes(t *testing.T) {
	t.Parallel()
	var want flat
	var tree ledger.Tree
	for n := range int64(300) {
		record := []byte{byte(n), byte(n >> 8), 'x'}
		hashes, err := tlog.StoredHashes(n, record, want)
		if err != nil {
			t.Fatal(err)
		}
		var stored []byte
		for _, h := range hashes {
			stored = append(stored, h[:]...)
		}
		want = append(want, hashes...)

		next, got := tree.Append(record)
		if d := cmp.Diff(stored, got); d != "" {
			t.Fatalf("entry %d: stored hashes: %s", n, d)
		}
		tree = next
		root, err := tlog.TreeHash(n+1, want)
		if err != nil {
			t.Fatal(err)
		}
		if tree.Root() != root || tree.Size() != n+1 {
			t.Fatalf("after %d entries: root %v, want %v", n+1, tree.Root(), root)
		}
	}
}

func TestEmptyTreeHasTheRootOfRFC6962(t *testing.T) {
	t.Parallel()
	var tree ledger.Tree
	want, err := tlog.TreeHash(0, flat{})
	if err != nil {
		t.Fatal(err)
	}
	if got := tree.Root(); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAppendLeavesTheOldTreeAsItWas(t *testing.T) {
	t.Parallel()
	m := randomLog(1, 37)
	before, root := m.tree, m.tree.Root()
	m.tree.Append([]byte("undone"))
	again, _ := before.Append([]byte("kept"))
	once, _ := m.tree.Append([]byte("kept"))
	if before.Root() != root || again.Root() != once.Root() {
		t.Error("appending changed the tree that was appended to")
	}
}

func TestRestoreGivesTheSameTreeFromFewRows(t *testing.T) {
	t.Parallel()
	m := &memory{}
	all := randomLog(2, 200)
	for size := range 201 {
		counted := &counting{memory: m}
		got, err := ledger.Restore(t.Context(), int64(size), counted)
		if err != nil {
			t.Fatal(err)
		}
		if got != m.tree {
			t.Fatalf("size %d: the restored tree differs", size)
		}
		if counted.read > 8 {
			t.Errorf("size %d: read %d rows", size, counted.read)
		}
		if size < 200 {
			next, _ := m.tree.Append(all.rows[size].Record)
			m.rows, m.tree = append(m.rows, all.rows[size]), next
		}
	}
}

func TestRestoreRefusesWhatIsNotThere(t *testing.T) {
	t.Parallel()
	m := randomLog(3, 10)
	for _, size := range []int64{-1, 11, 1 << 50} {
		if _, err := ledger.Restore(t.Context(), size, m); err == nil {
			t.Errorf("size %d was restored from 10 rows", size)
		}
	}
	m.rows[7].Hashes = m.rows[7].Hashes[:40]
	if _, err := ledger.Restore(t.Context(), 10, m); err == nil {
		t.Error("restored from a row whose hashes are cut")
	}
}

func BenchmarkAppend(b *testing.B) {
	record := randomLog(4, 1).rows[0].Record
	var tree ledger.Tree
	b.ReportAllocs()
	for b.Loop() {
		tree, _ = tree.Append(record)
	}
}

func BenchmarkRecord(b *testing.B) {
	e := ledger.Entry{
		At: noon, Kind: ledger.KindVerdict, Actor: "assistant", Subject: ledger.Commitment([32]byte{}, "conversation", "con_1"),
		Facts: map[string]string{"gate": "grounded", "outcome": "pass", "policy": "3", "language": "en", "number": "4"},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Record(); err != nil {
			b.Fatal(err)
		}
	}
}
