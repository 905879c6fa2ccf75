package app

import (
	"context"
	"strconv"

	"candor"
	"candor/internal/config"
	"candor/internal/staff"
	"candor/internal/store"
)

// Stop turns the stop switch on: the assistant answers nobody and people answer everyone. A
// running desk obeys within a second.
func Stop(ctx context.Context, c config.Config, reason string) error {
	return setStopped(ctx, c, true, reason)
}

// Resume turns the stop switch off.
func Resume(ctx context.Context, c config.Config, reason string) error {
	return setStopped(ctx, c, false, reason)
}

func setStopped(ctx context.Context, c config.Config, stopped bool, reason string) error {
	return with(ctx, c, func(b *base) error {
		if reason != "" {
			if err := b.store.SetSetting(ctx, "stopped_reason", reason, staff.ByCommand); err != nil {
				return err
			}
		}
		return b.store.SetSetting(ctx, store.SettingStopped, strconv.FormatBool(stopped), staff.ByCommand)
	})
}

// stopSwitch is the switch as the console has it.
type stopSwitch struct{ *store.Store }

// SetStopped turns it on or off; the ledger says who did.
func (s stopSwitch) SetStopped(ctx context.Context, stopped bool, by candor.AgentID) error {
	return s.SetSetting(ctx, store.SettingStopped, strconv.FormatBool(stopped), string(by))
}
