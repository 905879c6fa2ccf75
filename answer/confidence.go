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

// fixedSure is the name of the last feature: the confidence by the package's own weights.
const fixedSure = "fixed_confidence"

// FeatureNames gives what a calibration measures, in the order of Features: every signal of a search by its
// name, and the package's own confidence last.
func FeatureNames() []string {
	var names []string
	for _, f := range (knowledge.Signals{}).Features() {
		names = append(names, f.Name)
	}
	return append(names, fixedSure)
}

// hundred is how finely features are told: in hundredths. So coarse that nobody finds a question again by its
// numbers, and the same wherever one is decided on, calibrated with or kept.
const hundred = 100

// Features gives the measured values in the order of FeatureNames, each to a hundredth; the last one is
// rounded down, so that it reaches a bar only when the confidence does.
func Features(s knowledge.Signals) []float64 {
	var out []float64
	for _, f := range s.Features() {
		out = append(out, math.Round(f.Value*hundred)/hundred)
	}
	fixed, _ := confidence(s)
	return append(out, math.Floor(fixed*hundred)/hundred)
}

// FixedConfidence reads the package's own confidence back from Features; 0 when they are not whole.
func FixedConfidence(features []float64) float64 {
	if len(features) != len((knowledge.Signals{}).Features())+1 {
		return 0
	}
	return features[len(features)-1]
}
