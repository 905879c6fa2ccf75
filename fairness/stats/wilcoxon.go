package stats

import "math"

// Wilcoxon is the signed-rank test of paired numbers, exact also with ties (Wilcoxon 1945; midranks as
// Pratt, Gibbons 1981). Differences of zero are left out, as Wilcoxon did.
type Wilcoxon struct {
	Plus, Minus   float64 // sums of the ranks of positive and of negative differences
	Zeros         int     // differences of zero, left out
	TwoSided      Value   // undefined without a difference, or with more than 1,000
	Greater, Less Value
	RankBiserial  Value // (Plus - Minus) / (Plus + Minus) (Kerby 2014)
}

// WilcoxonOf compares x with y pair by pair.
func WilcoxonOf(x, y []float64) (Wilcoxon, error) {
	if len(x) != len(y) || len(x) == 0 {
		return Wilcoxon{}, impossible("%d and %d numbers are no pairs", len(x), len(y))
	}
	for _, s := range [][]float64{x, y} {
		if err := finite(s); err != nil {
			return Wilcoxon{}, err
		}
	}
	var w Wilcoxon
	var size []float64
	var positive []bool
	for i := range x {
		d := x[i] - y[i]
		if d == 0 {
			w.Zeros++
			continue
		}
		size, positive = append(size, math.Abs(d)), append(positive, d > 0)
	}
	rank, _ := ranks(size)
	for i, r := range rank {
		if positive[i] {
			w.Plus += r
		} else {
			w.Minus += r
		}
	}
	w.RankBiserial = part(w.Plus-w.Minus, w.Plus+w.Minus)
	if len(rank) == 0 || len(rank) > 1000 {
		return w, nil
	}
	p := signDistribution(rank)
	greater, less := sumFrom(p, int(math.Round(2*w.Plus))), sumFrom(p, int(math.Round(2*w.Minus)))
	w.Greater, w.Less, w.TwoSided = Known(greater), Known(less), Known(math.Min(1, 2*math.Min(greater, less)))
	return w, nil
}

// signDistribution gives the probability of each sum of twice the ranks of positive differences when
// every sign is a fair coin. It is symmetric.
func signDistribution(rank []float64) []float64 {
	p := make([]float64, len(rank)*(len(rank)+1)+1)
	p[0] = 1
	top := 0
	for _, r := range rank {
		step := int(math.Round(2 * r))
		top += step
		for s := top; s >= 0; s-- {
			up := 0.0
			if s >= step {
				up = p[s-step]
			}
			p[s] = (p[s] + up) / 2
		}
	}
	return p
}
