package meter

import (
	"math"
	"slices"
	"time"
)

// Summary describes a sample of times. The zero value describes an empty one.
type Summary struct {
	N                  int
	P50, P95, P99, Max time.Duration
}

// Summarize describes a sample; it leaves the sample as it is.
func Summarize(sample []time.Duration) Summary {
	s := slices.Sorted(slices.Values(sample))
	return Summary{
		N: len(s), P50: Percentile(s, 0.50), P95: Percentile(s, 0.95), P99: Percentile(s, 0.99), Max: Percentile(s, 1),
	}
}

// Percentile gives the smallest value of a sorted sample that at least the share p (0 to 1) of the
// sample does not exceed: the nearest-rank definition, so the answer is always a value that was
// measured. It is 0 for an empty sample.
func Percentile(sorted []time.Duration, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	// 0.07*100 is 7.000000000000001 in floating point; the rank is 7 all the same.
	rank := int(math.Ceil(p*float64(len(sorted)) - 1e-9))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// Median gives the middle value, and of an even number the lower one of the two. It is 0 for none.
func Median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(values))
	return s[(len(s)-1)/2]
}
