package app

import (
	"context"
	"errors"
	"time"

	"candor/fairness"
	"candor/internal/demo"
)

// A new demo answers at once, on the word of two people of its made-up company, as any desk may: for a while and in
// public. Its audit runs meanwhile and takes over.
const (
	demoOverruled = time.Hour
	demoReason    = "This demo is new. It may answer for its first hour, while its audit for fairness runs."
	lookEveryDemo = time.Second
)

// release overrules what answers, as often as that changes, until an audit passed or found something, or the hour is over.
func (d *Demo) release(ctx context.Context) error {
	people, err := demo.Staff()
	if err != nil {
		return err
	}
	if len(people) < 2 {
		return errors.New("app: the demo needs two people who may release it")
	}
	word := fairness.Override{By: [2]string{people[0].Name, people[1].Name}, Reason: demoReason}
	until := d.o.Now().Add(demoOverruled)
	if err := d.releaseOnce(ctx, word, until); err != nil {
		return err
	}
	go func() {
		tick := time.NewTicker(lookEveryDemo)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if digest, due, err := d.releases.due(ctx); err == nil && digest != "" && !due {
				return
			}
			if err := d.releaseOnce(ctx, word, until); err != nil {
				return
			}
		}
	}()
	return nil
}

// releaseOnce overrules what answers now where nothing releases it.
func (d *Demo) releaseOnce(ctx context.Context, word fairness.Override, until time.Time) error {
	_, err := d.releases.inForce(ctx)
	if err == nil || !errors.Is(err, fairness.ErrNoRecord) {
		return err
	}
	_, err = d.Overrule(ctx, word, until)
	return err
}
