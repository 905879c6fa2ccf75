package stats_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"candor/fairness/stats"
)

func tallies(t *rapid.T) map[string]stats.Tally {
	small := rapid.Int64Range(0, 4) // zero denominators come often
	return rapid.MapOfN(rapid.StringN(0, 3, 9), rapid.Custom(func(t *rapid.T) stats.Tally {
		return stats.Counts(small.Draw(t, "tp"), small.Draw(t, "fp"), small.Draw(t, "fn"), small.Draw(t, "tn"))
	}), 1, 6).Draw(t, "groups")
}

// Lesson 29: a zero denominator is reported as undefined, never as 0.
func TestWhatCannotBeKnownIsUndefined(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		groups := tallies(t)
		c, err := stats.Compare(groups)
		if err != nil {
			t.Fatal(err)
		}
		undefined := 0
		for name, g := range groups {
			r := c.Groups[name]
			for m, denominator := range map[stats.Metric]float64{
				stats.SelectionRate: g.TP + g.FP + g.FN + g.TN, stats.TPR: g.TP + g.FN, stats.FNR: g.TP + g.FN, stats.FPR: g.FP + g.TN, stats.TNR: g.FP + g.TN,
				stats.Accuracy: g.TP + g.FP + g.FN + g.TN,
			} {
				x, known := r[m].Number()
				if known != (denominator > 0) || known && !(x >= 0 && x <= 1) {
					t.Fatalf("%s of %+v is %v", m, g, r[m])
				}
				if !known {
					undefined++
					if !slices.Contains(c.Undefined, stats.Undefined{Group: name, Metric: m}) {
						t.Fatalf("%s of %+v is not told as undefined", m, g)
					}
				}
			}
		}
		if undefined != len(c.Undefined) {
			t.Fatalf("%d are undefined, %d are told", undefined, len(c.Undefined))
		}
	})
}

func TestAGroupWithoutMembersChangesNoGap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		groups := tallies(t)
		before, err := stats.Compare(groups)
		if err != nil {
			t.Fatal(err)
		}
		groups["nobody is in this group"] = stats.Tally{}
		after, err := stats.Compare(groups)
		if err != nil {
			t.Fatal(err)
		}
		if before.Defined != after.Defined || before.Library.Spread != after.Library.Spread || before.Overall != after.Overall {
			t.Fatalf("before %+v, after %+v", before, after)
		}
	})
}

func TestOneGroupAloneHasNoGap(t *testing.T) {
	t.Parallel()
	c, err := stats.Compare(map[string]stats.Tally{"a": stats.Counts(1, 0, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range stats.Metrics() {
		if c.Defined.Difference[m].Defined() || c.Defined.Ratio[m].Defined() {
			t.Errorf("%s of a single member has a gap: %v", m, c.Defined.Difference[m])
		}
	}
}

func TestMergedTalliesAreThoseOfTheWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		outcomes := rapid.SliceOf(rapid.Uint8Range(0, 3)).Draw(t, "outcomes")
		cut := rapid.IntRange(0, len(outcomes)).Draw(t, "cut")
		var whole, first, second stats.Tally
		for i, o := range outcomes {
			whole.Add(o&1 == 1, o&2 == 2)
			if i < cut {
				first.Add(o&1 == 1, o&2 == 2)
			} else {
				second.Add(o&1 == 1, o&2 == 2)
			}
		}
		if second.Merge(first); second != whole {
			t.Fatalf("want %+v, got %+v", whole, second)
		}
	})
}

func TestIntervalsHoldTheirRateAndWidenWithConfidence(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 5000).Draw(t, "n")
		k := rapid.Int64Range(0, n).Draw(t, "k")
		narrow, err := stats.ProportionOf(k, n, 0.8)
		if err != nil {
			t.Fatal(err)
		}
		wide, err := stats.ProportionOf(k, n, 0.99)
		if err != nil {
			t.Fatal(err)
		}
		for name, i := range map[string][2]stats.Interval{
			"wilson": {narrow.Wilson, wide.Wilson}, "wilson cc": {narrow.WilsonCC, wide.WilsonCC}, "exact": {narrow.ClopperPearson, wide.ClopperPearson},
		} {
			if !i[0].Contains(narrow.Rate) || i[0].Low < i[1].Low || i[0].High > i[1].High || i[1].Low < 0 || i[1].High > 1 {
				t.Fatalf("%s of %d of %d: %+v", name, k, n, i)
			}
		}
		if k == 0 && wide.Wilson.Low != 0 || k == n && wide.Wilson.High != 1 {
			t.Fatalf("the ends are not exact: %+v", wide.Wilson)
		}
	})
}

