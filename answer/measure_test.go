package answer_test

import (
	"context"
	"slices"
	"testing"

	"candor/answer"
	"candor/answer/eval/sets"
	"candor/internal/search"
	"candor/knowledge"
)

// bench is a help centre ready to answer.
type bench struct {
	shelf  *knowledge.Shelf
	drafts answer.Drafter
}

func newBench(t testing.TB, articles []knowledge.Article) bench {
	t.Helper()
	return newBenchWith(t, articles, false)
}

// newBenchWith uses word vectors or not.
func newBenchWith(t testing.TB, articles []knowledge.Article, vectors bool) bench {
	t.Helper()
	shelf := knowledge.NewShelf(articles)
	return benchOf(t, shelf, search.Documents(shelf), vectors)
}

// benchOf indexes some of the articles of a shelf.
func benchOf(t testing.TB, shelf *knowledge.Shelf, docs []search.Document, vectors bool) bench {
	t.Helper()
	index := &search.Index{}
	index.UseVectors(vectors)
	if err := index.Replace(context.Background(), docs); err != nil {
		t.Fatal(err)
	}
	return bench{shelf: shelf, drafts: answer.Drafter{Search: index, Passages: shelf}}
}

// measured is one question with what came of it.
type measured struct {
	gold   []string
	got    answer.Answer
	ranked []string
	right  bool // the first article is a right one

	wordless bool // there is no word in the question
}

func (b bench) ask(t testing.TB, q sets.Question, text string) measured {
	t.Helper()
	got, err := b.drafts.Answer(context.Background(), answer.Question{Text: text, Expects: q.Lang})
	if err != nil {
		t.Fatal(err)
	}
	m := measured{gold: q.Gold, got: got, wordless: len(knowledge.Words(text)) == 0}
	for _, h := range got.Hits {
		a, _ := b.shelf.Article(h.Article)
		m.ranked = append(m.ranked, a.Key)
	}
	m.right = len(m.ranked) > 0 && slices.Contains(q.Gold, m.ranked[0])
	return m
}

// set is one shared question set, measured in full and with the right articles taken away.
type set struct {
	name         string
	full         []measured // questions that have a right article
	removed      []measured // the same, without it
	unanswerable []measured // questions of the set without a right article
	far          []measured // questions about something else
}

const folds = 8

// measure asks every question of a set. With removal the articles are dealt into folds, and a question is
// asked once more where the whole fold of its right articles is missing.
func measure(t testing.TB, name, queries string, far []sets.Question, vectors bool) set {
	t.Helper()
	return measureSet(t, name, sets.Articles(t, name+"/corpus.jsonl.gz"), sets.Questions(t, name+"/"+queries), far, vectors)
}

func measureSet(t testing.TB, name string, articles []knowledge.Article, questions, far []sets.Question, vectors bool) set {
	t.Helper()
	whole := newBenchWith(t, articles, vectors)
	out := set{name: name}
	fold := map[string]int{}
	for i, a := range articles {
		fold[a.Key] = i % folds
	}
	byFold := make([][]sets.Question, folds)
	for _, q := range questions {
		m := whole.ask(t, q, q.Query)
		if len(q.Gold) == 0 {
			out.unanswerable = append(out.unanswerable, m)
			continue
		}
		out.full = append(out.full, m)
		byFold[fold[q.Gold[0]]] = append(byFold[fold[q.Gold[0]]], q)
	}
	for f, questions := range byFold {
		gone := map[string]bool{}
		for _, q := range questions {
			for _, g := range q.Gold {
				gone[g] = true
			}
		}
		rest := slices.DeleteFunc(search.Documents(whole.shelf), func(d search.Document) bool { return fold[d.Article.Key] == f || gone[d.Article.Key] })
		b := benchOf(t, whole.shelf, rest, vectors)
		for _, q := range questions {
			out.removed = append(out.removed, b.ask(t, q, q.Query))
		}
	}
	for _, q := range far {
		out.far = append(out.far, whole.ask(t, q, q.Text))
	}
	return out
}

// outOfScope gives questions that no help centre of the sets answers.
func outOfScope(t testing.TB, most int) []sets.Question {
	t.Helper()
	var out []sets.Question
	for _, q := range sets.Questions(t, "clinc150/val.jsonl.gz") {
		if q.OOS && len(out) < most {
			out = append(out, q)
		}
	}
	return out
}
