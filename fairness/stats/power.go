package stats

import "math"

// Plan says what a test of two independent shares can see, by Cohen's h = 2·asin√p1 - 2·asin√p2
// (Cohen 1988): n1 solves Φ(-c+hE)+Φ(-c-hE) = power with E = sqrt(1/(1/n1+1/n2)).
type Plan struct {
	H           float64
	N1          Value // people needed in the first group; infinite for equal shares
	Power       float64
	SmallestH   Value // the smallest gap that n1 people show with the wanted power; undefined without people
	Below       Value // the share that lies this far below p1; undefined where there is none
	Above       Value // the share that lies this far above p1; undefined where there is none
	secondShare float64
}

// PlanShares plans for shares p1 and p2 from 0 to 1, with n2 = ratio·n1.
func PlanShares(p1, p2, alpha, power, ratio, n1 float64) (Plan, error) {
	for _, p := range []float64{p1, p2} {
		if !(p >= 0 && p <= 1) {
			return Plan{}, impossible("a share of %g", p)
		}
	}
	if err := checkTest(alpha, power); err != nil {
		return Plan{}, err
	}
	if !(ratio > 0) || math.IsInf(ratio, 1) || !(n1 >= 0) || math.IsInf(n1, 1) {
		return Plan{}, impossible("group sizes that are not finite and above zero")
	}
	first := math.Asin(math.Sqrt(p1))
	p := Plan{H: 2*first - 2*math.Asin(math.Sqrt(p2)), secondShare: ratio}
	c, shift := quantileAbove(alpha/2), shiftFor(alpha, power)
	p.N1 = Known(shift / p.H * (shift / p.H) * (1 + 1/ratio))
	if p.H == 0 {
		p.N1 = Known(math.Inf(1))
	}
	e := math.Sqrt(n1 * ratio / (1 + ratio))
	p.Power = reached(c, math.Abs(p.H)*e)
	if n1 == 0 {
		return p, nil
	}
	h := shift / e
	p.SmallestH = Known(h)
	if a := first - h/2; a >= 0 {
		p.Below = Known(math.Sin(a) * math.Sin(a))
	}
	if a := first + h/2; a <= math.Pi/2 {
		p.Above = Known(math.Sin(a) * math.Sin(a))
	}
	return p, nil
}

// Sizes gives the whole numbers of people needed, and false when no number is enough.
func (p Plan) Sizes() (n1, n2 int64, enough bool) {
	n, _ := p.N1.Number()
	if !(n < 1<<53) || !(n*p.secondShare < 1<<53) {
		return 0, 0, false
	}
	return int64(math.Ceil(n)), int64(math.Ceil(n * p.secondShare)), true
}

// reached is the power of a two-sided test at a shift of the normal statistic.
func reached(c, shift float64) float64 {
	return math.Min(1, normalAbove(c-shift)+normalAbove(c+shift))
}

// shiftFor finds the shift that reaches the power, by halving.
func shiftFor(alpha, power float64) float64 {
	c := quantileAbove(alpha / 2)
	low, high := 0.0, c+40
	for range 200 {
		middle := low + (high-low)/2
		if middle == low || middle == high {
			break
		}
		if reached(c, middle) < power {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

func checkTest(alpha, power float64) error {
	if err := checkOpen("alpha", alpha); err != nil {
		return err
	}
	return checkOpen("power", power)
}

// PairPlan says how many pairs a McNemar test needs (Miettinen 1968, Connor 1987).
type PairPlan struct {
	Pairs Value // infinite when both shares are equal
	Power float64
}

// PlanPairs plans for a share p10 of pairs that differ one way and p01 the other.
func PlanPairs(p10, p01, alpha, power, pairs float64) (PairPlan, error) {
	if !(p10 >= 0 && p01 >= 0 && p10+p01 <= 1) {
		return PairPlan{}, impossible("shares of %g and %g of pairs that differ", p10, p01)
	}
	if err := checkTest(alpha, power); err != nil {
		return PairPlan{}, err
	}
	if !(pairs >= 0) {
		return PairPlan{}, impossible("%g pairs", pairs)
	}
	z, zb := quantileAbove(alpha/2), quantileAbove(1-power)
	differ, d := p10+p01, math.Abs(p10-p01)
	if d == 0 {
		return PairPlan{Pairs: Known(math.Inf(1)), Power: alpha / 2}, nil
	}
	spread := math.Sqrt(differ - d*d)
	need := (z*math.Sqrt(differ) + zb*spread) / d
	p := PairPlan{Pairs: Known(need * need)}
	p.Power = normalAbove((z*math.Sqrt(differ) - d*math.Sqrt(pairs)) / spread)
	if spread == 0 { // every pair differs the same way
		p.Power = 0
		if d*math.Sqrt(pairs) >= z {
			p.Power = 1
		}
	}
	return p, nil
}

// Whole gives the whole number of pairs needed, and false when no number is enough.
func (p PairPlan) Whole() (pairs int64, enough bool) {
	n, _ := p.Pairs.Number()
	if !(n < 1<<53) {
		return 0, false
	}
	return int64(math.Ceil(n)), true
}
