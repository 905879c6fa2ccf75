package fairness

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"candor/fairness/stats"
)

// Counted is what a stream of outcomes held, by group. Its size depends on the number of groups only.
type Counted struct {
	Groups  map[string]*Count
	Truth   bool  // it was also told who deserved the outcome
	Unread  int64 // lines that could not be understood
	FirstAt int64 // the first of them, from 1; 0: none
}

// Count is one group of a stream.
type Count struct {
	stats.Tally
	Missing int64 // rows of the group without an outcome or, where it is told, without who deserved it
}

// mostGroups bounds the memory that a hostile stream can take.
const mostGroups = 10_000

const longestRow = 1 << 20

// CountOutcomes counts outcomes as they stream by: CSV whose first line names the columns group, y_pred and, if known,
// y_true and weight; or JSON lines with members of those names. Outcomes are 0 or 1; an empty or null one is missing.
// A line that cannot be understood is counted and left out.
func CountOutcomes(ctx context.Context, in io.Reader) (*Counted, error) {
	lines := bufio.NewReaderSize(in, 1<<20)
	c := &counter{counted: Counted{Groups: map[string]*Count{}}}
	for number := int64(1); ; number++ {
		if number%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		line, err := lines.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return nil, fmt.Errorf("fairness: line %d is longer than %d kB", number, longestRow>>10)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("fairness: read line %d: %w", number, err)
		}
		if line = bytes.TrimRight(line, "\r\n"); number == 1 {
			if failed := c.begin(bytes.TrimPrefix(line, []byte("\ufeff"))); failed != nil {
				return nil, failed
			}
		} else if len(line) > 0 {
			c.line(line, number)
		}
		if len(c.counted.Groups) > mostGroups {
			return nil, fmt.Errorf("fairness: there are more than %d groups", mostGroups)
		}
		if err != nil {
			return &c.counted, nil
		}
	}
}

type counter struct {
	counted Counted
	json    bool
	column  [4]int // of what each stands for, -1: none
	kindAt  []int  // what each column up to the last that counts stands for, -1: nothing
	cell    [4][]byte
	last    *Count // of the group of the line before
	name    []byte
}

const (
	cellGroup = iota
	cellPred
	cellTrue
	cellWeight
)

// begin learns from the first line what the stream is.
func (c *counter) begin(line []byte) error {
	if c.json = len(line) > 0 && line[0] == '{'; c.json {
		c.column = [4]int{0, 1, -1, -1}
		if bytes.Contains(line, []byte(`"y_true"`)) {
			c.column[cellTrue] = 2
		}
		c.counted.Truth = c.column[cellTrue] >= 0
		c.line(line, 1)
		return nil
	}
	c.column = [4]int{-1, -1, -1, -1}
	for i, name := range bytes.Split(line, []byte{','}) {
		for kind, want := range []string{"group", "y_pred", "y_true", "weight"} {
			if string(bytes.Trim(bytes.TrimSpace(name), `"`)) == want {
				c.column[kind] = i
			}
		}
	}
	if c.column[cellGroup] < 0 || c.column[cellPred] < 0 {
		return errors.New(`fairness: the first line names no columns "group" and "y_pred", and is no JSON`)
	}
	c.counted.Truth = c.column[cellTrue] >= 0
	for at := range max(c.column[0], c.column[1], c.column[2], c.column[3]) + 1 {
		c.kindAt = append(c.kindAt, slices.Index(c.column[:], at))
	}
	return nil
}

// line counts one line, or counts it as not understood.
func (c *counter) line(line []byte, number int64) {
	c.cell = [4][]byte{}
	ok := false
	if c.json {
		ok = c.readJSON(line)
	} else {
		ok = c.readCSV(line)
	}
	if !ok || !c.count() {
		if c.counted.Unread++; c.counted.FirstAt == 0 {
			c.counted.FirstAt = number
		}
	}
}

// count adds what the cells hold, and is false when they hold something else.
func (c *counter) count() bool {
	name := c.cell[cellGroup]
	if len(name) == 0 {
		return false
	}
	if c.last == nil || !bytes.Equal(c.name, name) {
		one := c.counted.Groups[string(name)]
		if one == nil {
			one = &Count{}
			c.counted.Groups[string(name)] = one
		}
		c.last, c.name = one, append(c.name[:0], name...)
	}
	got, ok, missing := outcome(c.cell[cellPred])
	deserved := false
	if c.counted.Truth {
		yes, okTrue, none := outcome(c.cell[cellTrue])
		deserved, ok, missing = yes, ok && okTrue, missing || none
	}
	if !ok {
		return false
	}
	weight := 1.0
	if w := c.cell[cellWeight]; len(w) > 0 && string(w) != "null" {
		var err error
		if weight, err = strconv.ParseFloat(string(w), 64); err != nil || !(weight >= 0 && weight < 1e300) {
			return false
		}
	}
	if missing {
		c.last.Missing++
		return true
	}
	c.last.AddWeighted(deserved, got, weight)
	return true
}

// outcome reads a cell; one that is empty is fine and missing.
func outcome(cell []byte) (happened, ok, missing bool) {
	if len(cell) == 1 {
		return cell[0] == '1', cell[0] == '1' || cell[0] == '0', false
	}
	switch string(cell) {
	case "true", "1.0":
		return true, true, false
	case "false", "0.0":
		return false, true, false
	case "", "null":
		return false, true, true
	}
	return false, false, false
}
