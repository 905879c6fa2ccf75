package escalate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// pattern is a compiled line "match" or "unless": a small automaton of at most 63 states over
// the words of a message. State i is a bit; the last state accepts.
type pattern struct {
	states   int
	want     []uint64 // by class of the file: states that a word of the class moves on
	gap      uint64   // states that any one word moves on, without an edge before it
	wide     uint64   // the same, across a soft edge
	optional uint64   // states that may be left out
	loop     uint64   // states that may stay
	tight    uint64   // states whose word must not follow a soft edge: they come after a gap
	anyEdge  uint64   // states passed at an edge of any kind
	sharp    uint64   // states passed at a hard edge, or the start or end of the message
	begin    uint64   // states passed only at the start of the message
	finish   uint64   // states passed only at its end
	needs    [][]uint16
}

const (
	mostStates = 63
	mostGap    = 12
)

// compilePattern reads one line. See rules/README.md for the notation. class gives the number
// of a class name and makes one for a literal word.
func compilePattern(text string, class func(name string) (uint16, error)) (*pattern, error) {
	p := &pattern{}
	afterGap := false
	for _, field := range strings.Fields(text) {
		if n, ok := gapSize(field, ".."); ok {
			p.addGap(n, &p.gap)
			afterGap = true
			continue
		}
		if n, ok := gapSize(field, "~"); ok {
			p.addGap(n, &p.wide)
			continue
		}
		switch field {
		case "|":
			p.addAssert(&p.anyEdge)
		case "||":
			p.addAssert(&p.sharp)
		case "^":
			p.addAssert(&p.begin)
		case "$":
			p.addAssert(&p.finish)
		default:
			if err := p.addWord(field, afterGap, class); err != nil {
				return nil, err
			}
		}
		afterGap = false
	}
	if p.states == 0 || p.states > mostStates {
		return nil, fmt.Errorf("pattern %q has %d states, want 1 to %d", text, p.states, mostStates)
	}
	if len(p.needs) == 0 {
		return nil, fmt.Errorf("pattern %q fits any message", text)
	}
	p.want, p.needs = slices.Clip(slices.Clone(p.want)), slices.Clip(slices.Clone(p.needs))
	return p, nil
}

func gapSize(field, mark string) (int, bool) {
	rest, ok := strings.CutPrefix(field, mark)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(rest)
	return n, err == nil && n > 0 && n <= mostGap
}

func (p *pattern) addGap(n int, mask *uint64) {
	for range n {
		bit := uint64(1) << p.states
		*mask |= bit
		p.optional |= bit
		p.states++
	}
}

func (p *pattern) addAssert(mask *uint64) {
	*mask |= 1 << p.states
	p.states++
}

// addWord reads NAME, A/B, word, [optional] or NAME*.
func (p *pattern) addWord(field string, afterGap bool, class func(string) (uint16, error)) error {
	bit := uint64(1) << p.states
	optional := strings.HasPrefix(field, "[") && strings.HasSuffix(field, "]")
	field = strings.Trim(field, "[]")
	loop := strings.HasSuffix(field, "*")
	field = strings.TrimSuffix(field, "*")
	if optional || loop {
		p.optional |= bit
	}
	if loop {
		p.loop |= bit
	}
	if afterGap {
		p.tight |= bit
	}
	var either []uint16
	for _, name := range strings.Split(field, "/") {
		c, err := class(name)
		if err != nil {
			return err
		}
		if missing := int(c) + 1 - len(p.want); missing > 0 {
			p.want = append(p.want, make([]uint64, missing)...)
		}
		p.want[c] |= bit
		either = append(either, c)
	}
	if !optional && !loop {
		p.needs = append(p.needs, either)
	}
	p.states++
	return nil
}

func (p *pattern) accept() uint64 { return 1 << p.states }
