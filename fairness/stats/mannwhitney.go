package stats

import "math"

// MannWhitney compares the order of two independent samples (Mann, Whitney 1947).
type MannWhitney struct {
	Exact          bool    // else the normal approximation, corrected for ties, with continuity 1/2
	U1, U2         float64 // U1 counts pairs x > y, ties half
	TwoSided       Value   // undefined when all numbers are the same
	Greater, Less  Value
	NoContinuity   Value   // two-sided, by approximation without continuity; undefined when Exact
	CommonLanguage float64 // U1 / pairs (McGraw, Wong 1992)
	CliffsDelta    float64 // 2·CommonLanguage - 1 (Cliff 1993)
}

// exactBelow is the size of the smaller sample up to which the distribution is counted out.
const exactBelow = 16

// MannWhitneyOf compares x with y, none of them empty. It is exact for samples without ties of which the
// smaller has at most 16 numbers and there are at most 400 in all.
func MannWhitneyOf(x, y []float64) (MannWhitney, error) {
	if len(x) == 0 || len(y) == 0 {
		return MannWhitney{}, impossible("an empty sample")
	}
	if err := finite(x); err != nil {
		return MannWhitney{}, err
	}
	if err := finite(y); err != nil {
		return MannWhitney{}, err
	}
	rank, ties := ranks(append(append(make([]float64, 0, len(x)+len(y)), x...), y...))
	n1, n2 := float64(len(x)), float64(len(y))
	m := MannWhitney{U1: total(rank[:len(x)]) - n1*(n1+1)/2}
	m.U2 = n1*n2 - m.U1
	m.CommonLanguage = m.U1 / (n1 * n2)
	m.CliffsDelta = 2*m.CommonLanguage - 1
	if len(ties) == 0 && min(len(x), len(y)) <= exactBelow && len(x)+len(y) <= 400 {
		m.Exact = true
		p := uDistribution(len(x), len(y))
		m.Greater, m.Less = Known(sumFrom(p, int(m.U1))), Known(sumFrom(p, int(m.U2)))
		m.TwoSided = Known(math.Min(1, 2*sumFrom(p, int(math.Max(m.U1, m.U2)))))
		return m, nil
	}
	n := n1 + n2
	sd := math.Sqrt(n1 * n2 / 12 * (n + 1 - tieSum(ties)/(n*(n-1))))
	if sd == 0 || math.IsNaN(sd) {
		return m, nil
	}
	z := func(u float64) float64 { return (u - n1*n2/2 - 0.5) / sd }
	m.Greater, m.Less = Known(normalAbove(z(m.U1))), Known(normalAbove(z(m.U2)))
	m.TwoSided = Known(math.Min(1, 2*normalAbove(z(math.Max(m.U1, m.U2)))))
	m.NoContinuity = Known(normalBothSides((m.U1 - n1*n2/2) / sd))
	return m, nil
}

// uDistribution gives the probability of each U from 0 to n1·n2, by what becomes of the largest number:
// it is one of the first sample, and lies above all of the second, or it is not.
func uDistribution(n1, n2 int) []float64 {
	if n1 > n2 {
		n1, n2 = n2, n1 // U and n1·n2 - U are alike
	}
	row := make([][]float64, n1+1) // row[i] belongs to i of the first and j of the second
	for i := range row {
		row[i] = make([]float64, n1*n2+1)
		row[i][0] = 1
	}
	for j := 1; j <= n2; j++ {
		for i := 1; i <= n1; i++ {
			mine := float64(i) / float64(i+j)
			for u := i * j; u >= 0; u-- {
				above := 0.0
				if u >= j {
					above = row[i-1][u-j]
				}
				row[i][u] = mine*above + (1-mine)*row[i][u]
			}
		}
	}
	return row[n1]
}

// sumFrom gives the probability of at least u, smallest first.
func sumFrom(p []float64, u int) float64 {
	sum := 0.0
	for i := len(p) - 1; i >= max(u, 0); i-- {
		sum += p[i]
	}
	return math.Min(1, sum)
}
