package eval

import (
	"cmp"
	"math"
	"slices"
)

// AUROC is the chance that a random positive scores above a random negative, ties counting
// half (Hanley and McNeil 1982). It is NaN when either side is empty.
func AUROC(positives, negatives []float64) float64 {
	return Separation(positives, negatives)(nil, nil)
}

// Separation sorts once and gives AUROC as a function of how often each positive and each negative
// counts; nil stands for once each.
func Separation(positives, negatives []float64) func(positive, negative []float64) float64 {
	order := make([]int, len(positives)+len(negatives))
	for i := range order {
		order[i] = i
	}
	score := func(i int) float64 {
		if i < len(positives) {
			return positives[i]
		}
		return negatives[i-len(positives)]
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(score(a), score(b)) })
	return func(positive, negative []float64) float64 {
		below, won, all := 0.0, 0.0, 0.0 // negatives passed, pairs won, weight of the positives
		for i := 0; i < len(order); {
			ups, downs, j := 0.0, 0.0, i
			for ; j < len(order) && score(order[j]) == score(order[i]); j++ {
				if k := order[j]; k < len(positives) {
					ups += weightAt(positive, k)
				} else {
					downs += weightAt(negative, k-len(positives))
				}
			}
			won += ups * (below + downs/2)
			below += downs
			all += ups
			i = j
		}
		return over(won, all*below)
	}
}

func weightAt(weights []float64, i int) float64 {
	if weights == nil {
		return 1
	}
	return weights[i]
}

func over(part, whole float64) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return part / whole
}
