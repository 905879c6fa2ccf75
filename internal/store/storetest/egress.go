package storetest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/ledger"
	"candor/privacy/rights"
	"candor/vendors"

	"github.com/google/go-cmp/cmp"
)

func egressCases() []testCase {
	return []testCase{
		{"what leaves for a vendor is on the record before it does, and how it ended after", sendingsAreKept},
		{"nothing leaves for a vendor or a purpose that the customer does not allow", sendingsNeedConsent},
		{"nothing leaves while the use of the data is restricted", sendingsOfRestricted},
		{"no budget is overspent by many who send at the same time, from two processes' stores", budgetsHold},
		{"what was set aside makes room when the cost is known", budgetsSettle},
		{"an unknown cost does not pass a budget", unknownCostsStop},
		{"a refusal leaves a record and counts for nothing", refusalsAreKept},
		{"an erased customer's sendings go, and the sums of the day stay", sendingsAreErased},
		{"a person's export tells which vendors got something of theirs", sendingsAreExported},
	}
}

// toVendors is a conversation whose customer allows answers, and the vendor of the tests.
func (d *desk) toVendors(t testing.TB) candor.Conversation {
	t.Helper()
	return d.allow(t, d.allowed(t), candor.Answers, true)
}

func micros(n int64) vendors.Money { return vendors.Money{Micros: n, Currency: "EUR"} }

func atMost(n int64) vendors.Cost { return vendors.Cost{Money: micros(n), AtMost: true} }

// sending is what leaves in these tests.
func sending(c candor.Conversation, id string, cost vendors.Cost) vendors.Sending {
	return vendors.Sending{
		ID: id, Conversation: c.ID, Message: candor.NewMessageID(), Vendor: toVendor().To, Model: "small-1", Region: "EU",
		Purpose: candor.Answers, Attempt: 1, At: now(), Classes: []vendors.Class{vendors.Public, vendors.Dialogue},
		Fields: []string{"history", "question"}, Masked: []string{"EMAIL_ADDRESS", "PERSON"}, Outcome: vendors.Sent, BytesOut: 800, Cost: cost,
	}
}

func sendingsAreKept(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.toVendors(t)
	before := len(d.records(t))
	x := sending(c, "snd_a", atMost(2000))
	must(t, d.BeginSending(ctx, x, vendors.Budget{}))
	kept, err := d.Sendings(ctx, c.ID, 10)
	must(t, err)
	if diff := cmp.Diff([]vendors.Sending{x}, kept); diff != "" {
		t.Errorf("when it leaves: %s", diff)
	}
	x.Ended, x.Outcome, x.Status, x.BytesIn = now(), vendors.Answered, 200, 1234
	must(t, d.EndSending(ctx, x))
	x.Tokens, x.Cost = vendors.Tokens{Known: true, Input: 300, Cached: 100, Output: 50}, vendors.Cost{Money: micros(250)}
	must(t, d.EndSending(ctx, x))
	d.reopen(t)
	kept, err = d.SendingsOf(ctx, c.Customer, 10)
	must(t, err)
	if diff := cmp.Diff([]vendors.Sending{x}, kept); diff != "" {
		t.Errorf("at the end: %s", diff)
	}
	got := d.records(t)[before:]
	if len(got) != 2 {
		t.Fatalf("%d entries, want one for the beginning and one for the end", len(got))
	}
	for i, outcome := range []string{"sent", "answered"} {
		e := got[i]
		if e.Kind != ledger.KindEgress || e.Subject == "" || e.Facts["outcome"] != outcome || e.Facts["model"] != "small-1" ||
			e.Facts["region"] != "EU" || e.Facts["purpose"] != "answers" || !strings.HasPrefix(e.Facts["vendor"], "sha256:") {
			t.Errorf("entry %d: %+v", i, e)
		}
	}
	figures, err := d.EgressFigures(ctx, x.At, x.At)
	must(t, err)
	want := []vendors.Figure{{
		Day: x.At.Truncate(24 * time.Hour), Vendor: x.Vendor, Model: "small-1", Currency: "EUR", Sent: 1, Counted: 1, Tokens: x.Tokens, Micros: 250,
	}}
	if diff := cmp.Diff(want, figures); diff != "" {
		t.Error(diff)
	}
	if err := d.EndSending(ctx, vendors.Sending{ID: "snd_a", Conversation: c.ID, Outcome: vendors.Refused, At: now()}); err == nil {
		t.Error("what left was called refused afterwards")
	}
	if err := d.EndSending(ctx, sending(c, "snd_unknown", vendors.Cost{})); err != nil {
		t.Errorf("the end of what is not there: %v", err)
	}
	d.sound(t)
}

