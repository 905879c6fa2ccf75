package stats

import (
	"maps"
	"math"
	"slices"
)

// Comparison tells how the metrics differ between groups.
type Comparison struct {
	Groups    map[string]Rates
	Overall   Rates
	Undefined []Undefined // by group in the order of their names, then by metric
	// Defined compares the groups whose rate is known. This is what a product should show.
	Defined Spread
	// Library compares as Fairlearn does, where an undefined rate counts as 0 and a group without
	// members is left out. It is there to be checked against, not to be believed.
	Library Library
}

// Undefined names a rate that cannot be known.
type Undefined struct {
	Group  string
	Metric Metric
}

// Spread says by metric how far apart groups are: difference = highest - lowest, ratio =
// lowest / highest (Hardt, Price, Srebro, NeurIPS 2016; Agarwal et al., ICML 2018). Undefined with fewer
// than two groups that are known, and the ratio also when the highest is 0.
type Spread struct{ Difference, Ratio Rates }

// Library is a comparison as Fairlearn gives it.
type Library struct {
	Groups  map[string]Rates // undefined for a group without members only
	Overall Rates
	Spread
	DifferenceToOverall Rates // the largest distance of a group from all
	RatioToOverall      Rates // the smallest ratio to all, the larger below the line

	EqualizedOddsDifference     Value // the larger of those of TPR and FPR
	EqualizedOddsDifferenceMean Value // their mean
	EqualizedOddsRatio          Value // the smaller of those of TPR and FPR; undefined when that of TPR is
}

// Compare compares groups by name. A group that was seen with nobody in it has no rates.
func Compare(groups map[string]Tally) (Comparison, error) {
	c := Comparison{Groups: make(map[string]Rates, len(groups))}
	c.Library.Groups = make(map[string]Rates, len(groups))
	var all Tally
	names := slices.Sorted(maps.Keys(groups))
	defined, library := make([]Rates, 0, len(names)), make([]Rates, 0, len(names))
	for _, name := range names {
		t := groups[name]
		if err := t.check(); err != nil {
			return Comparison{}, err
		}
		all.Merge(t)
		r := t.Rates()
		for _, m := range Metrics() {
			if !r[m].known {
				c.Undefined = append(c.Undefined, Undefined{name, m})
			}
		}
		c.Groups[name], c.Library.Groups[name] = r, t.asLibrary()
		defined, library = append(defined, r), append(library, t.asLibrary())
	}
	c.Overall, c.Library.Overall = all.Rates(), all.asLibrary()
	c.Defined, c.Library.Spread = spread(defined, 2), spread(library, 1)
	c.Library.DifferenceToOverall, c.Library.RatioToOverall = toOverall(library, c.Library.Overall)
	c.Library.odds()
	return c, nil
}

// asLibrary gives 0 for what is undefined, if there is anybody at all.
func (t Tally) asLibrary() Rates {
	r := t.Rates()
	if t.Rows == 0 {
		return Rates{}
	}
	for m := range r {
		r[m] = Known(r[m].Or(0))
	}
	return r
}

func spread(groups []Rates, least int) (s Spread) {
	for _, m := range Metrics() {
		low, high, n := math.Inf(1), math.Inf(-1), 0
		for _, g := range groups {
			if x, ok := g[m].Number(); ok {
				low, high, n = math.Min(low, x), math.Max(high, x), n+1
			}
		}
		if n >= least {
			s.Difference[m], s.Ratio[m] = Known(high-low), part(low, high)
		}
	}
	return s
}

func toOverall(groups []Rates, overall Rates) (difference, ratio Rates) {
	for _, m := range Metrics() {
		all, ok := overall[m].Number()
		if !ok {
			continue
		}
		for _, g := range groups {
			x, ok := g[m].Number()
			if !ok {
				continue
			}
			difference[m] = Known(math.Max(difference[m].Or(0), math.Abs(x-all)))
			if folded, ok := part(math.Min(x, all), math.Max(x, all)).Number(); ok {
				ratio[m] = Known(math.Min(ratio[m].Or(math.Inf(1)), folded))
			}
		}
	}
	return difference, ratio
}

// odds joins TPR and FPR as Fairlearn does, down to which of two undefined ratios it notices.
func (l *Library) odds() {
	t, okT := l.Difference[TPR].Number()
	f, okF := l.Difference[FPR].Number()
	if okT && okF {
		l.EqualizedOddsDifference, l.EqualizedOddsDifferenceMean = Known(math.Max(t, f)), Known((t+f)/2)
	}
	if t, ok := l.Ratio[TPR].Number(); ok {
		l.EqualizedOddsRatio = Known(math.Min(t, l.Ratio[FPR].Or(math.Inf(1))))
	}
}
