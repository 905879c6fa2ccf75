package stats_test

import (
	"math"
	"testing"

	"candor/fairness/stats"
)

// near wants a relative distance of at most rel.
func near(t *testing.T, what string, want, got, rel float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Max(math.Abs(want), math.Abs(got))) {
		t.Errorf("%s: want %.17g, got %.17g", what, want, got)
	}
}

// The wanted figures of this file were calculated with forty digits.

func TestChiSquareTailsKeepTheirDigits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		x    float64
		dof  int
		want float64
	}{
		{0.001, 1, 0.97477287936996039}, {1400, 1, 2.1010145162642175e-306}, {1300, 2, 5.1119519486511562e-283},
		{80, 3, 3.0692774861724171e-17}, {1e-6, 5, 0.99999999999999995}, {700, 30, 4.9107841763029119e-128},
		{25, 26, 0.51897521887905089}, {2500, 2401, 0.077941367129525096}, {3000, 2401, 5.1196768031403879e-16}, {120.5, 7, 6.0278808903903568e-23},
		{0, 4, 1}, {math.Inf(1), 4, 0},
	} {
		near(t, "chi-square", c.want, stats.ChiSquareAbove(c.x, c.dof).Or(math.NaN()), 1e-11)
	}
	if stats.ChiSquareAbove(1, 0).Defined() {
		t.Error("a test without degrees of freedom has a p")
	}
}

func TestNormalTailsKeepTheirDigits(t *testing.T) {
	t.Parallel()
	for z, want := range map[float64]float64{1: 0.3173105078629141, 8: 1.2441921148543568e-15, 30: 9.8134278542963741e-198, 37: 1.1451142445049154e-299} {
		near(t, "normal", want, stats.NormalTwoSided(z), 1e-11)
		near(t, "normal", want, stats.NormalTwoSided(-z), 1e-11)
	}
}

func TestBetaQuantilesKeepTheirDigits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ p, a, b, want float64 }{
		{0.025, 0.5, 2000.5, 2.454865614197872e-7}, {0.025, 0.5, 0.5, 0.0015413331334360119}, {0.025, 900, 1101, 0.42803365593928312},
		{0.0005, 3.5, 1.5, 0.090472516034792474}, {0.005, 1, 1e6, 5.0125418109814943e-9}, {0.025, 1, 1, 0.025},
	} {
		near(t, "beta", c.want, stats.BetaQuantile(c.p, c.a, c.b), 1e-11)
	}
}

func TestFisherKeepsTheDigitsOfSmallTails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		table                        stats.Table
		both, less, greater, chanceP float64
	}{
		{stats.Table{A: 0, B: 50, C: 50, D: 0}, 1.9823306042836678e-29, 9.9116530214183391e-30, 1, 9.9116530214183391e-30},
		{stats.Table{A: 1500, B: 1400, C: 1300, D: 1600}, 1.6850632385819245e-7, 0.99999993670455409, 8.4253161929096227e-8, 2.0957716021412746e-8},
		{stats.Table{A: 5, B: 0, C: 0, D: 5}, 0.0079365079365079365, 1, 0.0039682539682539683, 0.0039682539682539683},
		{stats.Table{A: 20, B: 980, C: 1, D: 999}, 1.9236573151746049e-5, 0.99999957115919725, 9.6182865758730246e-6, 9.1894457731270936e-6},
	} {
		f, err := stats.FisherOf(c.table)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "two-sided", c.both, f.TwoSided, 1e-11)
		near(t, "less", c.less, f.Less, 1e-11)
		near(t, "greater", c.greater, f.Greater, 1e-11)
		near(t, "observed", c.chanceP, f.Observed, 1e-11)
	}
	// One that no double can hold is next to zero and not below it.
	if f, _ := stats.FisherOf(stats.Table{A: 900, B: 100, C: 100, D: 900}); f.TwoSided < 0 || f.TwoSided > 1e-300 {
		t.Errorf("got %g", f.TwoSided)
	}
	// Many people: the same margins a hundred times over are still quick and sure.
	f, err := stats.FisherOf(stats.Table{A: 150_000, B: 140_000, C: 130_000, D: 160_000})
	if err != nil || f.TwoSided > 1e-300 {
		t.Errorf("got %g, %v", f.TwoSided, err)
	}
}

func TestMcNemarKeepsTheDigitsOfSmallTails(t *testing.T) {
	t.Parallel()
	for p, want := range map[stats.Pairs]float64{
		{First: 500, Second: 100}: 6.6877524416299884e-65, {First: 1, Second: 99}: 1.5934990285464438e-28,
		{First: 5000, Second: 4800}: 0.044404148799846288, {Second: 900}: 2.3661043723335494e-271,
	} {
		m, err := stats.McNemarOf(p, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "McNemar", want, m.Exact, 1e-11)
	}
}

func TestPairedIntervalsAgreeWithThePrintedOnes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pairs     stats.Pairs
		low, high float64
	}{{stats.Pairs{Both: 1, First: 97, Second: 1, Neither: 1}, 0.873672, math.NaN()}, {stats.Pairs{Both: 80, First: 2, Second: 10, Neither: 8}, -0.1554, -0.0102}} {
		m, err := stats.McNemarOf(c.pairs, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(m.Newcombe.Low-c.low) > 5e-5 || math.Abs(m.Newcombe.High-c.high) > 5e-5 {
			t.Errorf("%+v: got %+v", c.pairs, m.Newcombe)
		}
	}
}