func sendingsNeedConsent(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.toVendors(t)
	for name, change := range map[string]func(*vendors.Sending){
		"another vendor":       func(x *vendors.Sending) { x.Vendor = "Other AI" },
		"another purpose":      func(x *vendors.Sending) { x.Purpose = candor.Assist },
		"a purpose of its own": func(x *vendors.Sending) { x.Purpose = candor.Vendor },
		"no purpose":           func(x *vendors.Sending) { x.Purpose = "" },
	} {
		x := sending(c, "snd_"+name, atMost(1))
		change(&x)
		if err := d.BeginSending(ctx, x, vendors.Budget{}); !errors.Is(err, candor.ErrNoBasis) {
			t.Errorf("%s: %v", name, err)
		}
	}
	nobody := c
	nobody.ID = candor.NewConversationID()
	if err := d.BeginSending(ctx, sending(nobody, "snd_n", atMost(1)), vendors.Budget{}); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("no conversation: %v", err)
	}
	must(t, d.BeginSending(ctx, sending(c, "snd_1", atMost(1)), vendors.Budget{}))
	c = d.allow(t, c, candor.Answers, false)
	if err := d.BeginSending(ctx, sending(c, "snd_2", atMost(1)), vendors.Budget{}); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("answers withdrawn: %v", err)
	}
	c = d.allow(t, c, candor.Answers, true)
	c = d.vendor(t, c, candor.Withdrew)
	if err := d.BeginSending(ctx, sending(c, "snd_3", atMost(1)), vendors.Budget{}); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("vendor withdrawn: %v", err)
	}
	kept, err := d.Sendings(ctx, c.ID, 100)
	must(t, err)
	if len(kept) != 1 || kept[0].ID != "snd_1" {
		t.Errorf("kept %+v", kept)
	}
}

func sendingsOfRestricted(t *testing.T, d *desk) {
	c := d.toVendors(t)
	must(t, d.Restrict(t.Context(), c.Customer, true))
	if err := d.BeginSending(t.Context(), sending(c, "snd_1", atMost(1)), vendors.Budget{}); !errors.Is(err, candor.ErrRestricted) {
		t.Errorf("restricted: %v", err)
	}
	must(t, d.Restrict(t.Context(), c.Customer, false))
	must(t, d.BeginSending(t.Context(), sending(c, "snd_1", atMost(1)), vendors.Budget{}))
}

// Sixty at once want 30 each of a day of 1000 and of 500 for each of three conversations.
func budgetsHold(t *testing.T, d *desk) {
	budget := vendors.Budget{Day: micros(1000), Conversation: micros(500)}
	talks := []candor.Conversation{d.toVendors(t), d.toVendors(t), d.toVendors(t)}
	stores := []*store.Store{d.Store, d.another(t)}
	var mu sync.Mutex
	var wg sync.WaitGroup
	went := map[error]int{}
	for i := range 60 {
		wg.Go(func() {
			x := sending(talks[i%3], fmt.Sprintf("snd_%d", i), atMost(30))
			x.At = now().Truncate(24 * time.Hour).Add(time.Hour) // midnight may pass while this runs
			err := stores[i%2].BeginSending(t.Context(), x, budget)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case errors.Is(err, vendors.ErrOverDay):
				err = vendors.ErrOverDay
			case errors.Is(err, vendors.ErrOverConversation):
				err = vendors.ErrOverConversation
			}
			went[err]++
		})
	}
	wg.Wait()
	if went[nil] != 33 || went[nil]+went[vendors.ErrOverDay]+went[vendors.ErrOverConversation] != 60 {
		t.Errorf("went, by error: %v; 33 fit into the budget of the day", went)
	}
	total := int64(0)
	for _, c := range talks {
		kept, err := d.Sendings(t.Context(), c.ID, 100)
		must(t, err)
		sum := int64(0)
		for _, x := range kept {
			sum += x.Cost.Micros
		}
		if sum > 500 {
			t.Errorf("one conversation spent %d of 500", sum)
		}
		total += sum
	}
	if total > 1000 {
		t.Errorf("the day spent %d of 1000", total)
	}
}

