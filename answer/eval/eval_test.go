package eval_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"candor/answer/eval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var close = cmpopts.EquateApprox(0, 1e-9)

func TestRetrieveCountsOnlyQuestionsWithARightArticle(t *testing.T) {
	t.Parallel()
	got := eval.Retrieve([]eval.Ranking{
		{Ranked: []string{"a", "b"}, Gold: []string{"a"}},
		{Ranked: []string{"x", "y", "b", "c"}, Gold: []string{"b", "c", "d"}},
		{Ranked: []string{"1", "2", "3", "4", "5", "g"}, Gold: []string{"g"}},
		{Ranked: []string{"x"}},
		{Gold: []string{"never found"}},
	})
	want := eval.Retrieval{Queries: 4, Hit1: 0.25, Hit5: 0.5, Recall5: (1 + 2.0/3) / 4, MRR: (1 + 1.0/3 + 1.0/6) / 4}
	if diff := cmp.Diff(want, got, close); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCannotBeKnownIsNotANumber(t *testing.T) {
	t.Parallel()
	coverage, bar := eval.CoverageAt(nil, 0.9)
	_, precision := eval.AtBar([]eval.Judged{{Confidence: 0.1, Right: true}}, 0.5)
	for name, v := range map[string]float64{
		"hit@1": eval.Retrieve(nil).Hit1, "AUROC without negatives": eval.AUROC([]float64{1}, nil), "coverage of nothing": coverage,
		"precision of nothing answered": precision, "calibration of nothing": eval.CalibrationError(nil),
	} {
		if !math.IsNaN(v) {
			t.Errorf("%s is %v", name, v)
		}
	}
	if !math.IsInf(bar, 1) {
		t.Errorf("bar of nothing is %v", bar)
	}
	if low, high := eval.Wilson(math.NaN(), 0); low != 0 || high != 1 {
		t.Errorf("interval of nothing is %v to %v", low, high)
	}
}

func TestAUROCCountsTiesHalf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		positives, negatives []float64
		want                 float64
	}{
		{[]float64{3, 4}, []float64{1, 2}, 1}, {[]float64{1, 2}, []float64{3, 4}, 0}, {[]float64{1, 1}, []float64{1}, 0.5},
		{[]float64{0.8, 0.4}, []float64{0.4, 0.2}, 0.875},
	} {
		if got := eval.AUROC(c.positives, c.negatives); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("AUROC(%v, %v) = %v, want %v", c.positives, c.negatives, got, c.want)
		}
	}
}

func TestCoverageStopsWherePrecisionFalls(t *testing.T) {
	t.Parallel()
	items := []eval.Judged{{0.9, true}, {0.8, true}, {0.7, false}, {0.6, true}, {0.6, true}, {0.2, false}, {0.1, false}, {0.05, false}}
	for precision, want := range map[float64][2]float64{1: {0.25, 0.8}, 0.8: {0.625, 0.6}, 0.5: {1, 0.05}} {
		coverage, bar := eval.CoverageAt(items, precision)
		if diff := cmp.Diff(want, [2]float64{coverage, bar}, close); diff != "" {
			t.Errorf("at %v: %s", precision, diff)
		}
		if answered, right := eval.AtBar(items, bar); answered != coverage || right < precision {
			t.Errorf("at the bar %v: %v answered, %v right", bar, answered, right)
		}
	}
	if coverage, bar := eval.CoverageAt([]eval.Judged{{0.9, false}}, 0.9); coverage != 0 || !math.IsInf(bar, 1) {
		t.Errorf("nothing right: %v from %v", coverage, bar)
	}
}

// Reference values of the interval: Newcombe 1998, table I (81 of 263, 0 of 20, 29 of 29).
func TestWilsonGivesThePublishedIntervals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {0, 20, 0, 0.1611}, {29, 29, 0.8830, 1}} {
		low, high := eval.Wilson(float64(c.k)/float64(c.n), c.n)
		if math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", c.k, c.n, low, high, c.low, c.high)
		}
	}
}

func TestCalibrationErrorIsTheMeanDistance(t *testing.T) {
	t.Parallel()
	got := eval.CalibrationError([]eval.Judged{{0.95, true}, {0.95, false}, {0.05, false}, {1, true}})
	if want := (math.Abs(0.95+0.95+1-2) + 0.05) / 4; math.Abs(got-want) > 1e-12 {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFitFindsTheWeightsThatMadeTheData(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	var x [][]float64
	var y []bool
	for range 20000 {
		row := []float64{r.Float64(), r.Float64()}
		x = append(x, row)
		y = append(y, r.Float64() < eval.Logistic(-1+3*row[0]-2*row[1]))
	}
	got := eval.Fit(x, y, nil, 0.01)
	if diff := cmp.Diff([]float64{-1, 3, -2}, got, cmpopts.EquateApprox(0, 0.15)); diff != "" {
		t.Error(diff)
	}
	if strong := eval.Fit(x, y, nil, 1e6); math.Abs(strong[1]) > 0.05 {
		t.Errorf("a strong penalty leaves %v", strong)
	}
	if eval.Fit(nil, nil, nil, 1) != nil {
		t.Error("weights from nothing")
	}
}

func ExampleCoverageAt() {
	coverage, bar := eval.CoverageAt([]eval.Judged{{0.9, true}, {0.8, true}, {0.6, false}, {0.4, true}}, 0.9)
	fmt.Printf("%.0f %% can be answered, from a confidence of %.1f\n", 100*coverage, bar)
	// Output: 50 % can be answered, from a confidence of 0.8
}
