package search_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
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
		{"wixqa-expert", "wixqa-expert/corpus.jsonl.gz", "wixqa-expert/queries.jsonl", 0.70, 0.93},
		{"techqa-rag", "techqa-rag/corpus.jsonl.gz", "techqa-rag/queries.jsonl.gz", 0.74, 0.92},
		{"stackfaq", "stackfaq/corpus.jsonl.gz", "stackfaq/queries.jsonl", 0.70, 0.85},
		{"xquad", "xquad/corpus.jsonl.gz", "xquad/queries.jsonl.gz", 0.91, 0.97},
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

// slip makes one slip of the keyboard in every third longer word: two letters swapped, one left out, one
// twice, or one wrong.
func slip(r *rand.Rand, text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		letters := []rune(w)
		if len(letters) < 5 || r.IntN(3) > 0 {
			continue
		}
		at := 1 + r.IntN(len(letters)-2)
		switch r.IntN(4) {
		case 0:
			letters[at], letters[at+1] = letters[at+1], letters[at]
		case 1:
			letters = slices.Delete(letters, at, at+1)
		case 2:
			letters = slices.Insert(letters, at, letters[at])
		case 3:
			letters[at] = 'a' + r.Int32N(26)
		}
		words[i] = string(letters)
	}
	return strings.Join(words, " ")
}

func TestFiguresWithSlipsOfTheKeyboard(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ corpus, queries string }{
		{"wixqa-expert/corpus.jsonl.gz", "wixqa-expert/queries.jsonl"}, {"stackfaq/corpus.jsonl.gz", "stackfaq/queries.jsonl"}, {"techqa-rag/corpus.jsonl.gz", "techqa-rag/queries.jsonl.gz"},
	} {
		index, keys := indexed(t, sets.Articles(t, c.corpus))
		r := rand.New(rand.NewPCG(1, 5))
		var clean, slipped []eval.Ranking
		for _, q := range sets.Questions(t, c.queries) {
			clean = append(clean, eval.Ranking{Gold: q.Gold, Ranked: ranked(t, index, keys, knowledge.Query{Text: q.Query, Language: "en"})})
			slipped = append(slipped, eval.Ranking{Gold: q.Gold, Ranked: ranked(t, index, keys, knowledge.Query{Text: slip(r, q.Query), Language: "en"})})
		}
		a, b := eval.Retrieve(clean), eval.Retrieve(slipped)
		t.Logf("%s: hit@1 %.3f, with slips %.3f", c.corpus, a.Hit1, b.Hit1)
		if b.Hit1 < 0.85*a.Hit1 {
			t.Errorf("%s: slips of the keyboard cost too much: hit@1 %.3f, with them %.3f", c.corpus, a.Hit1, b.Hit1)
		}
	}
}

// spoken is one dialogue of DSTC10.
type spoken struct {
	Turns []struct {
		Text string `json:"t"`
	} `json:"turns"`
	Gold []string `json:"gold"`
}

// Questions that say neither the hotel nor the restaurant that they are about: only the dialogue does.
func TestFiguresOfFollowUps(t *testing.T) {
	t.Parallel()
	var articles []knowledge.Article
	for _, r := range sets.Rows[struct {
		Key    string `json:"doc_id"`
		Entity string `json:"entity"`
		Title  string `json:"title"`
		Text   string `json:"text"`
	}](t, "dstc10-knowledge/corpus.jsonl.gz") {
		a := knowledge.Article{Key: r.Key, Title: r.Entity + ": " + r.Title, Language: "en", Audience: knowledge.Public, Format: knowledge.Plain, Version: 1, Body: r.Text}
		articles = append(articles, a.Seal())
	}
	index, keys := indexed(t, articles)
	var alone, within []eval.Ranking
	for _, d := range sets.Rows[spoken](t, "dstc10-knowledge/dialogues.jsonl.gz") {
		if len(d.Gold) == 0 {
			continue
		}
		last := len(d.Turns) - 1
		q := knowledge.Query{Text: d.Turns[last].Text, Language: "en"}
		alone = append(alone, eval.Ranking{Gold: d.Gold, Ranked: ranked(t, index, keys, q)})
		for _, turn := range d.Turns[max(0, last-4):last] {
			q.Context = append(q.Context, turn.Text)
		}
		within = append(within, eval.Ranking{Gold: d.Gold, Ranked: ranked(t, index, keys, q)})
	}
	a, b := eval.Retrieve(alone), eval.Retrieve(within)
	t.Logf("%d questions: alone hit@1 %.3f, hit@5 %.3f; with four turns before hit@1 %.3f, hit@5 %.3f", a.Queries, a.Hit1, a.Hit5, b.Hit1, b.Hit5)
	if b.Hit1 < 0.3 || b.Hit1 < a.Hit1+0.2 {
		t.Errorf("the dialogue helps too little: hit@1 %.3f alone, %.3f with it", a.Hit1, b.Hit1)
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
