package stats

import (
	"math"
	"slices"
)

// KolmogorovSmirnov compares the whole distributions of two independent samples (Smirnov 1939).
type KolmogorovSmirnov struct {
	Statistic  float64 // the largest distance of the empirical distributions
	Exact      Value   // by counting paths; undefined above 4·10^8 pairs
	Asymptotic float64 // Kolmogorov 1933: Q(sqrt(n1·n2/(n1+n2))·D)
	OneSample  Value   // that of one sample of the size round(n1·n2/(n1+n2)), as SciPy approximates; undefined where it is too large to calculate
	Ties       bool    // a number stands more than once, so Exact is what it would be without: it errs to the larger side
}

// most is how many pairs are counted through.
const most = 400_000_000

// KolmogorovSmirnovOf compares x with y, none of them empty.
func KolmogorovSmirnovOf(x, y []float64) (KolmogorovSmirnov, error) {
	if len(x) == 0 || len(y) == 0 {
		return KolmogorovSmirnov{}, impossible("an empty sample")
	}
	for _, s := range [][]float64{x, y} {
		if err := finite(s); err != nil {
			return KolmogorovSmirnov{}, err
		}
	}
	n1, n2 := len(x), len(y)
	far, ties := distance(slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y)))
	k := KolmogorovSmirnov{Statistic: float64(far) / (float64(n1) * float64(n2)), Ties: ties}
	if n1*n2 <= most {
		k.Exact = Known(pathsOutside(n1, n2, far))
	}
	size := float64(n1) * float64(n2) / float64(n1+n2)
	k.Asymptotic = kolmogorovAbove(math.Sqrt(size) * k.Statistic)
	k.OneSample = oneSampleAbove(int(math.RoundToEven(size)), k.Statistic)
	return k, nil
}

// distance gives the largest |i·n2 - j·n1| over all places, which is D·n1·n2 in whole numbers.
func distance(x, y []float64) (far int, ties bool) {
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		at := math.Inf(1)
		if i < len(x) {
			at = x[i]
		}
		if j < len(y) {
			at = math.Min(at, y[j])
		}
		before := i + j
		for i < len(x) && x[i] == at {
			i++
		}
		for j < len(y) && y[j] == at {
			j++
		}
		ties = ties || i+j-before > 1
		far = max(far, i*len(y)-j*len(x), j*len(x)-i*len(y))
	}
	return far, ties
}

// pathsOutside gives the share of the ways to order two samples in which the distance far is reached:
// a path goes one step right for each of the first and up for each of the second. Each share is a mean
// of two, so that a small one keeps its digits (Hodges 1958).
func pathsOutside(n1, n2, far int) float64 {
	if far == 0 {
		return 1
	}
	column := make([]float64, n2+1)
	for i := 0; i <= n1; i++ {
		for j := 0; j <= n2; j++ {
			switch gap := i*n2 - j*n1; {
			case gap >= far || -gap >= far:
				column[j] = 1
			case i == 0 && j == 0:
				column[j] = 0
			case i == 0:
				column[j] = column[j-1]
			case j > 0:
				column[j] = (float64(i)*column[j] + float64(j)*column[j-1]) / float64(i+j)
			}
		}
	}
	return column[n2]
}

// kolmogorovAbove is Q of Kolmogorov's limit, by the one of its two series that converges fast.
func kolmogorovAbove(x float64) float64 {
	if x <= 0 {
		return 1
	}
	sum := 0.0
	if x < 1 {
		for k := 1.0; k < 20; k++ {
			sum += math.Exp(-(2*k - 1) * (2*k - 1) * math.Pi * math.Pi / (8 * x * x))
		}
		return 1 - math.Sqrt(2*math.Pi)/x*sum
	}
	for k, sign := 1.0, 1.0; k < 20; k, sign = k+1, -sign {
		sum += sign * math.Exp(-2*k*k*x*x)
	}
	return math.Min(1, 2*sum)
}
