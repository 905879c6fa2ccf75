package search_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"candor/answer/calibrate"
	"candor/answer/eval/sets"
	"candor/internal/search"
	"candor/knowledge"
)

// Dropping an article from the ranking comes to the same as an index built without it: the same article
// comes first, and every signal is nearly the same.
func TestDroppingAnArticleIsLikeBuildingWithoutIt(t *testing.T) {
	t.Parallel()
	for name, vectors := range map[string]bool{"words alone": false, "with vectors": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			droppingIsBuilding(t, vectors)
		})
	}
}

func droppingIsBuilding(t *testing.T, vectors bool) {
	t.Helper()
	docs := search.Documents(knowledge.NewShelf(sets.House(t)))
	whole := &search.Index{}
	whole.UseVectors(vectors)
	if err := whole.Replace(context.Background(), docs); err != nil {
		t.Fatal(err)
	}
	var articles []knowledge.Article
	for _, d := range docs {
		articles = append(articles, d.Article)
	}
	asked, same, off, values := 0, 0, 0.0, 0
	for _, q := range calibrate.ColdQueries(articles, calibrate.ColdOptions{PerArticle: 2, Most: 40, Seed: 3}) {
		rest := &search.Index{}
		rest.UseVectors(vectors)
		if err := rest.Replace(context.Background(), slices.DeleteFunc(slices.Clone(docs), func(d search.Document) bool { return d.Article.ID == q.Article })); err != nil {
			t.Fatal(err)
		}
		query := knowledge.Query{Text: q.Text, Language: q.Language}
		want, err := rest.Search(context.Background(), query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := whole.SearchWithout(context.Background(), query, q.Article)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range got.Hits {
			if h.Article == q.Article {
				t.Fatalf("%s is found", q.Article)
			}
		}
		if len(want.Hits) == 0 || len(got.Hits) == 0 {
			continue
		}
		asked++
		if want.Hits[0].Article != got.Hits[0].Article {
			continue
		}
		same++
		theirs := want.Signals.Features()
		for i, f := range got.Signals.Features() {
			off += math.Abs(f.Value - theirs[i].Value)
			values++
		}
	}
	t.Logf("%d questions, %d with the same article first, signals %.4f apart on average", asked, same, off/float64(values))
	if asked < 30 || float64(same) < 0.9*float64(asked) || off/float64(values) > 0.02 {
		t.Errorf("of %d questions %d have the same first article; signals are %.4f apart", asked, same, off/float64(values))
	}
}

func TestWithoutAnArticleThatIsNotThereNothingChanges(t *testing.T) {
	t.Parallel()
	x := &search.Index{}
	if found, err := x.SearchWithout(context.Background(), knowledge.Query{Text: "a lamp"}, "art_x"); err != nil || len(found.Hits) != 0 {
		t.Errorf("an empty index finds %v, %v", found, err)
	}
	if err := x.Replace(context.Background(), search.Documents(knowledge.NewShelf(sets.House(t)))); err != nil {
		t.Fatal(err)
	}
	q := knowledge.Query{Text: "how do I return a lamp", Language: "en"}
	want, _ := x.Search(context.Background(), q)
	got, err := x.SearchWithout(context.Background(), q, "art_nowhere")
	if err != nil || len(want.Hits) == 0 || got.Hits[0].Article != want.Hits[0].Article || got.Signals != want.Signals {
		t.Errorf("%v, %v", got.Signals, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := x.SearchWithout(ctx, q, "art_nowhere"); err == nil {
		t.Error("an ended context is not honoured")
	}
}
