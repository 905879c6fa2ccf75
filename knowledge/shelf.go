package knowledge

import (
	"context"

	"candor"
)

// ErrNoPassage is returned for a passage that is not there any more or never was.
var ErrNoPassage = candor.Fail(candor.CodeNotFound, "error.no_passage", nil)

// Shelf keeps articles and their passages in memory: for commands that have no store, and for tests.
// It does not change once made and is safe for concurrent use.
type Shelf struct {
	articles []Article
	byID     map[candor.ArticleID]int
	cut      [][]Passage
	passages map[candor.PassageID]Passage
}

// NewShelf cuts the articles into passages.
func NewShelf(articles []Article) *Shelf {
	s := &Shelf{
		articles: articles, byID: make(map[candor.ArticleID]int, len(articles)),
		cut: make([][]Passage, len(articles)), passages: map[candor.PassageID]Passage{},
	}
	for i, a := range articles {
		s.byID[a.ID] = i
		s.cut[i] = Passages(a)
		for _, p := range s.cut[i] {
			s.passages[p.ID] = p
		}
	}
	return s
}

// Len gives the number of articles.
func (s *Shelf) Len() int { return len(s.articles) }

// At gives article i and its passages, in the order they were put in.
func (s *Shelf) At(i int) (Article, []Passage) { return s.articles[i], s.cut[i] }

// Article finds an article by its id.
func (s *Shelf) Article(id candor.ArticleID) (Article, bool) {
	i, ok := s.byID[id]
	if !ok {
		return Article{}, false
	}
	return s.articles[i], true
}

// Passage finds a passage by its id; ErrNoPassage when there is none.
func (s *Shelf) Passage(_ context.Context, id candor.PassageID) (Passage, error) {
	p, ok := s.passages[id]
	if !ok {
		return Passage{}, ErrNoPassage
	}
	return p, nil
}
