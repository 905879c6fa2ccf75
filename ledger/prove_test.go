package ledger_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"candor/ledger"

	"github.com/google/go-cmp/cmp"
)

type counting struct {
	*memory
	read int
}

func (c *counting) StoredHashes(ctx context.Context, seqs []int64) ([][]byte, error) {
	c.read += len(seqs)
	return c.memory.StoredHashes(ctx, seqs)
}

func TestEveryEntryCanBeProved(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	m := &memory{}
	all := randomLog(20, 40)
	for size := int64(1); size <= 40; size++ {
		next, _ := m.tree.Append(all.rows[size-1].Record)
		m.rows, m.tree = append(m.rows, all.rows[size-1]), next
		at := head(t, s, m.tree)
		for seq := range size {
			p, err := ledger.Prove(t.Context(), m, size, seq)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Check(m.rows[seq].Record, at); err != nil {
				t.Fatal(err)
			}
			changed := append([]byte{}, m.rows[seq].Record...)
			changed[0]++
			if err := p.Check(changed, at); !errors.Is(err, ledger.ErrProofFails) {
				t.Fatalf("entry %d of %d: a changed record was proved", seq, size)
			}
		}
	}
}

func TestEveryPrefixCanBeProved(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	m := randomLog(21, 40)
	var points []ledger.Checkpoint
	var tree ledger.Tree
	points = append(points, head(t, s, tree))
	for _, r := range m.rows {
		tree, _ = tree.Append(r.Record)
		points = append(points, head(t, s, tree))
	}
	for to := range points {
		for from := range points[:to+1] {
			p, err := ledger.ProveConsistency(t.Context(), m, int64(from), int64(to))
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Check(points[from], points[to]); err != nil {
				t.Fatalf("from %d to %d: %v", from, to, err)
			}
		}
	}
}

func TestProofsOfAnotherHistoryFail(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	ours, other := randomLog(22, 20), randomLog(23, 20)
	p, err := ledger.ProveConsistency(t.Context(), ours, 12, 20)
	if err != nil {
		t.Fatal(err)
	}
	before, after := head(t, s, randomLog(22, 12).tree), head(t, s, ours.tree)
	if err := p.Check(before, after); err != nil {
		t.Fatal(err)
	}
	tests := map[string]error{
		"another end":   p.Check(before, head(t, s, other.tree)),
		"another start": p.Check(head(t, s, randomLog(23, 12).tree), after),
		"another size":  p.Check(head(t, s, randomLog(22, 11).tree), after),
		"a false empty start": ledger.Consistency{New: 20}.Check(
			ledger.Checkpoint{Root: other.tree.Root()}, after),
		"negative": ledger.Consistency{Old: -1, New: 20}.Check(ledger.Checkpoint{Size: -1}, after),
	}
	for name, err := range tests {
		if !errors.Is(err, ledger.ErrProofFails) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	q, err := ledger.Prove(t.Context(), ours, 20, 3)
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Check(ours.rows[3].Record, head(t, s, other.tree)); !errors.Is(err, ledger.ErrProofFails) {
		t.Errorf("an entry was proved against another log: %v", err)
	}
	for _, seq := range []int64{-1, 20} {
		if _, err := ledger.Prove(t.Context(), ours, 20, seq); err == nil {
			t.Errorf("entry %d of 20 was proved", seq)
		}
	}
	if _, err := ledger.ProveConsistency(t.Context(), ours, 21, 20); err == nil {
		t.Error("20 entries cannot begin with 21")
	}
}

func TestProofTravelsAsJSON(t *testing.T) {
	t.Parallel()
	m := randomLog(24, 9)
	want, err := ledger.Prove(t.Context(), m, 9, 4)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got ledger.Proof
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func FuzzProofCheckNeverPanics(f *testing.F) {
	f.Add(int64(3), int64(9), int64(9), uint8(4))
	f.Add(int64(-1), int64(0), int64(0), uint8(0))
	f.Fuzz(func(t *testing.T, seq, size, at int64, n uint8) {
		p := ledger.Proof{Seq: seq, Size: size}
		c := ledger.Consistency{Old: seq, New: size}
		for i := range n {
			p.Path = append(p.Path, [32]byte{i})
		}
		c.Path = p.Path
		point := ledger.Checkpoint{Size: at}
		if p.Check([]byte("x"), point) == nil {
			t.Error("an invented proof holds")
		}
		if c.Check(ledger.Checkpoint{Size: seq, Root: [32]byte{1}}, point) == nil {
			t.Error("an invented history holds")
		}
	})
}
