package search

// The features of a candidate: what the question and one article have to do with each other. Each is
// 0 to 1; "relative" ones are divided by the best value among the candidates.
const (
	byWords      = iota // BM25 by words, relative
	byLetters           // by letter groups, relative
	byNeighbours        // neighbouring words of the question that are neighbours there, relative
	byMeaning           // BM25 of its best passage, words of the same meaning counting a half, relative
	byLead              // BM25 of its best passage by the question's first sentence alone, relative
	byOpening           // BM25 of its first passage, relative
	titleMatched        // share of the title's weight that stands in the question
	titleMeant          // share of it that stands there under another name
	titleKin            // share of the question's weight that the title has under another name
	headMatched         // how far the best heading and the question are the same
	textKin             // share of the question's weight that the article has under another name only
	manyFeatures
)

type features [manyFeatures]float64

// The weights are fitted by TestWeightsOfRankingAreFitted with an L2-regularised conditional logit
// (McFadden 1974: the chance of each candidate to be the right one) on WixQA (MIT), TechQA (Apache 2.0) and the
// demo's English questions. A difference of 1 in score makes an article 2.7 times as likely.
var fitted = features{
	byWords: 1.42, byLetters: 1.6, byNeighbours: 1.36, byMeaning: 1.48, byLead: 1.73, byOpening: 1.31,
	titleMatched: 2.62, titleMeant: 1.92, titleKin: 1, headMatched: 0.88, textKin: 1.04,
}

// lettersOther is how many times as much as in English letter groups count in languages with more endings or
// weaker stems (XQuAD, twelve languages; from 3 to 8 it hardly matters).
const lettersOther = 6

func (s *shard) weights() features {
	w := fitted
	if s.lang != "en" {
		w[byLetters] *= lettersOther
	}
	return w
}

func (f *features) score(w features) float64 {
	sum := 0.0
	for i := range f {
		sum += f[i] * w[i]
	}
	return sum
}

// describe fills the features of candidates that were read and scores them.
func (s *shard) describe(q *question, w *scratch, best []candidate) {
	var top candidate
	for i := range best {
		c := &best[i]
		top.words, top.letters = max(top.words, c.words), max(top.letters, c.letters)
		top.neighbour, top.best = max(top.neighbour, c.neighbour), max(top.best, c.best)
		top.lead, top.opening, top.meant = max(top.lead, c.lead), max(top.opening, c.opening), max(top.meant, c.meant)
	}
	weights := s.weights()
	for i := range best {
		c := &best[i]
		f := &c.features
		f[byWords], f[byLetters] = share(c.words, top.words), share(c.letters, top.letters)
		f[byNeighbours], f[byMeaning] = share(c.neighbour, top.neighbour), share(c.meant, top.meant)
		f[byLead], f[byOpening] = share(c.lead, top.lead), share(c.opening, top.opening)
		a := s.articles[c.article]
		f[titleMatched], f[titleMeant] = s.matched(w, s.tokens[a.title:a.body])
		if own, meant := s.matched(w, c.way); own+meant > f[titleMatched]+f[titleMeant] {
			f[titleMatched], f[titleMeant] = own, meant
		}
		f[headMatched] = c.reading.head
		for k, t := range q.terms {
			if t.stop {
				continue
			}
			if !c.reading.title[k] && c.reading.titleKin[k] {
				f[titleKin] += t.weight
			}
			if !c.reading.all[k] && c.reading.allKin[k] {
				f[textKin] += t.weight
			}
		}
		f[titleKin], f[textKin] = share(f[titleKin], q.weight), share(f[textKin], q.weight)
		c.score = f.score(weights)
	}
}

// matched gives which share of the weight of these words stands in the question, and which under
// another name.
func (s *shard) matched(w *scratch, tokens []uint32) (own, meant float64) {
	all := 0.0
	for _, token := range tokens {
		if token == gap {
			continue
		}
		v := s.words.idf(int(token))
		all += v
		switch {
		case w.mark[token] > 0:
			own += v
		case w.kin[token] > 0:
			meant += v
		}
	}
	return share(own, all), share(meant, all)
}
