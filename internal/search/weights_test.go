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
func described(t *testing.T, articles []knowledge.Article, questions []sets.Question) []eval.Choice {
	t.Helper()
	index, keys := indexed(t, articles)
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

func TestWeightsOfRankingAreFitted(t *testing.T) {
	if testing.Short() {
		t.Skip("fits on whole question sets")
	}
	t.Parallel()
	learnt := [][]eval.Choice{
		described(t, sets.Articles(t, "wixqa-expert/corpus.jsonl.gz"), sets.Questions(t, "wixqa-expert/queries.jsonl")),
		described(t, sets.Articles(t, "techqa-rag/corpus.jsonl.gz"), sets.Questions(t, "techqa-rag/queries.jsonl.gz")),
		described(t, sets.House(t), sets.HouseQuestions(t)),
	}
	apart := described(t, sets.Articles(t, "stackfaq/corpus.jsonl.gz"), sets.Questions(t, "stackfaq/queries.jsonl"))
	all := slices.Concat(learnt...)
	shipped := search.FittedWeights()
	best := eval.FitChoice(all, shipped, 1)
	now, then := eval.ChoiceLoss(all, shipped), eval.ChoiceLoss(all, best)
	t.Logf("loss of the shipped weights %.4f, of the best ones %.4f: %.2f", now, then, best)
	if now > then*1.02 {
		t.Errorf("the shipped weights lose %.4f, fitted ones %.4f: put those of the log into feature.go", now, then)
	}
	// What was learnt on one half must hold on the other, and on a set of which nothing was learnt.
	for i, set := range learnt {
		var even, odd []eval.Choice
		for k, c := range set {
			if k%2 == 0 {
				even = append(even, c)
			} else {
				odd = append(odd, c)
			}
		}
		others := slices.Concat(slices.Delete(slices.Clone(learnt), i, i+1)...)
		a := eval.FitChoice(slices.Concat(others, even), shipped, 1)
		b := eval.FitChoice(slices.Concat(others, odd), shipped, 1)
		crossed := (hit1(odd, a)*float64(len(odd)) + hit1(even, b)*float64(len(even))) / float64(len(set))
		t.Logf("set %d: hit@1 %.3f fitted, %.3f crossed over", i, hit1(set, shipped), crossed)
		if crossed < hit1(set, shipped)-0.06 {
			t.Errorf("set %d: the weights fit the questions, not the task: %.3f against %.3f crossed over", i, hit1(set, shipped), crossed)
		}
	}
	t.Logf("apart: hit@1 %.3f, loss %.4f", hit1(apart, shipped), eval.ChoiceLoss(apart, shipped))
}
