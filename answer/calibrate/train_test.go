package calibrate_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"candor"
	"candor/answer/calibrate"

	"github.com/google/go-cmp/cmp"
)

// easy makes real labels of which sure ones are always right.
func easy(n int) []calibrate.Example {
	r := rand.New(rand.NewPCG(5, 5))
	out := make([]calibrate.Example, n)
	for i := range out {
		match := r.Float64()
		out[i] = calibrate.Example{
			ID: strconv.Itoa(i), Article: candor.ArticleID("art_" + strconv.Itoa(i%40)), Features: []float64{match, r.Float64()},
			Right: r.Float64() < 1/(1+math.Exp(-20*(match-0.4))), Tier: calibrate.Information, Origin: calibrate.Real,
		}
	}
	return out
}

func changed(list []calibrate.Example, change func(i int, e *calibrate.Example)) []calibrate.Example {
	out := slices.Clone(list)
	for i := range out {
		change(i, &out[i])
	}
	return out
}

func TestWhateverTheLabelsAreTheResultIsDefined(t *testing.T) {
	t.Parallel()
	separable := changed(easy(400), func(_ int, e *calibrate.Example) { e.Right = e.Features[0] > 0.5 })
	nan := changed(easy(400), func(_ int, e *calibrate.Example) { e.Features = []float64{math.NaN(), 1} })
	wide := changed(easy(400), func(i int, e *calibrate.Example) { e.Features = []float64{e.Features[0] * 1e99, 1e99} })
	endless := changed(easy(400), func(i int, e *calibrate.Example) { e.Features = []float64{e.Features[0], math.MaxFloat64} })
	tests := []struct {
		name   string
		labels []calibrate.Example
		holds  bool
		reason calibrate.Reason
		more   bool
	}{
		{"no labels", nil, false, calibrate.NoLabelsYet, true},
		{"one label", easy(1), false, calibrate.OneOutcome, false},
		{"only right", changed(easy(400), func(_ int, e *calibrate.Example) { e.Right = true }), false, calibrate.OneOutcome, false},
		{"only wrong", changed(easy(400), func(_ int, e *calibrate.Example) { e.Right = false }), false, calibrate.OneOutcome, false},
		{"one right among the wrong", changed(easy(400), func(i int, e *calibrate.Example) { e.Right = i == 7 }), false, "", false},
		{"no numbers", nan, false, calibrate.NoLabelsYet, true},
		{"wrong width", changed(easy(400), func(_ int, e *calibrate.Example) { e.Features = []float64{1} }), false, calibrate.NoLabelsYet, true},
		{"nothing found", changed(easy(400), func(_ int, e *calibrate.Example) { e.Features = nil }), false, calibrate.OneOutcome, false},
		{"of no origin", changed(easy(400), func(_ int, e *calibrate.Example) { e.Origin = "" }), false, calibrate.NoLabelsYet, true},
		{"nothing varies", changed(easy(400), func(_ int, e *calibrate.Example) { e.Features = []float64{1, 2} }), false, calibrate.TooManyWrong, false},
		{"one article", changed(easy(400), func(_ int, e *calibrate.Example) { e.Article = "art_1" }), true, "", false},
		{"separable", separable, true, "", false},
		{"enormous numbers", wide, true, "", false},
		{"numbers without end", endless, false, calibrate.NoLabelsYet, true},
		{"too few", easy(30), false, calibrate.TooFewLabels, true},
		{"enough", easy(400), true, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			m := train(t, simulated, test.labels, calibrate.Options{Target: 0.1})
			g := m.Base()
			if g.Holds != test.holds || test.reason != "" && g.Reason != test.reason || (g.More > 0) != test.more && test.reason != "" {
				t.Errorf("got %+v", g)
			}
			if g.Holds != (g.Reason == "") || !g.Holds && (g.ErrorBound != 1 || g.Threshold != 0) {
				t.Errorf("not one or the other: %+v", g)
			}
			for _, x := range [][]float64{{0, 0}, {1, 1}, {-1e308, 1e308}} {
				if c, ok := m.Confidence(x); ok && !(c >= 0 && c <= 1) {
					t.Errorf("confidence of %v is %v", x, c)
				}
			}
		})
	}
}

func TestAskedForMoreLabelsAreEnough(t *testing.T) {
	t.Parallel()
	few := train(t, simulated, easy(60), calibrate.Options{Target: 0.1}).Base()
	if few.Holds || few.More < 20 || few.More > 500 {
		t.Fatalf("60 labels: %+v", few)
	}
	if enough := train(t, simulated, easy(60+2*few.More), calibrate.Options{Target: 0.1}).Base(); !enough.Holds {
		t.Errorf("%d more were asked for; twice as many more give %+v", few.More, enough)
	}
}

func TestTheSameLabelTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	labels := easy(300)
	nameless := changed(labels, func(_ int, e *calibrate.Example) { e.ID = "" })
	want := train(t, simulated, nameless, calibrate.Options{Target: 0.1})
	var many []calibrate.Example
	for range 10 {
		many = append(many, nameless...)
	}
	got := train(t, simulated, many, calibrate.Options{Target: 0.1})
	if diff := cmp.Diff(want.Base(), got.Base()); diff != "" {
		t.Error(diff)
	}
	if _, repeated, _ := got.Dropped(); repeated != 2700 {
		t.Errorf("%d said to be repeated", repeated)
	}
}

func TestTheLatestWordOnALabelCounts(t *testing.T) {
	t.Parallel()
	early := changed(easy(300), func(_ int, e *calibrate.Example) { e.At, e.Right = time.Unix(1, 0), !e.Right })
	late := changed(easy(300), func(_ int, e *calibrate.Example) { e.At = time.Unix(2, 0) })
	want := train(t, simulated, late, calibrate.Options{Target: 0.1})
	got := train(t, simulated, slices.Concat(early, late), calibrate.Options{Target: 0.1})
	if diff := cmp.Diff(want.Base(), got.Base()); diff != "" {
		t.Error(diff)
	}
}

func TestOrderOfLabelsDoesNotMatter(t *testing.T) {
	t.Parallel()
	labels := easy(300)
	turned := slices.Clone(labels)
	slices.Reverse(turned)
	a := train(t, simulated, labels, calibrate.Options{Target: 0.1})
	b := train(t, simulated, turned, calibrate.Options{Target: 0.1})
	if a.Digest() != b.Digest() {
		t.Error("two models from the same labels")
	}
}

func TestBadOptionsAreRefused(t *testing.T) {
	t.Parallel()
	for _, o := range []calibrate.Options{{}, {Target: 1}, {Target: -0.1}, {Target: math.NaN()}, {Target: 0.1, Level: 1}, {Target: 0.1, Level: 0.3}, {Target: 0.1, FitShare: 1.5}} {
		if _, err := calibrate.Train(t.Context(), simulated, nil, o); !errors.Is(err, calibrate.ErrTarget) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	for _, names := range [][]string{nil, {""}, {"a", "a"}} {
		if _, err := calibrate.Train(t.Context(), names, nil, calibrate.Options{Target: 0.1}); !errors.Is(err, calibrate.ErrNames) {
			t.Errorf("%v: %v", names, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := calibrate.Train(ctx, simulated, easy(100), calibrate.Options{Target: 0.1}); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of its context: %v", err)
	}
}

func TestTiersAreNeverLooserThanAll(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		labels := worlds()[0].draw(rand.New(rand.NewPCG(seed, 9)), 3000)
		labels = changed(labels, func(i int, e *calibrate.Example) { e.Tier = calibrate.Tiers()[i%3] })
		m := train(t, simulated, labels, calibrate.Options{Target: 0.12, Seed: seed})
		for _, tier := range calibrate.Tiers() {
			g := m.Guarantee(tier)
			if g.Holds && (!m.Base().Holds || g.Threshold < m.Base().Threshold || g.ErrorBound > tier.Target(0.12)) {
				t.Errorf("%s: %+v; over all: %+v", tier, g, m.Base())
			}
		}
		if !m.Guarantee(calibrate.Information).Holds {
			t.Errorf("seed %d: no guarantee for information: %+v", seed, m.Guarantee(calibrate.Information))
		}
	}
}

func TestTooFewLabelsInATierMeanNoAnswersThere(t *testing.T) {
	t.Parallel()
	labels := changed(easy(2000), func(i int, e *calibrate.Example) {
		if i%100 == 0 {
			e.Tier = calibrate.Grave
		}
	})
	m := train(t, simulated, labels, calibrate.Options{Target: 0.1})
	w := calibrate.NewWatch(m, 0.05)
	sure := []float64{1, 0.5}
	if d := m.Decide(sure, calibrate.Information, w); !d.Answer {
		t.Errorf("information: %+v", d)
	}
	for _, tier := range []calibrate.Tier{calibrate.Grave, calibrate.Account, "", "unheard of"} {
		d := m.Decide(sure, tier, w)
		if d.Answer || d.Refusal != calibrate.NoGuarantee || d.Guarantee.Reason != calibrate.TooFewLabels || d.Guarantee.More <= 0 || d.Threshold <= 1 {
			t.Errorf("%q: %+v", tier, d)
		}
	}
	if got := m.Guarantee("unheard of").Tier; got != calibrate.Grave {
		t.Errorf("an unknown tier counts as %q", got)
	}
}

func TestTargetsGetStricterWithTheTier(t *testing.T) {
	t.Parallel()
	for tier, want := range map[calibrate.Tier]float64{calibrate.Information: 0.1, calibrate.Account: 0.05, calibrate.Grave: 0.025, "": 0.025} {
		if got := tier.Target(0.1); got != want {
			t.Errorf("%q: %v, want %v", tier, got, want)
		}
	}
}
