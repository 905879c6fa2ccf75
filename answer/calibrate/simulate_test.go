package calibrate_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"candor"
	"candor/answer/calibrate"
)

var simulated = []string{"match", "margin"}

// world makes questions with known chances of being right.
type world struct {
	name   string
	right  func(match, margin float64) float64
	round  float64 // features come in steps of this; 0: any
	bundle int     // made questions that share an article and go wrong together; 0: real questions
}

func worlds() []world {
	usual := func(match, margin float64) float64 { return 1 / (1 + math.Exp(-(-5 + 10*match + 2*margin))) }
	return []world{
		{name: "as the curve says", right: usual},
		{name: "few steps", right: usual, round: 0.25},
		{name: "worst at the top", right: func(match, margin float64) float64 {
			if match > 0.97 {
				return 0.6
			}
			return usual(match, margin)
		}},
		{name: "never good enough", right: func(match, margin float64) float64 { return 0.5 + 0.3*match }},
		{name: "almost always right", right: func(match, margin float64) float64 { return 0.93 + 0.07*margin }},
		{name: "made in bundles", right: usual, bundle: 8},
	}
}

func (w world) draw(r *rand.Rand, n int) []calibrate.Example {
	out := make([]calibrate.Example, n)
	luck := 0.0
	for i := range out {
		match, margin := r.Float64(), r.Float64()*r.Float64()
		if w.round > 0 {
			match, margin = math.Round(match/w.round)*w.round, math.Round(margin/w.round)*w.round
		}
		e := calibrate.Example{ID: strconv.Itoa(i), Origin: calibrate.Real, Tier: calibrate.Information, Article: candor.ArticleID("art_" + strconv.Itoa(i%50))}
		p := w.right(match, margin)
		if w.bundle > 0 {
			if i%w.bundle == 0 {
				luck = r.NormFloat64()
			}
			e.Origin, e.Article = calibrate.Cold, candor.ArticleID("art_"+strconv.Itoa(i/w.bundle))
			p = 1 / (1 + math.Exp(-(math.Log(p/(1-p)) + 1.5*luck)))
		}
		e.Features, e.Right = []float64{match, margin}, r.Float64() < p
		out[i] = e
	}
	return out
}

// errorAt counts what a model answers in a tier, how much of it is wrong.
func errorAt(m calibrate.Model, g calibrate.Guarantee, list []calibrate.Example) (answered, wrong int) {
	for _, e := range list {
		if confidence, ok := m.Confidence(e.Features); ok && g.Holds && confidence >= g.Threshold {
			answered++
			if !e.Right {
				wrong++
			}
		}
	}
	return answered, wrong
}

func train(t testing.TB, names []string, labels []calibrate.Example, o calibrate.Options) calibrate.Model {
	t.Helper()
	m, err := calibrate.Train(context.Background(), names, labels, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestErrorStaysUnderTheBoundInSimulatedWorlds(t *testing.T) {
	t.Parallel()
	const runs, target = 200, 0.1
	for _, w := range worlds() {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			truth := w.draw(rand.New(rand.NewPCG(1, 1)), 10000)
			holds, over, overTarget, coverage := 0, 0, 0, 0.0
			for seed := range uint64(runs) {
				labels := w.draw(rand.New(rand.NewPCG(seed, 2)), 700)
				m := train(t, simulated, labels, calibrate.Options{Target: target, Seed: seed})
				g := m.Base()
				if !g.Holds {
					continue
				}
				holds++
				answered, wrong := errorAt(m, g, truth)
				rate := float64(wrong) / float64(answered)
				if rate > g.ErrorBound {
					over++
				}
				if rate > target {
					overTarget++
				}
				coverage += float64(answered) / float64(len(truth)) / runs
			}
			t.Logf("guarantee in %d of %d, mean coverage %.3f; true error over the bound in %d, over the target in %d", holds, runs, coverage, over, overTarget)
			if over > runs/20 || overTarget > runs/20 {
				t.Errorf("over the bound in %d, over the target in %d of %d; at most one in twenty may be", over, overTarget, runs)
			}
			if w.name == "as the curve says" && holds < runs/2 {
				t.Errorf("only %d of %d have a guarantee: a test that never passes proves nothing", holds, runs)
			}
		})
	}
}

func TestFitFindsTheWeightsThatMadeTheLabels(t *testing.T) {
	t.Parallel()
	m := train(t, simulated, worlds()[0].draw(rand.New(rand.NewPCG(3, 3)), 12000), calibrate.Options{Target: 0.1})
	at := func(features ...float64) map[string]float64 {
		out := map[string]float64{}
		sum := m.Prior()
		for _, c := range m.Explain(features) {
			out[c.Name] = c.LogOdds
			sum += c.LogOdds
		}
		if confidence, ok := m.Confidence(features); !ok || math.Abs(confidence-1/(1+math.Exp(-sum))) > 1e-12 {
			t.Errorf("the parts of %v add up to %v, the confidence is %v", features, sum, confidence)
		}
		return out
	}
	low, high := at(0.3, 0.1), at(0.6, 0.4)
	for name, want := range map[string]float64{"match": 10 * 0.3, "margin": 2 * 0.3} {
		if got := high[name] - low[name]; math.Abs(got-want) > 0.3 {
			t.Errorf("0.3 of %s adds %.2f to the log-odds, want %.2f", name, got, want)
		}
	}
}

func TestExplainPutsTheWeightiestFirst(t *testing.T) {
	t.Parallel()
	m := train(t, simulated, worlds()[0].draw(rand.New(rand.NewPCG(3, 3)), 3000), calibrate.Options{Target: 0.1, Now: time.Unix(0, 0)})
	parts := m.Explain([]float64{1, 0.25})
	if len(parts) != 2 || parts[0].Name != "match" || parts[0].LogOdds <= math.Abs(parts[1].LogOdds) || parts[0].Value != 1 {
		t.Errorf("got %+v", parts)
	}
	if m.Explain([]float64{1}) != nil || m.Explain([]float64{1, math.NaN()}) != nil {
		t.Error("features that are none are explained")
	}
}
