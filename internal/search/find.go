package search

import (
	"slices"

	"candor/knowledge"
	"candor/language"
)

// first looks in the shards that the query's language allows and gives the one that knows most
// of its words.
func first(shards []*shard, q knowledge.Query, vectors bool) knowledge.Found {
	best := knowledge.Found{Signals: knowledge.Signals{Unknown: 1}}
	for i, s := range choose(shards, q) {
		found := s.find(q, vectors)
		if i == 0 || found.Signals.Coverage > best.Signals.Coverage {
			best = found
		}
	}
	return best
}

// sureFrom is the certainty of a guessed language from which it decides alone; below it the
// articles' own words do.
const sureFrom = 0.9

// choose picks where to look: the language given, else the one guessed; when the guess is unsure
// or another language is welcome, everywhere.
func choose(shards []*shard, q knowledge.Query) []*shard {
	lang, sure := primary(q.Language), 1.0
	if lang == "" {
		hints := make([]string, len(shards))
		for i, s := range shards {
			hints[i] = s.lang
		}
		lang, sure = language.Detect(q.Text, hints...)
		lang = primary(lang)
	}
	if sure < sureFrom {
		return shards
	}
	for i, s := range shards {
		if s.lang == lang || s.lang == "" {
			return shards[i : i+1]
		}
	}
	if q.AnyLanguage {
		return shards
	}
	if primary(q.Language) == "" {
		return slices.DeleteFunc(slices.Clone(shards), func(s *shard) bool { return !s.speaks(q.Text) })
	}
	return nil
}

// spoken is the share of a text's words that a language's articles must know for the text to be in that
// language, whatever a guess from few words says.
const spoken = 0.8

// speaks reports whether the articles know nearly all words of a text.
func (s *shard) speaks(text string) bool {
	text, _ = s.spelling.words.Mend(text)
	words, known := 0, 0
	for _, f := range newAnalyser(s.lang).forms(text) {
		words++
		if f.stop || s.words.list(f.stem) >= 0 {
			known++
		}
	}
	return words >= 3 && float64(known) >= spoken*float64(words)
}

// How many passages of a hit are told: of the first enough to choose the answer from.
const (
	passagesOfFirst  = 8
	passagesOfOthers = 3
)

// find searches one shard.
func (s *shard) find(q knowledge.Query, vectors bool) knowledge.Found {
	q, mended := s.spelling.read(q)
	out := knowledge.Found{Language: s.lang, Read: q.Text, Mended: mended}
	asked := s.ask(q, vectors)
	w := s.pool.Get().(*scratch)
	defer s.pool.Put(w)
	best := s.rank(&asked, w)
	isNamed := s.named.promote(q.Text, best)
	out.Signals = s.signals(&asked, w, best)
	out.Signals.Named = isNamed
	w.forget(&asked)
	limit := q.Limit
	if limit <= 0 {
		limit = 10
	}
	for i, c := range best[:min(limit, len(best))] {
		hit := knowledge.Hit{Article: s.articles[c.article].id, Score: c.score, Chance: chanceOf(best, i)}
		shown := passagesOfOthers
		if i == 0 {
			shown = passagesOfFirst
		}
		for _, p := range c.passages[:min(shown, len(c.passages))] {
			hit.Passages = append(hit.Passages, knowledge.PassageHit{Passage: s.passages[p.passage].id, Score: p.score})
		}
		out.Hits = append(out.Hits, hit)
	}
	for _, t := range asked.terms {
		weight := t.weight
		if t.stop {
			weight = 0
		}
		out.Terms = append(out.Terms, knowledge.Term{Stem: t.word, Weight: weight, Known: t.list >= 0 && !t.guess})
	}
	return out
}
