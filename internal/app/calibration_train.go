package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/answer"
	"candor/answer/calibrate"
	"candor/internal/search"
	"candor/internal/store"
	"candor/knowledge"
)

// How much a calibration looks at, so that it ends within some twenty seconds of one core at 5,000 articles:
// made questions of so many articles, drawn by lot, and so many of each; of few articles, more of each. Each is
// searched for twice.
const (
	coldArticles = 1250
	coldMost     = 5000
	coldFewest   = 4 // of an article
	coldMany     = 8
)

// trainer makes a calibration from articles and labels.
type trainer struct {
	index    *search.Index
	articles []knowledge.Article
	passages []knowledge.Passage
	labels   []store.Label
	owner    owner
	now      func() time.Time
	gentle   bool // rest as long as it works, because people are waiting for answers
}

// train gives a calibration that is not stored yet.
func (t trainer) train(ctx context.Context) (store.Calibration, error) {
	searched, err := t.searched(ctx)
	if err != nil {
		return store.Calibration{}, err
	}
	examples, err := t.cold(ctx, searched.Vectors)
	if err != nil {
		return store.Calibration{}, err
	}
	drawn := drawnOf(t.labels)
	examples = append(examples, realExamples(drawn)...)
	floor := t.owner.floor(basisOf(calibrate.InForce(examples)))
	for i, e := range examples {
		if e.Features != nil && answer.FixedConfidence(e.Features) < floor {
			examples[i].Features = nil // the rule does not answer it, whatever the model would say
		}
	}
	digest := digestOf(t.articles)
	m, err := calibrate.Train(ctx, answer.FeatureNames(), examples, calibrate.Options{Target: t.owner.target, Seed: 1, Knowledge: digest, Now: t.now(), Searched: searched})
	if err != nil {
		return store.Calibration{}, err
	}
	var model, watch bytes.Buffer
	if err := m.Save(&model); err != nil {
		return store.Calibration{}, err
	}
	if err := calibrate.NewWatch(m, 0).Save(&watch); err != nil {
		return store.Calibration{}, err
	}
	return store.Calibration{
		At: t.now(), Knowledge: digest, Target: t.owner.target, Bar: floor, Model: model.String(), Digest: m.Digest(), Watch: watch.String(),
		Alarms: "[]", Labels: len(drawn),
	}, nil
}

// searched tries whether word vectors help to find these articles, and says what came of it.
func (t trainer) searched(ctx context.Context) (calibrate.Searched, error) {
	trial, err := search.Try(ctx, documents(t.articles, t.passages))
	if err != nil {
		return calibrate.Searched{}, err
	}
	return calibrate.Searched{Vectors: trial.Helps(), Asked: trial.Asked, Without: trial.Without, With: trial.With, Doubt: trial.Doubt}, nil
}

// cold asks the desk's own index questions made from some of its articles, with each article there and
// held out.
func (t trainer) cold(ctx context.Context, vectors bool) ([]calibrate.Example, error) {
	sample := slices.DeleteFunc(slices.Clone(t.articles), func(a knowledge.Article) bool { return a.Audience != knowledge.Public })
	slices.SortFunc(sample, func(a, b knowledge.Article) int { return strings.Compare(lot(string(a.ID)), lot(string(b.ID))) })
	sample = sample[:min(len(sample), coldArticles)]
	each := min(max(coldMost/max(1, len(sample)), coldFewest), coldMany)
	queries := calibrate.ColdQueries(sample, calibrate.ColdOptions{PerArticle: each, Most: coldMost, Seed: 1})
	r := ranker{index: t.index.With(vectors), language: map[string]string{}, gentle: t.gentle}
	for _, q := range queries {
		r.language[q.Text] = q.Language
	}
	tiers := make(map[candor.ArticleID]calibrate.Tier, len(t.articles))
	for _, a := range t.articles {
		tiers[a.ID] = calibrate.Tier(a.Tier.AtLeast(""))
	}
	return calibrate.ColdExamples(ctx, r, queries, func(id candor.ArticleID) calibrate.Tier { return tiers[id] }, t.now())
}

// lot gives a text a fixed place in a shuffled order.
func lot(text string) string {
	sum := sha256.Sum256([]byte(text))
	return string(sum[:])
}

// ranker searches for made questions as the drafter does for customers'.
type ranker struct {
	index    search.View
	language map[string]string // of a question, by its text
	gentle   bool
}

// Rank implements calibrate.Ranker. It returns the search's error, or that of ctx.
func (r ranker) Rank(ctx context.Context, text string, without candor.ArticleID) ([]float64, candor.ArticleID, error) {
	begun := time.Now()
	q := knowledge.Query{Text: text, Language: r.language[text]}
	var found knowledge.Found
	var err error
	if without == "" {
		found, err = r.index.Search(ctx, q)
	} else {
		found, err = r.index.SearchWithout(ctx, q, without)
	}
	if err != nil {
		return nil, "", fmt.Errorf("app: search for a made question: %w", err)
	}
	if r.gentle {
		rest := time.NewTimer(time.Since(begun))
		defer rest.Stop()
		select {
		case <-ctx.Done():
			return nil, "", ctx.Err()
		case <-rest.C:
		}
	}
	if len(found.Hits) == 0 {
		return nil, "", nil
	}
	return answer.Features(found.Signals), found.Hits[0].Article, nil
}

// drawnOf gives the labels of questions that were drawn by lot: only they can say how often answers go wrong.
func drawnOf(labels []store.Label) []store.Label {
	return slices.DeleteFunc(slices.Clone(labels), func(l store.Label) bool { return !l.Drawn })
}

// realExamples reads labels as the calibration takes them. One whose signals are not those of this program is
// left out.
func realExamples(labels []store.Label) []calibrate.Example {
	names := answer.FeatureNames()
	var out []calibrate.Example
	for _, l := range labels {
		e := calibrate.Example{
			ID: l.ID, Article: l.Article, Right: l.Verdict == store.RightSource, Tier: calibrate.Tier(l.Tier), Origin: calibrate.Real, At: l.Day,
		}
		if l.Features != nil {
			if e.Features = ordered(names, l.Features); e.Features == nil {
				continue
			}
		}
		out = append(out, e)
	}
	return out
}

// ordered gives values in the order of their names, or nil when one is missing.
func ordered(names []string, values map[string]float64) []float64 {
	out := make([]float64, 0, len(names))
	for _, n := range names {
		v, ok := values[n]
		if !ok {
			return nil
		}
		out = append(out, v)
	}
	return out
}

func basisOf(examples []calibrate.Example) calibrate.Basis {
	var l calibrate.Labels
	for _, e := range examples {
		if e.Origin == calibrate.Real {
			l.Real++
			continue
		}
		l.Cold++
	}
	return l.Basis()
}
