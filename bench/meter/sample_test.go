package meter_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"candor/bench/meter"
)

func hundred() []time.Duration {
	s := make([]time.Duration, 100)
	for i := range s {
		s[i] = time.Duration(i+1) * time.Millisecond
	}
	return s
}

func TestPercentileIsTheNearestRank(t *testing.T) {
	t.Parallel()
	ms := time.Millisecond
	// The five-value rows are the worked example of the nearest-rank method that textbooks use.
	five := []time.Duration{15, 20, 35, 40, 50}
	for _, x := range []struct {
		name   string
		sample []time.Duration
		p      float64
		want   time.Duration
	}{
		{"empty", nil, 0.5, 0},
		{"one value is every percentile", []time.Duration{7}, 0.01, 7},
		{"5th of five", five, 0.05, 15},
		{"30th of five", five, 0.30, 20},
		{"40th of five", five, 0.40, 20},
		{"50th of five", five, 0.50, 35},
		{"100th of five", five, 1, 50},
		{"the 0th is the least", five, 0, 15},
		{"median of a hundred", hundred(), 0.50, 50 * ms},
		{"95th of a hundred", hundred(), 0.95, 95 * ms},
		{"99th of a hundred", hundred(), 0.99, 99 * ms},
		{"a product that rounds up is still rank 7", hundred(), 0.07, 7 * ms},
		{"most of a hundred", hundred(), 1, 100 * ms},
	} {
		if got := meter.Percentile(x.sample, x.p); got != x.want {
			t.Errorf("%s: got %d, want %d", x.name, got, x.want)
		}
	}
}

func TestPercentileKeepsItsDefinitionOnRandomSamples(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		sample := make([]time.Duration, 1+r.IntN(200))
		for i := range sample {
			sample[i] = time.Duration(r.IntN(50))
		}
		slices.Sort(sample)
		p := r.Float64()
		got := meter.Percentile(sample, p)
		notOver, under := 0, 0
		for _, v := range sample {
			if v <= got {
				notOver++
			}
			if v < got {
				under++
			}
		}
		n := float64(len(sample))
		if float64(notOver) < p*n-1e-6 {
			t.Fatalf("only %d of %d are not over the %.4f percentile", notOver, len(sample), p)
		}
		if float64(under) > p*n+1e-6 {
			t.Fatalf("a smaller value than the %.4f percentile already covers it", p)
		}
	}
}

func TestSummarizeLeavesTheSampleAsItIs(t *testing.T) {
	t.Parallel()
	sample := []time.Duration{3, 1, 2}
	got := meter.Summarize(sample)
	if want := (meter.Summary{N: 3, P50: 2, P95: 3, P99: 3, Max: 3}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if !slices.Equal(sample, []time.Duration{3, 1, 2}) {
		t.Errorf("the sample is now %v", sample)
	}
}

func TestMedianIsAValueThatWasMeasured(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		values []float64
		want   float64
	}{{nil, 0}, {[]float64{4}, 4}, {[]float64{9, 1, 5}, 5}, {[]float64{9, 1, 5, 7}, 5}} {
		if got := meter.Median(x.values); got != x.want {
			t.Errorf("median of %v: got %v, want %v", x.values, got, x.want)
		}
	}
}
