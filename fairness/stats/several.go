package stats

// Several is a test of more than two samples by an approximation to chi-square. Statistic and P are
// undefined when nothing varies.
type Several struct {
	Statistic Value
	DOF       int
	P         Value
}

// KruskalWallis compares the order of two or more independent samples, none of them empty, corrected for ties
// (Kruskal, Wallis 1952).
func KruskalWallis(groups [][]float64) (Several, error) {
	if len(groups) < 2 {
		return Several{}, impossible("%d samples cannot be compared", len(groups))
	}
	var all []float64
	for i, g := range groups {
		if len(g) == 0 {
			return Several{}, impossible("sample %d is empty", i+1)
		}
		if err := finite(g); err != nil {
			return Several{}, err
		}
		all = append(all, g...)
	}
	rank, ties := ranks(all)
	n, sum, from := float64(len(all)), 0.0, 0
	for _, g := range groups {
		// Against the mean rank, which costs fewer digits than the usual difference of large sums.
		gap := total(rank[from:from+len(g)]) - float64(len(g))*(n+1)/2
		sum += gap * gap / float64(len(g))
		from += len(g)
	}
	return several(12*sum/(n*(n+1)), 1-tieSum(ties)/(n*n*n-n), len(groups)-1), nil
}

// Friedman compares columns over rows that belong together, such as variants of one template: at
// least two columns and one row, corrected for ties (Friedman 1937).
func Friedman(rows [][]float64) (Several, error) {
	columns, err := columnsOf(rows)
	if err != nil {
		return Several{}, err
	}
	n, k := float64(len(rows)), float64(columns)
	sums, tied := make([]float64, columns), 0.0
	for _, row := range rows {
		if err := finite(row); err != nil {
			return Several{}, err
		}
		rank, ties := ranks(row)
		tied += tieSum(ties)
		for j, r := range rank {
			sums[j] += r
		}
	}
	sum := 0.0
	for _, s := range sums {
		gap := s - n*(k+1)/2
		sum += gap * gap
	}
	return several(12*sum/(n*k*(k+1)), 1-tied/(n*k*(k*k-1)), columns-1), nil
}

// CochranQ compares columns of outcomes, 0 or 1, over rows that belong together (Cochran 1950).
func CochranQ(rows [][]float64) (Several, error) {
	columns, err := columnsOf(rows)
	if err != nil {
		return Several{}, err
	}
	k, sums, all, within := float64(columns), make([]float64, columns), 0.0, 0.0
	for i, row := range rows {
		for j, x := range row {
			if x != 0 && x != 1 {
				return Several{}, impossible("row %d holds an outcome that is neither 0 nor 1", i+1)
			}
			sums[j] += x
		}
		r := total(row)
		all += r
		within += r * (k - r)
	}
	between := 0.0
	for _, s := range sums {
		between += (s - all/k) * (s - all/k)
	}
	return several(k*(k-1)*between, within, columns-1), nil
}

func several(statistic, correction float64, dof int) Several {
	s := Several{DOF: dof}
	if correction > 0 {
		s.Statistic = Known(statistic / correction)
		s.P = chiSquareAbove(s.Statistic.number, dof)
	}
	return s
}

func columnsOf(rows [][]float64) (int, error) {
	if len(rows) == 0 || len(rows[0]) < 2 {
		return 0, impossible("there must be at least one row and two columns")
	}
	for _, row := range rows {
		if len(row) != len(rows[0]) {
			return 0, impossible("rows of different lengths")
		}
	}
	return len(rows[0]), nil
}
