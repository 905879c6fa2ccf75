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

func TestWhoIsHandedOnKeepsTheWaitTheyHad(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	c, at := candor.Conversation{Created: start}, start
	step := func(act candor.Act, later time.Duration) {
		t.Helper()
		at = at.Add(later)
		next, err := c.After(act, at)
		if err != nil {
			t.Fatal(act, err)
		}
		c = next
	}
	step(candor.CustomerAsksPerson, 0)
	step(candor.AgentTakes, 4*time.Minute)
	step(candor.AgentReleases, time.Hour)
	if got := at.Sub(c.WaitingSince); got != 4*time.Minute {
		t.Errorf("handed on after waiting four minutes: counts as %v", got)
	}
	step(candor.AgentTakes, 2*time.Minute)
	step(candor.AgentReleases, time.Hour)
	if got := at.Sub(c.WaitingSince); got != 6*time.Minute {
		t.Errorf("handed on again: counts as %v", got)
	}
	step(candor.AgentTakes, time.Minute)
	step(candor.CustomerAsksPerson, time.Hour)
	if !c.WaitingSince.Equal(at) || c.Waited != 0 {
		t.Errorf("asks anew: waits since %v, had waited %v", c.WaitingSince, c.Waited)
	}
	step(candor.AgentTakes, time.Minute)
	step(candor.CustomerConfirms, time.Minute)
	if c.Waited != 0 {
		t.Errorf("solved: had waited %v", c.Waited)
	}
}
