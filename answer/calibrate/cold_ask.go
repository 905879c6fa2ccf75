package calibrate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"candor"
)

// Ranker searches as the desk does.
type Ranker interface {
	// Rank gives the features of a search and the first article found, as if the article without were
	// not there (empty: all are). When nothing is found, features are nil and top is empty.
	//
	// Errors are those of the search and of ctx.
	Rank(ctx context.Context, text string, without candor.ArticleID) (features []float64, top candor.ArticleID, err error)
}

// ErrHeldOut means that a Ranker answered from an article that it was to leave out.
var ErrHeldOut = errors.New("calibrate: the search found an article that was held out")

// ColdExamples asks each question twice: with its article there, when that article is the right
// answer, and with it held out, when every answer is wrong. tier gives the tier of an article; a nil one
// means that all are Grave.
//
// Errors are ErrHeldOut and those of the Ranker and of ctx; with one there are no examples.
func ColdExamples(ctx context.Context, r Ranker, queries []ColdQuery, tier func(candor.ArticleID) Tier, at time.Time) ([]Example, error) {
	out := make([]Example, 0, 2*len(queries))
	for _, q := range queries {
		for _, without := range []candor.ArticleID{"", q.Article} {
			if err := ctx.Err(); err != nil {
				return nil, fmt.Errorf("calibrate: ask made questions: %w", err)
			}
			features, top, err := r.Rank(ctx, q.Text, without)
			if err != nil {
				return nil, fmt.Errorf("calibrate: ask made questions: %w", err)
			}
			if top != "" && top == without {
				return nil, ErrHeldOut
			}
			e := Example{ID: q.ID, Article: q.Article, Tier: Grave, Origin: Cold, At: at}
			if without != "" {
				e.ID += "-out"
			}
			if top != "" {
				e.Features, e.Right = slices.Clone(features), top == q.Article
				if tier != nil {
					e.Tier = tier(top)
				}
			}
			out = append(out, e)
		}
	}
	return out, nil
}
