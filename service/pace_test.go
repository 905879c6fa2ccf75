package service_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"candor/service"
)

func TestAQuantileIsRightToAnEighth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seconds := rapid.SliceOfN(rapid.Float64Range(1, 1e6), 1, 200).Draw(t, "seconds")
		share := rapid.Float64Range(0.01, 1).Draw(t, "share")
		var s service.Spread
		for _, x := range seconds {
			s.Add(service.Band(time.Duration(x*float64(time.Second))), 1)
		}
		slices.Sort(seconds)
		want := seconds[max(0, int(math.Ceil(share*float64(len(seconds))))-1)]
		got, ok := s.Quantile(share)
		if ratio := got.Seconds() / want; !ok || ratio < 0.88 || ratio > 1.13 {
			t.Fatalf("the %.2f quantile of %d is %v, want %.1f s", share, len(seconds), got, want)
		}
	})
}

func TestOfNothingThereIsNoQuantile(t *testing.T) {
	t.Parallel()
	var s service.Spread
	if _, ok := s.Quantile(0.5); ok {
		t.Error("a median of nothing")
	}
	if _, ok := s.Within(time.Hour); ok {
		t.Error("a share of nothing")
	}
}

func TestBandsGrowWithDuration(t *testing.T) {
	t.Parallel()
	last := -1
	for d := time.Duration(0); d < 100*24*time.Hour; d = d*5/4 + time.Second {
		b := service.Band(d)
		if b < last || b >= service.Bands {
			t.Fatalf("%v is in band %d after %d", d, b, last)
		}
		last = b
	}
	if service.Band(-time.Second) != 0 {
		t.Error("a clock that ran back is no time")
	}
}

func ExampleSpread_Quantile() {
	var s service.Spread
	for range 9 {
		s.Add(service.Band(2*time.Minute), 1)
	}
	s.Add(service.Band(time.Hour), 1)
	half, _ := s.Quantile(0.5)
	most, _ := s.Quantile(0.95)
	fmt.Println(half.Round(time.Minute), most.Round(10*time.Minute))
	// Output: 2m0s 1h0m0s
}
