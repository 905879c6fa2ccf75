package ledger

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Row is one entry as it is stored. Everything in it is covered by Verify: At and Kind repeat
// what stands in the record so that rows can be found by them.
type Row struct {
	Seq    int64  // from 0, without gaps
	At     int64  // microseconds since 1970, UTC
	Kind   string // of the entry
	Record []byte // what Entry.Record gave
	Hashes []byte // what Tree.Append gave as stored
}

// Rows reads the whole log, row by row, in ascending order of sequence number, and stops at
// the first error that visit returns, returning it.
type Rows interface {
	LedgerRows(ctx context.Context, visit func(Row) error) error
}

// Report is what Verify found.
type Report struct {
	Entries     int64     // how many rows were read and are sound
	Checkpoints int       // how many signed checkpoints they agree with
	Root        tlog.Hash // of those rows
	Fault       *Fault    // nil if everything is as it was written
}

// Fault is the first thing that is not as it was written.
type Fault struct {
	Seq  int64  // the first entry that is affected; -1 if it is a checkpoint and no entry
	What string // in plain words, for people; it quotes no entry
}

// errFault stops the reading of rows once a fault is known.
var errFault = errors.New("ledger: fault found")

// Verify reads every row, computes every hash again and compares roots at each signed
// checkpoint. The checkpoint of the greatest size is the head: it must cover every row, and
// every row must be there. Older checkpoints, also ones kept elsewhere, may be given in any
// order and narrow down where a rewritten history begins.
//
// An error means that the rows could not be read; what they say is in the Report.
func Verify(ctx context.Context, rows Rows, v *Verifier, checkpoints ...[]byte) (Report, error) {
	check := verification{}
	for i, signed := range checkpoints {
		c, err := v.Open(signed)
		if err != nil {
			return Report{Fault: &Fault{Seq: -1, What: fmt.Sprintf(
				"Checkpoint %d of %d is not one that this desk signed: it was changed, or signed with another key.", i+1, len(checkpoints))}}, nil
		}
		check.expected = append(check.expected, c)
	}
	slices.SortStableFunc(check.expected, func(a, b Checkpoint) int {
		return cmp.Compare(a.Size, b.Size)
	})
	check.compare()
	if check.fault == nil {
		err := rows.LedgerRows(ctx, check.visit)
		if err != nil && !errors.Is(err, errFault) {
			return Report{}, fmt.Errorf("ledger: read entry %d: %w", check.tree.Size(), err)
		}
	}
	if check.fault == nil {
		check.end(len(checkpoints))
	}
	return Report{
		Entries: check.tree.Size(), Checkpoints: check.agreed, Root: check.tree.Root(), Fault: check.fault,
	}, nil
}

// verification is one run of Verify.
type verification struct {
	tree     Tree
	expected []Checkpoint // ascending; those not reached yet
	agreed   int
	signedTo int64 // size of the last checkpoint that agreed
	fault    *Fault
}

func (c *verification) fail(seq int64, format string, args ...any) error {
	c.fault = &Fault{Seq: seq, What: fmt.Sprintf(format, args...)}
	return errFault
}

func (c *verification) visit(r Row) error {
	seq := c.tree.Size()
	switch {
	case r.Seq > seq:
		return c.fail(seq, "Entry %d is missing: entry %d follows where it should be.", seq, r.Seq)
	case r.Seq < seq:
		return c.fail(seq, "Entry %d is out of place: it stands where entry %d should be.", r.Seq, seq)
	case seq == 1<<maxLevel-1:
		return c.fail(seq, "Entry %d is beyond what a ledger can hold.", seq)
	}
	if len(c.expected) == 0 {
		return c.fail(seq, "Entry %d was added without a signature: the signed head covers %d entries.", seq, c.signedTo)
	}
	next, stored := c.tree.Append(r.Record)
	if len(r.Hashes) < tlog.HashSize || !bytes.Equal(stored[:tlog.HashSize], r.Hashes[:tlog.HashSize]) {
		return c.fail(seq, "Entry %d was changed: its content does not match its hash.", seq)
	}
	if !bytes.Equal(stored, r.Hashes) {
		return c.fail(seq, "Entry %d was changed, or one before it: its stored hashes do not fit the entries so far.", seq)
	}
	if what := disagreement(r); what != "" {
		return c.fail(seq, "Entry %d was changed: its row gives another %s than its record.", seq, what)
	}
	c.tree = next
	return c.compare()
}

// disagreement names the column that does not repeat what the record says.
func disagreement(r Row) string {
	var in struct {
		At   string `json:"at"`
		Kind string `json:"kind"`
	}
	if json.Unmarshal(r.Record, &in) != nil {
		return "form"
	}
	at, err := time.Parse(timeLayout, in.At)
	if err != nil || at.UnixMicro() != r.At {
		return "time"
	}
	if in.Kind != r.Kind {
		return "kind"
	}
	return ""
}

// compare holds the tree against every checkpoint of its present size.
func (c *verification) compare() error {
	for len(c.expected) > 0 && c.expected[0].Size == c.tree.Size() {
		if c.expected[0].Root != c.tree.Root() {
			return c.fail(c.signedTo, "The log was rewritten at entry %d or later: its first %d entries are not those that were signed.",
				c.signedTo, c.tree.Size())
		}
		c.signedTo = c.tree.Size()
		c.agreed++
		c.expected = c.expected[1:]
	}
	return nil
}

// end looks for what the rows did not reach.
func (c *verification) end(given int) {
	if given == 0 {
		c.fail(-1, "There is no signed checkpoint: nothing shows that the log is whole.")
		return
	}
	if len(c.expected) == 0 {
		return
	}
	head := c.expected[len(c.expected)-1].Size
	size := c.tree.Size()
	c.fail(size, "Entry %d is missing, and all after it: the log ends there, but %d entries were signed.", size, head)
}
