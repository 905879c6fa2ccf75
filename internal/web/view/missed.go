package view

import (
	"context"
	"time"

	"candor"
)

// missed reports whether a person was promised by a date that is over, and none has come.
func (v *Viewer) missed(c candor.Conversation) bool {
	return c.State == candor.Waiting && !c.PromisedBy.IsZero() && c.PromisedBy.Before(v.Now())
}

// How a date is given again after one was missed.
const (
	soonest = 30 * time.Minute // from now on, so that it can be kept
	within  = time.Hour        // of a time somebody is promised while the desk is open then
)

// again gives the date from which a person is there after a promise was missed; zero: none is known. It stands still until it is
// over as well: one, two, four hours after the first and so on, or when the desk opens next where it is closed by then. What
// would be promised from now on would move with every minute.
func (v *Viewer) again(ctx context.Context, c candor.Conversation) (time.Time, error) {
	at := c.PromisedBy
	for step := time.Hour; at.Before(v.Now().Add(soonest)); step *= 2 {
		at = c.PromisedBy.Add(step)
	}
	then, err := v.Service.Status(ctx, c.Inbox, at)
	if err != nil || then.NextOpen.Before(v.Now()) {
		return time.Time{}, err
	}
	if then.NextOpen.Sub(at) > within {
		return then.NextOpen, nil
	}
	return at, nil
}

// afterMiss says what holds now that a promise was missed and nobody is at the desk.
func (v *Viewer) afterMiss(language string, w *Waiting) string {
	key, args := "status.missed_undated", map[string]string(nil)
	if w.PromisedBy != nil {
		key, args = "status.missed_dated", map[string]string{"next_at": w.PromisedBy.Format(time.RFC3339)}
	}
	text, _ := v.Text.Phrase(language, key, args)
	return text
}
