package calibrate

import (
	"math"
	"slices"
	"sort"
)

// jump is how often the bettor changes sides (the simple jumper of Vovk et al. 2021).
const jump = 0.01

// FeatureTest watches whether questions are still of the kind they were, without labels: whether the
// confidences of questions could stand in any other order with those that the model was tested on and
// with each other. While they could, the chance that it ever raises an alarm is at most Alpha (a
// conformal test martingale). Confidences are kept as counts between edges.
//
// The zero value is not in use: it counts nothing.
type FeatureTest struct {
	Alpha    float64   `json:"alpha"`
	Edges    []float64 `json:"edges"`  // rising
	Counts   []int     `json:"counts"` // one more than edges
	Seen     int       `json:"seen"`   // since the test began
	Wealth   []float64 `json:"wealth"` // on confidences being lower, as before, higher
	Evidence float64   `json:"evidence"`
	Alarm    bool      `json:"alarm"` // Evidence reached 1/Alpha once; it stays
}

// NewFeatureTest begins a test from counts of the confidences known so far, one more than there are edges
// (none known: nil). Alpha is over 0 and under 1, edges rise; with others it is not in use.
func NewFeatureTest(edges []float64, counts []int, alpha float64) FeatureTest {
	if counts == nil {
		counts = make([]int, len(edges)+1)
	}
	if !(alpha > 0 && alpha < 1) || len(edges) == 0 || !usual(edges, counts) {
		return FeatureTest{}
	}
	return FeatureTest{
		Alpha: alpha, Edges: slices.Clone(edges), Counts: slices.Clone(counts),
		Wealth: []float64{1.0 / 3, 1.0 / 3, 1.0 / 3}, Evidence: 1,
	}
}

// bin gives the place of a confidence among edges.
func bin(edges []float64, confidence float64) int {
	return sort.Search(len(edges), func(i int) bool { return edges[i] > confidence })
}

// Add takes the confidence of one question, answered or not.
func (t *FeatureTest) Add(confidence float64) {
	if t.Alpha == 0 || math.IsNaN(confidence) {
		return
	}
	t.Seen++
	if t.Alarm {
		return
	}
	p := t.rank(bin(t.Edges, confidence))
	all := t.Wealth[0] + t.Wealth[1] + t.Wealth[2]
	next := make([]float64, 3)
	t.Evidence = 0
	for i, side := range []float64{1, 0, -1} {
		next[i] = ((1-jump)*t.Wealth[i] + jump*all/3) * (1 + side*(p-0.5))
		t.Evidence += next[i]
	}
	t.Wealth = next
	t.Alarm = t.Evidence >= 1/t.Alpha
}

// rank gives the conformal p-value of a confidence in bin b and counts it: the share of all that are
// higher, with ties broken by a number that depends on nothing but how many were seen.
func (t *FeatureTest) rank(b int) float64 {
	t.Counts[b]++
	higher, all := 0, 0
	for i, n := range t.Counts {
		all += n
		if i > b {
			higher += n
		}
	}
	tie := float64(place(uint64(t.Seen), "tie")>>11) / (1 << 53)
	return (float64(higher) + tie*float64(t.Counts[b])) / float64(all)
}

// sound reports whether a test that was read can have come about.
func (t FeatureTest) sound() bool {
	if t.Alpha == 0 {
		return t.Seen == 0 && !t.Alarm && len(t.Wealth) == 0
	}
	if !(t.Alpha > 0 && t.Alpha < 1) || len(t.Edges) == 0 || !usual(t.Edges, t.Counts) || t.Seen < 0 || len(t.Wealth) != 3 {
		return false
	}
	for _, w := range append([]float64{t.Evidence}, t.Wealth...) {
		if !(w >= 0) || math.IsInf(w, 0) {
			return false
		}
	}
	return t.Alarm || t.Evidence < 1/t.Alpha
}
