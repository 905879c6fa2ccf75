package candor_test

import (
	"testing"
	"time"

	"candor"
)

func TestComingBackIsToldFromGoingOn(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	answered := candor.Conversation{State: candor.Assisting, Updated: start, LastCustomer: 3, LastAnswered: 3}
	open := answered
	open.LastAnswered = 2
	confirmed := answered
	confirmed.Confirmed = start
	for name, x := range map[string]struct {
		c     candor.Conversation
		after time.Duration
		back  bool
	}{
		"within the half day":               {answered, candor.Return - time.Second, false},
		"after it":                          {answered, candor.Return, true},
		"after it, with a question open":    {open, 2 * candor.Return, false},
		"at once, after they said it is so": {confirmed, time.Minute, true},
		"at once, after it was finished":    {candor.Conversation{State: candor.Resolved, Updated: start}, time.Minute, true},
		"after days in the queue, unhelped": {candor.Conversation{State: candor.Waiting, Updated: start, WithPerson: true}, 3 * candor.Return, false},
	} {
		got, err := x.c.After(candor.CustomerWrites, start.Add(x.after))
		if err != nil || got.Returned.IsZero() == x.back || x.back && !got.Confirmed.IsZero() {
			t.Errorf("%s: returned %v, confirmed %v, %v", name, got.Returned, got.Confirmed, err)
		}
	}
}
