package calibrate_test

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"candor"
	"candor/answer/calibrate"
	"candor/answer/eval/sets"
	"candor/internal/search"
	"candor/knowledge"
)

// desk is a help centre with its search, as a calibration sees it.
type desk struct {
	articles []knowledge.Article
	docs     []search.Document
	whole    *search.Index
	without  map[candor.ArticleID]*search.Index
	lang     string
}

func newDesk(t testing.TB, articles []knowledge.Article, lang string) *desk {
	t.Helper()
	d := &desk{articles: articles, docs: search.Documents(knowledge.NewShelf(articles)), without: map[candor.ArticleID]*search.Index{}, lang: lang}
	d.whole = d.index(t, func(candor.ArticleID) bool { return false })
	return d
}

func (d *desk) index(t testing.TB, without func(candor.ArticleID) bool) *search.Index {
	t.Helper()
	x := &search.Index{}
	rest := slices.DeleteFunc(slices.Clone(d.docs), func(doc search.Document) bool { return without(doc.Article.ID) })
	if err := x.Replace(context.Background(), rest); err != nil {
		t.Fatal(err)
	}
	return x
}

// prepare builds the indexes in which one of these articles is missing.
func (d *desk) prepare(t testing.TB, ids []candor.ArticleID) {
	t.Helper()
	for _, id := range ids {
		if d.without[id] == nil {
			d.without[id] = d.index(t, func(other candor.ArticleID) bool { return other == id })
		}
	}
}

// Rank implements calibrate.Ranker on the search of the product.
func (d *desk) Rank(ctx context.Context, text string, without candor.ArticleID) ([]float64, candor.ArticleID, error) {
	x := d.whole
	if without != "" {
		x = d.without[without]
	}
	found, err := x.Search(ctx, knowledge.Query{Text: text, Language: d.lang})
	if err != nil || len(found.Hits) == 0 {
		return nil, "", err
	}
	return signalsOf(found.Signals), found.Hits[0].Article, nil
}

// signalNames are the signals of a search, as they are declared.
func signalNames() []string {
	var names []string
	for f := range reflect.TypeFor[knowledge.Signals]().Fields() {
		if f.Type.Kind() == reflect.Float64 {
			names = append(names, f.Name)
		}
	}
	return names
}

func signalsOf(s knowledge.Signals) []float64 {
	var out []float64
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.Float64 {
			out = append(out, v.Field(i).Float())
		}
	}
	return out
}

// cold asks the desk the questions that are made of its own articles.
func (d *desk) cold(t testing.TB, most int) []calibrate.Example {
	t.Helper()
	queries := calibrate.ColdQueries(d.articles, calibrate.ColdOptions{Most: most, Seed: 1})
	var ids []candor.ArticleID
	for _, q := range queries {
		ids = append(ids, q.Article)
	}
	d.prepare(t, ids)
	labels, err := calibrate.ColdExamples(context.Background(), d, queries, allInformation, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return labels
}

func allInformation(candor.ArticleID) calibrate.Tier { return calibrate.Information }

// parts is how many parts the articles are dealt into; an article is missing together with its part.
const parts = 8

// real asks people's questions: all of them, and every third once more with its articles gone, as on a day
// on which some have no answer.
func (d *desk) real(t testing.TB, questions []sets.Question) []calibrate.Example {
	t.Helper()
	byKey, part := map[string]candor.ArticleID{}, map[candor.ArticleID]int{}
	for i, a := range d.articles {
		byKey[a.Key], part[a.ID] = a.ID, i%parts
	}
	var out []calibrate.Example
	missing := make([][]int, parts)
	golds := make([][]candor.ArticleID, len(questions))
	for i, q := range questions {
		for _, g := range q.Gold {
			golds[i] = append(golds[i], byKey[g])
		}
		out = append(out, d.label(t, d.whole, q.Query, golds[i], "q"+strconv.Itoa(i)))
		if i%3 == 0 && len(golds[i]) > 0 {
			k := part[golds[i][0]]
			missing[k] = append(missing[k], i)
		}
	}
	for k, list := range missing {
		gone := map[candor.ArticleID]bool{}
		for _, i := range list {
			for _, g := range golds[i] {
				gone[g] = true
			}
		}
		x := d.index(t, func(id candor.ArticleID) bool { return gone[id] || part[id] == k })
		for _, i := range list {
			out = append(out, d.label(t, x, questions[i].Query, golds[i], "q"+strconv.Itoa(i)+"-out"))
		}
	}
	return out
}

func (d *desk) label(t testing.TB, x *search.Index, text string, gold []candor.ArticleID, id string) calibrate.Example {
	t.Helper()
	found, err := x.Search(context.Background(), knowledge.Query{Text: text, Language: d.lang})
	if err != nil {
		t.Fatal(err)
	}
	e := calibrate.Example{ID: id, Origin: calibrate.Real, Tier: calibrate.Information}
	if len(gold) > 0 {
		e.Article = gold[0]
	}
	if len(found.Hits) > 0 {
		e.Features, e.Right = signalsOf(found.Signals), slices.Contains(gold, found.Hits[0].Article)
	}
	return e
}
