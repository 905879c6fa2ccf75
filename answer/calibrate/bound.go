package calibrate

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Interval is a share with what it may be. All three are 0 to 1.
type Interval struct {
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Upper gives the one-sided exact upper bound (Clopper and Pearson 1934) of a share of which k were
// seen among n, at a level such as 0.95. Without any seen, or with numbers that make no sense, it is 1:
// nothing is known. k and n may be effective numbers and need not be whole.
func Upper(k, n, level float64) float64 {
	if !sensible(k, n, level) || k >= n {
		return 1
	}
	return quantile(k+1, n-k, level)
}

// Lower gives the one-sided exact lower bound; 0 when nothing is known.
func Lower(k, n, level float64) float64 {
	if !sensible(k, n, level) || k == 0 {
		return 0
	}
	return quantile(k, n-k+1, 1-level)
}

// Between gives the share and its two-sided exact interval at a level.
func Between(k, n int, level float64) Interval {
	if n <= 0 || k < 0 || k > n {
		return Interval{High: 1}
	}
	one := 1 - (1-level)/2
	return Interval{Share: float64(k) / float64(n), Low: Lower(float64(k), float64(n), one), High: Upper(float64(k), float64(n), one)}
}

func sensible(k, n, level float64) bool {
	return n > 0 && k >= 0 && k <= n && !math.IsInf(n, 0) && level > 0 && level < 1
}

// quantile gives x with I_x(a, b) = p.
func quantile(a, b, p float64) float64 { return mathext.InvRegIncBeta(a, b, p) }

// chance is how likely k or fewer of n would be if the share were p: the p-value of "the share is at
// least p". It is at most 1-level exactly when Upper(k, n, level) is at most p.
func chance(k, n, p float64) float64 {
	if n <= 0 || k >= n {
		return 1
	}
	return 1 - mathext.RegIncBeta(k+1, n-k, p)
}

// needed gives how many must be answered for Upper to reach the target if wrong ones stay a share of
// rate, rounded up; 0 when no number is enough.
func needed(rate, target, level float64) int {
	const most = 1 << 20
	holds := func(n int) bool { return Upper(math.Ceil(rate*float64(n)-1e-9), float64(n), level) <= target }
	if rate >= target || !holds(most) {
		return 0
	}
	low, high := 0, most
	for high-low > 1 {
		mid := (low + high) / 2
		if holds(mid) {
			high = mid
			continue
		}
		low = mid
	}
	return high
}

// tally counts the wrong among some examples, and how far those of one bundle go wrong together.
type tally struct {
	n, wrong           int
	alone, aloneFailed int            // examples that stand for themselves, and wrong ones of them
	sizes, failed      map[string]int // of the bundles: examples, and wrong ones
}

// add counts one example; an empty bundle means that it stands for itself.
func (t *tally) add(bundle string, wrong bool) {
	failed := 0
	if wrong {
		failed = 1
	}
	t.n++
	t.wrong += failed
	if bundle == "" {
		t.alone++
		t.aloneFailed += failed
		return
	}
	if t.sizes == nil {
		t.sizes, t.failed = map[string]int{}, map[string]int{}
	}
	t.sizes[bundle]++
	t.failed[bundle] += failed
}

// squares adds up the squared sizes of bundles.
func (t *tally) squares() float64 {
	sum := t.alone
	for _, m := range t.sizes {
		sum += m * m
	}
	return float64(sum)
}

// spread is the mean size of the bundle in which an example stands.
func (t *tally) spread() float64 {
	if t.n == 0 {
		return 1
	}
	return t.squares() / float64(t.n)
}

// together estimates the correlation within bundles by analysis of variance (Fisher's intraclass
// correlation), 0 to 1; 0 where it cannot be estimated.
func (t *tally) together() float64 {
	g, n := float64(len(t.sizes)+t.alone), float64(t.n)
	if g < 2 || n <= g {
		return 0
	}
	mean := float64(t.wrong) / n
	between := float64(t.aloneFailed)*(1-mean)*(1-mean) + float64(t.alone-t.aloneFailed)*mean*mean
	within := 0.0
	for name, size := range t.sizes {
		m, k := float64(size), float64(t.failed[name])
		p := k / m
		between += m * (p - mean) * (p - mean)
		within += k*(1-p)*(1-p) + (m-k)*p*p
	}
	between /= g - 1
	within /= n - g
	size := (n - t.squares()/n) / (g - 1)
	whole := between + (size-1)*within
	if whole <= 0 {
		return 0
	}
	return min(1, max(0, (between-within)/whole))
}

// upper is the bound of the wrong share when examples of one bundle go wrong together with
// correlation rho: the exact bound of as many independent ones as they are worth (Korn and Graubard 1998).
// It is never under the plain bound.
func (t *tally) upper(rho, level float64) float64 {
	k, n := float64(t.wrong), float64(t.n)
	plain := Upper(k, n, level)
	effect := t.effect(rho)
	return max(plain, Upper(k/effect, n/effect, level))
}

// effect is how many examples are worth one that stands alone (Kish's design effect), at least 1.
func (t *tally) effect(rho float64) float64 { return max(1, 1+(t.spread()-1)*rho) }
