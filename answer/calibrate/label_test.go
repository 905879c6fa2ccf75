package calibrate_test

import (
	"strconv"
	"testing"

	"candor"
	"candor/answer/calibrate"
)

func made(origin calibrate.Origin, from, to int) []calibrate.Example {
	var out []calibrate.Example
	for i := from; i < to; i++ {
		out = append(out, calibrate.Example{ID: string(origin) + strconv.Itoa(i), Article: candor.ArticleID("art_" + strconv.Itoa(i%10)), Origin: origin, Features: []float64{float64(i), 0}})
	}
	return out
}

func TestRealLabelsPutOutMadeOnes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cold, real int
		want       calibrate.Labels
		basis      calibrate.Basis
	}{
		{0, 0, calibrate.Labels{}, calibrate.NoLabels},
		{50, 0, calibrate.Labels{Cold: 50}, calibrate.ColdStart},
		{50, 10, calibrate.Labels{Cold: 30, Real: 10}, calibrate.Mixed},
		{50, 25, calibrate.Labels{Real: 25}, calibrate.RealOnly},
		{5000, 399, calibrate.Labels{Cold: 5000 - 798, Real: 399}, calibrate.Mixed},
		{5000, 400, calibrate.Labels{Real: 400}, calibrate.RealOnly},
	} {
		used := calibrate.InForce(append(made(calibrate.Cold, 0, c.cold), made(calibrate.Real, 0, c.real)...))
		var got calibrate.Labels
		for _, e := range used {
			if e.Origin == calibrate.Real {
				got.Real++
			} else {
				got.Cold++
			}
		}
		if got != c.want || got.Basis() != c.basis {
			t.Errorf("%d made, %d real: %+v in force (%s), want %+v (%s)", c.cold, c.real, got, got.Basis(), c.want, c.basis)
		}
	}
}

func TestARealLabelPutsOutThoseOfItsOwnArticleFirst(t *testing.T) {
	t.Parallel()
	cold := made(calibrate.Cold, 0, 40) // four for each of ten articles
	real := []calibrate.Example{{ID: "r1", Article: "art_3", Origin: calibrate.Real}, {ID: "r2", Article: "art_3", Origin: calibrate.Real}}
	for _, e := range calibrate.InForce(append(cold, real...)) {
		if e.Origin == calibrate.Cold && e.Article == "art_3" {
			t.Errorf("%s is still in force", e.ID)
		}
	}
}

func TestRealLabelsSpeakAgainstMadeOnes(t *testing.T) {
	t.Parallel()
	cold := changed(easy(2000), func(i int, e *calibrate.Example) {
		e.Origin, e.Article = calibrate.Cold, candor.ArticleID("art_"+strconv.Itoa(i))
	})
	labels := func(right bool) []calibrate.Example {
		real := changed(easy(100), func(i int, e *calibrate.Example) { e.ID, e.Right = "r"+strconv.Itoa(i), right == (e.Features[0] > 0.5) })
		return append(real, cold...)
	}
	agree := train(t, simulated, labels(true), calibrate.Options{Target: 0.15}).Base()
	if !agree.Holds || agree.Labels.Basis() != calibrate.Mixed || agree.Labels.Real != 100 || agree.Labels.Cold != 1800 {
		t.Errorf("labels that agree: %+v", agree)
	}
	if against := train(t, simulated, labels(false), calibrate.Options{Target: 0.15}).Base(); against.Holds {
		t.Errorf("a hundred people were answered wrongly, and still: %+v", against)
	}
}
