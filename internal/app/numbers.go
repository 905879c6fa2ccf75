package app

import (
	"context"
	"time"

	"candor/internal/config"
	"candor/service"
)

// Numbers counts what became of the conversations that began in the last days.
func Numbers(ctx context.Context, c config.Config, days int) (service.Numbers, error) {
	var n service.Numbers
	err := with(ctx, c, func(b *base) error {
		now := time.Now()
		all, err := b.store.Outcomes(ctx, now, now.AddDate(0, 0, -days), now)
		for _, e := range all {
			n.Add(e)
		}
		return err
	})
	return n, err
}
