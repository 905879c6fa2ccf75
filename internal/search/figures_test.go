package search_test

import (
	"context"
	"testing"

	"candor"
	"candor/answer/eval"
	"candor/answer/eval/sets"
	"candor/internal/search"
	"candor/knowledge"
)

func TestFiguresOfRetrieval(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, corpus, queries string
		hit1, hit5            float64 // floors
	}{
		{"wixqa-expert", "wixqa-expert/corpus.jsonl.gz", "wixqa-expert/queries.jsonl", 0.60, 0.85},
		{"techqa-rag", "techqa-rag/corpus.jsonl.gz", "techqa-rag/queries.jsonl.gz", 0.70, 0.85},
		{"stackfaq", "stackfaq/corpus.jsonl.gz", "stackfaq/queries.jsonl", 0.65, 0.80},
		{"xquad", "xquad/corpus.jsonl.gz", "xquad/queries.jsonl.gz", 0.80, 0.90},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			index, keys := indexed(t, sets.Articles(t, c.corpus))
			byLang := map[string][]eval.Ranking{}
			var all []eval.Ranking
			for _, q := range sets.Questions(t, c.queries) {
				r := eval.Ranking{Gold: q.Gold, Ranked: ranked(t, index, keys, knowledge.Query{Text: q.Query, Language: q.Lang})}
				all = append(all, r)
				byLang[q.Lang] = append(byLang[q.Lang], r)
			}
			got := eval.Retrieve(all)
			t.Logf("%s: %d queries, hit@1 %.3f, hit@5 %.3f, MRR@10 %.3f", c.name, got.Queries, got.Hit1, got.Hit5, got.MRR)
			if len(byLang) > 1 {
				for lang, list := range byLang {
					t.Logf("  %s: hit@1 %.3f, hit@5 %.3f", lang, eval.Retrieve(list).Hit1, eval.Retrieve(list).Hit5)
				}
			}
			if got.Hit1 < c.hit1 || got.Hit5 < c.hit5 {
				t.Errorf("%s: hit@1 %.3f or hit@5 %.3f is below the floor %.2f, %.2f", c.name, got.Hit1, got.Hit5, c.hit1, c.hit5)
			}
		})
	}
}

// indexed builds an index and maps article ids back to the keys of the set.
func indexed(t testing.TB, articles []knowledge.Article) (*search.Index, map[candor.ArticleID]string) {
	t.Helper()
	keys := map[candor.ArticleID]string{}
	for _, a := range articles {
		keys[a.ID] = a.Key
	}
	var index search.Index
	if err := index.Replace(context.Background(), search.Documents(knowledge.NewShelf(articles))); err != nil {
		t.Fatal(err)
	}
	return &index, keys
}

func ranked(t testing.TB, index *search.Index, keys map[candor.ArticleID]string, q knowledge.Query) []string {
	t.Helper()
	found, err := index.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range found.Hits {
		out = append(out, keys[h.Article])
	}
	return out
}
