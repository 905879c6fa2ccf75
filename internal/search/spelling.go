package search

import (
	"maps"
	"slices"
	"sync"

	"candor/internal/search/vectors"
	"candor/knowledge"
	"candor/language"
	"candor/language/spell"
)

// spelling is how the questions of one language are read that were mistyped. Nil mends nothing.
//
// A question is mended with the words of the articles that may be found, and of function words. What is a word
// already stays, whether an article has it or not: one of another language's articles, one with a known stem, or
// one that the word vectors were learnt with. So "warrant" does not become "warranty" for want of a warrant. In languages
// without vectors, what is a right word is known too little for more than careful mending.
type spelling struct{ words *spell.Words }

// newSpellings gives the spelling of each language of some shards. Elsewhere are further shards, whose
// words may be meant as well.
func newSpellings(shards []*shard, table vectors.Table, elsewhere ...*shard) map[string]spelling {
	out := map[string]spelling{}
	written := map[string]map[string]float64{}
	all := slices.Concat(shards, elsewhere)
	for _, s := range all {
		if written[s.lang] == nil {
			written[s.lang] = map[string]float64{}
		}
		for word, times := range s.written {
			written[s.lang][word] += times
		}
	}
	for lang, words := range written {
		addOrdinary(words, lang)
	}
	for _, s := range all {
		if _, done := out[s.lang]; done {
			continue
		}
		words := spell.New(maps.All(written[s.lang]))
		if s.lang == "en" {
			words.Rivals = rarely()
		}
		words.Nouns, words.Careful = s.lang == "de", s.lang != "en"
		words.Together = func(before, after string) bool {
			a, b := hash(knowledge.Stem(s.lang, before)), hash(knowledge.Stem(s.lang, after))
			return slices.ContainsFunc(all, func(other *shard) bool { return other.lang == s.lang && other.standBeside(a, b) })
		}
		words.Base = func(word string) string { return knowledge.Stem(s.lang, word) }
		words.Alike = func(a, b string) bool { return knowledge.Stem(s.lang, a) == knowledge.Stem(s.lang, b) }
		words.Knows = func(word string) bool {
			stem := knowledge.Stem(s.lang, word)
			if s.lang == "en" && table.Find(stem) >= 0 || len(s.kin[hash(stem)]) > 0 {
				return true
			}
			for lang, other := range out {
				if lang != s.lang && other.words.Lists(word) {
					return true
				}
			}
			return slices.ContainsFunc(all, func(other *shard) bool {
				return other.lang == s.lang && other.words.list(hash(stem)) >= 0
			})
		}
		out[s.lang] = spelling{words}
	}
	return out
}

// fewestWritten is how many words the articles of a language count as at least beside its ordinary words.
const fewestWritten = 10_000

// addOrdinary adds the ordinary words of a language: half of what is asked is not what articles say.
func addOrdinary(written map[string]float64, lang string) {
	var articles, ordinary float64
	for _, times := range written {
		articles += times
	}
	for _, times := range language.Ordinary(lang) {
		ordinary += times
	}
	for word, times := range language.Ordinary(lang) {
		written[word] += times * max(articles, fewestWritten) / (4 * ordinary)
	}
}

// rarely gives the English words of the vectors, as far as stems are words. They are many and the same for every index.
var rarely = sync.OnceValue(func() *spell.Words {
	table, err := vectors.English()
	if err != nil {
		return nil // Replace tells
	}
	return spell.New(func(yield func(string, float64) bool) {
		for stem := range table.Words() {
			if knowledge.Stem("en", stem) == stem && !yield(stem, 1) {
				return
			}
		}
	})
})

// Read gives a text with its mistyped words mended as a search in that language would, and which those are. Where the
// language is empty, it is told from the text; text in one without public articles comes back itself.
func (x *Index) Read(text, lang string) (string, []knowledge.Mended) {
	st := x.state.Load()
	if st == nil {
		return text, nil
	}
	for _, s := range choose(st.public, knowledge.Query{Text: text, Language: lang}) {
		if q, mended := s.spelling.read(knowledge.Query{Text: text}); len(mended) > 0 || lang != "" {
			return q.Text, mended
		}
	}
	return text, nil
}

// Read does what Index.Read does.
func (v View) Read(text, lang string) (string, []knowledge.Mended) { return v.index.Read(text, lang) }

// read gives a query with its mistyped words mended, and which of its own those are.
func (s spelling) read(q knowledge.Query) (knowledge.Query, []knowledge.Mended) {
	text, changes := s.words.Mend(q.Text)
	var mended []knowledge.Mended
	for _, c := range changes {
		mended = append(mended, knowledge.Mended{From: c.From, To: c.To})
	}
	q.Text = text
	before := make([]string, len(q.Context))
	for i, b := range q.Context {
		before[i], _ = s.words.Mend(b)
	}
	q.Context = before
	return q, mended
}
