package app

import (
	"context"

	"candor/fairness/audit"
	"candor/fairness/finding"
	"candor/internal/web/console"
)

// AuditsOf gives what pages use of audits and findings.
func AuditsOf(a *App) console.Audits { return a.audits }

// AuditLess asks less in audits that somebody asks for, so that a test need not wait.
func AuditLess(a *App, plan audit.Plan) { a.audits.plan = plan }

// AlarmOf opens the finding of an alarm.
func AlarmOf(ctx context.Context, a *App, alarm finding.Alarm) error {
	return a.findingOfAlarm(ctx, alarm)
}

// WatchedOf closes what fresh counts show to be mended.
func WatchedOf(ctx context.Context, a *App, counts ...finding.Watched) (int, error) {
	return a.findingsWatched(ctx, counts)
}
