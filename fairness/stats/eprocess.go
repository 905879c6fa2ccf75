package stats

import (
	"math"
	"slices"
)

// Evidence is what an e-process has seen so far. E-values may be looked at after every observation
// and acted upon at any time: the chance that one ever reaches 1/alpha is at most alpha when there is
// nothing to find (Ville 1939). The zero Evidence has seen nothing.
type Evidence struct {
	Seen     int64   // blocks or differences
	LogE     float64 // natural logarithm of the e-value now
	LogMax   float64 // the largest so far, at least 0
	AlarmAt  int64   // the first observation at which E reached 1/alpha, from 1; 0: none
	alarmSet float64
}

// AnytimeP is a p-value that holds at any time: min(1, 1/largest E).
func (e Evidence) AnytimeP() float64 { return math.Min(1, math.Exp(-e.LogMax)) }

func (e *Evidence) see(logE float64) {
	e.Seen++
	e.LogE = logE
	e.LogMax = math.Max(e.LogMax, logE)
	if e.AlarmAt == 0 && logE >= e.alarmSet {
		e.AlarmAt = e.Seen
	}
}

// TwoShares watches whether two groups get an outcome equally often, in blocks of one observation
// of each (Turner, Ly, Grünwald, JSPI 2024, arXiv 2106.02693).
type TwoShares struct {
	Evidence
	prior, sumA, sumB, log float64
}

// WatchShares begins with prior counts (0.18 is the authors' choice), and alarms at 1/alpha.
func WatchShares(prior, alpha float64) (*TwoShares, error) {
	if !(prior > 0) || math.IsInf(prior, 1) {
		return nil, impossible("a prior of %g", prior)
	}
	if err := checkOpen("alpha", alpha); err != nil {
		return nil, err
	}
	return &TwoShares{prior: prior, Evidence: Evidence{alarmSet: -math.Log(alpha)}}, nil
}

// Observe takes one outcome of each group.
func (w *TwoShares) Observe(a, b bool) {
	under := 2*w.prior + float64(w.Seen)
	pa, pb := (w.prior+w.sumA)/under, (w.prior+w.sumB)/under
	p0 := (pa + pb) / 2
	w.log += chance(pa, a) + chance(pb, b) - chance(p0, a) - chance(p0, b)
	if a {
		w.sumA++
	}
	if b {
		w.sumB++
	}
	w.see(w.log)
}

func chance(p float64, happened bool) float64 {
	if happened {
		return math.Log(p)
	}
	return math.Log1p(-p)
}

// PairedBet watches whether the mean of paired differences in [-1, 1] is zero, by betting a part λ of the
// money on each and averaging over a grid of λ (Chugg et al., NeurIPS 2023, arXiv 2305.17570).
type PairedBet struct {
	Evidence
	grid, log []float64
}

// WatchPairs begins with a grid of λ in [-1, 1], and alarms at 1/alpha.
func WatchPairs(grid []float64, alpha float64) (*PairedBet, error) {
	if err := checkOpen("alpha", alpha); err != nil {
		return nil, err
	}
	if len(grid) == 0 {
		return nil, impossible("an empty grid")
	}
	for _, l := range grid {
		if !(l >= -1 && l <= 1) {
			return nil, impossible("a stake of %g", l)
		}
	}
	return &PairedBet{grid: slices.Clone(grid), log: make([]float64, len(grid)), Evidence: Evidence{alarmSet: -math.Log(alpha)}}, nil
}

// Observe takes one difference. It fails for one outside [-1, 1], which no bet could pay.
func (w *PairedBet) Observe(d float64) error {
	if !(d >= -1 && d <= 1) {
		return impossible("a difference of %g", d)
	}
	top := math.Inf(-1)
	for i, l := range w.grid {
		w.log[i] += math.Log1p(l * d)
		top = math.Max(top, w.log[i])
	}
	sum := 0.0
	for _, x := range w.log {
		sum += math.Exp(x - top)
	}
	if math.IsInf(top, -1) {
		w.see(top)
		return nil
	}
	w.see(top + math.Log(sum/float64(len(w.log))))
	return nil
}

// EBH rejects among e-values so that the expected share of false alarms is at most alpha, under any
// dependence: the k largest, k = max{k: e_(k) >= m/(k·alpha)} (Wang, Ramdas, JRSS-B 2022). It gives the
// places of the rejected ones from 0, in their order.
func EBH(e []float64, alpha float64) ([]int, error) {
	if err := checkOpen("alpha", alpha); err != nil {
		return nil, err
	}
	order := make([]int, len(e))
	for i, x := range e {
		if !(x >= 0) {
			return nil, impossible("e-value %d is not at least 0", i+1)
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case e[a] > e[b]:
			return -1
		case e[a] < e[b]:
			return 1
		}
		return 0
	})
	k := 0
	for i, at := range order {
		if e[at] >= float64(len(e))/(float64(i+1)*alpha)*(1-1e-15) {
			k = i + 1
		}
	}
	rejected := slices.Clone(order[:k])
	slices.Sort(rejected)
	return rejected, nil
}