// The exact test by its definition, in rational numbers.
func TestFisherAgreesWithItsDefinition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.Int64Range(0, 12)
		table := stats.Table{A: cell.Draw(t, "a"), B: cell.Draw(t, "b"), C: cell.Draw(t, "c"), D: cell.Draw(t, "d")}
		f, err := stats.FisherOf(table)
		if table == (stats.Table{}) {
			if !errors.Is(err, stats.ErrInput) {
				t.Fatal("an empty table was tested")
			}
			return
		}
		weight := func(x int64) *big.Int {
			w := new(big.Int).Binomial(table.A+table.B, x)
			return w.Mul(w, new(big.Int).Binomial(table.C+table.D, table.A+table.C-x))
		}
		observed, both, all := weight(table.A), new(big.Int), new(big.Int)
		for x := max(0, table.A-table.D); x <= min(table.A+table.B, table.A+table.C); x++ {
			w := weight(x)
			if all.Add(all, w); w.Cmp(observed) <= 0 {
				both.Add(both, w)
			}
		}
		want, _ := new(big.Rat).SetFrac(both, all).Float64()
		if math.Abs(f.TwoSided-want) > 1e-13*want {
			t.Fatalf("%+v: want %g, got %g", table, want, f.TwoSided)
		}
	})
}

// With outcomes of 0 and 1 the sign-flip test is McNemar's.
func TestSignFlipsOfOutcomesAreMcNemar(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SliceOfN(rapid.SampledFrom([]float64{-1, 0, 1}), 1, 60).Draw(t, "differences")
		p := stats.Pairs{}
		for _, x := range d {
			switch x {
			case 1:
				p.First++
			case -1:
				p.Second++
			default:
				p.Both++
			}
		}
		m, err := stats.McNemarOf(p, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		flips, err := stats.FlipSigns(d)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(m.Exact-flips.PAbs) > 1e-12*m.Exact {
			t.Fatalf("McNemar %g, sign flips %g", m.Exact, flips.PAbs)
		}
	})
}

func TestPermutationsCountTheObservedCase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(-9, 9).Draw(t, "x")) / 10 })
		x := rapid.SliceOfN(number, 1, 5).Draw(t, "x")
		y := rapid.SliceOfN(number, 1, 5).Draw(t, "y")
		p, err := stats.PermuteSamples(x, y)
		if err != nil {
			t.Fatal(err)
		}
		// By going through every subset.
		all := append(slices.Clone(x), y...)
		mean := func(mask uint) float64 {
			var a, b float64
			for i, v := range all {
				if v = math.Round(v * 10); mask>>i&1 == 1 {
					a += v
				} else {
					b += v
				}
			}
			return a*float64(len(y)) - b*float64(len(x))
		}
		mine, greater, farther, total := mean(1<<len(x)-1), 0, 0, 0
		for mask := uint(0); mask < 1<<len(all); mask++ {
			ones := 0
			for i := range all {
				ones += int(mask >> i & 1)
			}
			if ones != len(x) {
				continue
			}
			total++
			if m := mean(mask); m >= mine {
				greater++
			}
			if math.Abs(mean(mask)) >= math.Abs(mine) {
				farther++
			}
		}
		if p.Greater.Int64() != int64(greater) || p.Farther.Int64() != int64(farther) || p.Total.Int64() != int64(total) {
			t.Fatalf("want %d, %d of %d, got %v, %v of %v", greater, farther, total, p.Greater, p.Farther, p.Total)
		}
	})
}

