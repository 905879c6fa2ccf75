package stats

import "math"

// Pairs counts paired outcomes of the same question: both got it, only the first, only the second, neither.
type Pairs struct{ Both, First, Second, Neither int64 }

// McNemar compares paired outcomes (McNemar 1947). Undefined where nothing differs and so nothing can be
// tested by approximation; the exact p is 1 then.
type McNemar struct {
	Exact      float64 // min(1, 2·P(X <= min)), X ~ Bin(First+Second, 1/2)
	Greater    float64 // one-sided: P(X >= First), for who only asks whether the first happens more often
	Mid        float64 // Fagerland, Lydersen, Laake, BMC Med Res Methodol 2013;13:91
	Chi2, P    Value
	Corrected  Value // with continuity correction (Edwards 1948)
	CorrectedP Value

	FlipRate   Value    // share of pairs that differ; undefined without pairs
	FlipWilson Interval // [0, 1] without pairs
	Net        Value    // (First - Second) / pairs
	Newcombe   Interval // of Net, method 10 for paired shares: Newcombe, Stat Med 1998;17:2635-2650; [-1, 1] without pairs
	Phi        float64  // the correlation that Newcombe uses, with its correction; 0 when a margin is 0
}

// McNemarOf compares paired outcomes.
func McNemarOf(p Pairs, confidence float64) (McNemar, error) {
	if p.Both < 0 || p.First < 0 || p.Second < 0 || p.Neither < 0 {
		return McNemar{}, impossible("pairs with a count below zero")
	}
	if err := checkOpen("confidence", confidence); err != nil {
		return McNemar{}, err
	}
	b, c := float64(p.First), float64(p.Second)
	m := McNemar{Phi: p.phi(), FlipWilson: Interval{0, 1}, Newcombe: Interval{-1, 1}}
	m.Exact, m.Mid = exactPaired(p.First, p.Second)
	m.Greater = fairCoin(p.First + p.Second).from(p.First)
	if b+c > 0 {
		m.Chi2 = Known((b - c) * (b - c) / (b + c))
		m.P = chiSquareAbove(m.Chi2.number, 1)
		less := math.Max(0, math.Abs(b-c)-1)
		m.Corrected = Known(less * less / (b + c))
		m.CorrectedP = chiSquareAbove(m.Corrected.number, 1)
	}
	n := p.Both + p.First + p.Second + p.Neither
	if n == 0 {
		return m, nil
	}
	z := criticalZ(confidence)
	m.FlipRate, m.Net = Known((b+c)/float64(n)), Known((b-c)/float64(n))
	m.FlipWilson = wilson(p.First+p.Second, n, z)
	k1, k2 := p.Both+p.First, p.Both+p.Second
	m.Newcombe = squareAndAdd(float64(k1)/float64(n), float64(k2)/float64(n), wilson(k1, n, z), wilson(k2, n, z), m.Phi)
	return m, nil
}

// exactPaired gives the exact and the mid p of b against c.
func exactPaired(b, c int64) (exact, mid float64) {
	if b+c == 0 {
		return 1, 1
	}
	l := fairCoin(b + c)
	least := min(b, c)
	exact = math.Min(1, 2*l.upTo(least))
	if b == c {
		return exact, 1 - l.at(b)/2
	}
	return exact, exact - l.at(least)
}

// phi is the correlation of paired outcomes with Newcombe's correction: n/2 is taken off a positive
// numerator, not below 0.
func (p Pairs) phi() float64 {
	a, b, c, d := float64(p.Both), float64(p.First), float64(p.Second), float64(p.Neither)
	under := (a + b) * (c + d) * (a + c) * (b + d)
	if under == 0 {
		return 0
	}
	over := a*d - b*c
	if over > 0 {
		over = math.Max(0, over-(a+b+c+d)/2)
	}
	return over / math.Sqrt(under)
}
