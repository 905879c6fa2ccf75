package search

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"strings"

	"candor"
	"candor/internal/search/vectors"
	"candor/knowledge"
	"candor/language"
)

// Trial is what asking with word vectors came to, beside asking without. The zero value is of no question.
type Trial struct {
	Asked    int     `json:"asked"`    // questions, each asked with and without
	Without  float64 `json:"without"`  // mean reciprocal rank of the article that a question is from, 0 to 1
	With     float64 `json:"with"`     // the same with vectors
	Doubt    float64 `json:"doubt"`    // standard error of the difference
	Gained   int     `json:"gained"`   // questions whose article stands higher with vectors
	Lost     int     `json:"lost"`     // or lower
	Articles int     `json:"articles"` // that questions were made from
}

// Helps reports whether vectors are to be used: with them articles stand higher, by more than chance easily does
// (one standard error). Where nothing was asked, they are not.
func (t Trial) Helps() bool { return t.Asked > 0 && t.With-t.Without > t.Doubt }

// mostTried is of how many articles a trial is made, drawn by lot.
const mostTried = 400

// Try asks public articles what they themselves say, with word vectors and without, to see whether vectors help
// to find them. Words of an article that is there would be found by themselves, so what is asked is taken out
// of it first: of all the title and the listed questions, which people wrote in other words than the text; then of
// all the first sentence. Articles in languages without vectors are left out. The same articles give the same
// trial.
//
// It returns ctx's error when ctx ends first.
func Try(ctx context.Context, docs []Document) (Trial, error) {
	table, err := vectors.English()
	if err != nil {
		return Trial{}, fmt.Errorf("search: read the word vectors: %w", err)
	}
	var sum tally
	sample := drawn(docs)
	for _, titles := range []bool{true, false} {
		var held []Document
		var questions []heldOut
		for _, d := range sample {
			rest, asked := hold(d, titles)
			held, questions = append(held, rest), append(questions, asked...)
		}
		s := build("en", held, table)
		for _, q := range questions {
			if err := ctx.Err(); err != nil {
				return Trial{}, fmt.Errorf("search: try word vectors: %w", err)
			}
			sum.add(s.place(q, false), s.place(q, true))
		}
	}
	t := sum.trial()
	t.Articles = len(sample)
	return t, nil
}

// heldOut is a text taken out of an article.
type heldOut struct {
	text string
	from candor.ArticleID
}

// drawn gives English public articles by lot, without what may not be quoted.
func drawn(docs []Document) []Document {
	type drawnBy struct {
		lot [sha256.Size]byte
		doc Document
	}
	var all []drawnBy
	for _, d := range docs {
		d.Passages = slices.DeleteFunc(slices.Clone(d.Passages), func(p knowledge.Passage) bool { return !p.Quotable() })
		if d.Article.Audience == knowledge.Public && primary(d.Article.Language) == "en" && len(d.Passages) > 0 {
			all = append(all, drawnBy{sha256.Sum256([]byte(d.Article.ID)), d})
		}
	}
	slices.SortFunc(all, func(a, b drawnBy) int {
		return cmp.Or(slices.Compare(a.lot[:], b.lot[:]), cmp.Compare(a.doc.Article.Digest, b.doc.Article.Digest))
	})
	out := make([]Document, 0, min(len(all), mostTried))
	for _, a := range all[:min(len(all), mostTried)] {
		out = append(out, a.doc)
	}
	return out
}

// How many words a question needs.
const fewestAsked = 3

// hold takes the title and the listed questions out of an article, or its first sentence.
func hold(d Document, title bool) (Document, []heldOut) {
	var asked []heldOut
	ask := func(text string) {
		if len(knowledge.Words(text)) >= fewestAsked {
			asked = append(asked, heldOut{text, d.Article.ID})
		}
	}
	if title {
		for _, text := range append([]string{d.Article.Title}, d.Article.Questions...) {
			ask(text)
		}
		d.Article.Title, d.Article.Questions = "", nil
		return d, asked
	}
	d.Article.Questions = nil
	d.Passages = slices.Clone(d.Passages)
	p := &d.Passages[0]
	if list := language.Sentences(p.Text); len(list) > 1 || len(d.Passages) > 1 && len(list) == 1 {
		ask(p.Text[list[0].Start:list[0].End])
		p.Text = strings.TrimSpace(p.Text[list[0].End:])
	}
	return d, asked
}

// place gives one over the place of the article that a question is from; 0 when it is not among the best.
func (s *shard) place(q heldOut, vectors bool) float64 {
	for i, hit := range s.find(knowledge.Query{Text: q.text, Language: "en", Limit: candidates}, vectors).Hits {
		if hit.Article == q.from {
			return 1 / float64(i+1)
		}
	}
	return 0
}

// tally sums up differences.
type tally struct {
	n, gained, lost        int
	without, with, squared float64
}

func (t *tally) add(without, with float64) {
	t.n++
	t.without += without
	t.with += with
	t.squared += (with - without) * (with - without)
	switch {
	case with > without:
		t.gained++
	case with < without:
		t.lost++
	}
}

func (t *tally) trial() Trial {
	out := Trial{Asked: t.n, Gained: t.gained, Lost: t.lost}
	if t.n == 0 {
		return out
	}
	n := float64(t.n)
	out.Without, out.With = t.without/n, t.with/n
	mean := out.With - out.Without
	out.Doubt = math.Sqrt(max(0, t.squared/n-mean*mean) / n)
	return out
}
