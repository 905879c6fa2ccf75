package app

import (
	"context"
	"time"

	"candor"
	"candor/escalate"
	"candor/internal/store"
	"candor/teamwork"
)

// limits tells who may not write for now, and lets through what no limit closes the way to.
type limits struct {
	store   *store.Store
	signals *escalate.Inspector
}

// Limited gives until when the customer may not write these words; the zero time where they may.
func (x limits) Limited(ctx context.Context, c candor.Conversation, words candor.Text, now time.Time) (time.Time, error) {
	until, err := x.store.WritingLimited(ctx, c.Customer, now)
	if err != nil || until.IsZero() {
		return time.Time{}, err
	}
	if x.through(words, c.Language) {
		return time.Time{}, nil
	}
	return until, nil
}

// through reports whether words get through whatever was limited: a request for a person, and what a person must handle.
func (x limits) through(words candor.Text, language string) bool {
	heard := x.signals.Inspect(escalate.Input{Text: string(words), Language: language})
	if heard.PersonRequested {
		return true
	}
	var all []string
	for _, one := range heard.Categories {
		all = append(all, string(one))
	}
	return teamwork.GetsThrough(all)
}
