package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"candor/fairness/stats"
)

// When nothing differs, an alarm at any of 400 looks comes in at most alpha of all runs.
func TestLookingAtAnyTimeRaisesFewFalseAlarms(t *testing.T) {
	t.Parallel()
	const runs, looks, alpha = 2000, 400, 0.05
	draw := rand.New(rand.NewPCG(1, 2))
	shares, pairs := 0, 0
	for range runs {
		w, err := stats.WatchShares(0.18, alpha)
		if err != nil {
			t.Fatal(err)
		}
		p, err := stats.WatchPairs([]float64{-0.8, -0.4, -0.1, 0.1, 0.4, 0.8}, alpha)
		if err != nil {
			t.Fatal(err)
		}
		for range looks {
			a, b := draw.Float64() < 0.3, draw.Float64() < 0.3
			w.Observe(a, b)
			d := 0.0
			if a != b {
				if d = 1; b {
					d = -1
				}
			}
			if err := p.Observe(d); err != nil {
				t.Fatal(err)
			}
		}
		if w.AlarmAt > 0 {
			shares++
		}
		if p.AlarmAt > 0 {
			pairs++
		}
	}
	// The bound is on the chance; three standard deviations are left for the draw.
	bound := runs*alpha + 3*math.Sqrt(runs*alpha*(1-alpha))
	if float64(shares) > bound || float64(pairs) > bound {
		t.Errorf("%d and %d of %d runs raised a false alarm, want at most %.0f", shares, pairs, runs, bound)
	}
}

func TestAGapIsSeenInTime(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(3, 4))
	w, err := stats.WatchShares(0.18, 0.05)
	if err != nil {
		t.Fatal(err)
	}
	for range 500 {
		w.Observe(draw.Float64() < 0.6, draw.Float64() < 0.3)
	}
	if w.AlarmAt == 0 || w.AnytimeP() > 0.05 {
		t.Errorf("after %d blocks: alarm at %d, p %g", w.Seen, w.AlarmAt, w.AnytimeP())
	}
	if _, err := stats.WatchPairs(nil, 0.05); err == nil {
		t.Error("no stakes at all were accepted")
	}
}

func TestABetThatLosesEverythingStaysLost(t *testing.T) {
	t.Parallel()
	w, err := stats.WatchPairs([]float64{1}, 0.05)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []float64{-1, 1, 1} {
		if err := w.Observe(d); err != nil {
			t.Fatal(err)
		}
	}
	if !math.IsInf(w.LogE, -1) || w.AnytimeP() != 1 {
		t.Errorf("got %g, p %g", w.LogE, w.AnytimeP())
	}
	if err := w.Observe(1.5); err == nil {
		t.Error("a difference beyond 1 was accepted")
	}
}

func TestTheLargestEValuesAreRejected(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		e    []float64
		want int
	}{{nil, 0}, {[]float64{19.9}, 0}, {[]float64{20}, 1}, {[]float64{1, 45, 31}, 2}, {[]float64{20, 20, 20, 20}, 4}, {[]float64{100, 0, 0, 0}, 1}} {
		got, err := stats.EBH(c.e, 0.05)
		if err != nil || len(got) != c.want {
			t.Errorf("%v: got %v, %v", c.e, got, err)
		}
	}
}
