package search

import (
	"cmp"
	"slices"
)

// reading is what the text of one article has of a question.
type reading struct {
	title    []bool // which terms
	all      []bool
	titleKin []bool    // which terms the title has under another name
	allKin   []bool    // and the whole article
	pairs    []float32 // how often each pair
	nearby   float64   // the most weight within one window
	head     float64   // the best heading
	passage  float64   // the most weight that title and one passage have
}

const (
	window   = 12  // words within which terms stand close together
	kinTimes = 0.5 // a word of the same meaning counts so many times
)

// seen is one word of the question in a text.
type seen struct {
	at   int // words from the beginning
	term int
}

// read goes through an article's title and passages once.
func (s *shard) read(q *question, w *scratch, c *candidate) {
	a := s.articles[c.article]
	n := len(q.terms)
	c.reading = reading{title: make([]bool, n), all: make([]bool, n), titleKin: make([]bool, n), allKin: make([]bool, n),
		pairs: make([]float32, len(q.pairs))}
	r := &c.reading
	pairs := func(tokens []uint32, hit func(pair int)) {
		before := 0
		for _, token := range tokens {
			m := 0
			if token != gap {
				m = int(w.mark[token])
			}
			if m > 0 && before > 0 {
				if p, ok := q.pairs[uint32(before-1)<<16|uint32(m-1)]; ok {
					hit(p)
				}
			}
			before = m
		}
	}
	title := func(tokens []uint32) {
		own := make([]float32, len(q.pairs))
		pairs(tokens, func(p int) { own[p] += titleTimes })
		for k, times := range own {
			r.pairs[k] = max(r.pairs[k], times)
		}
		for _, token := range tokens {
			if m := w.mark[token]; m > 0 {
				r.title[m-1], r.all[m-1] = true, true
			}
			if k := w.kin[token]; k > 0 {
				r.titleKin[k-1], r.allKin[k-1] = true, true
			}
		}
	}
	title(s.tokens[a.title:a.body])
	if c.way = s.wayOf(w, c.article); len(c.way) > 0 {
		title(c.way)
	}
	counts := w.counts[:n]
	for k, p := range s.passagesOf(c.article) {
		clear(counts)
		clear(w.kinCounts)
		tokens := s.tokens[p.from:p.to]
		pairs(tokens, func(p int) { r.pairs[p]++ })
		w.seen = w.seen[:0]
		for at, token := range tokens {
			if token == gap {
				continue
			}
			if m := w.mark[token]; m > 0 {
				counts[m-1]++
				r.all[m-1] = true
				if !q.terms[m-1].stop {
					w.seen = append(w.seen, seen{at, int(m - 1)})
				}
			}
			if k := w.kin[token]; k > 0 {
				r.allKin[k-1] = true
				if w.mark[token] == 0 {
					w.kinCounts[k-1]++
				}
			}
		}
		r.nearby = max(r.nearby, q.closest(w.seen))
		r.head = max(r.head, s.same(q, w, s.tokens[p.from:p.body]))
		length := float32(float64(p.to-p.from) / s.average)
		var score, lead, meant, has float64
		for i, times := range counts {
			other := kinTimes * w.kinCounts[i]
			switch {
			case r.title[i]:
				times++
			case r.titleKin[i]:
				other += kinTimes
			}
			if times+other == 0 {
				continue
			}
			meant += q.terms[i].weight * float64(saturate(times+other, length, wordsK1))
			if times == 0 {
				continue
			}
			if !q.terms[i].stop {
				has += q.terms[i].weight
			}
			worth := q.terms[i].weight * float64(saturate(times, length, wordsK1))
			score += worth
			if q.terms[i].lead {
				lead += worth
			}
		}
		if k == 0 {
			c.opening = score
		}
		c.best, c.meant = max(c.best, score), max(c.meant, meant)
		c.lead = max(c.lead, lead)
		r.passage = max(r.passage, share(has, q.weight))
		c.passages = append(c.passages, scored{int(a.first) + k, score})
	}
	slices.SortStableFunc(c.passages, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
}

// closest gives the largest share of the question's weight that stands within one window.
func (q *question) closest(list []seen) float64 {
	best, sum := 0.0, 0.0
	var times [maxTerms]uint8
	from := 0
	for _, e := range list {
		for e.at-list[from].at >= window {
			t := list[from].term
			if times[t]--; times[t] == 0 {
				sum -= q.terms[t].weight
			}
			from++
		}
		if times[e.term]++; times[e.term] == 1 {
			sum += q.terms[e.term].weight
		}
		best = max(best, sum)
	}
	return share(best, q.weight)
}

// same tells how far words and the question are the same, 0 to 1, by weight (Dice 1945).
func (s *shard) same(q *question, w *scratch, tokens []uint32) float64 {
	var all, both float64
	for _, token := range tokens {
		if token == gap {
			continue
		}
		v := s.words.idf(int(token))
		all += v
		if w.mark[token] > 0 {
			both += v
		}
	}
	if both == 0 {
		return 0
	}
	return min(1, 2*both/(all+q.weight))
}
