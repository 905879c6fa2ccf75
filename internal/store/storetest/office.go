package storetest

import (
	"errors"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/ledger"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
)

func officeCases() []testCase {
	return []testCase{
		{"an erasure that began is under way until it ended, but while a hold keeps it waiting", erasingIsTold},
		{"of several holds the last to end is told, and none that is over", holdsAreTold},
		{"what is done for a request is recorded about whose it is", tracesHaveTheirSubject},
		{"who reads a request is on the record, and a list opens no words", requestsAreReadOnTheRecord},
		{"looks at two customers are two readings", lookingAtTwo},
		{"restricting again keeps the day since when", restrictedAgain},
		{"what forbids a read forbids it in the middle of a sitting", sittingsOpenNothing},
	}
}

// orderFor orders an erasure.
func orderFor(ids ...candor.CustomerID) rights.Order {
	return rights.Order{Request: candor.NewRequestID(), Subject: subject(ids...)}
}

func erasingIsTold(t *testing.T, d *desk) {
	c, other := d.begin(t, candor.CustomerPicksAssistant), d.begin(t, candor.CustomerPicksAssistant)
	both := []candor.CustomerID{other.Customer, c.Customer}
	erasing := func(when string, want bool) {
		t.Helper()
		if got, err := d.Office().Erasing(t.Context(), both); got != want || err != nil {
			t.Errorf("%s: %v, %v", when, got, err)
		}
	}
	erasing("before", false)
	h, err := d.PlaceHold(t.Context(), store.Hold{Customer: c.Customer, Ground: "legal_claims", Reason: "a suit", By: "desk"})
	must(t, err)
	_, err = d.Office().Begin(t.Context(), orderFor(c.Customer))
	must(t, err)
	erasing("while a hold keeps everything", false)
	must(t, d.LiftHold(t.Context(), h.ID, "desk"))
	erasing("when the hold is over", true)
	if _, err := d.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	erasing("when the store went on with what is its own", true) // whoever gave the order ends it, with a certificate
	if orders, err := d.Office().Unfinished(t.Context(), now().AddDate(0, 0, 1)); len(orders) != 1 || err != nil {
		t.Fatalf("%d orders, %v", len(orders), err)
	}
	if _, err := d.Erase(t.Context(), c.Customer, "desk", store.Asked); err != nil {
		t.Fatal(err)
	}
	erasing("after it ended", false)
	if got, err := d.Office().Erasing(t.Context(), []candor.CustomerID{candor.NewCustomerID()}); got || err != nil {
		t.Errorf("somebody unknown: %v, %v", got, err)
	}
}

