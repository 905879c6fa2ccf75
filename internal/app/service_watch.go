package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"candor"
	"candor/internal/config"
	"candor/internal/store"
	"candor/service"
	"candor/turn"
)

// How often clocks are looked at, and how many conversations of an inbox at one look: those that have waited longest
// and those that began to wait last, so that in a long queue new ones are warned of in time too.
const (
	clocksEvery = 5 * time.Second
	clocksAtOne = 500
	callsAtOne  = 500
)

// callLead is how long before the time of a call it calls for somebody.
const callLead = 5 * time.Minute

// watchStore is what watching clocks needs of the store.
type watchStore interface {
	Timed(ctx context.Context, inbox candor.InboxID, since time.Time, limit int) ([]candor.Conversation, error)
	Calls(ctx context.Context, limit int) ([]service.Callback, error)
	Conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error)
}

var _ watchStore = (*store.Store)(nil)

// watch wakes agents before the time of a clock is over, and once more when it is: never by moving anything. It
// works from what is stored alone.
type watch struct {
	store  watchStore
	clocks func(candor.Conversation) []service.Clock
	boxes  []candor.InboxID
	alerts turn.Alerts
	now    func() time.Time
	log    *slog.Logger

	woken map[woken]bool // by this process; of the goroutine that runs
}

// woken is one alert that was given.
type woken struct {
	of       string // conversation or call
	kind     service.ClockKind
	due      int64
	pressure service.Pressure
}

func newWatch(s watchStore, x *care, c config.Config, alerts turn.Alerts, now func() time.Time, log *slog.Logger) *watch {
	w := &watch{store: s, clocks: x.Clocks, alerts: alerts, now: now, log: log, woken: map[woken]bool{}}
	for _, box := range c.Inboxes {
		if p := c.ProfileOf(box.ID); p.Name != "" {
			w.boxes = append(w.boxes, box.ID)
		}
	}
	return w
}

// run looks until ctx ends.
func (w *watch) run(ctx context.Context) {
	for {
		if err := w.look(ctx); err != nil && ctx.Err() == nil {
			w.log.ErrorContext(ctx, "service: look at the clocks", "err", err)
		}
		next := time.NewTimer(clocksEvery)
		select {
		case <-ctx.Done():
			next.Stop()
			return
		case <-next.C:
		}
	}
}

// look wakes agents once for each clock that came under pressure since, and for each call whose time is near. What
// is calm again or gone is forgotten.
func (w *watch) look(ctx context.Context) error {
	now, stays := w.now(), map[woken]bool{}
	var errs []error
	for _, box := range w.boxes {
		all, err := w.store.Timed(ctx, box, now, clocksAtOne)
		errs = append(errs, err)
		for _, c := range all {
			for _, k := range w.clocks(c) {
				if p := k.At(now); p != service.Calm {
					w.wake(stays, woken{string(c.ID), k.Kind, k.Due.UnixMicro(), p}, c)
				}
			}
		}
	}
	calls, err := w.store.Calls(ctx, callsAtOne)
	errs = append(errs, err)
	for _, call := range calls {
		if now.Before(call.Window.From.Add(-callLead)) {
			continue
		}
		c, err := w.store.Conversation(ctx, call.Conversation)
		if errors.Is(err, candor.ErrNoConversation) {
			continue
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		w.wake(stays, woken{string(call.ID), "call", call.Window.From.UnixMicro(), service.Soon}, c)
	}
	w.woken = stays
	return errors.Join(errs...)
}

func (w *watch) wake(stays map[woken]bool, what woken, c candor.Conversation) {
	if !w.woken[what] {
		w.alerts.NeedsPerson(c)
	}
	stays[what] = true
}
