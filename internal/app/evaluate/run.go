package evaluate

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"candor"
	"candor/answer"
	"candor/answer/eval"
	"candor/internal/search"
	"candor/knowledge"
)

// folds is into how many parts the articles are dealt when right ones are taken away.
const folds = 8

// asked is one question with what came of it.
type asked struct {
	Question
	gold       []string // keys
	ranked     []string // keys, best first
	confidence float64
	right      bool // the first article is a right one
	answered   bool // there were words to quote
}

// bench is a set of articles with the names by which questions may call them.
type bench struct {
	shelf *knowledge.Shelf
	docs  []search.Document // of public articles
	bar   float64
	trial search.Trial      // whether word vectors help
	names map[string]string // key, slug or id → key; "" when the name is not of one article only
}

func newBench(articles []knowledge.Article, bar float64) *bench {
	b := &bench{shelf: knowledge.NewShelf(articles), bar: bar, names: map[string]string{}}
	for _, d := range search.Documents(b.shelf) {
		if d.Article.Audience == knowledge.Public {
			b.docs = append(b.docs, d)
		}
	}
	for _, d := range b.docs {
		b.names[d.Article.Key], b.names[string(d.Article.ID)] = d.Article.Key, d.Article.Key
	}
	slugs := map[string]string{}
	for _, d := range b.docs {
		for _, slug := range []string{d.Article.Slug, d.Article.Language + "/" + d.Article.Slug} {
			if other, taken := slugs[slug]; taken && other != d.Article.Key {
				slugs[slug] = ""
				continue
			}
			slugs[slug] = d.Article.Key
		}
	}
	for slug, key := range slugs {
		if _, taken := b.names[slug]; !taken {
			b.names[slug] = key
		}
	}
	return b
}

// resolve turns the names that questions give their articles into keys; a question that names an
// article that is not there is told and left out.
func (b *bench) resolve(questions []Question, file string) (out []asked, bad []Bad) {
	for _, q := range questions {
		a := asked{Question: q}
		why := ""
		for _, name := range q.Gold {
			key, known := b.names[name]
			if !known || key == "" {
				why = fmt.Sprintf("%q names no article that customers may see", short(name))
				if known {
					why = fmt.Sprintf("%q names several articles; put the language before it, as in en/%s", short(name), short(name))
				}
				break
			}
			a.gold = append(a.gold, key)
		}
		if why != "" {
			bad = append(bad, Bad{File: file, Line: q.Line, Why: why})
			continue
		}
		out = append(out, a)
	}
	return out, bad
}

func short(name string) string {
	if r := []rune(name); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return name
}

// ask asks every question of an index of these documents.
func (b *bench) ask(ctx context.Context, docs []search.Document, questions []asked) ([]asked, error) {
	var index search.Index
	index.UseVectors(b.trial.Helps())
	if err := index.Replace(ctx, docs); err != nil {
		return nil, fmt.Errorf("evaluate: %w", err)
	}
	drafter := answer.Drafter{Search: &index, Passages: b.shelf, Bar: b.bar}
	out := slices.Clone(questions)
	for i := range out {
		q := &out[i]
		got, err := drafter.Answer(ctx, answer.Question{Text: q.Text, Expects: q.Language})
		if err != nil {
			return nil, fmt.Errorf("evaluate: ask: %w", err)
		}
		q.ranked = nil
		for _, h := range got.Hits {
			if a, ok := b.shelf.Article(h.Article); ok {
				q.ranked = append(q.ranked, a.Key)
			}
		}
		if got.Fixed == "" { // small talk is answered, but not from an article
			q.confidence = got.Confidence
		}
		q.answered = len(got.Sentences) > 0
		q.right = len(q.ranked) > 0 && slices.Contains(q.gold, q.ranked[0])
	}
	return out, nil
}

