package search

import (
	"math"
	"slices"

	"candor/knowledge"
)

// signals describes how well the best candidate answers the question.
func (s *shard) signals(q *question, w *scratch, best []candidate) knowledge.Signals {
	var out knowledge.Signals
	if len(best) == 0 {
		out.Unknown = 1
		return out
	}
	top := best[0]
	s.coverage(q, &top, &out)
	out.Strength = share(top.words, q.wordTop*float64(s.words.top))
	out.LetterStrength = share(top.letters, q.gramTop*float64(s.letters.top))
	w.forgetGuesses(q)
	a := s.articles[top.article]
	own, _ := s.matched(w, s.tokens[a.title:a.body])
	way, _ := s.matched(w, top.way)
	out.TitleMatched = max(own, way)
	if len(top.passages) > 0 {
		p := s.passages[top.passages[0].passage]
		out.HeadingMatched, _ = s.matched(w, s.tokens[p.from:p.body])
	}
	pairs := 0.0
	for _, times := range top.reading.pairs {
		if times > 0 {
			pairs++
		}
	}
	out.TitleMeant, out.TitleLike = top.features[titleMeant], max(out.TitleMatched, top.features[titleLike])
	evidence(best, &out)
	out.Order = share(pairs, float64(len(q.pairs)))
	out.Nearby, out.PassageCovered = top.reading.nearby, top.reading.passage
	out.Chance, out.Elsewhere = chanceOf(best, 0), q.elsewhere(best)
	out.Margin, out.Peak = out.Coverage, out.Coverage // against nothing, a weak match leads by little
	if len(best) == 1 {
		out.Chance = out.Coverage
	}
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

// enough is how much the best passage must have of a question to have half of what could be wished for.
const enough = 40

// evidence tells how much the best candidate's best passage has of the question, words of the same meaning counting
// a half, and how that stands against the best passage of any other.
func evidence(best []candidate, out *knowledge.Signals) {
	top, other := best[0].meant, 0.0
	for _, c := range best[1:] {
		other = max(other, c.meant)
	}
	out.Evidence, out.Ahead = share(top, top+enough), share(top, top+other)
}

// coverage tells which of the question's words the best article has.
func (s *shard) coverage(q *question, top *candidate, out *knowledge.Signals) {
	var all, unknown, title, meant, lead, leadAll float64
	for i, t := range q.terms {
		if t.stop {
			continue
		}
		if t.list < 0 || t.guess {
			unknown += t.weight
		}
		if t.lead {
			leadAll += t.weight
		}
		switch {
		case t.guess:
		case top.reading.all[i]:
			all += t.weight
			meant += t.weight
			if t.lead {
				lead += t.weight
			}
		case top.reading.allKin[i]:
			meant += t.weight
		}
		if top.reading.title[i] && !t.guess {
			title += t.weight
		}
	}
	out.Coverage, out.Unknown, out.TitleAsked = share(all, q.weight), share(unknown, q.weight), share(title, q.weight)
	out.Meant, out.LeadCovered = share(meant, q.weight), share(lead, leadAll)
	out.Rarest = q.rarest(top.reading.all)
}

// rarest is the share of the weight of the three heaviest words that an article has. Terms stand by weight,
// the heaviest first.
func (q *question) rarest(has []bool) float64 {
	var all, got float64
	n := 0
	for i, t := range q.terms {
		if t.stop {
			continue
		}
		if n++; n > 3 {
			break
		}
		all += t.weight
		if has[i] {
			got += t.weight
		}
	}
	return share(got, all)
}

// elsewhere is the share of the question's weight that the best candidate has nowhere and another has in
// its title.
func (q *question) elsewhere(best []candidate) float64 {
	sum := 0.0
	for i, t := range q.terms {
		if t.stop || best[0].reading.all[i] || best[0].reading.allKin[i] {
			continue
		}
		if slices.ContainsFunc(best[1:], func(c candidate) bool { return c.reading.title[i] }) {
			sum += t.weight
		}
	}
	return share(sum, q.weight)
}

// chanceOf is what the weights of the ranking give candidate i among all. Candidates stand by score.
func chanceOf(best []candidate, i int) float64 {
	sum := 0.0
	for _, c := range best {
		sum += math.Exp(c.score - best[i].score)
	}
	return share(1, sum)
}

func share(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return min(1, max(0, part/whole))
}
