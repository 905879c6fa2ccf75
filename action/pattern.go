package action

import (
	"errors"
	"maps"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

var errPattern = errors.New("a pattern goes from ^ to $ and matches letters and digits of ASCII, - _ # + and, where it has no letters, " +
	"the full stop: nothing that a sentence, an address or a link could be written with")

// plainPattern compiles a pattern that cannot match words: no space, no slash, no colon, no sign of
// markup, and no full stop beside letters.
func plainPattern(text string) (*regexp.Regexp, error) {
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil || tree.Op != syntax.OpConcat || len(tree.Sub) < 2 {
		return nil, errPattern
	}
	last := len(tree.Sub) - 1
	if tree.Sub[0].Op != syntax.OpBeginText || tree.Sub[last].Op != syntax.OpEndText {
		return nil, errPattern
	}
	var seen alphabet
	for _, sub := range tree.Sub[1:last] {
		if !seen.add(sub) {
			return nil, errPattern
		}
	}
	if seen.letters && seen.stop {
		return nil, errPattern
	}
	return regexp.Compile(text)
}

// alphabet is what a pattern can match.
type alphabet struct{ letters, stop bool }

func (a *alphabet) add(r *syntax.Regexp) bool {
	switch r.Op {
	case syntax.OpLiteral:
		if r.Flags&syntax.FoldCase != 0 {
			return false // some letters beyond ASCII fold into it
		}
		for _, c := range r.Rune {
			if !a.rune(c) {
				return false
			}
		}
		return true
	case syntax.OpCharClass:
		for i := 0; i+1 < len(r.Rune); i += 2 {
			if r.Rune[i+1] > 'z' {
				return false
			}
			for c := r.Rune[i]; c <= r.Rune[i+1]; c++ {
				if !a.rune(c) {
					return false
				}
			}
		}
		return true
	case syntax.OpCapture, syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat, syntax.OpConcat, syntax.OpAlternate:
		for _, sub := range r.Sub {
			if !a.add(sub) {
				return false
			}
		}
		return true
	case syntax.OpEmptyMatch:
		return true
	}
	return false
}

func (a *alphabet) rune(c rune) bool {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		a.letters = true
		return true
	case c == '.':
		a.stop = true
		return true
	}
	return c >= '0' && c <= '9' || strings.ContainsRune("-_#+", c)
}

// names gives the fields of an object in order.
func (f *field) names() []string { return slices.Sorted(maps.Keys(f.fields)) }
