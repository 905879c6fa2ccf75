package search

import (
	"cmp"
	"slices"
)

// candidates is how many articles are read again. They are chosen by words and letter groups alone.
const candidates = 64

// guessed is what a word counts that another may be a slip for.
const guessed = 0.8

// lettersShare is how much letter groups count beside words in that choice.
func (s *shard) lettersShare() float64 {
	if s.lang == "en" {
		return 0.4
	}
	return 1.5
}

// scratch is the working space of one search, reused from a pool.
type scratch struct {
	words     []float32 // score of every article by words
	letters   []float32 // and by letter groups
	mark      []uint8   // for every word: 1 + its place among the question's terms
	kin       []uint8   // the same for words that mean about what a term means
	counts    []float32 // of every term, while a passage is read
	kinCounts []float32 // and of words that mean about the same

	wayWords   []float32 // what every way to ask adds
	wayLetters []float32
	way        []int32 // the best one of every article, or -1

	seen []seen             // while a passage is read
	like map[uint32]float64 // of words that were compared with the question's
}

func newScratch(s *shard) *scratch {
	w := &scratch{
		words: make([]float32, len(s.articles)), letters: make([]float32, len(s.articles)),
		mark: make([]uint8, len(s.words.keys)), kin: make([]uint8, len(s.words.keys)),
		counts: make([]float32, maxTerms), kinCounts: make([]float32, maxTerms), like: map[uint32]float64{},
	}
	if n := len(s.ways.texts); n > 0 {
		w.wayWords, w.wayLetters, w.way = make([]float32, n), make([]float32, n), make([]int32, len(s.articles))
	}
	return w
}

// note marks the words of a question, so that texts can be read for them; forget takes the marks away.
func (w *scratch) note(q *question) {
	for i, t := range q.terms {
		if t.list >= 0 && !t.guess {
			w.mark[t.list] = uint8(i + 1)
		}
	}
	for i, t := range q.terms {
		if t.guess && w.mark[t.list] == 0 {
			w.mark[t.list] = uint8(i + 1)
		}
		for _, k := range t.kin {
			if w.kin[k] == 0 {
				w.kin[k] = uint8(i + 1)
			}
		}
	}
}

// forgetGuesses leaves only the marks of words that were really said.
func (w *scratch) forgetGuesses(q *question) {
	for i, t := range q.terms {
		if t.guess && w.mark[t.list] == uint8(i+1) {
			w.mark[t.list] = 0
		}
	}
}

func (w *scratch) forget(q *question) {
	for _, t := range q.terms {
		if t.list >= 0 {
			w.mark[t.list] = 0
		}
		for _, k := range t.kin {
			w.kin[k] = 0
		}
	}
}

// candidate is an article that may be among the best.
type candidate struct {
	article   int
	words     float64 // score by words
	letters   float64
	neighbour float64
	best      float64 // of its best passage
	lead      float64 // of its best passage by the first sentence of the question
	opening   float64 // of its first passage
	meant     float64 // of its best passage with words of the same meaning
	features  features
	score     float64 // all together
	passages  []scored
	reading   reading
	way       []uint32 // words of the question under which it is asked for best
}

type scored struct {
	passage int // of the shard
	score   float64
}

// rank finds the best articles for a question. The result is best first and may be empty.
func (s *shard) rank(q *question, w *scratch) []candidate {
	clear(w.words)
	clear(w.letters)
	for _, t := range q.terms {
		if t.list >= 0 {
			s.words.add(w.words, t.list, t.weight)
		}
		if t.alike {
			for _, word := range t.kin {
				s.words.add(w.words, int(word), kinTimes*t.weight)
			}
		}
	}
	for _, g := range q.grams {
		s.letters.add(w.letters, g.list, g.weight)
	}
	s.addWays(q, w)
	share := s.lettersShare()
	topWords, topLetters := slices.Max(w.words), slices.Max(w.letters)
	mixed := func(i int) float64 {
		v := 0.0
		if topWords > 0 {
			v = float64(w.words[i] / topWords)
		}
		if topLetters > 0 {
			v += share * float64(w.letters[i]/topLetters)
		}
		return v
	}
	best := make([]candidate, 0, candidates+1)
	floor := 0.0
	for i := range w.words {
		v := mixed(i)
		if v <= floor {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, v, func(c candidate, v float64) int { return cmp.Compare(v, c.score) })
		best = slices.Insert(best, at, candidate{article: i, words: float64(w.words[i]), letters: float64(w.letters[i]), score: v})
		if len(best) > candidates {
			best = best[:candidates]
			floor = best[candidates-1].score
		}
	}
	w.note(q)
	s.reread(q, w, best)
	slices.SortStableFunc(best, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return best
}

// reread adds what only the texts themselves tell: neighbouring words and the best passage.
func (s *shard) reread(q *question, w *scratch, best []candidate) {
	in := make([]int, len(q.pairs)) // how many candidates have each pair
	for i := range best {
		c := &best[i]
		s.read(q, w, c)
		for k, times := range c.reading.pairs {
			if times > 0 {
				in[k]++
			}
		}
	}
	for i := range best {
		for k, times := range best[i].reading.pairs {
			if times > 0 {
				best[i].neighbour += idf(len(best), in[k]) * float64(saturate(times, 1, wordsK1))
			}
		}
	}
	s.describe(q, w, best)
}
