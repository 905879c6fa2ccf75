package stats

import "math"

// ChiSquare tests whether rows and columns of a table of counts go together. Undefined when a row or a
// column is empty, for then there is no expected count to compare with.
type ChiSquare struct {
	Undefined     bool
	Statistic     float64 // Pearson 1900, without correction
	DOF           int
	P             Value // 1 without degrees of freedom, where there is nothing to test
	Expected      [][]float64
	LeastExpected float64
	G             float64 // likelihood ratio (Wilks 1938)
	GP            Value
	CramersV      Value // Cramér 1946: sqrt(statistic / (n · (smaller side - 1)))
	TwoByTwo      bool
	Yates, YatesP Value // with correction (Yates 1934), of a 2×2 table only
}

// ChiSquareOf tests a table of at least one row and one column, all rows of one length.
func ChiSquareOf(table [][]int64) (ChiSquare, error) {
	rows, columns, all, err := margins(table)
	if err != nil {
		return ChiSquare{}, err
	}
	for _, m := range [][]float64{rows, columns} {
		for _, total := range m {
			if total == 0 {
				return ChiSquare{Undefined: true}, nil
			}
		}
	}
	c := ChiSquare{DOF: (len(rows) - 1) * (len(columns) - 1), LeastExpected: math.Inf(1), TwoByTwo: len(rows) == 2 && len(columns) == 2}
	yates := 0.0
	for i, row := range table {
		expected := make([]float64, len(columns))
		for j, n := range row {
			e := rows[i] * columns[j] / all
			gap := math.Abs(float64(n) - e)
			corrected := gap - math.Min(0.5, gap)
			c.Statistic += gap * gap / e
			yates += corrected * corrected / e
			if n > 0 {
				c.G += 2 * float64(n) * math.Log(float64(n)/e)
			}
			expected[j], c.LeastExpected = e, math.Min(c.LeastExpected, e)
		}
		c.Expected = append(c.Expected, expected)
	}
	c.G = math.Max(0, c.G)
	c.P, c.GP = chiSquareAbove(c.Statistic, c.DOF), chiSquareAbove(c.G, c.DOF)
	if c.DOF == 0 {
		c.P, c.GP = Known(1), Known(1)
	}
	if side := min(len(rows), len(columns)) - 1; side > 0 {
		c.CramersV = Known(math.Sqrt(c.Statistic / all / float64(side)))
	}
	if c.TwoByTwo {
		c.Yates, c.YatesP = Known(yates), chiSquareAbove(yates, 1)
	}
	return c, nil
}

func margins(table [][]int64) (rows, columns []float64, all float64, err error) {
	if len(table) == 0 || len(table[0]) == 0 {
		return nil, nil, 0, impossible("an empty table")
	}
	rows, columns = make([]float64, len(table)), make([]float64, len(table[0]))
	for i, row := range table {
		if len(row) != len(columns) {
			return nil, nil, 0, impossible("rows of different lengths")
		}
		for j, n := range row {
			if n < 0 {
				return nil, nil, 0, impossible("a table with a count below zero")
			}
			rows[i] += float64(n)
			columns[j] += float64(n)
			all += float64(n)
		}
	}
	return rows, columns, all, nil
}
