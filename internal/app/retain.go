package app

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"time"

	"candor"
	"candor/internal/channel/email"
	"candor/internal/config"
	"candor/privacy/retain"
)

// Retention runs once soon after a start, when the desk has other things to do first, and then every
// hour, moved a little so that several nodes do not begin together.
const (
	retainSoon  = time.Minute
	retainEvery = time.Hour
)

// keeper destroys what is over, and finishes erasures that a stop or a hold left unfinished.
type keeper interface {
	Resume(ctx context.Context) (customers int, err error)
	Retain(ctx context.Context, steps []retain.Step, dry bool) ([]retain.Outcome, error)
}

// retention keeps to the rules by itself.
type retention struct {
	keeper keeper
	orders func(context.Context) (int, error) // erasures that people asked for; may be nil
	rules  []retain.Rule
	now    func() time.Time
	log    *slog.Logger
	tidy   func(context.Context) error // letters to people who are gone; may be nil
}

// Retain keeps to the owner's rules until ctx ends.
func (a *App) Retain(ctx context.Context) error {
	rules, err := a.o.Config.Rules()
	if err != nil {
		return err
	}
	return retention{keeper: a.base.store, orders: a.office.Resume, rules: rules, now: a.o.Now, log: a.o.Log, tidy: a.tidyLetters}.run(ctx)
}

// tidyLetters takes away letters in the folder that are old, or to somebody who is not there any more.
func (a *App) tidyLetters(ctx context.Context) error {
	folder := email.NewFolder(filepath.Join(a.o.Config.Data.Dir, mailFolder))
	_, err := folder.Tidy(ctx, func(ctx context.Context, id candor.CustomerID) (bool, error) {
		there, err := a.base.store.Office().Living(ctx, []candor.CustomerID{id})
		return len(there) == 0, err
	})
	return err
}

func (r retention) run(ctx context.Context) error {
	r.goOn(ctx)
	wait := retainSoon
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait + rand.N(wait/10)):
		}
		r.once(ctx)
		wait = retainEvery
	}
}

// once does what is due. What fails is tried again in an hour; one step that fails does not keep the
// desk from serving.
func (r retention) once(ctx context.Context) {
	r.goOn(ctx)
	if n, err := r.keeper.Resume(ctx); err != nil {
		r.tell(ctx, "retention: finish erasures", err)
	} else if n > 0 {
		r.log.Info("retention: erasures finished", "customers", n)
	}
	if r.tidy != nil {
		r.tell(ctx, "retention: tidy the folder of letters", r.tidy(ctx))
	}
	all, err := r.keeper.Retain(ctx, retain.Plan(r.rules, r.now()), false)
	for _, o := range all {
		if o.Gone > 0 {
			r.log.Info("retention: time is over", "rule", o.Step.Rule.ID(), "gone", o.Gone, "held", o.Held)
		}
	}
	r.tell(ctx, "retention: keep to the rules", err)
}

// goOn finishes what people asked for and a stop, a failure or a hold left undone; at a start it does not
// wait.
func (r retention) goOn(ctx context.Context) {
	if r.orders == nil {
		return
	}
	n, err := r.orders(ctx)
	r.tell(ctx, "retention: finish what people asked for", err)
	if n > 0 {
		r.log.Info("retention: requests to erase finished", "requests", n)
	}
}

func (r retention) tell(ctx context.Context, doing string, err error) {
	if err != nil && !errors.Is(err, ctx.Err()) {
		r.log.Error(doing, "err", err)
	}
}

// Retain does once, for a desk that runs or not, what the rules say, or tells what would go and changes
// nothing.
func Retain(ctx context.Context, c config.Config, dry bool) ([]retain.Outcome, error) {
	rules, err := c.Rules()
	if err != nil {
		return nil, err
	}
	var all []retain.Outcome
	err = with(ctx, c, func(b *base) error {
		all, err = b.store.Retain(ctx, retain.Plan(rules, time.Now()), dry)
		return err
	})
	return all, err
}
