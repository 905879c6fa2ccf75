package search

import (
	"math"

	"candor/knowledge"
)

// signals describes how well the best candidate answers the question.
func (s *shard) signals(q *question, best []candidate) knowledge.Signals {
	var out knowledge.Signals
	if len(best) == 0 {
		out.Unknown = 1
		return out
	}
	top := best[0]
	var all, unknown float64
	for i, t := range q.terms {
		if t.stop {
			continue
		}
		if t.list < 0 {
			unknown += t.weight
		}
		if top.reading.all[i] {
			all += t.weight
		}
	}
	out.Coverage = share(all, q.weight)
	out.Unknown = share(unknown, q.weight)
	out.Strength = share(top.words, q.wordTop*float64(s.words.top))
	out.LetterStrength = share(top.letters, q.gramTop*float64(s.letters.top))
	a := s.articles[top.article]
	out.TitleMatched = max(s.matched(q, s.tokens[a.title:a.body]), s.matched(q, top.way))
	if len(top.passages) > 0 {
		p := s.passages[top.passages[0].passage]
		out.HeadingMatched = s.matched(q, s.tokens[p.from:p.body])
	}
	pairs := 0.0
	for _, times := range top.reading.pairs {
		if times > 0 {
			pairs++
		}
	}
	out.Order = share(pairs, float64(len(q.pairs)))
	out.Margin, out.Peak = out.Coverage, out.Coverage // against nothing, a weak match leads by little
	if len(best) > 1 {
		out.Margin = share(top.score-best[1].score, top.score)
		others, n := 0.0, min(len(best), 10)
		for _, c := range best[1:n] {
			others += c.score / float64(n-1)
		}
		out.Peak = share(top.score-others, top.score)
	}
	ahead := 0
	for _, c := range best[1:] {
		if c.letters > top.letters {
			ahead++
		}
	}
	out.Agreement = 1 / (1 + math.Log2(float64(1+ahead)))
	return out
}

// matched is the share of the weight of these words that stands in the question.
func (s *shard) matched(q *question, tokens []uint32) float64 {
	asked := make(map[uint32]bool, len(q.terms))
	for _, t := range q.terms {
		if t.list >= 0 {
			asked[uint32(t.list)] = true
		}
	}
	var all, matched float64
	for _, token := range tokens {
		if token == gap {
			continue
		}
		w := s.words.idf(int(token))
		all += w
		if asked[token] {
			matched += w
		}
	}
	return share(matched, all)
}

func share(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return min(1, max(0, part/whole))
}
