package retain

import (
	"cmp"
	"slices"
	"time"
)

// Step is one rule at one moment: what had its event before Before goes.
type Step struct {
	Rule   Rule
	Before time.Time
}

// Outcome is what a step did, or would do.
type Outcome struct {
	Step Step
	Gone int64 // conversations, profiles, sessions … that went; in a dry run, that would go
	Held int64 // that a legal hold keeps
}

// Plan gives the steps that are due at a moment, in the order in which they have to be taken: parts
// before the whole, and the customer last of what is theirs. Rules that cannot be kept are left out,
// so that a mistake keeps data and does not destroy it.
func Plan(rules []Rule, now time.Time) []Step {
	var steps []Step
	for _, r := range rules {
		if r.Check() == nil {
			steps = append(steps, Step{Rule: r, Before: now.AddDate(0, 0, -r.Days).UTC()})
		}
	}
	order := Classes()
	slices.SortStableFunc(steps, func(a, b Step) int {
		return cmp.Compare(slices.Index(order, a.Rule.Class), slices.Index(order, b.Rule.Class))
	})
	return steps
}
