package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// quantileAbove gives the standard normal quantile that tail of the probability lies above, 0 < tail < 1.
// For two sides at a confidence c the tail is (1-c)/2.
func quantileAbove(tail float64) float64 { return -mathext.NormalQuantile(tail) }

// criticalZ gives z of the two-sided level 1-confidence.
func criticalZ(confidence float64) float64 { return quantileAbove((1 - confidence) / 2) }

// normalAbove gives P(Z > z) of the standard normal distribution, as a tail.
func normalAbove(z float64) float64 { return 0.5 * math.Erfc(z/math.Sqrt2) }

// normalBothSides gives P(|Z| > |z|).
func normalBothSides(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// chiSquareAbove gives P(X > x) of the chi-square distribution with a whole number of degrees of
// freedom, by the finite sum of positive terms (Abramowitz and Stegun 26.4.4 and 26.4.5), so that small
// tails keep all their digits. It is undefined without degrees of freedom.
func chiSquareAbove(x float64, dof int) Value {
	switch {
	case dof <= 0 || math.IsNaN(x):
		return Value{}
	case x <= 0:
		return Known(1)
	case math.IsInf(x, 1):
		return Known(0)
	}
	h := x / 2
	first, tail := 0.0, 0.0 // exponents of h go first, first+1 … dof/2-1
	if dof%2 == 1 {
		first, tail = 0.5, math.Erfc(math.Sqrt(h))
	}
	last := float64(dof)/2 - 1
	if last < first {
		if dof == 1 {
			return Known(tail)
		}
		return Known(math.Exp(-h))
	}
	// Begin at the largest term and go both ways until nothing changes.
	peak := first + math.Max(0, math.Min(math.Floor(h-first), last-first))
	lg, _ := math.Lgamma(peak + 1)
	top := math.Exp(peak*math.Log(h) - h - lg)
	sum := top
	for a, t := peak, top; a > first && t > sum*1e-18; a-- {
		t *= a / h
		sum += t
	}
	for a, t := peak+1, top; a <= last && t > sum*1e-18; a++ {
		t *= h / a
		sum += t
	}
	return Known(math.Min(1, tail+sum))
}

// betaQuantile gives the p-quantile of the Beta(a, b) distribution.
func betaQuantile(p, a, b float64) float64 {
	return polish(mathext.InvRegIncBeta(a, b, p), p, a, b)
}

// polish takes Newton steps, because the inverse alone is good to some eight digits only.
func polish(x, p, a, b float64) float64 {
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	for range 4 {
		if x <= 0 || x >= 1 {
			return x
		}
		density := math.Exp((a-1)*math.Log(x) + (b-1)*math.Log1p(-x) + lab - la - lb)
		step := (mathext.RegIncBeta(a, b, x) - p) / density
		next := x - step
		if math.IsNaN(next) || math.IsInf(next, 0) || next <= 0 || next >= 1 || math.Abs(step) > x/2 {
			return x
		}
		if x = next; math.Abs(step) <= 1e-15*x {
			return x
		}
	}
	return x
}
