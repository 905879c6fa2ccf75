package app

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"candor"
	"candor/fairness"
	"candor/internal/staff"
	"candor/internal/store"
	"candor/internal/web/console"
)

// Bounds of an override that is asked for in the console.
const (
	leastReason  = 20
	mostReason   = 500
	overrideDays = 14
	waitsSecond  = 24 * time.Hour // how long it waits for a second person
)

// AskOverride implements console.Audits. It releases nothing.
func (x *audits) AskOverride(ctx context.Context, by candor.AgentID, reason string, days int) error {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < leastReason || n > mostReason || !utf8.ValidString(reason) || days < 1 || days > overrideDays {
		return candor.Fail(candor.CodeInvalid, "console.audits.override_bounds", fairness.ErrOverride)
	}
	inUse, err := x.a.inUse(ctx)
	if err != nil {
		return err
	}
	_, err = x.a.base.store.AskOverride(ctx, store.OverrideAsk{Release: inUse, By: by, Reason: reason, Days: days})
	return err
}

// WaitingOverride implements console.Audits. What waited for too long, or is about what no longer answers, does not wait any more.
func (x *audits) WaitingOverride(ctx context.Context) (console.OverrideAsk, bool, error) {
	o, waits, err := x.waiting(ctx)
	return console.OverrideAsk{ID: o.ID, At: o.At, By: o.By, Reason: o.Reason, Days: o.Days, Until: o.At.Add(waitsSecond)}, waits, err
}

func (x *audits) waiting(ctx context.Context) (store.OverrideAsk, bool, error) {
	o, waits, err := x.a.base.store.WaitingOverride(ctx)
	if err != nil || !waits || !x.a.o.Now().Before(o.At.Add(waitsSecond)) {
		return o, false, err
	}
	inUse, err := x.a.inUse(ctx)
	return o, o.Release == inUse, err
}

// EndOverride implements console.Audits. Only somebody else than who asked can confirm: the second of two persons, signed in as
// themselves. Both still have the right to.
func (x *audits) EndOverride(ctx context.Context, id string, confirm bool, by candor.AgentID) error {
	o, waits, err := x.waiting(ctx)
	switch {
	case err != nil:
		return err
	case !waits || o.ID != id:
		return store.ErrOverrideEnded
	case !confirm:
		return x.a.base.store.EndOverride(ctx, o, store.OverrideDropped, by)
	case o.By == by:
		return candor.Fail(candor.CodeForbidden, "console.audits.override_self", nil)
	}
	names, err := x.names(ctx, o.By, by)
	if err != nil {
		return err
	}
	now := x.a.o.Now()
	record := fairness.Record{Release: o.Release, At: now.UTC(), Until: now.Add(time.Duration(o.Days) * 24 * time.Hour).UTC(), Override: &fairness.Override{By: names, Reason: o.Reason}}
	if err := record.Check(); err != nil {
		return candor.Fail(candor.CodeInvalid, "console.audits.override_bounds", err)
	}
	if err := x.a.base.store.EndOverride(ctx, o, store.OverrideConfirmed, by); err != nil {
		return err
	}
	return x.a.releases.sign(ctx, record, string(by), "overridden") // of what both saw, whatever answers by now
}

func (x *audits) names(ctx context.Context, both ...candor.AgentID) (names [2]string, err error) {
	for i, id := range both {
		a, err := x.a.base.team.Agent(ctx, id)
		if err != nil {
			return names, fmt.Errorf("fairness: who answers for a release: %w", err)
		}
		if !staff.May(a, staff.WorkOnPrivacy) {
			return names, candor.Fail(candor.CodeForbidden, "console.audits.override_right", nil)
		}
		names[i] = a.Name
	}
	return names, nil
}
