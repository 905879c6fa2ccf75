package app

import (
	"context"

	"candor/internal/app/evaluate"
	"candor/internal/config"
)

// Evaluate measures how well the articles of a desk, as customers may see them now, answer questions
// whose right articles are known. It only reads.
func Evaluate(ctx context.Context, c config.Config, in evaluate.Input) (evaluate.Report, error) {
	err := with(ctx, c, func(b *base) error {
		articles, _, err := b.store.Library().All(ctx)
		in.Articles, in.Bar = articles, c.Assistant.Bar
		return err
	})
	if err != nil {
		return evaluate.Report{}, err
	}
	return evaluate.Run(ctx, in)
}
