package eval_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"candor/answer/eval"

	"github.com/google/go-cmp/cmp"
)

func meanOf(values []float64) func([][]float64) float64 {
	return func(w [][]float64) float64 {
		sum, n := 0.0, 0.0
		for i, v := range values {
			sum += w[0][i] * v
			n += w[0][i]
		}
		return sum / n
	}
}

// Of samples whose mean is known, the interval holds it in about 95 of 100.
func TestBootstrapHoldsTheTruthNineteenTimesInTwenty(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	held := 0
	const rounds = 200
	for range rounds {
		values, alone := make([]float64, 60), make([]int, 60)
		for i := range values {
			values[i], alone[i] = r.ExpFloat64(), i
		}
		if f := eval.Bootstrap([][]int{alone}, meanOf(values)); f.Low <= 1 && 1 <= f.High {
			held++
		}
	}
	if share := float64(held) / rounds; share < 0.88 || share > 0.99 {
		t.Errorf("the interval held the truth in %.3f of the rounds", share)
	}
}

func TestBootstrapDrawsRewordingsTogether(t *testing.T) {
	t.Parallel()
	values, alone, together := make([]float64, 100), make([]int, 100), make([]int, 100)
	for i := range values {
		values[i], alone[i], together[i] = float64(i/10%2), i, i/10
	}
	a, b := eval.Bootstrap([][]int{alone}, meanOf(values)), eval.Bootstrap([][]int{together}, meanOf(values))
	if a.Value != 0.5 || b.Value != 0.5 || b.High-b.Low < 2*(a.High-a.Low) {
		t.Errorf("ten things asked ten times each: alone %+v, together %+v", a, b)
	}
	if again := eval.Bootstrap([][]int{together}, meanOf(values)); again != b {
		t.Errorf("the second time %+v", again)
	}
}

func TestIntervalOfNothingIsUnknown(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]eval.Figure{
		"bootstrap": eval.Bootstrap([][]int{nil}, meanOf(nil)), "share": eval.Share(0, 0),
	} {
		got, err := json.Marshal(f)
		if diff := cmp.Diff(`{"value":null,"low":null,"high":null,"n":0}`, string(got)); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
}

// What counts twice is the same as what stands there twice.
func TestWeightsAreRepeats(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		var items, repeated []eval.Judged
		var positives, negatives, morePositives, moreNegatives, weights, up, down []float64
		for range 30 {
			it := eval.Judged{Confidence: float64(r.IntN(12)) / 12, Right: r.IntN(2) == 0}
			w := r.IntN(3)
			items, weights = append(items, it), append(weights, float64(w))
			if it.Right {
				positives, up = append(positives, it.Confidence), append(up, float64(w))
			} else {
				negatives, down = append(negatives, it.Confidence), append(down, float64(w))
			}
			for range w {
				repeated = append(repeated, it)
				if it.Right {
					morePositives = append(morePositives, it.Confidence)
				} else {
					moreNegatives = append(moreNegatives, it.Confidence)
				}
			}
		}
		coverage, bar := eval.Reach(items, 0.6)(weights)
		wantCoverage, wantBar := eval.CoverageAt(repeated, 0.6)
		for name, pair := range map[string][2]float64{
			"AUROC":       {eval.Separation(positives, negatives)(up, down), eval.AUROC(morePositives, moreNegatives)},
			"coverage":    {coverage, wantCoverage},
			"bar":         {bar, wantBar},
			"calibration": {eval.WeightedCalibrationError(items, weights), eval.CalibrationError(repeated)},
		} {
			if pair[0] != pair[1] && !(math.Abs(pair[0]-pair[1]) < 1e-9) {
				t.Errorf("%s: %v weighted, %v repeated", name, pair[0], pair[1])
			}
		}
	}
}

func TestCurveEndsWithEverythingAnswered(t *testing.T) {
	t.Parallel()
	got := eval.Curve([]eval.Judged{{0.9, true}, {0.6, true}, {0.6, false}, {0.2, false}})
	want := []eval.Point{
		{Bar: 0.9, Coverage: 0.25, Risk: 0, Answered: 1}, {Bar: 0.6, Coverage: 0.75, Risk: 1.0 / 3, Answered: 3}, {Bar: 0.2, Coverage: 1, Risk: 0.5, Answered: 4},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if eval.Curve(nil) != nil {
		t.Error("a curve of nothing")
	}
}

func ExampleShare() {
	f := eval.Share(81, 263)
	fmt.Printf("%.3f (%.3f to %.3f)\n", f.Value, f.Low, f.High)
	// Output: 0.308 (0.255 to 0.366)
}
