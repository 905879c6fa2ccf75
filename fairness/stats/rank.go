package stats

import "slices"

// ranks gives the rank of each number from 1, tied ones the mean of theirs, and the sizes of ties.
func ranks(x []float64) (rank []float64, ties []float64) {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return 0
	})
	rank = make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			rank[k] = float64(i+j+1) / 2
		}
		if j-i > 1 {
			ties = append(ties, float64(j-i))
		}
		i = j
	}
	return rank, ties
}

// tieSum is the sum of t³ - t, which corrections for ties take.
func tieSum(ties []float64) float64 {
	sum := 0.0
	for _, t := range ties {
		sum += t * (t*t - 1)
	}
	return sum
}

func total(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum
}
