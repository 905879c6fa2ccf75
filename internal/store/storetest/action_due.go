package storetest

import (
	"strconv"
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/turn"
)

func actionDueCases() []testCase {
	return []testCase{
		{"a dated promise is found until a commitment is kept for it", promisedFound},
		{"a promise that its customer needs no longer is found", promisedMoot},
		{"what a customer was asked last is found however far it is", proposalLast},
		{"what is stuck of one who restricted their data keeps nobody else's waiting", stuckRestricted},
	}
}

// dated is a conversation in the queue whose customer was promised a person in an hour.
func (d *desk) dated(t *testing.T) candor.Conversation {
	t.Helper()
	c := d.begin(t, candor.CustomerAsksPerson)
	next := c
	next.PromisedBy = now().Add(time.Hour).UTC().Truncate(time.Microsecond)
	stored, err := d.Commit(t.Context(), turn.Change{Before: c, After: next})
	must(t, err)
	return stored
}

func promisedFound(t *testing.T, d *desk) {
	c := d.dated(t)
	d.begin(t, candor.CustomerAsksPerson) // promised no date
	found, err := d.Promised(t.Context(), action.PersonAnswers, 10)
	must(t, err)
	if len(found) != 1 || found[0].ID != c.ID || !found[0].PromisedBy.Equal(c.PromisedBy) {
		t.Fatalf("%+v", found)
	}
	d.promises(t, c, action.PersonAnswers, strconv.FormatInt(c.PromisedBy.UnixMicro(), 10), time.Hour)
	if found, err = d.Promised(t.Context(), action.PersonAnswers, 10); err != nil || len(found) != 0 {
		t.Errorf("found again: %+v, %v", found, err)
	}
	if all, err := d.Answered(t.Context(), action.PersonAnswers, 10); err != nil || len(all) != 0 {
		t.Errorf("nobody answered: %+v, %v", all, err)
	}
}

func promisedMoot(t *testing.T, d *desk) {
	c, other := d.dated(t), d.dated(t)
	x := d.promises(t, c, action.PersonAnswers, "1", time.Hour)
	d.promises(t, other, action.PersonAnswers, "1", time.Hour)
	next, err := c.After(candor.CustomerPicksAssistant, now())
	must(t, err)
	_, err = d.Commit(t.Context(), turn.Change{Before: c, After: next})
	must(t, err)
	if all, err := d.Moot(t.Context(), action.PersonAnswers, 10); err != nil || len(all) != 1 || all[0].ID != x.ID {
		t.Errorf("%+v, %v", all, err)
	}
}

func proposalLast(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	by := candor.Access{Actor: "desk", Purpose: candor.Serve}
	if _, ok, err := d.LastProposal(t.Context(), by, c.ID); ok || err != nil {
		t.Errorf("there is none: %v, %v", ok, err)
	}
	d.proposes(t, c, "order_cancel", "HP-111111")
	p := d.takes(t, d.proposes(t, c, "order_cancel", "HP-222222"), action.Decline, customer(c))
	got, ok, err := d.LastProposal(t.Context(), by, c.ID)
	if err != nil || !ok || got.ID != p.ID || got.State != action.Declined || got.Arguments != p.Arguments {
		t.Errorf("%+v, %v, %v", got, ok, err)
	}
}

func stuckRestricted(t *testing.T, d *desk) {
	c, other := d.begin(t, candor.CustomerPicksAssistant), d.begin(t, candor.CustomerPicksAssistant)
	d.proposes(t, c, "order_cancel", "HP-111111")
	p := d.proposes(t, other, "order_cancel", "HP-222222")
	must(t, d.Restrict(t.Context(), c.Customer, true))
	late := now().Add(2 * action.ForCustomer)
	if all, err := d.Stuck(t.Context(), late, late, 10); err != nil || len(all) != 1 || all[0].ID != p.ID {
		t.Errorf("%+v, %v", all, err)
	}
	must(t, d.Restrict(t.Context(), c.Customer, false))
	if all, err := d.Stuck(t.Context(), late, late, 10); err != nil || len(all) != 2 {
		t.Errorf("lifted: %d, %v", len(all), err)
	}
}
