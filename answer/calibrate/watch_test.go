package calibrate_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"candor/answer/calibrate"

	"github.com/google/go-cmp/cmp"
)

func TestErrorTestSeldomRaisesAFalseAlarm(t *testing.T) {
	t.Parallel()
	const runs, alpha = 1000, 0.05
	for _, bound := range []float64{0.02, 0.1, 0.3} {
		alarms := 0
		for seed := range uint64(runs) {
			r := rand.New(rand.NewPCG(seed, 1))
			test := calibrate.NewErrorTest(bound, alpha)
			for range 2000 {
				test.Add(r.Float64() < bound)
			}
			if test.Alarm {
				alarms++
			}
		}
		t.Logf("bound %.2f: %d of %d alarms with the error at the bound", bound, alarms, runs)
		if alarms > runs*alpha {
			t.Errorf("bound %v: %d alarms in %d runs of 2000 outcomes, at most %v may be", bound, alarms, runs, runs*alpha)
		}
	}
}

func TestErrorTestFindsAChangeAlsoLate(t *testing.T) {
	t.Parallel()
	const runs = 100
	for _, good := range []int{0, 100, 1000} {
		var delays []int
		for seed := range uint64(runs) {
			r := rand.New(rand.NewPCG(seed, 2))
			test := calibrate.NewErrorTest(0.1, 0.05)
			for range good {
				test.Add(r.Float64() < 0.06)
			}
			delay := 0
			for !test.Alarm && delay < 2000 {
				test.Add(r.Float64() < 0.3)
				delay++
			}
			delays = append(delays, delay)
		}
		slices.Sort(delays)
		t.Logf("after %d good ones the tripled error is found after %d (median), %d (nine in ten)", good, delays[runs/2], delays[runs*9/10])
		if delays[runs*9/10] > 200 {
			t.Errorf("after %d good ones one in ten changes takes more than %d outcomes", good, delays[runs*9/10])
		}
	}
}

func TestErrorTestIsAMartingale(t *testing.T) {
	t.Parallel()
	test := calibrate.NewErrorTest(0.2, 1e-9)
	r := rand.New(rand.NewPCG(4, 4))
	for range 200 {
		wrong, right := test, test
		wrong.Add(true)
		right.Add(false)
		if mean := 0.2*wrong.Evidence + 0.8*right.Evidence; math.Abs(mean-test.Evidence) > 1e-9*test.Evidence {
			t.Fatalf("after %d: evidence %v is expected to become %v", test.Seen, test.Evidence, mean)
		}
		test.Add(r.Float64() < 0.25)
	}
}

func TestATestOutOfUseCountsNothing(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]float64{{0, 0.05}, {1, 0.05}, {0.1, 0}, {0.1, 1}, {math.NaN(), 0.05}} {
		test := calibrate.NewErrorTest(c[0], c[1])
		test.Add(true)
		if test.Seen != 0 || test.Alarm {
			t.Errorf("%v: %+v", c, test)
		}
	}
	for _, edges := range [][]float64{nil, {0.5, 0.5}, {2}} {
		test := calibrate.NewFeatureTest(edges, nil, 0.05)
		test.Add(0.3)
		if test.Seen != 0 {
			t.Errorf("%v: %+v", edges, test)
		}
	}
}

var edges = []float64{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}

func TestFeatureTestSeldomRaisesAFalseAlarm(t *testing.T) {
	t.Parallel()
	const runs, alpha = 1000, 0.05
	alarms := 0
	for seed := range uint64(runs) {
		r := rand.New(rand.NewPCG(seed, 3))
		known := make([]int, len(edges)+1)
		for range 100 {
			known[int(10*r.Float64()*r.Float64())]++
		}
		test := calibrate.NewFeatureTest(edges, known, alpha)
		for range 1000 {
			test.Add(r.Float64() * r.Float64())
		}
		if test.Alarm {
			alarms++
		}
	}
	t.Logf("%d of %d alarms without a change", alarms, runs)
	if alarms > runs*alpha {
		t.Errorf("%d alarms in %d runs, at most %v may be", alarms, runs, runs*alpha)
	}
}

func TestFeatureTestFindsOtherQuestions(t *testing.T) {
	t.Parallel()
	for _, lower := range []bool{true, false} {
		found := 0
		for seed := range uint64(100) {
			r := rand.New(rand.NewPCG(seed, 5))
			test := calibrate.NewFeatureTest(edges, nil, 0.05)
			for range 300 {
				test.Add(r.Float64())
			}
			for range 300 {
				v := math.Sqrt(r.Float64())
				if lower {
					v = 1 - v
				}
				test.Add(v)
			}
			if test.Alarm {
				found++
			}
		}
		t.Logf("lower %v: found in %d of 100", lower, found)
		if found < 90 {
			t.Errorf("lower %v: found in %d of 100 only", lower, found)
		}
	}
}

func watched(t testing.TB) (calibrate.Model, calibrate.Watch) {
	t.Helper()
	m := train(t, simulated, easy(600), calibrate.Options{Target: 0.1, Knowledge: "k1", Now: time.Unix(100, 0)})
	if !m.Guarantee(calibrate.Information).Holds {
		t.Fatalf("no guarantee: %+v", m.Guarantee(calibrate.Information))
	}
	return m, calibrate.NewWatch(m, 0.05)
}

