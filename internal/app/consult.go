package app

import (
	"context"

	"candor/internal/app/consult"
	"candor/internal/config"
)

// OpenLibrary reads the articles of a desk, ready to be asked without a conversation.
func OpenLibrary(ctx context.Context, c config.Config) (*consult.Library, error) {
	var l *consult.Library
	err := with(ctx, c, func(b *base) error {
		articles, passages, err := b.store.Library().All(ctx)
		if err != nil {
			return err
		}
		l, err = consult.FromStore(ctx, articles, passages, c.Assistant.Bar)
		return err
	})
	return l, err
}
