package app

import (
	"context"
	"time"

	"candor/internal/config"
	"candor/service"
)

// Tally are the numbers that the desk tells of itself.
type Tally struct {
	service.Numbers
	Sought service.Sought // who asked for a person and did not get one
}

// Numbers counts what became of the conversations that began in the last days.
func Numbers(ctx context.Context, c config.Config, days int) (Tally, error) {
	var n Tally
	err := with(ctx, c, func(b *base) error {
		now := time.Now()
		all, err := b.store.Outcomes(ctx, now, now.AddDate(0, 0, -days), now)
		for _, e := range all {
			n.Add(e)
		}
		if err != nil {
			return err
		}
		sought, err := b.store.Sought(ctx, now, now.AddDate(0, 0, -days), now)
		for _, one := range sought {
			n.Sought.Add(one)
		}
		return err
	})
	return n, err
}