func TestCorrectionsKeepTheOrderAndNeverHelp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 20).Draw(t, "p")
		a, err := stats.Adjust(p)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p {
			if !(p[i] <= a.BH[i]+1e-15 && a.BH[i] <= a.BY[i]+1e-15 && a.Hochberg[i] <= a.Holm[i]+1e-15 && a.Holm[i] <= a.Bonferroni[i]+1e-15 && a.Bonferroni[i] <= 1) {
				t.Fatalf("p %v, adjusted %+v", p, a)
			}
			for j := range p {
				if p[i] < p[j] && (a.Holm[i] > a.Holm[j] || a.BH[i] > a.BH[j]) {
					t.Fatalf("the order of %g and %g is lost", p[i], p[j])
				}
			}
		}
	})
}

func TestImpossibleInputsAreRefused(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func() error{
		"more selected than there are": func() error { _, err := stats.ProportionOf(3, 2, 0.95); return err },
		"nobody":                       func() error { _, err := stats.ProportionOf(0, 0, 0.95); return err },
		"no confidence":                func() error { _, err := stats.ProportionOf(1, 2, 1); return err },
		"a confidence that is none":    func() error { _, err := stats.DifferenceOf(1, 2, 1, 2, math.NaN()); return err },
		"half a table":                 func() error { _, err := stats.ChiSquareOf([][]int64{{1, 2}, {3}}); return err },
		"fewer than none":              func() error { _, err := stats.OddsOf(stats.Table{A: -1, B: 2, C: 3, D: 4}, 0.95); return err },
		"an endless number":            func() error { _, err := stats.MannWhitneyOf([]float64{math.Inf(1)}, []float64{1}); return err },
		"an empty sample":              func() error { _, err := stats.KolmogorovSmirnovOf(nil, []float64{1}); return err },
		"halves of pairs":              func() error { _, err := stats.WilcoxonOf([]float64{1}, []float64{1, 2}); return err },
		"a p above one":                func() error { _, err := stats.Adjust([]float64{1.5}); return err },
		"an outcome of two":            func() error { _, err := stats.CochranQ([][]float64{{2, 0}}); return err },
		"a negative e-value":           func() error { _, err := stats.EBH([]float64{-1}, 0.05); return err },
		"a stake beyond one's money":   func() error { _, err := stats.WatchPairs([]float64{2}, 0.05); return err },
		"a weight below zero": func() error {
			var t stats.Tally
			t.AddWeighted(true, true, -1)
			_, err := stats.Compare(map[string]stats.Tally{"a": t})
			return err
		},
	} {
		if err := do(); !errors.Is(err, stats.ErrInput) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestNothingToTestIsUndefined(t *testing.T) {
	t.Parallel()
	pooled, err := stats.PooledOf(0, 5, 0, 9)
	if err != nil || pooled.Z.Defined() || pooled.TwoSided.Defined() || pooled.ExceedsTwoSD {
		t.Errorf("pooled: %+v, %v", pooled, err)
	}
	several, err := stats.KruskalWallis([][]float64{{1, 1}, {1}})
	if err != nil || several.P.Defined() {
		t.Errorf("Kruskal-Wallis: %+v, %v", several, err)
	}
	same, err := stats.MannWhitneyOf([]float64{2, 2}, []float64{2})
	if err != nil || same.TwoSided.Defined() {
		t.Errorf("Mann-Whitney: %+v, %v", same, err)
	}
	pairs, err := stats.McNemarOf(stats.Pairs{}, 0.95)
	if err != nil || pairs.FlipRate.Defined() || pairs.Exact != 1 || pairs.FlipWilson != (stats.Interval{Low: 0, High: 1}) {
		t.Errorf("McNemar: %+v, %v", pairs, err)
	}
	if i := stats.Wilson(0, 0, 0.95); i != (stats.Interval{Low: 0, High: 1}) {
		t.Errorf("the share of nobody: %+v", i)
	}
	none, err := stats.ImpactOf(map[string]stats.Chosen{"a": {Selected: 0, Total: 4}, "b": {Selected: 0, Total: 9}, "c": {}})
	if err != nil || none.Least.Defined() || none.Rate["c"].Defined() || len(none.BelowFourFifths) > 0 {
		t.Errorf("impact: %+v, %v", none, err)
	}
	chi, err := stats.ChiSquareOf([][]int64{{0, 4}, {0, 9}})
	if err != nil || !chi.Undefined {
		t.Errorf("chi-square: %+v, %v", chi, err)
	}
}
