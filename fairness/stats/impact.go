package stats

import (
	"maps"
	"math/big"
	"slices"
)

// Chosen counts of one group how many there are and how many of them got the outcome.
type Chosen struct{ Selected, Total int64 }

// Impact compares selection rates with that of the group that fares best: the four-fifths rule of
// 29 CFR 1607.4(D) and the impact ratio of 6 RCNY 5-300 (New York City Local Law 144).
// To judge a bad outcome, such as a refusal, count those who were spared.
type Impact struct {
	Rate            map[string]Value // undefined for a group without members
	Ratio           map[string]Value // rate / highest rate; undefined when nobody got the outcome
	Reference       []string         // all groups with the highest rate
	BelowFourFifths []string         // ratio strictly below 4/5, in whole numbers
	Least           Value            // the smallest ratio
	Share           map[string]Value // of all people
	UnderTwoPercent []string         // strictly below 2 % of all: may be left out under 6 RCNY 5-301(f)
}

// ImpactOf compares groups by name. Lists are in the order of their names.
func ImpactOf(groups map[string]Chosen) (Impact, error) {
	i := Impact{Rate: map[string]Value{}, Ratio: map[string]Value{}, Share: map[string]Value{}}
	names := slices.Sorted(maps.Keys(groups))
	all, best := int64(0), new(big.Rat)
	for _, name := range names {
		g := groups[name]
		if g.Selected < 0 || g.Selected > g.Total {
			return Impact{}, impossible("a group has %d selected of %d", g.Selected, g.Total)
		}
		all += g.Total
		if r, ok := g.rate(); ok && r.Cmp(best) > 0 {
			best = r
		}
	}
	bar := new(big.Rat).Mul(best, big.NewRat(4, 5))
	for _, name := range names {
		g := groups[name]
		i.Share[name] = part(float64(g.Total), float64(all))
		if all > 0 && new(big.Rat).SetFrac64(g.Total, all).Cmp(big.NewRat(2, 100)) < 0 {
			i.UnderTwoPercent = append(i.UnderTwoPercent, name)
		}
		r, ok := g.rate()
		if !ok {
			i.Rate[name], i.Ratio[name] = Value{}, Value{}
			continue
		}
		i.Rate[name] = Known(nearest(r))
		if r.Cmp(best) == 0 {
			i.Reference = append(i.Reference, name)
		}
		if r.Cmp(bar) < 0 {
			i.BelowFourFifths = append(i.BelowFourFifths, name)
		}
		if best.Sign() > 0 {
			ratio := nearest(new(big.Rat).Quo(r, best))
			i.Ratio[name] = Known(ratio)
			i.Least = Known(min(i.Least.Or(ratio), ratio))
		}
	}
	return i, nil
}

func (c Chosen) rate() (*big.Rat, bool) {
	if c.Total == 0 {
		return nil, false
	}
	return new(big.Rat).SetFrac64(c.Selected, c.Total), true
}

func nearest(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}

// Scored is an impact of scores, where selected means strictly above the median of all.
type Scored struct {
	Impact
	Median      float64
	AboveMedian map[string]int64
}

// ImpactOfScores compares groups by the scoring rate of 6 RCNY 5-300: the share of a group whose
// score is strictly above the median of all scores. score and group are of one length, not empty.
func ImpactOfScores(score []float64, group []string) (Scored, error) {
	if len(score) == 0 || len(score) != len(group) {
		return Scored{}, impossible("%d scores and %d groups", len(score), len(group))
	}
	if err := finite(score); err != nil {
		return Scored{}, err
	}
	s := Scored{Median: median(score), AboveMedian: map[string]int64{}}
	groups := map[string]Chosen{}
	for i, name := range group {
		g := groups[name]
		if g.Total++; score[i] > s.Median {
			g.Selected++
		}
		groups[name] = g
		s.AboveMedian[name] = g.Selected
	}
	var err error
	s.Impact, err = ImpactOf(groups)
	return s, err
}

func median(all []float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return sorted[n/2-1]/2 + sorted[n/2]/2
}
