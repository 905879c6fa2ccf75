package app

import (
	"context"
	"time"

	"candor/fairness/audit"
	"candor/internal/app/fairness"
)

// AuditWith audits a desk that is open.
func AuditWith(ctx context.Context, a *App, o AuditOptions) (audit.Report, error) {
	return a.auditWith(ctx, o)
}

// ReplayOf asks one probe again.
func ReplayOf(ctx context.Context, a *App, id, model string) (fairness.Replayed, error) {
	return a.replay(ctx, id, model)
}

// DryDesk gives the desk as an audit asks it, with pauses that are not waited for.
func DryDesk(ctx context.Context, a *App, paused func()) (fairness.Dry, error) {
	d, err := a.dryDesk(ctx)
	d.Pause = func(ctx context.Context, _ time.Duration) error {
		paused()
		return ctx.Err()
	}
	return d, err
}
