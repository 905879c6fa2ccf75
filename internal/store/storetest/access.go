package storetest

import (
	"errors"
	"testing"
	"time"

	"candor"
	"candor/ledger"
	"candor/turn"
)

func accessCases() []testCase {
	return []testCase{
		{"words are opened for a purpose that has a ground, and for nothing else", grounds},
		{"staff who read are on the record, once a sitting, and the customer sees it", readingsAreKept},
		{"the assistant reads while the customer allows it, and not a moment longer", assistantReads},
		{"restricted data is kept and shown to its owner, and used by nobody", restricted},
	}
}

func (d *desk) allow(t testing.TB, c candor.Conversation, p candor.Purpose, given bool) candor.Conversation {
	t.Helper()
	consent := candor.Consent{
		ID: candor.NewConsentID(), Customer: c.Customer, Purpose: p, Act: candor.Withdrew, Version: p.Meaning(), Notice: "digest",
		Language: "en", Via: candor.ViaAPI, At: now(),
	}
	if given {
		consent.Act = candor.Gave
	}
	c, err := d.Commit(t.Context(), turn.Change{Before: c, After: c, Consents: []candor.Consent{consent}})
	must(t, err)
	return c
}

func (d *desk) reads(t testing.TB, by candor.Access, c candor.Conversation) error {
	t.Helper()
	found, err := d.Messages(t.Context(), by, c.ID, 0, 10, true)
	if err == nil && len(found) == 0 {
		t.Error("nothing was found")
	}
	if err != nil && len(found) > 0 {
		t.Errorf("refused with %v, and %d messages given", err, len(found))
	}
	_, history := d.History(t.Context(), by, c.ID, 10)
	_, sent := d.Sent(t.Context(), by, c.ID, "key")
	for _, other := range []error{history, sent} {
		if (other == nil) != (err == nil) || err != nil && candor.CodeOf(other) != candor.CodeOf(err) {
			t.Errorf("%v, but another way %v", err, other)
		}
	}
	return err
}

func grounds(t *testing.T, d *desk) {
	c := d.say(t, d.begin(t, candor.CustomerAsksPerson), "my words", "key")
	for _, by := range []candor.Access{
		{}, {Actor: "agent:" + string(mayaID)}, {Purpose: candor.Serve}, {Actor: "command", Purpose: "curiosity"},
		{Actor: "assistant", Purpose: candor.Answers}, {Actor: "desk", Purpose: candor.Improve},
		{Actor: "agent:" + string(mayaID), Purpose: candor.Assist},
	} {
		if err := d.reads(t, by, c); !errors.Is(err, candor.ErrNoBasis) {
			t.Errorf("%+v: %v", by, err)
		}
	}
	for _, by := range []candor.Access{
		candor.CustomerReads(), candor.AgentReads(mayaID), {Actor: "command", Purpose: candor.Rights}, {Actor: "customer", Purpose: candor.Rights},
	} {
		if err := d.reads(t, by, c); err != nil {
			t.Errorf("%+v: %v", by, err)
		}
	}
}

func readingsAreKept(t *testing.T, d *desk) {
	c := d.say(t, d.begin(t, candor.CustomerAsksPerson), "my words", "key")
	before := len(d.records(t))
	must(t, d.reads(t, candor.CustomerReads(), c))
	for range 3 {
		must(t, d.reads(t, candor.AgentReads(mayaID), c))
	}
	must(t, d.reads(t, candor.Access{Actor: "command", Purpose: candor.Rights}, c))
	got := d.records(t)[before:]
	if len(got) != 2 {
		t.Fatalf("%d entries, want one for each who looked: %+v", len(got), got)
	}
	if e := got[0]; e.Kind != ledger.KindRead || e.Actor != "agent:"+string(mayaID) || e.Subject == "" || e.Facts["purpose"] != "service" || e.Facts["basis"] != "contract" {
		t.Errorf("entry %+v", e)
	}
	seen, err := d.Readings(t.Context(), c.Customer, 10)
	must(t, err)
	if len(seen) != 2 || seen[0].Access.Actor != "command" || seen[1].Access != candor.AgentReads(mayaID) ||
		seen[1].Conversation != c.ID || seen[1].Entry != int64(before) || time.Since(seen[1].At) > time.Minute {
		t.Errorf("the customer sees %+v", seen)
	}
	if other, err := d.Readings(t.Context(), candor.NewCustomerID(), 10); err != nil || len(other) > 0 {
		t.Errorf("somebody else sees %+v, %v", other, err)
	}
	d.options.Now = func() time.Time { return time.Now().Add(time.Hour) }
	d.reopen(t)
	must(t, d.reads(t, candor.AgentReads(mayaID), c))
	if got := d.records(t); len(got) != before+3 {
		t.Errorf("%d entries after another sitting, want %d", len(got), before+3)
	}
}

func assistantReads(t *testing.T, d *desk) {
	c := d.allow(t, d.begin(t, candor.CustomerPicksAssistant), candor.Answers, true)
	c = d.say(t, c, "my words", "key")
	must(t, d.reads(t, candor.AssistantReads(), c))
	c = d.allow(t, c, candor.Answers, false)
	if err := d.reads(t, candor.AssistantReads(), c); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("after the withdrawal: %v", err)
	}
}

func restricted(t *testing.T, d *desk) {
	c := d.allow(t, d.begin(t, candor.CustomerPicksAssistant), candor.Answers, true)
	c = d.say(t, c, "my words", "key")
	must(t, d.reads(t, candor.AgentReads(mayaID), c))
	must(t, d.Restrict(t.Context(), c.Customer, true))
	for _, by := range []candor.Access{candor.AgentReads(mayaID), candor.AssistantReads()} {
		if err := d.reads(t, by, c); !errors.Is(err, candor.ErrRestricted) {
			t.Errorf("%+v: %v", by, err)
		}
	}
	must(t, d.reads(t, candor.CustomerReads(), c))
	must(t, d.reads(t, candor.Access{Actor: "command", Purpose: candor.Rights}, c))
	if since, err := d.Restricted(t.Context(), c.Customer); err != nil || since.IsZero() {
		t.Errorf("since %v, %v", since, err)
	}
	must(t, d.Restrict(t.Context(), c.Customer, false))
	must(t, d.reads(t, candor.AgentReads(mayaID), c))
	if err := d.Restrict(t.Context(), candor.NewCustomerID(), true); !errors.Is(err, candor.ErrNoCustomer) {
		t.Errorf("nobody: %v", err)
	}
}
