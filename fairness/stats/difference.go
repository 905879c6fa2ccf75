package stats

import "math"

// Difference tells how far the shares of two independent groups are apart, first minus second.
type Difference struct {
	Difference   float64
	Newcombe     Interval // hybrid score, method 10: Newcombe, Stat Med 1998;17:873-890
	Wald         Interval // the textbook one, not clipped; of no width at 0 and 1, so never to be shown alone
	AgrestiCaffo Interval // one of each added to both: Agresti, Caffo 2000; not clipped

	Ratio            Value    // first / second; undefined when a count is 0
	RatioLog         Interval // Katz et al. 1978, on the logarithm; only with Ratio
	RatioLogAdjusted Interval // with 1/2 added to each count and each size: Walter 1975
}

// DifferenceOf compares k1 of n1 with k2 of n2.
func DifferenceOf(k1, n1, k2, n2 int64, confidence float64) (Difference, error) {
	for _, share := range [][2]int64{{k1, n1}, {k2, n2}} {
		if err := checkShare(share[0], share[1]); err != nil {
			return Difference{}, err
		}
	}
	if err := checkOpen("confidence", confidence); err != nil {
		return Difference{}, err
	}
	z := criticalZ(confidence)
	m1, m2 := float64(n1), float64(n2)
	p1, p2 := float64(k1)/m1, float64(k2)/m2
	d := Difference{Difference: p1 - p2}
	w1, w2 := wilson(k1, n1, z), wilson(k2, n2, z)
	d.Newcombe = squareAndAdd(p1, p2, w1, w2, 0)
	d.Wald = around(p1-p2, z*math.Sqrt(p1*(1-p1)/m1+p2*(1-p2)/m2))
	a1, a2 := (float64(k1)+1)/(m1+2), (float64(k2)+1)/(m2+2)
	d.AgrestiCaffo = around(a1-a2, z*math.Sqrt(a1*(1-a1)/(m1+2)+a2*(1-a2)/(m2+2)))
	if k1 > 0 && k2 > 0 {
		d.Ratio = Known(p1 / p2)
		d.RatioLog = logInterval(p1/p2, z*math.Sqrt((1-p1)/float64(k1)+(1-p2)/float64(k2)))
	}
	h1, h2 := (float64(k1)+0.5)/(m1+0.5), (float64(k2)+0.5)/(m2+0.5)
	d.RatioLogAdjusted = logInterval(h1/h2, z*math.Sqrt((1-h1)/(float64(k1)+0.5)+(1-h2)/(float64(k2)+0.5)))
	return d, nil
}

func around(centre, half float64) Interval { return Interval{centre - half, centre + half} }

func logInterval(ratio, half float64) Interval {
	return Interval{math.Exp(math.Log(ratio) - half), math.Exp(math.Log(ratio) + half)}
}

// squareAndAdd joins the intervals of two shares into one of their difference; phi is their
// correlation, 0 for independent ones.
func squareAndAdd(p1, p2 float64, w1, w2 Interval, phi float64) Interval {
	side := func(a, b float64) float64 { return math.Sqrt(math.Max(0, a*a-2*phi*a*b+b*b)) }
	d := p1 - p2
	return Interval{d - side(p1-w1.Low, w2.High-p2), d + side(w1.High-p1, p2-w2.Low)}
}

// Pooled is the test of two shares with a pooled variance. All are undefined when nobody or
// everybody got the outcome, which leaves nothing to test.
type Pooled struct {
	Z, TwoSided, Greater, Less Value
	ExceedsTwoSD               bool // |Z| > 2, the rule of thumb of Hazelwood v. United States, 433 U.S. 299 (1977)
}

// PooledOf tests k1 of n1 against k2 of n2 (Fleiss, Statistical Methods for Rates and Proportions).
func PooledOf(k1, n1, k2, n2 int64) (Pooled, error) {
	for _, share := range [][2]int64{{k1, n1}, {k2, n2}} {
		if err := checkShare(share[0], share[1]); err != nil {
			return Pooled{}, err
		}
	}
	if k1+k2 == 0 || k1+k2 == n1+n2 {
		return Pooled{}, nil
	}
	m1, m2 := float64(n1), float64(n2)
	p := float64(k1+k2) / (m1 + m2)
	z := (float64(k1)/m1 - float64(k2)/m2) / math.Sqrt(p*(1-p)*(1/m1+1/m2))
	return Pooled{
		Z: Known(z), TwoSided: Known(normalBothSides(z)), Greater: Known(normalAbove(z)), Less: Known(normalAbove(-z)),
		ExceedsTwoSD: math.Abs(z) > 2,
	}, nil
}
