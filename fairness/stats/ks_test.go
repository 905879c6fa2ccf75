package stats_test

import (
	"math"
	"testing"

	"candor/fairness/stats"
)

// spaced gives n numbers from first on, one apart.
func spaced(first float64, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = first + float64(i)
	}
	return x
}

func TestSamplesThatDoNotMeetAreAsFarAsCanBe(t *testing.T) {
	t.Parallel()
	k, err := stats.KolmogorovSmirnovOf(spaced(0, 5), spaced(100, 7))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "statistic", 1, k.Statistic, 0)
	near(t, "exact", 2.0/792, k.Exact.Or(math.NaN()), 1e-13) // two of C(12, 5) orders
	m, err := stats.MannWhitneyOf(spaced(0, 5), spaced(100, 7))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Mann-Whitney", 2.0/792, m.TwoSided.Or(math.NaN()), 1e-13)
	near(t, "Cliff's delta", -1, m.CliffsDelta, 0)
}

func TestSmallTailsOfPathsKeepTheirDigits(t *testing.T) {
	t.Parallel()
	// 40 against 30 numbers whose distributions are 3/4 apart, and 50 against 50 with 4/5.
	for _, c := range []struct {
		n1, n2 int
		apart  float64
		want   float64
	}{{40, 30, 0.75, 6.6108142590036029e-10}, {50, 50, 0.8, 3.4314756205121995e-16}} {
		y := spaced(0.5, c.n2)
		x := spaced(1000, c.n1)
		low := int(math.Round(float64(c.n1) * (1 - c.apart)))
		for i := range low {
			x[i] = 0.25 + float64(i)*0.001 - 1 // below all of the others
		}
		k, err := stats.KolmogorovSmirnovOf(x, y)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "statistic", c.apart, k.Statistic, 0)
		near(t, "exact", c.want, k.Exact.Or(math.NaN()), 1e-12)
	}
}

func TestAllTheSameIsNoDistance(t *testing.T) {
	t.Parallel()
	k, err := stats.KolmogorovSmirnovOf([]float64{1, 1}, []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	if k.Statistic != 0 || k.Exact.Or(0) != 1 || k.Asymptotic != 1 || !k.Ties {
		t.Errorf("got %+v", k)
	}
}
