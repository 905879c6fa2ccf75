package ledger_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"candor/ledger"
)

func verify(t testing.TB, m *memory, s *ledger.Signer, checkpoints ...[]byte) ledger.Report {
	t.Helper()
	r, err := ledger.Verify(context.Background(), m, s.Verifier(), checkpoints...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestVerifyAcceptsWhatWasWritten(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	for _, size := range []int{0, 1, 2, 3, 64, 100} {
		m := randomLog(uint64(size), size)
		var empty ledger.Tree
		r := verify(t, m, s, head(t, s, m.tree).Note, head(t, s, empty).Note)
		if r.Fault != nil {
			t.Errorf("size %d: %s", size, r.Fault.What)
		}
		if r.Entries != int64(size) || r.Checkpoints != 2 || r.Root != m.tree.Root() {
			t.Errorf("size %d: report %+v", size, r)
		}
	}
}

func TestVerifyFindsEveryChangedByte(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	m := randomLog(5, 21)
	signed := head(t, s, m.tree).Note
	check := func(seq int, what string, changed *memory) {
		t.Helper()
		r := verify(t, changed, s, signed)
		if r.Fault == nil {
			t.Fatalf("entry %d: a changed %s was not found", seq, what)
		}
		if r.Fault.Seq != int64(seq) {
			t.Fatalf("entry %d: a changed %s was found at %d: %s", seq, what, r.Fault.Seq, r.Fault.What)
		}
	}
	for i := range m.rows {
		for j := range m.rows[i].Record {
			for _, bit := range []byte{1, 0x20, 0x80} {
				c := m.copy()
				c.rows[i].Record[j] ^= bit
				check(i, "record", c)
			}
		}
		for j := range m.rows[i].Hashes {
			c := m.copy()
			c.rows[i].Hashes[j] ^= 4
			check(i, "hash", c)
		}
		for j := range m.rows[i].Kind {
			c := m.copy()
			kind := []byte(c.rows[i].Kind)
			kind[j] ^= 1
			c.rows[i].Kind = string(kind)
			check(i, "kind", c)
		}
		for bit := range 63 {
			c := m.copy()
			c.rows[i].At ^= 1 << bit
			check(i, "time", c)
			c = m.copy()
			c.rows[i].Seq ^= 1 << bit
			check(i, "number", c)
		}
		for _, cut := range []int{0, 1, 31, len(m.rows[i].Hashes) - 1} {
			c := m.copy()
			c.rows[i].Hashes = c.rows[i].Hashes[:cut]
			check(i, "length of the hashes", c)
		}
	}
}

func TestVerifyFindsEveryChangedByteOfTheHead(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	m := randomLog(6, 9)
	signed := head(t, s, m.tree).Note
	for i := range signed {
		for bit := range 8 {
			changed := bytes.Clone(signed)
			changed[i] ^= 1 << bit
			if r := verify(t, m, s, changed); r.Fault == nil || r.Fault.Seq != -1 {
				t.Fatalf("byte %d bit %d of the head: %+v", i, bit, r.Fault)
			}
		}
	}
}

func TestVerifyFindsRowsThatWereRemovedAddedOrMoved(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	m := randomLog(7, 33)
	signed := head(t, s, m.tree).Note
	early := *randomLog(7, 12)
	if early.tree.Root() != randomLog(7, 12).tree.Root() {
		t.Fatal("logs from one seed must agree")
	}
	r := rand.New(rand.NewPCG(1, 1))
	tests := []struct {
		name  string
		spoil func(c *memory) (seq int)
	}{
		{"removed", func(c *memory) int { c.rows = slices.Delete(c.rows, 12, 13); return 12 }},
		{"removed and renumbered", func(c *memory) int {
			c.rows = slices.Delete(c.rows, 12, 13)
			for i := range c.rows {
				c.rows[i].Seq = int64(i)
			}
			return 12
		}},
		{"the first removed", func(c *memory) int { c.rows = c.rows[1:]; return 0 }},
		{"the last removed", func(c *memory) int { c.rows = c.rows[:32]; return 32 }},
		{"half removed", func(c *memory) int { c.rows = c.rows[:16]; return 16 }},
		{"all removed", func(c *memory) int { c.rows = nil; return 0 }},
		{"two exchanged", func(c *memory) int { c.rows[4], c.rows[20] = c.rows[20], c.rows[4]; return 4 }},
		{"two exchanged and renumbered", func(c *memory) int {
			c.rows[4], c.rows[5] = c.rows[5], c.rows[4]
			c.rows[4].Seq, c.rows[5].Seq = 4, 5
			return 4
		}},
		{"one repeated", func(c *memory) int { c.rows = slices.Insert(c.rows, 9, c.rows[8]); return 9 }},
		{"one added at the end", func(c *memory) int { c.add(randomEntry(r)); return 33 }},
		{"one added at the start", func(c *memory) int { c.rows = slices.Insert(c.rows, 0, c.rows[3]); return 0 }},
		{"one changed and every hash made anew", func(c *memory) int {
			c.rows[20].Record = c.rows[21].Record
			c.rows[20].At, c.rows[20].Kind = c.rows[21].At, c.rows[21].Kind
			c.rehash()
			return 0
		}},
		{"one removed and every hash made anew", func(c *memory) int {
			c.rows = slices.Delete(c.rows, 20, 21)
			c.rehash()
			return 32
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := m.copy()
			seq := tt.spoil(c)
			got := verify(t, c, s, signed)
			if got.Fault == nil {
				t.Fatal("not found")
			}
			if got.Fault.Seq != int64(seq) {
				t.Errorf("found at %d, want %d: %s", got.Fault.Seq, seq, got.Fault.What)
			}
		})
	}
}

func TestKeptCheckpointsNarrowDownARewrittenHistory(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	var kept [][]byte
	for _, size := range []int{10, 20, 30} {
		kept = append(kept, head(t, s, randomLog(8, size).tree).Note)
	}
	c := randomLog(8, 30)
	c.rows[25] = c.rows[26]
	c.rehash()
	r := verify(t, c, s, kept[2], kept[0], kept[1])
	if r.Fault == nil || r.Fault.Seq != 20 || r.Checkpoints != 2 {
		t.Fatalf("got %+v", r)
	}
	if !strings.Contains(r.Fault.What, "rewritten at entry 20 or later") {
		t.Error(r.Fault.What)
	}
}

func TestAnOperatorWhoSignsAgainIsFoundByAnOldCheckpoint(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	old := head(t, s, randomLog(9, 20).tree).Note
	c := randomLog(9, 20)
	c.rows = slices.Delete(c.rows, 3, 4)
	c.rehash()
	c.add(randomEntry(rand.New(rand.NewPCG(3, 3))))
	again := head(t, s, c.tree).Note
	if r := verify(t, c, s, again); r.Fault != nil {
		t.Fatalf("the premise: without the old checkpoint nothing shows: %s", r.Fault.What)
	}
	if r := verify(t, c, s, again, old); r.Fault == nil {
		t.Fatal("a history that was rewritten and signed again was not found")
	}
}

func TestVerifyRefusesAnotherDesksSignature(t *testing.T) {
	t.Parallel()
	m := randomLog(10, 5)
	foreign := head(t, signer(t, 2), m.tree).Note
	if r := verify(t, m, signer(t, 1), foreign); r.Fault == nil || r.Fault.Seq != -1 {
		t.Errorf("got %+v", r.Fault)
	}
}

func TestVerifyWithoutACheckpointClaimsNothing(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	if r := verify(t, &memory{}, s); r.Fault == nil {
		t.Error("an empty log without a checkpoint passed")
	}
	if r := verify(t, randomLog(11, 3), s); r.Fault == nil {
		t.Error("a log without a checkpoint passed")
	}
}

func TestVerifyPassesOnWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	m := randomLog(12, 3)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ledger.Verify(ctx, m, s.Verifier(), head(t, s, m.tree).Note); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzVerifyFindsOneChange(f *testing.F) {
	f.Add(uint64(1), uint8(10), uint16(3), uint16(40), uint8(0), uint8(1))
	f.Add(uint64(2), uint8(33), uint16(7), uint16(9), uint8(3), uint8(128))
	s := signer(f, 1)
	f.Fuzz(func(t *testing.T, seed uint64, size uint8, row, place uint16, way, bits uint8) {
		if size == 0 || bits == 0 {
			return
		}
		m := randomLog(seed, int(size))
		signed := head(t, s, m.tree).Note
		if r := verify(t, m, s, signed); r.Fault != nil {
			t.Fatalf("unchanged: %s", r.Fault.What)
		}
		i, j := int(row)%len(m.rows), int(place)%len(m.rows)
		switch way % 5 {
		case 0:
			b := m.rows[i].Record
			b[int(place)%len(b)] ^= bits
		case 1:
			b := m.rows[i].Hashes
			b[int(place)%len(b)] ^= bits
		case 2:
			m.rows = slices.Delete(m.rows, i, i+1)
		case 3:
			if i == j {
				return
			}
			m.rows[i], m.rows[j] = m.rows[j], m.rows[i]
			m.rows[i].Seq, m.rows[j].Seq = int64(i), int64(j)
			if bytes.Equal(m.rows[i].Record, m.rows[j].Record) {
				return
			}
		case 4:
			m.rows = m.rows[:i]
		}
		if r := verify(t, m, s, signed); r.Fault == nil {
			t.Fatalf("way %d at row %d was not found", way%5, i)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	s := signer(b, 1)
	m := randomLog(13, 10_000)
	signed := head(b, s, m.tree).Note
	for b.Loop() {
		if r := verify(b, m, s, signed); r.Fault != nil {
			b.Fatal(r.Fault.What)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10_000, "ns/entry")
}
