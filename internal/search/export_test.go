package search

import (
	"context"

	"candor"
	"candor/knowledge"
)

// Described is a candidate with its features, for fitting the weights.
type Described struct {
	Article  candor.ArticleID
	Features []float64
}

// Guesses gives the words of the first public language that a mistyped one may be, as written in the list of candidates.
func (x *Index) Guesses(word string, among ...string) []string {
	s := x.state.Load().public[0]
	var out []string
	for _, i := range s.guesses(knowledge.Stem(s.lang, word)) {
		for _, other := range among {
			if s.words.list(hash(knowledge.Stem(s.lang, other))) == int(i) {
				out = append(out, other)
			}
		}
	}
	return out
}

// Describe ranks a question in its language and gives all candidates.
func (x *Index) Describe(_ context.Context, q knowledge.Query) []Described {
	var out []Described
	for _, s := range choose(x.state.Load().public, q) {
		asked, w := s.ask(q, x.vectors.Load()), newScratch(s)
		for _, c := range s.rank(&asked, w) {
			out = append(out, Described{s.articles[c.article].id, c.features[:]})
		}
	}
	return out
}

// FittedWeights gives the weights of English.
func FittedWeights() []float64 { return fitted[:] }

// FittedWithVectors gives the weights of English for questions asked with word vectors.
func FittedWithVectors() []float64 { return fittedVectors[:] }
