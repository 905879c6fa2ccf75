package stats

import "math"

// Stratified compares two groups within each of several tables, so that a third thing which
// goes with both cannot turn the picture round (Simpson 1951). Undefined where a denominator is 0.
type Stratified struct {
	OddsRatio    Value // Mantel, Haenszel 1959
	LogSE        Value // Robins, Breslow, Greenland 1986
	OddsInterval [2]Value
	RiskRatio    Value

	Chi2, P               Value // Cochran-Mantel-Haenszel, without correction
	Corrected, CorrectedP Value // with 1/2 taken off; the square makes it grow where less than 1/4 was there
	BreslowDay, BreslowP  Value // are the odds ratios alike (Breslow, Day 1980, without Tarone's term)

	CrudeRisk Value // risk difference of all tables thrown together
	Risk      Value // risk difference within them, weights n1·n2/N
}

// StratifiedOf compares over tables, at confidence for the interval of the odds ratio. Empty
// tables say nothing and are left out.
func StratifiedOf(tables []Table, confidence float64) (Stratified, error) {
	if err := checkOpen("confidence", confidence); err != nil {
		return Stratified{}, err
	}
	var m sums
	var pooled Table
	used := make([]Table, 0, len(tables))
	for _, t := range tables {
		if t == (Table{}) {
			continue
		}
		if err := t.check(); err != nil {
			return Stratified{}, err
		}
		m.add(t)
		pooled = Table{pooled.A + t.A, pooled.B + t.B, pooled.C + t.C, pooled.D + t.D}
		used = append(used, t)
	}
	if len(used) == 0 {
		return Stratified{}, impossible("no table with anybody in it")
	}
	s := Stratified{OddsRatio: odds(m.r, m.s), RiskRatio: odds(m.riskOver, m.riskUnder), Risk: part(m.diff, m.weight), CrudeRisk: pooled.risk()}
	if r, ok := s.OddsRatio.Number(); ok && r > 0 && !math.IsInf(r, 1) {
		se := math.Sqrt(m.pr/(2*m.r*m.r) + m.psqr/(2*m.r*m.s) + m.qs/(2*m.s*m.s))
		i := logInterval(r, criticalZ(confidence)*se)
		s.LogSE, s.OddsInterval = Known(se), [2]Value{Known(i.Low), Known(i.High)}
		s.BreslowDay = breslowDay(used, r)
		if x, ok := s.BreslowDay.Number(); ok {
			s.BreslowP = chiSquareAbove(x, len(used)-1)
		}
	}
	if m.variance > 0 {
		gap := math.Abs(m.gap)
		s.Chi2, s.Corrected = Known(gap*gap/m.variance), Known((gap-0.5)*(gap-0.5)/m.variance)
		s.P, s.CorrectedP = chiSquareAbove(s.Chi2.number, 1), chiSquareAbove(s.Corrected.number, 1)
	}
	return s, nil
}

// odds is a ratio that may be infinite, and is undefined as 0/0.
func odds(over, under float64) Value { return Known(over / under) }

func (t Table) risk() Value {
	p1, ok1 := part(float64(t.A), float64(t.A+t.B)).Number()
	p2, ok2 := part(float64(t.C), float64(t.C+t.D)).Number()
	if !ok1 || !ok2 {
		return Value{}
	}
	return Known(p1 - p2)
}

// sums are what the estimators add up over tables.
type sums struct {
	r, s, pr, psqr, qs  float64 // ad/n, bc/n and their products with (a+d)/n and (b+c)/n
	riskOver, riskUnder float64
	gap, variance       float64
	diff, weight        float64
}

func (m *sums) add(t Table) {
	a, b, c, d := float64(t.A), float64(t.B), float64(t.C), float64(t.D)
	n := a + b + c + d
	r, s, p, q := a*d/n, b*c/n, (a+d)/n, (b+c)/n
	m.r, m.s = m.r+r, m.s+s
	m.pr, m.psqr, m.qs = m.pr+p*r, m.psqr+p*s+q*r, m.qs+q*s
	m.riskOver += a * (c + d) / n
	m.riskUnder += c * (a + b) / n
	m.gap += a - (a+b)*(a+c)/n
	if n > 1 {
		m.variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1))
	}
	if w := (a + b) * (c + d) / n; w > 0 {
		m.diff += w * (a/(a+b) - c/(c+d))
		m.weight += w
	}
}

// breslowDay sums how far each first cell is from what one common odds ratio expects.
func breslowDay(tables []Table, ratio float64) Value {
	sum := 0.0
	for _, t := range tables {
		row, column := float64(t.A+t.B), float64(t.A+t.C)
		rest := float64(t.D - t.A)
		e := expectedFirst(ratio, row, column, rest)
		gap := float64(t.A) - e
		sum += gap * gap * (1/e + 1/(column-e) + 1/(row-e) + 1/(rest+e))
	}
	return Known(sum)
}

// expectedFirst solves e·(rest+e) = ratio·(row-e)·(column-e), by the root that keeps its digits.
func expectedFirst(ratio, row, column, rest float64) float64 {
	a, b, c := 1-ratio, ratio*(row+column)+rest, -ratio*row*column
	root := math.Sqrt(b*b - 4*a*c)
	if b >= 0 {
		return -2 * c / (b + root)
	}
	return (root - b) / (2 * a)
}
