package stats

import (
	"math"
	"math/big"
)

// Table is two groups by outcome: rows are groups, the first column counts those it happened to.
type Table struct{ A, B, C, D int64 }

func (t Table) check() error {
	if t.A < 0 || t.B < 0 || t.C < 0 || t.D < 0 {
		return impossible("a table with a count below zero")
	}
	if t.A+t.B+t.C+t.D == 0 {
		return impossible("an empty table")
	}
	return nil
}

// Fisher is the exact test of a table with its margins given (Fisher 1935). Greater is the chance of a first
// cell as large or larger. TwoSided adds all tables that are at most as likely as the observed one,
// where ties are decided in whole numbers.
type Fisher struct{ TwoSided, Less, Greater, Observed float64 }

// FisherOf tests a table. One with a margin of zero has only itself, and every p is 1.
func FisherOf(t Table) (Fisher, error) {
	if err := t.check(); err != nil {
		return Fisher{}, err
	}
	row1, row2, column := t.A+t.B, t.C+t.D, t.A+t.C
	low, high := max(0, column-row2), min(row1, column)
	// The peak of the hypergeometric distribution.
	peak := int64(math.Floor(float64(column+1) * (float64(row1+1) / float64(row1+row2+2))))
	peak = min(max(peak, low), high)
	l := climb(low, high, peak, func(x int64) float64 {
		return float64(row1-x) / float64(x+1) * (float64(column-x) / float64(row2-column+x+1))
	})
	exact := func(x int64) *big.Int {
		w := new(big.Int).Binomial(row1, x)
		return w.Mul(w, new(big.Int).Binomial(row2, column-x))
	}
	return Fisher{TwoSided: l.noLikelierThan(t.A, exact), Less: l.upTo(t.A), Greater: l.from(t.A), Observed: l.at(t.A)}, nil
}