// without asks every question once more where its right articles are missing. The articles are
// dealt into folds and a whole fold is taken away at a time, so that few indexes are built.
func (b *bench) without(ctx context.Context, questions []asked) ([]asked, error) {
	fold := make(map[string]int, len(b.docs))
	for i, d := range b.docs {
		fold[d.Article.Key] = i % folds
	}
	out := make([]asked, len(questions))
	for f := range folds {
		gone := map[string]bool{}
		var part []asked
		var place []int
		for i, q := range questions {
			if fold[q.gold[0]] != f {
				continue
			}
			part, place = append(part, q), append(place, i)
			for _, g := range q.gold {
				gone[g] = true
			}
		}
		if len(part) == 0 {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(b.docs), func(d search.Document) bool {
			return gone[d.Article.Key] || len(b.docs) >= 2*folds && fold[d.Article.Key] == f
		})
		got, err := b.ask(ctx, rest, part)
		if err != nil {
			return nil, err
		}
		for k, i := range place {
			out[i] = got[k]
		}
	}
	return out, nil
}

// Input is what to measure with.
type Input struct {
	Articles  []knowledge.Article
	Questions []Question
	File      string   // where the questions come from, for messages
	Far       []string // questions about something else; the package's own when empty
	Bar       float64  // of the desk; 0 for the lowest there is
}

// Run asks every question, with its right article and without, and gives the figures. Word vectors are used as a desk
// with these articles uses them: where a trial shows that they help.
//
// candor.CodeInvalid: no question names an article that is there. Else errors are ctx's.
func Run(ctx context.Context, in Input) (Report, error) {
	b := newBench(in.Articles, in.Bar)
	all, bad := b.resolve(in.Questions, in.File)
	with := slices.DeleteFunc(slices.Clone(all), func(q asked) bool { return len(q.gold) == 0 })
	if len(with) == 0 {
		why := ""
		if len(bad) > 0 {
			why = fmt.Sprintf(" Line %d, for example: %s.", bad[0].Line, bad[0].Why)
		}
		return Report{Bad: bad}, candor.Fail(candor.CodeInvalid, "error.bad_questions",
			fmt.Errorf("no question names an article that answers it. Put the article's name (its doc_id, or its place in the folder) into \"gold\".%s", why))
	}
	unanswerable := slices.DeleteFunc(slices.Clone(all), func(q asked) bool { return len(q.gold) > 0 })
	var err error
	if b.trial, err = search.Try(ctx, b.docs); err != nil {
		return Report{}, fmt.Errorf("evaluate: %w", err)
	}
	if all, err = b.ask(ctx, b.docs, slices.Concat(with, unanswerable)); err != nil {
		return Report{}, err
	}
	near, err := b.without(ctx, with)
	if err != nil {
		return Report{}, err
	}
	farTexts := in.Far
	if len(farTexts) == 0 {
		farTexts = FarQuestions()
	}
	far := make([]asked, len(farTexts))
	for i, text := range farTexts {
		far[i].Text = text
	}
	if far, err = b.ask(ctx, b.docs, far); err != nil {
		return Report{}, err
	}
	r := report(all[:len(with)], all[len(with):], near, far)
	r.Articles, r.Bad, r.Bar.Bar = len(b.docs), bad, max(in.Bar, answer.Bar)
	r.Vectors = Vectors{Used: b.trial.Helps(), Trial: b.trial}
	return r, nil
}

// clusters gives the questions about the same first article one number. Questions without a right
// article stand alone.
func clusters(questions []asked) []int {
	place := map[string]int{}
	out := make([]int, len(questions))
	for i, q := range questions {
		name := "\x00" + fmt.Sprint(i)
		if len(q.gold) > 0 {
			name = slices.Min(q.gold)
		}
		if _, ok := place[name]; !ok {
			place[name] = len(place)
		}
		out[i] = place[name]
	}
	return out
}

func judged(questions []asked) []eval.Judged {
	out := make([]eval.Judged, len(questions))
	for i, q := range questions {
		out[i] = eval.Judged{Confidence: q.confidence, Right: q.right}
	}
	return out
}

func confidences(questions []asked) []float64 {
	out := make([]float64, len(questions))
	for i, q := range questions {
		out[i] = q.confidence
	}
	return out
}

// primary gives "pt" for "pt-BR".
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	return tag
}
