package calibrate

import (
	"cmp"
	"math"
	"slices"
)

// steps is how many thresholds stand in the grid at most.
const steps = 30

// scored is an example with the confidence that a curve not fitted on it gives.
type scored struct {
	score  float64
	wrong  bool
	real   bool
	bundle string // empty: it stands for itself
	tier   Tier
}

func score(e Example, confidence float64) scored {
	s := scored{score: confidence, wrong: !e.Right, real: e.Origin == Real, tier: e.Tier.known()}
	if !s.real {
		s.bundle = e.bundle()
	}
	return s
}

// sequence is what is settled before the first look at a label of the test part.
type sequence struct {
	grid   []float64 // thresholds, strict to loose
	start  int       // where testing begins
	rho    []float64 // at each threshold, how far examples of one bundle go wrong together
	target float64
	level  float64 // of each test, one-sided
}

// oneSided gives the level of each test for a stated one: the upper end of the exact interval at the
// stated level. A test at the stated level would do for the share that shows in the long run; half of
// what may go wrong is left for the chance in the answers to come, because an owner counts those.
func oneSided(level float64) float64 { return 1 - (1-level)/2 }

// grid gives thresholds at even steps of coverage. None is under the least confidence seen, so that no
// threshold is tested where there are no labels.
func grid(fit []scored) []float64 {
	var scores []float64
	for _, s := range fit {
		if s.score > 0 {
			scores = append(scores, s.score)
		}
	}
	slices.SortFunc(scores, func(a, b float64) int { return cmp.Compare(b, a) })
	var out []float64
	for i := 1; i <= steps && len(scores) > 0; i++ {
		v := scores[max(0, i*len(scores)/steps-1)]
		if len(out) == 0 || v < out[len(out)-1] {
			out = append(out, v)
		}
	}
	return out
}

// plan settles a sequence on the fit part alone. Testing begins at the threshold whose error is
// most surely under the target there, or at the first one when that is stricter: Learn then Test lets
// the order of tests come from other data, and one test fails less often than many.
func plan(fit []scored, thresholds []float64, first int, target, level float64) sequence {
	s := sequence{grid: thresholds, start: max(0, first), rho: make([]float64, len(thresholds)), target: target, level: oneSided(level)}
	least := math.Inf(1)
	for i, threshold := range thresholds {
		t := above(fit, threshold)
		s.rho[i] = t.together()
		effect := t.effect(s.rho[i])
		p := chance(float64(t.wrong)/effect, float64(t.n)/effect, target)
		if p < least && p < 1 && (first < 0 || i <= first) {
			least, s.start = p, i
		}
	}
	return s
}

// above tallies the examples that would be answered at a threshold.
func above(list []scored, threshold float64) *tally {
	t := &tally{}
	for _, s := range list {
		if s.score >= threshold && s.score > 0 {
			t.add(s.bundle, s.wrong)
		}
	}
	return t
}

// passes reports whether the error at step i is under the target, and its bound. Where made labels
// stand beside real ones, the real ones, which stand alone, must not speak against it by themselves.
func (s sequence) passes(test []scored, i int) (bound float64, ok bool) {
	t := above(test, s.grid[i])
	bound = t.upper(s.rho[i], s.level)
	return bound, bound <= s.target && Lower(float64(t.aloneFailed), float64(t.alone), s.level) <= s.target
}

// run tests from strict to loose, down to step last, and stops where a test fails: the chance that any
// threshold that passed has an error over the target is at most one minus the level. It gives the loosest one.
func (s sequence) run(test []scored, last int) (step int, bound float64, ok bool) {
	bound = 1
	for i := s.start; i <= last && i < len(s.grid); i++ {
		b, passed := s.passes(test, i)
		if !passed {
			break
		}
		step, bound, ok = i, b, true
	}
	return step, bound, ok
}
