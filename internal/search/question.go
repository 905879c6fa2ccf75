package search

import (
	"cmp"
	"math"
	"slices"

	"candor/knowledge"
)

// How much the parts of a question count.
const (
	stopTimes    = 0.2  // a word that every text has
	contextTimes = 0.25 // a word of what was said before
	repeatPower  = 0.5  // a word said four times counts twice
	maxTerms     = 96
	maxGrams     = 512
)

// question is a query in terms of one shard.
type question struct {
	terms   []term
	grams   []weighed
	pairs   map[uint32]int // neighbours among terms, first<<16 | second, and their place among the pairs
	weight  float64        // of all terms that are not stop words, known or not
	wordTop float64        // the best score by words that an article could reach
	gramTop float64
}

type term struct {
	list   int // of words; -1 when no article has it
	times  float64
	weight float64 // times × idf
	stop   bool
	word   string
}

type weighed struct {
	list   int
	weight float64
}

// ask reads a query as this shard sees it.
func (s *shard) ask(q knowledge.Query) question {
	a := newAnalyser(s.lang)
	var out question
	place := map[uint64]int{}
	letters := map[uint64]float64{}
	var order []int // terms in the order said
	read := func(text string, times float64) {
		for _, f := range a.forms(text) {
			t := times
			if f.stop {
				t *= stopTimes
			}
			for _, g := range f.grams {
				letters[g] += t
			}
			i, ok := place[f.stem]
			if !ok {
				i = len(out.terms)
				place[f.stem] = i
				out.terms = append(out.terms, term{word: f.word, list: s.words.list(f.stem), stop: f.stop})
			}
			out.terms[i].times += t
			if times == 1 {
				order = append(order, i)
			}
		}
	}
	read(q.Text, 1)
	for _, before := range q.Context {
		read(before, contextTimes)
	}
	s.weigh(&out, order)
	for g, times := range letters {
		i := s.letters.list(g)
		w := tempered(times)
		if i < 0 {
			w *= idf(s.letters.n, 0)
		} else {
			w *= s.letters.idf(i)
		}
		out.grams = append(out.grams, weighed{i, w})
	}
	slices.SortFunc(out.grams, func(a, b weighed) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.list, b.list)) })
	for _, g := range out.grams { // after sorting, so that the same question always comes to the same sum
		out.gramTop += g.weight
	}
	out.grams = slices.DeleteFunc(out.grams, func(g weighed) bool { return g.list < 0 })
	out.grams = out.grams[:min(len(out.grams), maxGrams)]
	return out
}

func tempered(times float64) float64 {
	if times <= 1 {
		return times
	}
	return math.Pow(times, repeatPower)
}

// weigh gives every term its weight, keeps the heaviest and notes which of them are neighbours.
func (s *shard) weigh(q *question, order []int) {
	for i := range q.terms {
		t := &q.terms[i]
		known := idf(s.words.n, 0)
		if t.list >= 0 {
			known = s.words.idf(t.list)
		}
		t.weight = tempered(t.times) * known
		q.wordTop += t.weight
		if !t.stop {
			q.weight += t.weight
		}
	}
	kept := make([]int, len(q.terms))
	for i := range kept {
		kept[i] = i
	}
	slices.SortStableFunc(kept, func(a, b int) int { return cmp.Compare(q.terms[b].weight, q.terms[a].weight) })
	kept = kept[:min(len(kept), maxTerms)]
	moved := map[int]int{}
	terms := make([]term, 0, len(kept))
	for _, i := range kept {
		moved[i] = len(terms)
		terms = append(terms, q.terms[i])
	}
	q.terms, q.pairs = terms, map[uint32]int{}
	for k := 1; k < len(order); k++ {
		a, okA := moved[order[k-1]]
		b, okB := moved[order[k]]
		if !okA || !okB || terms[a].stop && terms[b].stop {
			continue
		}
		key := uint32(a)<<16 | uint32(b)
		if _, seen := q.pairs[key]; !seen {
			q.pairs[key] = len(q.pairs)
		}
	}
}
