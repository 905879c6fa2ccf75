package search

import (
	"cmp"
	"math"
	"slices"
	"unicode"

	"candor/knowledge"
)

// How much the parts of a question count.
const (
	stopTimes    = 0.2 // a word that every text has
	contextTimes = 0.6 // a word of what was said before (DSTC10: from 0.5 to 1 as good, 0.25 half as good)
	repeatPower  = 0.5 // a word said four times counts twice
	codeTimes    = 9.0 // the name of an error, a part, a model counts as if said so often: nobody writes it without meaning just that
	maxTerms     = 96
	maxGrams     = 512
	mostStrange  = 8 // words that no article has for which others are looked for that keep their company
)

// question is a query in terms of one shard.
type question struct {
	terms   []term
	grams   []weighed
	pairs   map[uint32]int // neighbours among terms, first<<16 | second, and their place among the pairs
	weight  float64        // of all terms that are not stop words, known or not
	wordTop float64        // the best score by words that an article could reach
	gramTop float64
	rows    []int // of the words that tell most, when vectors are used
}

type term struct {
	list   int // of words; -1 when no article has it nor any word like it
	times  float64
	weight float64 // times × idf
	stop   bool
	lead   bool // it stands in the first sentence
	word   string
	kin    []uint32 // words that mean about the same
	alike  bool     // no article has it: kin are the words that keep its company
	guess  bool     // no article has it: list is of the word that it may be a slip for
}

type weighed struct {
	list   int
	weight float64
}

// ask reads a query as this shard sees it.
func (s *shard) ask(q knowledge.Query, vectors bool) question {
	a := newAnalyser(s.lang)
	var out question
	place := map[uint64]int{}
	letters := map[uint64]float64{}
	var order []int // terms in the order said
	strange := 0
	read := func(text string, times float64, lead bool) {
		for _, f := range a.forms(text) {
			t := times
			if f.stop {
				t *= stopTimes
			}
			if isCode(f.word) {
				t *= codeTimes
			}
			for _, g := range f.grams {
				letters[g] += t
			}
			i, ok := place[f.stem]
			if !ok {
				i = len(out.terms)
				place[f.stem] = i
				word := s.term(f)
				if vectors && strange < mostStrange && !f.stop && word.list < 0 && len(word.kin) == 0 {
					strange++
					word.kin = s.meaning.nearest(f.word, nil)
					word.alike = len(word.kin) > 0
				}
				out.terms = append(out.terms, word)
			}
			out.terms[i].times += t
			out.terms[i].lead = out.terms[i].lead || lead
			if times == 1 {
				order = append(order, i)
			}
		}
	}
	first, rest := firstSentence(q.Text)
	read(first, 1, true)
	read(rest, 1, false)
	for _, before := range q.Context {
		read(before, contextTimes, false)
	}
	s.weigh(&out, order)
	if vectors {
		out.rows = s.meaning.rowsOf(out.terms)
	}
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

// term looks a word up. One that no article has and that means nothing known may be a slip of the keyboard.
func (s *shard) term(f *form) term {
	t := term{word: f.word, list: s.words.list(f.stem), stop: f.stop, kin: s.kin[f.stem]}
	if t.list >= 0 || len(t.kin) > 0 {
		return t
	}
	if guesses := s.guesses(f.word); len(guesses) > 0 {
		t.list, t.kin, t.guess = int(guesses[0]), guesses[1:], true
	}
	return t
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
		if t.guess {
			t.weight *= guessed
		}
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

// firstSentence parts what is asked first from what is told beside it: at the first line or sentence of
// some words.
func firstSentence(text string) (first, rest string) {
	const enough = 4
	words, inWord := 0, false
	for i, r := range text {
		end := r == '\n' || r == '?' || r == '!' || r == '.' && (i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\n')
		if end && words >= enough {
			return text[:i], text[i:]
		}
		if space := unicode.IsSpace(r); space == inWord {
			inWord = !space
			if inWord {
				words++
			}
		}
	}
	return text, ""
}
