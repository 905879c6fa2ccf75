package app

import "context"

// LookForGaps does what the desk does every hour about gaps between groups.
func LookForGaps(ctx context.Context, a *App) error { return a.monitor.look(ctx) }
