package answer_test

import (
	"math"
	"slices"
	"testing"

	"candor/answer"
	"candor/answer/eval"
	"candor/answer/eval/sets"
)

// measureAll measures the sets that weights may be fitted on and the one they may not.
func measureAll(t testing.TB) (fitted []set, apart set) {
	t.Helper()
	far := outOfScope(t, 100)
	fitted = []set{
		measure(t, "wixqa-expert", "queries.jsonl", far),
		measure(t, "techqa-rag", "queries.jsonl.gz", far),
		measureSet(t, "house", sets.House(t), sets.HouseQuestions(t), far),
	}
	return fitted, measure(t, "stackfaq", "queries.jsonl", far)
}

func confidences(list []measured) []float64 {
	out := make([]float64, len(list))
	for i, m := range list {
		out[i] = m.got.Confidence
	}
	return out
}

func judged(list []measured) []eval.Judged {
	out := make([]eval.Judged, len(list))
	for i, m := range list {
		out[i] = eval.Judged{Confidence: m.got.Confidence, Right: m.right}
	}
	return out
}

// mixed is a day at the desk: all questions of a set, those without an answer, and every third
// question once more with its article gone.
func mixed(s set) []eval.Judged {
	out := slices.Concat(judged(s.full), judged(s.unanswerable))
	for i := 0; i < len(s.removed); i += 3 {
		out = append(out, eval.Judged{Confidence: s.removed[i].got.Confidence, Right: s.removed[i].right})
	}
	return out
}

func TestFiguresOfAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("measures on whole question sets")
	}
	fitted, apart := measureAll(t)
	t.Run("EachSetStaysAboveItsFloor", func(t *testing.T) { floors(t, append(fitted, apart)) })
	t.Run("BarKeepsItsPromise", func(t *testing.T) { barHolds(t, fitted) })
	t.Run("AskingBackIsWorthIt", func(t *testing.T) { askingBack(t, append(fitted, apart)) })
	t.Run("WeightsAreFitted", func(t *testing.T) { weightsFit(t, fitted) })
}

func floors(t *testing.T, all []set) {
	t.Helper()
	least := map[string][4]float64{ // hit@1, near, far, coverage at 90 % precision
		"wixqa-expert": {0.70, 0.70, 0.94, 0.45}, "techqa-rag": {0.74, 0.77, 0.95, 0.60},
		"house": {0.78, 0.78, 0.90, 0.75}, "stackfaq": {0.72, 0.74, 0.86, 0.65},
	}
	for _, s := range all {
		rankings := make([]eval.Ranking, len(s.full))
		for i, m := range s.full {
			rankings[i] = eval.Ranking{Ranked: m.ranked, Gold: m.gold}
		}
		r := eval.Retrieve(rankings)
		near := eval.AUROC(confidences(s.full), confidences(s.removed))
		far := eval.AUROC(confidences(s.full), confidences(s.far))
		coverage, bar := eval.CoverageAt(judged(s.full), 0.9)
		atBar, precision := eval.AtBar(mixed(s), answer.Bar)
		low, high := eval.Wilson(precision, int(math.Round(atBar*float64(len(mixed(s))))))
		t.Logf("%-12s %3d questions: hit@1 %.3f hit@5 %.3f MRR %.3f; AUROC near %.3f far %.3f; coverage at 90 %% precision %.3f (from %.2f); at the bar %.3f answered, %.3f right [%.2f, %.2f]; far ones answered %.3f; calibration error %.3f",
			s.name, r.Queries, r.Hit1, r.Hit5, r.MRR, near, far, coverage, bar, atBar, precision, low, high, answered(s.far), eval.CalibrationError(mixed(s)))
		f := least[s.name]
		if r.Hit1 < f[0] || near < f[1] || far < f[2] || coverage < f[3] {
			t.Errorf("%s: a figure is below its floor %v", s.name, f)
		}
	}
}

func answered(list []measured) float64 {
	n := 0.0
	for _, m := range list {
		if m.got.Confidence >= answer.Bar {
			n++
		}
	}
	return n / float64(len(list))
}

