package answer

import (
	"cmp"
	"math"
	"slices"

	"candor/knowledge"
)

// Reason is one signal's part in a confidence.
type Reason struct {
	Signal string  // a stable name, for example "coverage"
	Value  float64 // what was measured, about 0 to 1
	Weight float64 // what it added to the log-odds; negative speaks against
}

// signal is one measured property of what was found.
type signal struct {
	name   string
	weight float64 // see weights.go
	value  func(s knowledge.Signals) float64
}

// confidence joins the signals. It is never more than the chance that the best article is the right one of
// those found: of two that fit equally well, neither is the answer. Reasons come with the weightiest first.
func confidence(s knowledge.Signals) (float64, []Reason) {
	z := constant
	reasons := make([]Reason, len(signals))
	for i, f := range signals {
		v := f.value(s)
		reasons[i] = Reason{Signal: f.name, Value: v, Weight: f.weight * v}
		z += reasons[i].Weight
	}
	slices.SortStableFunc(reasons, func(a, b Reason) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	return min(1/(1+math.Exp(-z)), s.Chance), reasons
}
