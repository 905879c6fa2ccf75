package app

import (
	"context"

	"candor/answer"
	"candor/answer/calibrate"
	"candor/internal/config"
	"candor/internal/search"
	"candor/internal/store"
	"candor/internal/web/port"
	"candor/knowledge"
)

// Sure is the calibration of a running desk, for tests.
type Sure struct{ c *calibration }

// SureOf gives it.
func SureOf(a *App) Sure { return Sure{a.sure} }

func (s Sure) Now(ctx context.Context) (port.Calibration, error) { return s.c.Calibration(ctx) }
func (s Sure) Sureness() answer.Sureness                         { return s.c.Sureness() }

// UsesVectors reports whether the running desk searches with word vectors.
func (s Sure) UsesVectors() bool { return s.c.library.index.UsesVectors() }

// Documents puts articles and their passages together.
func Documents(articles []knowledge.Article, passages []knowledge.Passage) []search.Document {
	return documents(articles, passages)
}

func (s Sure) Digest() string                 { return s.c.articles() }
func (s Sure) Load(ctx context.Context) error { return s.c.load(ctx) }
func (s Sure) Renew(ctx context.Context, by string) error {
	return s.c.renew(ctx, by)
}

// Watched tells the watch of one drawn label.
func (s Sure) Watched(ctx context.Context, l store.Label, features []float64) error {
	return s.c.watched(ctx, l, features)
}

// Train gives what a calibration comes to with further labels.
func Train(ctx context.Context, a *App, labels []store.Label) (store.Calibration, error) {
	articles, passages, err := a.base.store.Library().All(ctx)
	if err != nil {
		return store.Calibration{}, err
	}
	return trainer{index: &a.library.index, articles: articles, passages: passages, labels: labels, owner: a.sure.owner, now: a.o.Now}.train(ctx)
}

// ModelOf reads the model of a stored calibration.
func ModelOf(row store.Calibration) calibrate.Model { return readInForce(row).model }

// DigestOf names articles as a calibration does.
func DigestOf(articles []knowledge.Article) string { return digestOf(articles) }

// FloorOf gives the floor under which a model that rests on such labels answers nothing.
func FloorOf(c config.Config, basis calibrate.Basis) float64 { return ownerOf(c).floor(basis) }