func budgetsSettle(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.toVendors(t)
	budget := vendors.Budget{Conversation: micros(100)}
	first := sending(c, "snd_1", atMost(90))
	must(t, d.BeginSending(ctx, first, budget))
	if err := d.BeginSending(ctx, sending(c, "snd_2", atMost(20)), budget); !errors.Is(err, vendors.ErrOverConversation) {
		t.Errorf("while it is under way: %v", err)
	}
	first.Outcome, first.Ended, first.Cost = vendors.Answered, now(), vendors.Cost{Money: micros(80)}
	must(t, d.EndSending(ctx, first))
	must(t, d.BeginSending(ctx, sending(c, "snd_3", atMost(20)), budget))
	if err := d.BeginSending(ctx, sending(c, "snd_4", atMost(1)), budget); !errors.Is(err, vendors.ErrOverConversation) {
		t.Errorf("to the last micro: %v", err)
	}
	other := d.toVendors(t)
	must(t, d.BeginSending(ctx, sending(other, "snd_5", atMost(100)), budget))
	unreached := sending(other, "snd_5", vendors.Cost{Money: micros(0)})
	unreached.Outcome, unreached.Ended = vendors.Unreachable, now()
	must(t, d.EndSending(ctx, unreached))
	must(t, d.BeginSending(ctx, sending(other, "snd_6", atMost(100)), budget))
}

