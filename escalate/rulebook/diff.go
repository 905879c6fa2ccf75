package rulebook

import (
	"fmt"
	"slices"
	"strings"
)

// Change is one difference between two books.
type Change struct {
	What string // "added", "removed", "changed"
	ID   string // of a rule ("own.late") or a matter
	Was  string // "" when added
	Is   string // "" when removed
	// Less is true where the newer one asks for less care than the older one did. It never is less than the table.
	Less bool
}

// Diff tells what a newer book does otherwise, the table first, then rules in the order of the older file.
func Diff(older, newer *Book) []Change {
	a, b := older.Rules(), newer.Rules()
	var out []Change
	for _, was := range a {
		i := slices.IndexFunc(b, func(v RuleView) bool { return v.ID == was.ID })
		switch {
		case i < 0:
			out = append(out, Change{What: "removed", ID: was.ID, Was: was.words(), Less: true})
		case was.words() != b[i].words():
			out = append(out, Change{What: "changed", ID: was.ID, Was: was.words(), Is: b[i].words(), Less: b[i].less(was)})
		case was.texts != b[i].texts:
			out = append(out, Change{What: "changed", ID: was.ID, Was: was.words(), Is: b[i].words() + "; other texts"})
		}
	}
	for _, is := range b {
		if !slices.ContainsFunc(a, func(v RuleView) bool { return v.ID == is.ID }) {
			out = append(out, Change{What: "added", ID: is.ID, Is: is.words()})
		}
	}
	return out
}

// words puts a rule into one line.
func (v RuleView) words() string {
	parts := []string{v.Action}
	if v.Priority > 0 {
		parts = append(parts, "priority "+priorityWord(v.Priority))
	}
	if !v.Drafts {
		parts = append(parts, "no AI drafts")
	}
	if v.When != "" {
		parts = append(parts, "when "+strings.Join(strings.Fields(v.When), " "))
	}
	if n := len(v.Says); n > 0 {
		parts = append(parts, fmt.Sprintf("says it in %d languages", n))
	}
	return strings.Join(parts, "; ")
}

// less reports what can be told from the outside: a lighter action or a lower place. Of two conditions it
// cannot be told which is wider.
func (v RuleView) less(than RuleView) bool {
	weight := map[string]int{"hand_over": 2, wordOffer: 1}
	return weight[v.Action] < weight[than.Action] || v.Priority < than.Priority || v.Drafts && !than.Drafts
}
