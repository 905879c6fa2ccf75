package app

import (
	"context"
	"time"

	"candor/fairness"
	"candor/fairness/audit"
	"candor/turn"
)

// Released asks what the gate asks.
func Released(ctx context.Context, a *App) error { return a.releases.Released(ctx) }

// ReleaseDigest names what would answer now.
func ReleaseDigest(ctx context.Context, a *App) (string, error) {
	parts, err := a.parts(ctx)
	return parts.Digest(), err
}

// KeepAudit keeps a report as candor fairness run --keep does.
func KeepAudit(ctx context.Context, a *App, r audit.Report) error {
	_, err := a.releases.keep(ctx, r, "command")
	return err
}

// OverruleAudit releases what would answer now on two persons' word.
func OverruleAudit(ctx context.Context, a *App, o fairness.Override, until time.Time) error {
	_, err := a.releases.overrule(ctx, o, until, "command")
	return err
}

// HoldReleased does what the desk does every few seconds about what is released.
func HoldReleased(ctx context.Context, a *App) { a.releases.due(ctx) }

// FromReleased drafts from what is released, and lets the last released set stand in.
func FromReleased(a *App) turn.Drafter { return a.releases.drafter(a.drafter) }

// WatchReleases audits what changed until ctx ends.
func WatchReleases(ctx context.Context, a *App) { a.releases.run(ctx) }
