package eval

import "math"

// CalibrationError is the mean distance between confidence and share of right answers over ten
// equal steps of confidence, weighted by their items (Naeini et al. 2015). NaN without items.
func CalibrationError(items []Judged) float64 { return WeightedCalibrationError(items, nil) }

// WeightedCalibrationError is CalibrationError with how often each item counts; nil stands for once each.
func WeightedCalibrationError(items []Judged, weights []float64) float64 {
	var sum, right [10]float64
	whole := 0.0
	for i, it := range items {
		w := weightAt(weights, i)
		k := min(9, max(0, int(it.Confidence*10)))
		whole += w
		sum[k] += w * it.Confidence
		if it.Right {
			right[k] += w
		}
	}
	total := 0.0
	for k := range sum {
		total += math.Abs(sum[k] - right[k])
	}
	return over(total, whole)
}