func holdsAreTold(t *testing.T, d *desk) {
	c, free := d.begin(t, candor.CustomerPicksAssistant), d.begin(t, candor.CustomerPicksAssistant)
	ids := []candor.CustomerID{free.Customer, c.Customer, candor.NewCustomerID()}
	day := func(n int) time.Time { return now().AddDate(0, 0, n) }
	place := func(h store.Hold) candor.HoldID {
		t.Helper()
		h.Reason, h.By = "a suit", "desk"
		h, err := d.PlaceHold(t.Context(), h)
		must(t, err)
		return h.ID
	}
	held := func(when string, want ...rights.Hold) {
		t.Helper()
		got, err := d.Office().Held(t.Context(), ids)
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	held("without one")
	place(store.Hold{Conversation: c.ID, Ground: "duty_to_keep"})
	held("one conversation is no customer")
	near, far := day(1), day(9)
	place(store.Hold{Customer: c.Customer, Ground: "legal_claims", Until: near})
	held("one", rights.Hold{Customer: c.Customer, Reason: "legal_claims", Until: near})
	place(store.Hold{Customer: c.Customer, Ground: "legal_claims", Until: far})
	held("a longer one beside it", rights.Hold{Customer: c.Customer, Reason: "legal_claims", Until: far})
	endless := place(store.Hold{Customer: c.Customer, Ground: "legal_claims"})
	held("one without an end", rights.Hold{Customer: c.Customer, Reason: "legal_claims"})
	must(t, d.LiftHold(t.Context(), endless, "desk"))
	held("that one lifted", rights.Hold{Customer: c.Customer, Reason: "legal_claims", Until: far})
	d.options.Now = func() time.Time { return time.Now().AddDate(0, 0, 5) }
	d.reopen(t)
	held("after the first ended", rights.Hold{Customer: c.Customer, Reason: "legal_claims", Until: far})
	d.options.Now = func() time.Time { return time.Now().AddDate(0, 0, 20) }
	d.reopen(t)
	held("after all ended")
}

func tracesHaveTheirSubject(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	r, trace, err := rights.New(rights.Asking{Kind: rights.ToExport, Via: "page", Language: "en", Customers: []candor.CustomerID{c.Customer}, Actor: "customer"}, now())
	must(t, err)
	must(t, d.SaveRequest(t.Context(), 0, r, trace))
	record := func() ledger.Entry {
		t.Helper()
		point, err := d.Office().Record(t.Context(), rights.Trace{
			Kind: "export", Actor: "customer", Request: r.ID, At: now(), Facts: map[string]string{"digest": "abc", "count": "3"},
		})
		must(t, err)
		all := d.records(t)
		if point.Size != int64(len(all)) || point.Note == "" {
			t.Errorf("the state of the ledger is of %d entries, and there are %d", point.Size, len(all))
		}
		return all[len(all)-1]
	}
	about := func(key candor.CustomerID) string {
		t.Helper()
		salt, err := d.options.Keys.Salt(t.Context(), key)
		must(t, err)
		return ledger.Commitment(salt, "request", string(r.ID))
	}
	if e := record(); e.Kind != ledger.KindExport || e.Facts["count"] != "3" || e.Subject != about(c.Customer) {
		t.Errorf("%+v", e)
	}
	d.erase(t, c.Customer)
	if e := record(); e.Subject != about(candor.CustomerID(r.ID)) {
		t.Errorf("after the erasure: %+v", e)
	}
	d.sound(t)
}

func requestsAreReadOnTheRecord(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	r, trace, err := rights.New(rights.Asking{
		Kind: rights.ToObject, Via: "page", Language: "en", Customers: []candor.CustomerID{c.Customer}, Actor: "customer", Words: "Not for Quillon.",
	}, now())
	must(t, err)
	must(t, d.SaveRequest(t.Context(), 0, r, trace))
	readings := func() int {
		t.Helper()
		all, err := d.Readings(t.Context(), c.Customer, 10)
		must(t, err)
		return len(all)
	}
	for range 2 {
		open, err := d.OpenRequests(t.Context(), officer(), 10)
		must(t, err)
		if len(open) != 1 || open[0].Words != "" || len(open[0].Customers) != 1 || readings() != 0 {
			t.Fatalf("the list: %+v, %d readings", open, readings())
		}
	}
	own := candor.Access{Actor: "customer", Purpose: candor.Rights}
	if got, err := d.Request(t.Context(), own, r.ID); err != nil || got.Words == "" || readings() != 0 {
		t.Errorf("whose it is: %q, %v, %d readings", got.Words, err, readings())
	}
	if got, err := d.Request(t.Context(), officer(), r.ID); err != nil || got.Words != "Not for Quillon." || readings() != 1 {
		t.Errorf("the officer: %q, %v, %d readings", got.Words, err, readings())
	}
	all, err := d.RequestsOf(t.Context(), candor.Access{Actor: "command", Purpose: candor.Rights}, c.Customer)
	if err != nil || len(all) != 1 || all[0].Words == "" || readings() != 2 {
		t.Errorf("the command: %+v, %v, %d readings", all, err, readings())
	}
	d.sound(t)
}

func lookingAtTwo(t *testing.T, d *desk) {
	one, two := d.begin(t, candor.CustomerPicksAssistant), d.begin(t, candor.CustomerPicksAssistant)
	for _, c := range []candor.Conversation{one, two, one} {
		_, err := d.Profile(t.Context(), officer(), c.Customer)
		must(t, err)
	}
	for _, c := range []candor.Conversation{one, two} {
		if seen, err := d.Readings(t.Context(), c.Customer, 10); err != nil || len(seen) != 1 {
			t.Errorf("%d readings, %v", len(seen), err)
		}
	}
}

func restrictedAgain(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	must(t, d.Restrict(t.Context(), c.Customer, true))
	first, err := d.Restricted(t.Context(), c.Customer)
	must(t, err)
	now()
	must(t, d.Restrict(t.Context(), c.Customer, true))
	if again, err := d.Restricted(t.Context(), c.Customer); err != nil || !again.Equal(first) {
		t.Errorf("since %v, first since %v, %v", again, first, err)
	}
	must(t, d.Restrict(t.Context(), c.Customer, false))
	if since, err := d.Restricted(t.Context(), c.Customer); err != nil || !since.IsZero() {
		t.Errorf("lifted: since %v, %v", since, err)
	}
}

func sittingsOpenNothing(t *testing.T, d *desk) {
	c := d.allow(t, d.begin(t, candor.CustomerPicksAssistant), candor.Assist, true)
	c = d.say(t, c, "my words", "key")
	helper := candor.Access{Actor: "agent:" + string(mayaID), Purpose: candor.Assist}
	must(t, d.reads(t, helper, c))
	before := len(d.records(t))
	must(t, d.Restrict(t.Context(), c.Customer, true))
	if err := d.reads(t, helper, c); !errors.Is(err, candor.ErrRestricted) {
		t.Errorf("restricted: %v", err)
	}
	must(t, d.Restrict(t.Context(), c.Customer, false))
	must(t, d.reads(t, helper, c))
	c = d.allow(t, d.look(t, c.ID).Conversation, candor.Assist, false)
	if err := d.reads(t, helper, c); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("withdrawn: %v", err)
	}
	if got := len(d.records(t)); got != before {
		t.Errorf("%d entries more, though it is one sitting", got-before)
	}
}
