package search

import (
	"cmp"
	"slices"
)

// How the parts of a score are mixed. Each part is divided by its best value for this question first.
const (
	candidates     = 64  // articles that are read again
	lettersEnglish = 0.4 // letter groups beside words, in English
	lettersOther   = 1.5 // and in languages with more endings or weaker stems (XQuAD, twelve languages)
	neighbourShare = 0.2
	passageShare   = 0.4
)

// scratch is the working space of one search, reused from a pool.
type scratch struct {
	words   []float32 // score of every article by words
	letters []float32 // and by letter groups
	mark    []uint8   // for every word: 1 + its place among the question's terms
	counts  []float32 // of every term, while a passage is read

	wayWords   []float32 // what every way to ask adds
	wayLetters []float32
	way        []int32 // the best one of every article, or -1
}

func newScratch(s *shard) *scratch {
	w := &scratch{
		words: make([]float32, len(s.articles)), letters: make([]float32, len(s.articles)),
		mark: make([]uint8, len(s.words.keys)), counts: make([]float32, maxTerms),
	}
	if n := len(s.ways.texts); n > 0 {
		w.wayWords, w.wayLetters, w.way = make([]float32, n), make([]float32, n), make([]int32, len(s.articles))
	}
	return w
}

// candidate is an article that may be among the best.
type candidate struct {
	article   int
	words     float64 // score by words
	letters   float64
	neighbour float64
	best      float64 // of its best passage
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
	s.reread(q, w, best)
	slices.SortStableFunc(best, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return best
}

func (s *shard) lettersShare() float64 {
	if s.lang == "en" {
		return lettersEnglish
	}
	return lettersOther
}

// reread adds what only the texts themselves tell: neighbouring words and the best passage.
func (s *shard) reread(q *question, w *scratch, best []candidate) {
	for i, t := range q.terms {
		if t.list >= 0 {
			w.mark[t.list] = uint8(i + 1)
		}
	}
	in := make([]int, len(q.pairs)) // how many candidates have each pair
	topPassage := 0.0
	for i := range best {
		c := &best[i]
		s.read(q, w, c)
		for k, times := range c.reading.pairs {
			if times > 0 {
				in[k]++
			}
		}
		topPassage = max(topPassage, c.best)
	}
	topNeighbour := 0.0
	for i := range best {
		for k, times := range best[i].reading.pairs {
			if times > 0 {
				best[i].neighbour += idf(len(best), in[k]) * float64(saturate(times, 1, wordsK1))
			}
		}
		topNeighbour = max(topNeighbour, best[i].neighbour)
	}
	for i := range best {
		if topNeighbour > 0 {
			best[i].score += neighbourShare * best[i].neighbour / topNeighbour
		}
		if topPassage > 0 {
			best[i].score += passageShare * best[i].best / topPassage
		}
	}
	for _, t := range q.terms {
		if t.list >= 0 {
			w.mark[t.list] = 0
		}
	}
}

// reading is what the text of one article has of a question.
type reading struct {
	title []bool // which terms
	all   []bool
	pairs []float32 // how often each pair
}

// read goes through an article's title and passages once.
func (s *shard) read(q *question, w *scratch, c *candidate) {
	a := s.articles[c.article]
	n := len(q.terms)
	c.reading = reading{title: make([]bool, n), all: make([]bool, n), pairs: make([]float32, len(q.pairs))}
	see := func(tokens []uint32, weight float32, hit func(int)) {
		before := 0
		for _, token := range tokens {
			m := 0
			if token != gap {
				m = int(w.mark[token])
			}
			if m > 0 {
				hit(m - 1)
				if before > 0 {
					if p, ok := q.pairs[uint32(before-1)<<16|uint32(m-1)]; ok {
						c.reading.pairs[p] += weight
					}
				}
			}
			before = m
		}
	}
	title := func(i int) { c.reading.title[i], c.reading.all[i] = true, true }
	see(s.tokens[a.title:a.body], titleTimes, title)
	if c.way = s.wayOf(w, c.article); len(c.way) > 0 {
		own := slices.Clone(c.reading.pairs)
		clear(c.reading.pairs)
		see(c.way, titleTimes, title)
		for k, times := range own {
			c.reading.pairs[k] = max(c.reading.pairs[k], times)
		}
	}
	counts := w.counts[:n]
	for _, p := range s.passagesOf(c.article) {
		clear(counts)
		see(s.tokens[p.from:p.to], 1, func(i int) { counts[i]++; c.reading.all[i] = true })
		length := float32(float64(p.to-p.from) / s.average)
		score := 0.0
		for i, times := range counts {
			if c.reading.title[i] {
				times++
			}
			if times > 0 {
				score += q.terms[i].weight * float64(saturate(times, length, wordsK1))
			}
		}
		if score > c.best || len(c.passages) == 0 {
			c.best = score
		}
		c.passages = append(c.passages, scored{0, score})
	}
	first := int(a.first)
	for i := range c.passages {
		c.passages[i].passage = first + i
	}
	slices.SortStableFunc(c.passages, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
}
