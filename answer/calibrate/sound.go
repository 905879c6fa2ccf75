package calibrate

import (
	"math"
	"slices"
)

// sound reports whether a model that was read can have been made by Train.
func (c content) sound() bool {
	if !c.Searched.sound() {
		return false
	}
	if !properNames(c.Names) || !isShare(c.Target) || len(c.Tiers) != len(Tiers()) || !c.Base.sound() || c.Base.Tier != "" || c.Base.Target != c.Target {
		return false
	}
	for i, tier := range Tiers() {
		g := c.Tiers[i]
		if g.Tier != tier || !g.sound() || g.Target != tier.Target(c.Target) || g.Holds && (!c.Base.Holds || g.Threshold < c.Base.Threshold) {
			return false
		}
	}
	if !c.Fitted {
		return !c.Base.Holds
	}
	width := len(c.Names)
	if !measured(c.Mean, width) || !measured(c.Scale, width) || !measured(c.Weights, width) || !measured([]float64{c.Constant, c.Penalty}, 2) {
		return false
	}
	if slices.ContainsFunc(c.Scale, func(v float64) bool { return v < 0 }) {
		return false
	}
	return usual(c.Edges, c.Usual)
}

// usual reports whether counts belong to rising edges of confidence.
func usual(edges []float64, counts []int) bool {
	for i, e := range edges {
		if !isShare(e) || i > 0 && e <= edges[i-1] {
			return false
		}
	}
	return len(counts) == len(edges)+1 && !slices.ContainsFunc(counts, func(n int) bool { return n < 0 || n > math.MaxInt32 })
}

func (g Guarantee) sound() bool {
	if !isShare(g.Target) || !(g.Level >= 0.5 && g.Level < 1) || !isShare(g.Threshold) || !isShare(g.ErrorBound) {
		return false
	}
	if g.Wrong < 0 || g.Answered < g.Wrong || g.N < g.Answered || g.More < 0 {
		return false
	}
	if !g.Holds {
		return g.Reason != "" && g.Threshold == 0 && g.ErrorBound == 1
	}
	return g.Threshold > 0 && g.ErrorBound <= g.Target && g.Reason == "" &&
		g.ErrorBound+1e-9 >= Upper(float64(g.Wrong), float64(g.Answered), oneSided(g.Level))
}

func isShare(v float64) bool { return v >= 0 && v <= 1 }
