package stats

import (
	"math"
	"slices"
)

// Adjusted are p-values of one family of tests, corrected for their number, each in the order of the tests.
type Adjusted struct {
	BH         []float64 // false discovery rate: Benjamini, Hochberg 1995
	BY         []float64 // the same under any dependence: Benjamini, Yekutieli 2001
	Holm       []float64 // family-wise error, under any dependence: Holm 1979
	Hochberg   []float64 // family-wise error, for independent tests: Hochberg 1988
	Bonferroni []float64
}

// Adjust corrects p-values, each from 0 to 1.
func Adjust(p []float64) (Adjusted, error) {
	order := make([]int, len(p))
	for i, x := range p {
		if !(x >= 0 && x <= 1) {
			return Adjusted{}, impossible("p-value %d is not between 0 and 1", i+1)
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	m, harmonic := float64(len(p)), 0.0
	for i := range p {
		harmonic += 1 / float64(i+1)
	}
	at := func(place int) float64 { return float64(place + 1) }
	return Adjusted{
		BH:         stepUp(p, order, func(place int, x float64) float64 { return x * m / at(place) }),
		BY:         stepUp(p, order, func(place int, x float64) float64 { return x * m / at(place) * harmonic }),
		Holm:       stepDown(p, order, func(place int, x float64) float64 { return x * (m - at(place) + 1) }),
		Hochberg:   stepUp(p, order, func(place int, x float64) float64 { return x * (m - at(place) + 1) }),
		Bonferroni: stepUp(p, order, func(_ int, x float64) float64 { return x * m }),
	}, nil
}

// Rejected says which adjusted p-values are at most alpha. One that equals alpha but for the rounding of
// a product is rejected too.
func Rejected(adjusted []float64, alpha float64) []bool {
	rejected := make([]bool, len(adjusted))
	for i, p := range adjusted {
		rejected[i] = p <= alpha*(1+1e-12)
	}
	return rejected
}

// stepUp corrects from the largest p down; none may exceed one that is larger.
func stepUp(p []float64, order []int, correct func(place int, x float64) float64) []float64 {
	adjusted, least := make([]float64, len(p)), 1.0
	for place := len(order) - 1; place >= 0; place-- {
		least = math.Min(least, correct(place, p[order[place]]))
		adjusted[order[place]] = least
	}
	return adjusted
}

// stepDown corrects from the smallest p up; none may fall below one that is smaller.
func stepDown(p []float64, order []int, correct func(place int, x float64) float64) []float64 {
	adjusted, most := make([]float64, len(p)), 0.0
	for place, i := range order {
		most = math.Max(most, math.Min(1, correct(place, p[i])))
		adjusted[i] = most
	}
	return adjusted
}
