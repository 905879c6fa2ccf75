package app

import (
	"context"
	"time"

	"candor"
	"candor/escalate"
)

// openPolicy puts the operator's policy in force. A command beside the desk takes what is in force and looks at
// no file.
func (a *App) openPolicy(ctx context.Context, signals *escalate.Inspector) error {
	a.policy = newPolicies(a.base.store, signals, a.o.Config, a.o.Log)
	if err := a.policy.load(ctx); err != nil {
		return err
	}
	if a.o.node != "" {
		return nil
	}
	if err := a.policy.look(ctx); err != nil {
		return err
	}
	if line := a.policy.notice(); line != "" {
		a.o.Progress(line)
	}
	return nil
}

// clockOf gives the local time of an inbox and whether it is within opening hours.
func (a *App) clockOf(inbox candor.InboxID, at time.Time) (time.Time, bool) {
	hours := a.o.Config.HoursOf(inbox)
	zone := hours.Zone
	if zone == nil {
		zone = time.UTC
	}
	return at.In(zone), hours.Open(at)
}

// countryOf gives the country of an inbox, whose holidays it keeps.
func (a *App) countryOf(inbox candor.InboxID) string {
	return string(a.o.Config.CalendarOf(inbox).Country)
}