func TestAfterAnAlarmNothingIsAnswered(t *testing.T) {
	t.Parallel()
	sure := []float64{1, 0.5}
	at := time.Unix(500, 0)
	t.Run("errors", func(t *testing.T) {
		t.Parallel()
		m, w := watched(t)
		if d := m.Decide(sure, calibrate.Information, w); !d.Answer || d.Threshold > 1 {
			t.Fatalf("before: %+v", d)
		}
		for range 20 {
			w.Outcome(calibrate.Information, true, at)
		}
		if d := m.Decide(sure, calibrate.Information, w); d.Answer || d.Refusal != calibrate.Alarmed || d.Threshold <= 1 {
			t.Errorf("after: %+v", d)
		}
		if diff := cmp.Diff([]calibrate.Alarm{{Cause: calibrate.ErrorsUp, Tier: calibrate.Information, At: at.UTC()}}, w.Alarms); diff != "" {
			t.Error(diff)
		}
		for range 500 {
			w.Outcome(calibrate.Information, false, at)
		}
		if m.Decide(sure, calibrate.Information, w).Answer {
			t.Error("good news ended an alarm; only a new calibration may")
		}
		if again := calibrate.NewWatch(m, 0.05); !m.Decide(sure, calibrate.Information, again).Answer {
			t.Error("calibrated again, and still nothing is answered")
		}
	})
	t.Run("questions", func(t *testing.T) {
		t.Parallel()
		m, w := watched(t)
		for range 200 {
			w.Question(0, at)
		}
		if w.Quiet(calibrate.Information) || m.Decide(sure, calibrate.Information, w).Answer {
			t.Errorf("every question is strange, and the watch says %+v", w)
		}
	})
}

func TestWithoutItsOwnWatchNothingIsAnswered(t *testing.T) {
	t.Parallel()
	m, _ := watched(t)
	other := train(t, simulated, easy(500), calibrate.Options{Target: 0.1})
	for _, w := range []calibrate.Watch{{}, calibrate.NewWatch(other, 0.05), calibrate.NewWatch(calibrate.Model{}, 0.05)} {
		if d := m.Decide([]float64{1, 1}, calibrate.Information, w); d.Answer || d.Refusal != calibrate.Unwatched {
			t.Errorf("%+v", d)
		}
	}
}

func TestTheZeroModelNeverAnswers(t *testing.T) {
	t.Parallel()
	var m calibrate.Model
	for _, x := range [][]float64{nil, {}, {1}} {
		if d := m.Decide(x, calibrate.Information, calibrate.NewWatch(m, 0.05)); d.Answer || d.Refusal != calibrate.NoGuarantee {
			t.Errorf("%v: %+v", x, d)
		}
	}
}

// A weak match does not reach the answer (lesson 14).
func TestDecideSaysWhyNot(t *testing.T) {
	t.Parallel()
	m, w := watched(t)
	for _, c := range []struct {
		features []float64
		want     calibrate.Refusal
	}{{[]float64{1, 0.5}, ""}, {[]float64{0, 0.5}, calibrate.Unsure}, {nil, calibrate.NoMeasure}, {[]float64{1}, calibrate.NoMeasure}, {[]float64{math.NaN(), 1}, calibrate.NoMeasure}} {
		d := m.Decide(c.features, calibrate.Information, w)
		if d.Refusal != c.want || d.Answer != (c.want == "") {
			t.Errorf("%v: %+v", c.features, d)
		}
	}
}

func TestAWatchGoesOnWhereItWasSaved(t *testing.T) {
	t.Parallel()
	m, w := watched(t)
	straight := calibrate.NewWatch(m, 0.05)
	for i := range 60 {
		at := time.Unix(int64(i), 0)
		for _, one := range []*calibrate.Watch{&w, &straight} {
			one.Outcome(calibrate.Information, i%4 == 0, at)
			one.Question(float64(i%10)/10, at)
		}
		var file bytes.Buffer
		if err := w.Save(&file); err != nil {
			t.Fatal(err)
		}
		var err error
		if w, err = calibrate.LoadWatch(&file, m); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(straight, w); diff != "" {
		t.Error(diff)
	}
}

func TestADamagedWatchIsRefused(t *testing.T) {
	t.Parallel()
	m, w := watched(t)
	for range 20 {
		w.Outcome(calibrate.Information, true, time.Unix(1, 0))
	}
	var file bytes.Buffer
	if err := w.Save(&file); err != nil {
		t.Fatal(err)
	}
	if got, err := calibrate.LoadWatch(bytes.NewReader(file.Bytes()), m); err != nil || got.Quiet(calibrate.Information) {
		t.Errorf("the alarm is gone after loading: %v", err)
	}
	other := train(t, simulated, easy(500), calibrate.Options{Target: 0.1})
	if _, err := calibrate.LoadWatch(bytes.NewReader(file.Bytes()), other); !errors.Is(err, calibrate.ErrOtherModel) {
		t.Errorf("with another model: %v", err)
	}
	silenced := w
	silenced.Alarms = nil
	file.Reset()
	if err := silenced.Save(&file); err != nil {
		t.Fatal(err)
	}
	if got, err := calibrate.LoadWatch(&file, m); !errors.Is(err, calibrate.ErrDamaged) || got.Model != "" {
		t.Errorf("an alarm was taken out: %v", err)
	}
}

func ExampleErrorTest() {
	test := calibrate.NewErrorTest(0.1, 0.05)
	for i := 1; ; i++ {
		test.Add(i%2 == 0)
		if test.Alarm {
			fmt.Printf("every second answer is wrong: found after %d\n", i)
			return
		}
	}
	// Output: every second answer is wrong: found after 10
}

func ExampleFeatureTest() {
	test := calibrate.NewFeatureTest([]float64{0.25, 0.5, 0.75}, []int{25, 25, 25, 25}, 0.05)
	for range 40 {
		test.Add(0.9)
	}
	fmt.Println("only sure ones from now on, found:", test.Alarm)
	// Output: only sure ones from now on, found: true
}
