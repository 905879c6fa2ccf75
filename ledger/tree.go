package ledger

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// maxLevel bounds the tree to 2^maxLevel entries.
const maxLevel = 40

// Tree is a Merkle tree reduced to what appending needs: its size and the hashes along its
// right edge. It is a value: Append leaves its receiver as it was, so keeping the old one is
// all that undoing takes. The zero value is the empty tree.
type Tree struct {
	size int64
	edge [maxLevel]tlog.Hash // edge[l] is the complete subtree of 2^l entries, where bit l of size is set
}

// Size is the number of entries.
func (t *Tree) Size() int64 { return t.size }

// Append adds one record and reads nothing. Stored is what must be kept beside the record:
// its own hash and that of every subtree which it completes, 32 bytes each, lowest first:
// the stored hashes of RFC 6962 as tlog numbers them.
func (t *Tree) Append(record []byte) (next Tree, stored []byte) {
	next = *t
	level := bits.TrailingZeros64(^uint64(t.size))
	stored = make([]byte, 0, (level+1)*tlog.HashSize)
	h := tlog.RecordHash(record)
	stored = append(stored, h[:]...)
	for l := range level {
		h = tlog.NodeHash(next.edge[l], h)
		stored = append(stored, h[:]...)
		next.edge[l] = tlog.Hash{} // so that equal logs have equal trees
	}
	next.edge[level] = h
	next.size++
	return next, stored
}

// Root is the hash of the whole tree.
func (t *Tree) Root() tlog.Hash {
	if t.size == 0 {
		return sha256.Sum256(nil)
	}
	low := bits.TrailingZeros64(uint64(t.size))
	h := t.edge[low]
	for l := low + 1; t.size>>l != 0; l++ {
		if t.size>>l&1 == 1 {
			h = tlog.NodeHash(t.edge[l], h)
		}
	}
	return h
}

// Lookup reads stored hashes back: for each sequence number, in the order given, the bytes
// that Append returned as stored.
type Lookup interface {
	StoredHashes(ctx context.Context, seqs []int64) ([][]byte, error)
}

// Restore rebuilds the tree of the given size. It reads one row for each bit that is set in
// the size, at most 40, whatever the length of the log.
func Restore(ctx context.Context, size int64, rows Lookup) (Tree, error) {
	if size < 0 || size >= 1<<maxLevel {
		return Tree{}, fmt.Errorf("ledger: restore: %d is not a possible size", size)
	}
	t := Tree{size: size}
	var index []int64
	var levels []int
	for l := range maxLevel {
		if size>>l&1 == 1 {
			index = append(index, tlog.StoredHashIndex(l, size>>l-1))
			levels = append(levels, l)
		}
	}
	hashes, err := reader(ctx, rows).ReadHashes(index)
	if err != nil {
		return Tree{}, fmt.Errorf("ledger: restore: %w", err)
	}
	for i, l := range levels {
		t.edge[l] = hashes[i]
	}
	return t, nil
}

// reader gives tlog its hashes out of the rows: a stored hash stands in the row that completed it.
func reader(ctx context.Context, rows Lookup) tlog.HashReader {
	return tlog.HashReaderFunc(func(index []int64) ([]tlog.Hash, error) {
		seqs := make([]int64, len(index))
		levels := make([]int, len(index))
		for i, x := range index {
			level, n := tlog.SplitStoredHashIndex(x)
			seqs[i], levels[i] = (n+1)<<level-1, level
		}
		found, err := rows.StoredHashes(ctx, seqs)
		if err != nil {
			return nil, err
		}
		if len(found) != len(seqs) {
			return nil, fmt.Errorf("%d rows of hashes for %d entries", len(found), len(seqs))
		}
		hashes := make([]tlog.Hash, len(index))
		for i, b := range found {
			from := levels[i] * tlog.HashSize
			if len(b) < from+tlog.HashSize {
				return nil, fmt.Errorf("entry %d lacks its stored hashes", seqs[i])
			}
			copy(hashes[i][:], b[from:])
		}
		return hashes, nil
	})
}
