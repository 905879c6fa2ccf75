package app

import (
	"context"

	"candor/internal/app/consult"
	"candor/internal/config"
)

// OpenLibrary reads the articles of a desk, ready to be asked without a conversation. They are answered from
// where the desk's own calibration says, if it has one for exactly these articles.
func OpenLibrary(ctx context.Context, c config.Config) (*consult.Library, error) {
	var l *consult.Library
	err := with(ctx, c, func(b *base) error {
		articles, passages, err := b.store.Library().All(ctx)
		if err != nil {
			return err
		}
		row, _, err := b.store.Calibration(ctx)
		if err != nil {
			return err
		}
		l, err = consult.FromStore(ctx, articles, passages, c.Assistant.Bar)
		if err == nil && row.Digest != "" {
			state := readInForce(row)
			l.UseVectors(state.model.Searched().Vectors)
			l.Calibrate(state.sureness(digestOf(articles), ownerOf(c)))
		}
		return err
	})
	return l, err
}
