package calibrate_test

import (
	"fmt"
	"math"
	"testing"

	"candor/answer/calibrate"
)

// Reference values: Newcombe 1998, table I, the exact method.
func TestBetweenGivesThePublishedIntervals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{81, 263, 0.2527, 0.3676}, {15, 148, 0.0578, 0.1617}, {0, 20, 0, 0.1684}, {1, 29, 0.0009, 0.1776}} {
		got := calibrate.Between(c.k, c.n, 0.95)
		if math.Abs(got.Low-c.low) > 5e-5 || math.Abs(got.High-c.high) > 5e-5 || got.Share != float64(c.k)/float64(c.n) {
			t.Errorf("%d of %d: %+v, want %.4f to %.4f", c.k, c.n, got, c.low, c.high)
		}
	}
}

func TestUpperWithNoneWrongIsTheClosedForm(t *testing.T) {
	t.Parallel()
	for _, n := range []float64{1, 2, 29, 59, 300, 10000} {
		if got, want := calibrate.Upper(0, n, 0.95), 1-math.Pow(0.05, 1/n); math.Abs(got-want) > 1e-9 {
			t.Errorf("none of %v: %v, want %v", n, got, want)
		}
	}
	if calibrate.Upper(0, 59, 0.95) > 0.05 || calibrate.Upper(0, 58, 0.95) <= 0.05 {
		t.Error("59 right answers without a wrong one bound the error by 5 %, 58 do not")
	}
}

// binomial is the chance of k or fewer of n, summed term by term.
func binomial(k, n int, p float64) float64 {
	sum := 0.0
	for i := range k + 1 {
		a, _ := math.Lgamma(float64(n) + 1)
		b, _ := math.Lgamma(float64(i) + 1)
		c, _ := math.Lgamma(float64(n-i) + 1)
		sum += math.Exp(a - b - c + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return sum
}

func TestBoundsAreWhereTheBinomialSaysSo(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 5, 40, 333, 2000} {
		for _, k := range []int{0, 1, n / 10, n / 3, n - 1} {
			for _, level := range []float64{0.5, 0.95, 0.999} {
				if k < n {
					up := calibrate.Upper(float64(k), float64(n), level)
					if got := binomial(k, n, up); math.Abs(got-(1-level)) > 1e-6 {
						t.Errorf("upper of %d of %d at %v: tail %v", k, n, level, got)
					}
				}
				if k > 0 {
					low := calibrate.Lower(float64(k), float64(n), level)
					if got := 1 - binomial(k-1, n, low); math.Abs(got-(1-level)) > 1e-6 {
						t.Errorf("lower of %d of %d at %v: tail %v", k, n, level, got)
					}
				}
			}
		}
	}
}

func TestWhatIsNotKnownIsBoundByOne(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	for _, c := range [][3]float64{{0, 0, .95}, {3, 3, .95}, {4, 3, .95}, {-1, 3, .95}, {nan, 3, .95}, {1, nan, .95}, {1, 3, 0}, {1, 3, 1}, {1, 3, nan}, {1, math.Inf(1), .95}} {
		if got := calibrate.Upper(c[0], c[1], c[2]); got != 1 {
			t.Errorf("upper of %v is %v", c, got)
		}
	}
	for _, c := range [][3]float64{{0, 0, .95}, {0, 3, .95}, {4, 3, .95}, {nan, 3, .95}, {1, 3, 2}} {
		if got := calibrate.Lower(c[0], c[1], c[2]); got != 0 {
			t.Errorf("lower of %v is %v", c, got)
		}
	}
	if got := calibrate.Between(0, 0, 0.95); got != (calibrate.Interval{High: 1}) {
		t.Errorf("interval of nothing is %+v", got)
	}
}

func ExampleUpper() {
	fmt.Printf("3 wrong of 200: at 95 %% confidence at most %.1f %% are\n", 100*calibrate.Upper(3, 200, 0.95))
	// Output: 3 wrong of 200: at 95 % confidence at most 3.8 % are
}

func ExampleLower() {
	fmt.Printf("3 wrong of 200: at 95 %% confidence at least %.1f %% are\n", 100*calibrate.Lower(3, 200, 0.95))
	// Output: 3 wrong of 200: at 95 % confidence at least 0.4 % are
}

func ExampleBetween() {
	i := calibrate.Between(120, 200, 0.95)
	fmt.Printf("%.0f %% (%.0f to %.0f)\n", 100*i.Share, 100*i.Low, 100*i.High)
	// Output: 60 % (53 to 67)
}
