package fairness

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// sample gives a short text that a pattern matches, always the same one; empty where it finds none.
func sample(pattern string) string {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	var b strings.Builder
	drawn := 0
	if !write(&b, tree.Simplify(), &drawn) {
		return ""
	}
	if ok, err := regexp.MatchString(pattern, b.String()); err != nil || !ok {
		return ""
	}
	return b.String()
}

// mostSampled is longer than any number of an order.
const mostSampled = 200

// write writes what a part of a pattern matches. Drawn counts the places that leave a choice, so that digits differ.
func write(b *strings.Builder, r *syntax.Regexp, drawn *int) bool {
	if b.Len() > mostSampled {
		return false
	}
	switch r.Op {
	case syntax.OpLiteral:
		b.WriteString(string(r.Rune))
	case syntax.OpCharClass:
		if len(r.Rune) < 2 {
			return false
		}
		const steps = "482913" // no run of the same or of neighbours
		wide := r.Rune[1] - r.Rune[0] + 1
		b.WriteRune(r.Rune[0] + rune(steps[*drawn%len(steps)]-'0')%wide)
		*drawn++
	case syntax.OpCapture, syntax.OpPlus, syntax.OpAlternate:
		return write(b, r.Sub[0], drawn)
	case syntax.OpConcat:
		for _, sub := range r.Sub {
			if !write(b, sub, drawn) {
				return false
			}
		}
	case syntax.OpRepeat:
		for range r.Min {
			if !write(b, r.Sub[0], drawn) {
				return false
			}
		}
	case syntax.OpStar, syntax.OpQuest, syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpWordBoundary:
	default:
		return false
	}
	return true
}
