package app

import (
	"context"

	"candor/fairness/finding"
)

// findingOfAlarm opens the finding of an alarm, unless one of the same group and outcome is open. It may be called as often as
// somebody likes.
func (a *App) findingOfAlarm(ctx context.Context, alarm finding.Alarm) error {
	o, err := alarm.Raise()
	if err != nil {
		return err
	}
	all, err := a.findings(ctx)
	if err != nil {
		return err
	}
	known := 0
	for _, f := range all {
		if f.Test.Key() != o.Test.Key() {
			continue
		}
		if f.Open() {
			return nil
		}
		known++
	}
	_, err = a.base.store.OpenFinding(ctx, o, known, "desk")
	return err
}

// findingsWatched closes the findings of alarms that fresh counts show to be mended, and says how many.
func (a *App) findingsWatched(ctx context.Context, counts []finding.Watched) (closed int, err error) {
	all, err := a.findingsOpen(ctx)
	if err != nil {
		return 0, err
	}
	for _, f := range all {
		for _, w := range counts {
			closing, err := f.CloseLive(w, a.o.Now())
			if err != nil {
				continue // it is about another finding, or shows too little
			}
			if _, err := a.seal(ctx, f, closing, "desk"); err != nil {
				return closed, err
			}
			closed++
			break
		}
	}
	return closed, nil
}
