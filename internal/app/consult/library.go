package consult

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"candor"
	"candor/answer"
	"candor/escalate"
	"candor/internal/search"
	"candor/knowledge"
)

// Library is a set of articles held in memory, ready to be asked. Safe for concurrent use.
type Library struct {
	drafter  answer.Drafter
	listener *escalate.Inspector
	names    map[candor.ArticleID]string
	tiers    map[candor.ArticleID]knowledge.Tier
	sure     answer.Sureness
	index    *search.Index
}

// shelf gives passages by their id.
type shelf map[candor.PassageID]knowledge.Passage

// Passage gives one passage. candor.CodeNotFound when there is none.
func (s shelf) Passage(_ context.Context, id candor.PassageID) (knowledge.Passage, error) {
	p, ok := s[id]
	if !ok {
		return knowledge.Passage{}, candor.Fail(candor.CodeNotFound, "error.no_passage", nil)
	}
	return p, nil
}

// FromArticles indexes articles that are in no store. Replies call them by the names they have
// where they come from, such as doc_id. Word vectors are used where a trial shows that they help.
func FromArticles(ctx context.Context, articles []knowledge.Article, bar float64) (*Library, error) {
	var passages []knowledge.Passage
	for _, a := range articles {
		passages = append(passages, knowledge.Passages(a)...)
	}
	l, err := index(ctx, articles, passages, bar, func(a knowledge.Article) string { return a.Key })
	if err != nil {
		return nil, err
	}
	trial, err := search.Try(ctx, documentsOf(articles, passages))
	if err != nil {
		return nil, fmt.Errorf("consult: %w", err)
	}
	l.UseVectors(trial.Helps())
	return l, nil
}

// UseVectors says whether word vectors are used to find articles, as the desk's calibration decided.
func (l *Library) UseVectors(on bool) { l.index.UseVectors(on) }

// documentsOf gives articles with their passages.
func documentsOf(articles []knowledge.Article, passages []knowledge.Passage) []search.Document {
	of := make(map[candor.ArticleID][]knowledge.Passage, len(articles))
	for _, p := range passages {
		of[p.Article] = append(of[p.Article], p)
	}
	documents := make([]search.Document, len(articles))
	for i, a := range articles {
		documents[i] = search.Document{Article: a, Passages: of[a.ID]}
	}
	return documents
}

// FromStore indexes the articles of a desk with their stored passages. Replies call them by the
// names they have in addresses.
func FromStore(ctx context.Context, articles []knowledge.Article, passages []knowledge.Passage, bar float64) (*Library, error) {
	return index(ctx, articles, passages, bar, func(a knowledge.Article) string { return a.Slug })
}

func index(ctx context.Context, articles []knowledge.Article, passages []knowledge.Passage, bar float64,
	name func(knowledge.Article) string) (*Library, error) {
	held := make(shelf, len(passages))
	for _, p := range passages {
		held[p.ID] = p
	}
	names := make(map[candor.ArticleID]string, len(articles))
	tiers := make(map[candor.ArticleID]knowledge.Tier, len(articles))
	for _, a := range articles {
		names[a.ID], tiers[a.ID] = name(a), a.Tier
	}
	listener, err := escalate.New()
	if err != nil {
		return nil, fmt.Errorf("consult: %w", err)
	}
	found := new(search.Index)
	if err := found.Replace(ctx, documentsOf(articles, passages)); err != nil {
		return nil, fmt.Errorf("consult: index the articles: %w", err)
	}
	return &Library{drafter: answer.Drafter{Search: found, Passages: held, Bar: bar}, listener: listener, names: names, tiers: tiers, index: found}, nil
}

// Bar is the fixed confidence from which on the assistant answers where nothing is calibrated.
func (l *Library) Bar() float64 { return max(l.drafter.Bar, answer.Bar) }

// Calibrate makes the library answer from where a calibration says. Call it before the first question.
func (l *Library) Calibrate(s answer.Sureness) {
	l.sure, l.drafter.Calibration = s, constant{s}
}

// constant is what a calibration says of articles that do not change while they are asked.
type constant struct{ of answer.Sureness }

// Sureness implements answer.Calibration.
func (c constant) Sureness() answer.Sureness { return c.of }

// needs gives the confidence from which the best article found is answered, and whether a calibration says so.
func (l *Library) needs(found answer.Answer) (bar float64, calibrated bool) {
	if l.drafter.Calibration == nil || len(found.Hits) == 0 {
		return l.Bar(), false
	}
	d, ok := l.sure.Decide(answer.Features(found.Signals), l.tiers[found.Hits[0].Article])
	if !ok {
		return l.Bar(), false
	}
	return d.Threshold, true
}

// ReadArticles reads files and folders of articles. What cannot be used is told and the rest is
// given. candor.CodeInvalid: one of the paths is not there or cannot be opened.
func ReadArticles(paths []string) ([]knowledge.Article, []knowledge.Problem, error) {
	var articles []knowledge.Article
	var problems []knowledge.Problem
	for _, path := range paths {
		found, bad, err := readArticles(path)
		if err != nil {
			return nil, nil, err
		}
		articles, problems = append(articles, found...), append(problems, bad...)
	}
	return articles, problems, nil
}

func readArticles(path string) ([]knowledge.Article, []knowledge.Problem, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, candor.Fail(candor.CodeInvalid, "error.no_file", fmt.Errorf("there is no file or folder %s. Check the name", path))
	}
	if info.IsDir() {
		articles, problems := knowledge.ImportFS(os.DirFS(path), ".")
		return articles, problems, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, candor.Fail(candor.CodeInvalid, "error.no_file", fmt.Errorf("%s cannot be opened. Check that you may read it", path))
	}
	defer f.Close()
	articles, problems := knowledge.Import(filepath.Base(path), f)
	return articles, problems, nil
}

// Lost counts the problems because of which something was not taken in. The others only point out
// what to look at.
func Lost(problems []knowledge.Problem) int {
	lost := 0
	for _, p := range problems {
		if p.Loses() {
			lost++
		}
	}
	return lost
}
