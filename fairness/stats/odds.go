package stats

import "math"

// Odds are odds ratio and risk ratio of a table, first group to second.
type Odds struct {
	Haldane bool // a cell is 0, so 1/2 was added to all four (Haldane 1956, Anscombe 1956)

	OddsRatio, LogOddsRatio, LogSE float64
	OddsInterval                   Interval // Woolf 1955
	P                              float64  // of the logarithm against 0, two-sided
	RiskRatio                      float64
	RiskInterval                   Interval // Katz et al. 1978
}

// OddsOf calculates from a table.
func OddsOf(t Table, confidence float64) (Odds, error) {
	if err := t.check(); err != nil {
		return Odds{}, err
	}
	if err := checkOpen("confidence", confidence); err != nil {
		return Odds{}, err
	}
	a, b, c, d := float64(t.A), float64(t.B), float64(t.C), float64(t.D)
	var o Odds
	if a == 0 || b == 0 || c == 0 || d == 0 {
		o.Haldane = true
		a, b, c, d = a+0.5, b+0.5, c+0.5, d+0.5
	}
	z := criticalZ(confidence)
	o.OddsRatio = a / b * (d / c)
	o.LogOddsRatio = math.Log(o.OddsRatio)
	o.LogSE = math.Sqrt(1/a + 1/b + 1/c + 1/d)
	o.OddsInterval = logInterval(o.OddsRatio, z*o.LogSE)
	o.P = normalBothSides(o.LogOddsRatio / o.LogSE)
	o.RiskRatio = a / (a + b) / (c / (c + d))
	o.RiskInterval = logInterval(o.RiskRatio, z*math.Sqrt(b/(a*(a+b))+d/(c*(c+d))))
	return o, nil
}