func barHolds(t *testing.T, sets []set) {
	t.Helper()
	var all []eval.Judged
	for _, s := range sets {
		all = append(all, mixed(s)...)
	}
	coverage, precision := eval.AtBar(all, answer.Bar)
	for bar := 0.5; bar < 0.91; bar += 0.05 {
		c, p := eval.AtBar(all, bar)
		t.Logf("bar %.2f: %.3f answered, %.3f right", bar, c, p)
	}
	if precision < 0.84 || coverage < 0.2 {
		t.Errorf("at the bar %.2f: %.3f answered, %.3f of them right; want 0.84 right and 0.2 answered at least", answer.Bar, coverage, precision)
	}
}

// askingBack counts the questions about which the customer would be asked which of two articles is meant.
func askingBack(t *testing.T, all []set) {
	t.Helper()
	asked, meant, first := 0.0, 0.0, 0.0
	for _, s := range all {
		n := 0.0
		for _, m := range s.full {
			if len(m.got.Options) != 2 {
				continue
			}
			n++
			for i, key := range m.ranked[:2] {
				if slices.Contains(m.gold, key) {
					meant++
					if i == 0 {
						first++
					}
					break
				}
			}
		}
		asked += n
		t.Logf("%s: asked back about %.3f of the questions", s.name, n/float64(len(s.full)))
	}
	t.Logf("of %v questions asked back, %.3f mean one of the two, %.3f the first", asked, meant/asked, first/asked)
	if asked < 10 || meant/asked < 0.8 || meant/asked < first/asked+0.15 {
		t.Errorf("asking back helps too little: %v times, %.3f mean one of the two, %.3f the first", asked, meant/asked, first/asked)
	}
}

// rows are what the weights are fitted on. Every set weighs the same; questions without their
// article weigh a third, others a half.
func rows(all []set) (x [][]float64, y []bool, weight []float64) {
	for _, s := range all {
		unit := 100 / float64(len(s.full))
		for _, group := range []struct {
			list   []measured
			weight float64
		}{{s.full, unit}, {s.removed, unit / 3}, {s.unanswerable, unit / 2}, {s.far, 0.5}} {
			for _, m := range group.list {
				x = append(x, values(m))
				y = append(y, m.right)
				weight = append(weight, group.weight)
			}
		}
	}
	return x, y, weight
}

// values gives a question's signals in the order of their names.
func values(m measured) []float64 {
	sorted := slices.Clone(m.got.Reasons)
	slices.SortFunc(sorted, func(a, b answer.Reason) int {
		if a.Signal < b.Signal {
			return -1
		}
		return 1
	})
	out := make([]float64, len(sorted))
	for i, r := range sorted {
		out[i] = r.Value
	}
	return out
}

func weightsFit(t *testing.T, all []set) {
	t.Helper()
	for i, s := range all {
		for _, list := range []*[]measured{&s.full, &s.removed, &s.unanswerable, &s.far} {
			*list = slices.DeleteFunc(slices.Clone(*list), func(m measured) bool { return len(m.got.Reasons) == 0 })
		}
		all[i] = s
	}
	x, y, weight := rows(all)
	fit := eval.Fit(x, y, weight, 1)
	best := loss(y, weight, func(i int) float64 {
		z := fit[0]
		for k, v := range x[i] {
			z += fit[k+1] * v
		}
		return eval.Logistic(z)
	})
	var now []float64
	for _, s := range all {
		for _, list := range [][]measured{s.full, s.removed, s.unanswerable, s.far} {
			now = append(now, confidences(list)...)
		}
	}
	shipped := loss(y, weight, func(i int) float64 { return now[i] })
	t.Logf("loss of the shipped weights %.4f, of the best ones %.4f", shipped, best)
	var names []string
	for _, r := range all[0].full[0].got.Reasons {
		names = append(names, r.Signal)
	}
	slices.Sort(names)
	t.Logf("constant %.2f", fit[0])
	for i, n := range names {
		t.Logf("%s %.2f", n, fit[i+1])
	}
	if shipped > best*1.03 {
		t.Errorf("the shipped weights lose %.4f, fitted ones %.4f: fit again and put them into weights.go", shipped, best)
	}
}

// loss is the mean logarithmic loss.
func loss(y []bool, weight []float64, p func(i int) float64) float64 {
	sum, all := 0.0, 0.0
	for i := range y {
		v := min(max(p(i), 1e-9), 1-1e-9)
		if !y[i] {
			v = 1 - v
		}
		sum -= weight[i] * math.Log(v)
		all += weight[i]
	}
	return sum / all
}
