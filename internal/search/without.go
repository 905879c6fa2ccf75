package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"candor"
	"candor/knowledge"
)

// SearchWithout finds what Search would find were this public article not there. It is for measuring how the
// index does on questions that no article answers; it costs what a search costs, where building an index
// without each article in turn would cost an index for each.
//
// The article is ranked with the others and then dropped, what is measured against the best of them is
// measured anew, and words that only it has count as unknown. So it is the same but for two traces: the
// other words' rarity was counted with it there, one article among all, and a word of the question that it
// alone has is not looked up as a slip for another. Both vanish as the articles grow in number.
//
// It returns ctx's error when ctx has ended.
func (x *Index) SearchWithout(ctx context.Context, q knowledge.Query, without candor.ArticleID) (knowledge.Found, error) {
	return x.With(x.vectors.Load()).SearchWithout(ctx, q, without)
}

// SearchWithout does what Index.SearchWithout does.
func (v View) SearchWithout(ctx context.Context, q knowledge.Query, without candor.ArticleID) (knowledge.Found, error) {
	if err := ctx.Err(); err != nil {
		return knowledge.Found{}, fmt.Errorf("search: %w", err)
	}
	best := knowledge.Found{Signals: knowledge.Signals{Unknown: 1}}
	st := v.index.state.Load()
	if st == nil {
		return best, nil
	}
	for i, s := range choose(st.public, q) {
		if found := s.findWithout(q, without, v.vectors); i == 0 || found.Signals.Coverage > best.Signals.Coverage {
			best = found
		}
	}
	return best, nil
}

// findWithout searches one shard as if an article were not in it.
func (s *shard) findWithout(q knowledge.Query, without candor.ArticleID, vectors bool) knowledge.Found {
	gone := slices.IndexFunc(s.articles, func(a article) bool { return a.id == without })
	if gone < 0 {
		return s.find(q, vectors)
	}
	q, mended := s.spelling.read(q)
	out := knowledge.Found{Language: s.lang, Read: q.Text, Mended: mended}
	asked := s.ask(q, vectors)
	itsOwn := func(word uint32) bool { return s.words.only(int(word), gone) }
	for i := range asked.terms {
		t := &asked.terms[i]
		switch {
		case t.alike:
			t.kin = s.meaning.nearest(t.word, itsOwn)
		case t.list >= 0 && itsOwn(uint32(t.list)):
			t.list, t.guess = -1, false
			if vectors && !t.stop && len(t.kin) == 0 {
				t.kin, t.alike = s.meaning.nearest(t.word, itsOwn), true
			}
		}
	}
	w := s.pool.Get().(*scratch)
	defer s.pool.Put(w)
	best := s.rank(&asked, w)
	if i := slices.IndexFunc(best, func(c candidate) bool { return c.article == gone }); i >= 0 {
		best = slices.Delete(best, i, i+1)
		for k := range best {
			best[k].features = features{}
		}
		s.describe(&asked, w, best)
		slices.SortStableFunc(best, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	}
	out.Signals = s.signals(&asked, w, best)
	w.forget(&asked)
	for i, c := range best[:min(10, len(best))] {
		hit := knowledge.Hit{Article: s.articles[c.article].id, Score: c.score, Chance: chanceOf(best, i)}
		for _, p := range c.passages[:min(passagesOfOthers, len(c.passages))] {
			hit.Passages = append(hit.Passages, knowledge.PassageHit{Passage: s.passages[p.passage].id, Score: p.score})
		}
		out.Hits = append(out.Hits, hit)
	}
	return out
}

// only reports whether list i stands in this one document.
func (p *postings) only(i, doc int) bool {
	return p.frequency(i) == 1 && int(p.docs[p.from[i]]) == doc
}
