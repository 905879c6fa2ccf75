package calibrate_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"candor/answer/calibrate"
	"candor/answer/eval/sets"
)

// pool is the demo's help centre or one shared set: people's questions, and questions made of its articles.
type pool struct {
	name       string
	real, cold []calibrate.Example
}

func pools(t testing.TB) []pool {
	t.Helper()
	house := newDesk(t, sets.House(t), "")
	out := []pool{{"house", house.real(t, sets.HouseQuestions(t)), house.cold(t, 480)}}
	for _, s := range []struct {
		name, questions string
		cold            int // few where an index without one article takes long to build
	}{{"wixqa-expert", "queries.jsonl", 160}, {"techqa-rag", "queries.jsonl.gz", 160}, {"stackfaq", "queries.jsonl", 480}} {
		d := newDesk(t, sets.Articles(t, s.name+"/corpus.jsonl.gz"), "en")
		p := pool{s.name, d.real(t, sets.Questions(t, s.name+"/"+s.questions)), d.cold(t, s.cold)}
		for i := range p.real {
			p.real[i].ID = p.name + p.real[i].ID
		}
		out = append(out, p)
	}
	return out
}

func TestFiguresOfCalibration(t *testing.T) {
	if testing.Short() {
		t.Skip("measures on whole question sets")
	}
	t.Parallel()
	all := pools(t)
	t.Run("BoundHoldsInRandomSplits", func(t *testing.T) {
		together := pool{name: "all three"}
		for _, p := range all[1:] {
			together.real = append(together.real, p.real...)
		}
		for _, p := range []pool{all[3], together} {
			for _, target := range []float64{0.1, 0.2} {
				boundHolds(t, p, target)
			}
		}
	})
	t.Run("ColdStartHoldsForPeople", func(t *testing.T) { coldHolds(t, all) })
}

// boundHolds calibrates on a random half of people's questions, 200 times. The error that counts is the
// one over all the questions of the set, which is what the labels are drawn from; the other half
// alone shows it with the chance of so few added.
func boundHolds(t *testing.T, p pool, target float64) {
	t.Helper()
	const runs = 200
	holds, over, shown, missed, coverage := 0, 0, 0, 0, 0.0
	for seed := range uint64(runs) {
		list := slices.Clone(p.real)
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		half := len(list) / 2
		m := train(t, signalNames(), list[:half], calibrate.Options{Target: target, Seed: seed})
		g := m.Base()
		if !g.Holds {
			continue
		}
		holds++
		answered, wrong := errorAt(m, g, list)
		if float64(wrong) > g.ErrorBound*float64(answered) {
			over++
		}
		answered, wrong = errorAt(m, g, list[half:])
		if float64(wrong) > g.ErrorBound*float64(answered) {
			shown++
		}
		if float64(wrong) > target*float64(answered) {
			missed++
		}
		coverage += float64(answered) / float64(len(list)-half) / runs
	}
	t.Logf("%-10s %d labels, target %.2f: guarantee in %d of %d splits, mean coverage %.3f; the bound holds in %.3f of them; in the half left out alone errors show under the bound in %.3f, under the target in %.3f",
		p.name, len(p.real)/2, target, holds, runs, coverage, 1-float64(over)/runs, 1-float64(shown)/runs, 1-float64(missed)/runs)
	if over > runs/20 {
		t.Errorf("%s, target %.2f: the bound fails in %d of %d splits", p.name, target, over, runs)
	}
	if missed > runs/10 {
		t.Errorf("%s, target %.2f: in the half left out more than that is wrong in %d of %d splits", p.name, target, missed, runs)
	}
	if target == 0.2 && holds < runs/2 {
		t.Errorf("%s, target %.2f: a guarantee in %d of %d splits only", p.name, target, holds, runs)
	}
}

// coldHolds calibrates on made questions alone and looks how people's questions fare.
func coldHolds(t *testing.T, all []pool) {
	t.Helper()
	for _, target := range []float64{0.1, 0.2} {
		runs, holds, over, answeredAll, wrongAll, asked := 0, 0, 0, 0, 0, 0
		for _, p := range all {
			for seed := range uint64(5) {
				m := train(t, signalNames(), p.cold, calibrate.Options{Target: target, Seed: seed})
				runs++
				g := m.Base()
				answered, wrong := errorAt(m, g, p.real)
				if !g.Holds || answered == 0 {
					continue
				}
				holds++
				asked += len(p.real)
				answeredAll, wrongAll = answeredAll+answered, wrongAll+wrong
				// Beyond doubt only: fewer than ten answers say little about a share.
				if calibrate.Lower(float64(wrong), float64(answered), 0.95) > g.ErrorBound {
					over++
				}
			}
		}
		t.Logf("made questions, target %.2f: guarantee in %d of %d; of people's questions %.3f answered, %.3f of those wrong; over the bound beyond doubt in %d",
			target, holds, runs, float64(answeredAll)/float64(asked), float64(wrongAll)/float64(answeredAll), over)
		if holds == 0 {
			t.Errorf("target %.2f: never a guarantee", target)
		}
		if float64(wrongAll) > target*float64(answeredAll) {
			t.Errorf("target %.2f: %d of %d answers to people are wrong", target, wrongAll, answeredAll)
		}
	}
}
