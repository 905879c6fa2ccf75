package search_test

import (
	"slices"
	"testing"

	"candor/answer/eval"
	"candor/answer/eval/sets"
	"candor/internal/search"
	"candor/knowledge"
)

// described gives the candidates of every English question of a set whose right article is among them.
func described(t *testing.T, vectors bool, articles []knowledge.Article, questions []sets.Question) []eval.Choice {
	t.Helper()
	index, keys := indexed(t, articles)
	index.UseVectors(vectors)
	var out []eval.Choice
	for _, q := range questions {
		if len(q.Gold) == 0 || q.Lang != "" && q.Lang != "en" {
			continue
		}
		var c eval.Choice
		for _, d := range index.Describe(t.Context(), knowledge.Query{Text: q.Query, Language: "en"}) {
			right := slices.Contains(q.Gold, keys[d.Article])
			if !right && len(c.Features) >= 24 {
				continue // the rest stands no chance and costs time
			}
			c.Features = append(c.Features, d.Features)
			c.Right = append(c.Right, right)
		}
		out = append(out, c)
	}
	for i := range out {
		out[i].Weight = 100 / float64(len(out)) // every set weighs the same
	}
	return out
}

func hit1(choices []eval.Choice, weights []float64) float64 {
	n := 0.0
	for _, c := range choices {
		best, at := -1.0, -1
		for i, row := range c.Features {
			score := 0.0
			for k, v := range row {
				score += weights[k] * v
			}
			if score > best {
				best, at = score, i
			}
		}
		if at >= 0 && c.Right[at] {
			n++
		}
	}
	return n / float64(len(choices))
}

// learnt are the sets that weights may be fitted on: the demo's own questions, and BANKING77 (CC BY 4.0) as if its
// intents were articles. What is measured elsewhere is none of them.
func learnt(t *testing.T, vectors bool) [][]eval.Choice {
	t.Helper()
	articles, questions := sets.Intents(t, "banking77/train.jsonl.gz")
	return [][]eval.Choice{
		described(t, vectors, sets.House(t), sets.HouseQuestions(t)),
		described(t, vectors, articles, questions),
	}
}

func TestWeightsOfRankingAreFitted(t *testing.T) {
	if testing.Short() {
		t.Skip("fits on whole question sets")
	}
	t.Parallel()
	for _, c := range []struct {
		name    string
		vectors bool
		shipped []float64
	}{{"words alone", false, search.FittedWeights()}, {"with vectors", true, search.FittedWithVectors()}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			fitHolds(t, learnt(t, c.vectors), c.shipped)
			for _, set := range [][2]string{{"wixqa-expert", "queries.jsonl"}, {"techqa-rag", "queries.jsonl.gz"}, {"stackfaq", "queries.jsonl"}} {
				apart := described(t, c.vectors, sets.Articles(t, set[0]+"/corpus.jsonl.gz"), sets.Questions(t, set[0]+"/"+set[1]))
				t.Logf("%s, which nothing is fitted on: hit@1 %.3f, loss %.4f", set[0], hit1(apart, c.shipped), eval.ChoiceLoss(apart, c.shipped))
			}
		})
	}
}

// fitHolds wants the shipped weights to be about the best, and what is learnt on one part to hold on the other.
func fitHolds(t *testing.T, learnt [][]eval.Choice, shipped []float64) {
	t.Helper()
	all := slices.Concat(learnt...)
	best := eval.FitChoice(all, shipped, 1)
	now, then := eval.ChoiceLoss(all, shipped), eval.ChoiceLoss(all, best)
	t.Logf("loss of the shipped weights %.4f, of the best ones %.4f: %.2f", now, then, best)
	if now > then*1.02 {
		t.Errorf("the shipped weights lose %.4f, fitted ones %.4f: put those of the log into feature.go", now, then)
	}
	const folds = 5
	for i, set := range learnt {
		others := slices.Concat(slices.Delete(slices.Clone(learnt), i, i+1)...)
		hits := 0.0
		for f := range folds {
			fit, test := others, []eval.Choice(nil)
			for k, c := range set {
				if k%folds == f {
					test = append(test, c)
				} else {
					fit = append(slices.Clip(fit), c)
				}
			}
			hits += hit1(test, eval.FitChoice(fit, shipped, 1)) * float64(len(test))
		}
		crossed := hits / float64(len(set))
		t.Logf("set %d: hit@1 %.3f fitted, %.3f crossed over", i, hit1(set, shipped), crossed)
		if crossed < hit1(set, shipped)-0.06 {
			t.Errorf("set %d: the weights fit the questions, not the task: %.3f against %.3f crossed over", i, hit1(set, shipped), crossed)
		}
	}
}
