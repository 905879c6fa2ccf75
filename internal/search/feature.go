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
	titleLike           // share of the title's weight that stands in the question or keeps company with a word of it
	manyFeatures
)

type features [manyFeatures]float64

// The weights are fitted by TestWeightsOfRankingAreFitted with an L2-regularised conditional logit (McFadden 1974:
// the chance of each candidate to be the right one) on the demo's English questions and on BANKING77 (Casanueva
// et al. 2020, CC BY 4.0), its intents standing in for articles. No help centre that candor is measured with is
// among them. A difference of 1 in score makes an article 2.7 times as likely.
var fitted = features{
	byWords: 0.89, byLetters: 2.05, byNeighbours: 1.56, byMeaning: 1.55, byLead: 1.24, byOpening: 0.95,
	titleMatched: 2.04, titleMeant: 1.18, titleKin: 0.1, headMatched: 1, textKin: 0.08,
}

// fittedVectors are those for questions that are asked with word vectors, fitted likewise.
var fittedVectors = features{
	byWords: 1.27, byLetters: 1.91, byNeighbours: 1.53, byMeaning: 1.68, byLead: 1.18, byOpening: 0.73,
	titleMatched: 1.14, titleMeant: 0.99, titleKin: 0.42, headMatched: 1.02, textKin: 0.51, titleLike: 1.47,
}

// lettersOther is how many times as much as in English letter groups count in languages with more endings or
// weaker stems (the demo's questions in four languages: from 2 to 4 as good).
const lettersOther = 3

func (s *shard) weights(q *question) features {
	w := fitted
	if len(q.rows) > 0 {
		w = fittedVectors
	}
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
	weights := s.weights(q)
	clear(w.like)
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
		f[titleLike] = max(s.alike(q, w, s.tokens[a.title:a.body]), s.alike(q, w, c.way))
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

// alike gives which share of the weight of these words stands in the question or keeps company with a word of it;
// 0 without word vectors.
func (s *shard) alike(q *question, w *scratch, tokens []uint32) float64 {
	if len(q.rows) == 0 {
		return 0
	}
	var all, sum float64
	for _, token := range tokens {
		if token == gap {
			continue
		}
		v := s.words.idf(int(token))
		all += v
		if w.mark[token] > 0 {
			sum += v
			continue
		}
		like, known := w.like[token]
		if !known {
			like = s.meaning.like(q.rows, token)
			w.like[token] = like
		}
		sum += v * like
	}
	return share(sum, all)
}
