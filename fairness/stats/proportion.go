package stats

import "math"

// Proportion is a share of people with what it may be.
type Proportion struct {
	Rate, Z        float64  // Z is the normal quantile of the confidence
	Wilson         Interval // Wilson 1927; exactly 0 and 1 at the ends
	WilsonCC       Interval // with continuity correction: Newcombe, Stat Med 1998;17:857, method 4
	ClopperPearson Interval // exact, from binomial tails: Clopper, Pearson 1934
	AgrestiCoull   Interval // Agresti, Coull 1998, clipped to [0, 1]
	Jeffreys       Interval // equal tails of Beta(k+1/2, n-k+1/2): Brown, Cai, DasGupta 2001; not forced to 0 or 1
}

// ProportionOf gives k of n, 0 <= k <= n, n > 0, with confidence strictly between 0 and 1.
func ProportionOf(k, n int64, confidence float64) (Proportion, error) {
	if err := checkShare(k, n); err != nil {
		return Proportion{}, err
	}
	if err := checkOpen("confidence", confidence); err != nil {
		return Proportion{}, err
	}
	z := criticalZ(confidence)
	return Proportion{
		Rate: float64(k) / float64(n), Z: z,
		Wilson: wilson(k, n, z), WilsonCC: wilsonCC(k, n, z),
		ClopperPearson: clopperPearson(k, n, (1-confidence)/2),
		AgrestiCoull:   agrestiCoull(k, n, z),
		Jeffreys:       jeffreys(k, n, (1-confidence)/2),
	}, nil
}

// Wilson gives the interval of Wilson alone, for tables of many. Without anybody (n = 0) it is [0, 1].
func Wilson(k, n int64, confidence float64) Interval {
	if checkShare(k, n) != nil || checkOpen("confidence", confidence) != nil {
		return Interval{0, 1}
	}
	return wilson(k, n, criticalZ(confidence))
}

func wilson(k, n int64, z float64) Interval {
	x, m, zz := float64(k), float64(n), z*z
	p := x / m
	centre := (p + zz/(2*m)) / (1 + zz/m)
	half := z / (1 + zz/m) * math.Sqrt(p*(1-p)/m+zz/(4*m*m))
	return ends(k, n, Interval{centre - half, centre + half})
}

// ends sets what must be exact at no and at all.
func ends(k, n int64, i Interval) Interval {
	if k == 0 {
		i.Low = 0
	}
	if k == n {
		i.High = 1
	}
	return i
}

func wilsonCC(k, n int64, z float64) Interval {
	m, zz := float64(n), z*z
	p := float64(k) / m
	q := 1 - p
	below := math.Sqrt(math.Max(0, zz-2-1/m+4*p*(m*q+1)))
	above := math.Sqrt(math.Max(0, zz+2-1/m+4*p*(m*q-1)))
	whole := 2 * (m + zz)
	return ends(k, n, Interval{(2*m*p + zz - 1 - z*below) / whole, (2*m*p + zz + 1 + z*above) / whole}.clipped())
}

func clopperPearson(k, n int64, tail float64) Interval {
	i := Interval{0, 1}
	if k > 0 {
		i.Low = betaQuantile(tail, float64(k), float64(n-k)+1)
	}
	if k < n {
		i.High = 1 - betaQuantile(tail, float64(n-k), float64(k)+1)
	}
	return i
}

func agrestiCoull(k, n int64, z float64) Interval {
	m := float64(n) + z*z
	p := (float64(k) + z*z/2) / m
	half := z * math.Sqrt(p*(1-p)/m)
	return Interval{p - half, p + half}.clipped()
}

func jeffreys(k, n int64, tail float64) Interval {
	a, b := float64(k)+0.5, float64(n-k)+0.5
	return Interval{betaQuantile(tail, a, b), 1 - betaQuantile(tail, b, a)}
}

func checkShare(k, n int64) error {
	if n <= 0 || k < 0 || k > n {
		return impossible("%d of %d", k, n)
	}
	return nil
}

func checkOpen(what string, x float64) error {
	if !(x > 0 && x < 1) {
		return impossible("%s of %g, which must lie strictly between 0 and 1", what, x)
	}
	return nil
}

func finite(x []float64) error {
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return impossible("number %d is not finite", i+1)
		}
	}
	return nil
}
