package app

import (
	"context"
	"fmt"
	"time"

	"candor"
	"candor/internal/config"
	"candor/internal/store"
)

// HoldPerson keeps everything about a person from erasure and retention.
func HoldPerson(ctx context.Context, c config.Config, p Person, ground string, reason candor.Text, until time.Time) (int, error) {
	n := 0
	err := withDesk(ctx, c, func(a *App) error {
		w, err := a.who(ctx, p)
		if err != nil {
			return err
		}
		for _, id := range w.Customers {
			_, err := a.base.store.PlaceHold(ctx, store.Hold{Customer: id, Ground: ground, Reason: reason, By: commandActor, Until: until})
			if err != nil {
				return fmt.Errorf("place a hold: %w", err)
			}
			n++
		}
		return nil
	})
	return n, err
}

// HoldsOn gives the holds on a person.
func HoldsOn(ctx context.Context, c config.Config, p Person) ([]store.Hold, error) {
	var all []store.Hold
	err := withDesk(ctx, c, func(a *App) error {
		w, err := a.who(ctx, p)
		if err != nil {
			return err
		}
		for _, id := range w.Customers {
			found, err := a.base.store.Holds(ctx, candor.Access{Actor: commandActor, Purpose: candor.Rights}, id)
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
		return nil
	})
	return all, err
}

// LiftHold ends a hold, and does what waited for its end.
func LiftHold(ctx context.Context, c config.Config, id candor.HoldID) error {
	return withDesk(ctx, c, func(a *App) error {
		if err := a.base.store.LiftHold(ctx, id, commandActor); err != nil {
			return err
		}
		_, err := a.office.Resume(ctx)
		return err
	})
}