func unknownCostsStop(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.toVendors(t)
	for name, cost := range map[string]vendors.Cost{"unknown": {}, "another currency": {Money: vendors.Money{Micros: 1, Currency: "USD"}}} {
		if err := d.BeginSending(ctx, sending(c, "snd_1", cost), vendors.Budget{Day: micros(1000)}); !errors.Is(err, vendors.ErrCostUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, d.BeginSending(ctx, sending(c, "snd_1", vendors.Cost{}), vendors.Budget{}))
	kept, err := d.Sendings(ctx, c.ID, 10)
	must(t, err)
	if len(kept) != 1 || kept[0].Cost.Known() || kept[0].Cost.String() != "unknown" {
		t.Errorf("kept %+v", kept)
	}
}

func refusalsAreKept(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.toVendors(t)
	before := len(d.records(t))
	x := sending(c, "snd_1", vendors.Cost{})
	x.Outcome, x.Reason, x.Attempt, x.BytesOut, x.Ended = vendors.Refused, vendors.OverDay, 0, 0, now()
	must(t, d.RefuseSending(ctx, x))
	kept, err := d.Sendings(ctx, c.ID, 10)
	must(t, err)
	if diff := cmp.Diff([]vendors.Sending{x}, kept); diff != "" {
		t.Error(diff)
	}
	// A request that nobody asked leave for, and one for a conversation that is not there.
	must(t, d.RefuseSending(ctx, vendors.Sending{ID: "snd_2", At: now(), Outcome: vendors.Refused, Reason: vendors.NoPermit}))
	gone := x
	gone.ID, gone.Conversation = "snd_3", candor.NewConversationID()
	must(t, d.RefuseSending(ctx, gone))
	got := d.records(t)[before:]
	if len(got) != 3 || got[0].Facts["reason"] != "over_day" || got[1].Facts["reason"] != "no_permit" || got[1].Subject != "" || got[2].Subject != "" {
		t.Errorf("entries %+v", got)
	}
	figures, err := d.EgressFigures(ctx, x.At.Add(-time.Hour), now())
	must(t, err)
	refused, sent := int64(0), int64(0)
	for _, f := range figures {
		refused, sent = refused+f.Refused, sent+f.Sent
	}
	if refused != 2 || sent != 0 {
		t.Errorf("%d refused, %d sent", refused, sent)
	}
	must(t, d.BeginSending(ctx, sending(c, "snd_4", atMost(100)), vendors.Budget{Day: micros(100)}))
}

func sendingsAreErased(t *testing.T, d *desk) {
	ctx := t.Context()
	c, stays := d.toVendors(t), d.toVendors(t)
	budget := vendors.Budget{Day: micros(100)}
	x := sending(c, "snd_1", atMost(60))
	must(t, d.BeginSending(ctx, x, budget))
	must(t, d.BeginSending(ctx, sending(stays, "snd_2", atMost(10)), budget))
	if _, err := d.Erase(ctx, c.Customer, "desk", store.Asked); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[candor.ConversationID]int{c.ID: 0, stays.ID: 1} {
		kept, err := d.Sendings(ctx, id, 10)
		must(t, err)
		if len(kept) != want {
			t.Errorf("%d records, want %d", len(kept), want)
		}
	}
	// It ends after the erasure: nothing comes back, and what it may have cost stays spent.
	x.Outcome, x.Ended, x.Cost = vendors.Answered, now(), vendors.Cost{Money: micros(1)}
	must(t, d.EndSending(ctx, x))
	if kept, err := d.Sendings(ctx, c.ID, 10); err != nil || len(kept) > 0 {
		t.Errorf("%d records are back, %v", len(kept), err)
	}
	if err := d.BeginSending(ctx, sending(stays, "snd_3", atMost(31)), budget); !errors.Is(err, vendors.ErrOverDay) {
		t.Errorf("an erasure made room in the budget: %v", err)
	}
	must(t, d.BeginSending(ctx, sending(stays, "snd_4", atMost(30)), budget))
}

// readings gathers what an export tells of who had something open.
type readings struct {
	rights.Sink
	told []rights.Reading
}

func (r *readings) Put(x rights.Record) error {
	if one, ok := x.(rights.Reading); ok {
		r.told = append(r.told, one)
	}
	return nil
}

func sendingsAreExported(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.toVendors(t)
	x := sending(c, "snd_1", atMost(60))
	must(t, d.BeginSending(ctx, x, vendors.Budget{}))
	x.Outcome, x.Ended, x.Tokens, x.Cost = vendors.Answered, now(), vendors.Tokens{Known: true, Input: 200, Output: 30}, vendors.Cost{Money: micros(1200)}
	must(t, d.EndSending(ctx, x))
	refused := sending(c, "snd_2", vendors.Cost{})
	refused.Outcome, refused.Reason = vendors.Refused, vendors.OverDay
	must(t, d.RefuseSending(ctx, refused))
	for _, h := range d.Handlers(nil) {
		if h.Name() != "egress" {
			continue
		}
		var to readings
		must(t, h.Export(ctx, rights.Subject{Customers: []candor.CustomerID{c.Customer}, Access: candor.Access{Actor: "customer", Purpose: candor.Rights}}, &to))
		want := []rights.Reading{{
			Actor: "vendor", Name: toVendor().To, Purpose: candor.Answers, Basis: candor.ByConsent, Conversation: c.ID, At: x.At,
			What: "egress: model small-1, region EU, data public dialogue, fields history question, masked EMAIL_ADDRESS PERSON, 200+30 tokens, 0.0012 EUR, answered",
		}}
		if diff := cmp.Diff(want, to.told); diff != "" {
			t.Error(diff)
		}
		return
	}
	t.Error("no handler answers for egress")
}
