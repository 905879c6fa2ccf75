package storetest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/ledger"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func profiles(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	want := candor.Profile{Name: "Quillon", Orders: []string{"A-1"}, Verified: now(), VerifiedBy: "site"}
	must(t, d.SaveProfile(t.Context(), c.Customer, want))
	d.reopen(t)
	for range 3 {
		got, err := d.Profile(t.Context(), candor.AgentReads(mayaID), c.Customer)
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	if reads, err := d.Readings(t.Context(), c.Customer, 10); len(reads) != 1 || err != nil || reads[0].Access != candor.AgentReads(mayaID) {
		t.Errorf("%+v, %v", reads, err)
	}
	for _, by := range []candor.Access{{}, {Actor: "desk"}, {Purpose: candor.Serve}, {Actor: "assistant", Purpose: candor.Memory}} {
		if _, err := d.Profile(t.Context(), by, c.Customer); !errors.Is(err, candor.ErrNoBasis) {
			t.Errorf("%+v: %v", by, err)
		}
	}
	if _, err := d.Profile(t.Context(), officer(), candor.NewCustomerID()); !errors.Is(err, candor.ErrNoCustomer) {
		t.Errorf("of nobody: %v", err)
	}
	if err := d.SaveProfile(t.Context(), candor.NewCustomerID(), want); !errors.Is(err, candor.ErrNoCustomer) {
		t.Errorf("of nobody: %v", err)
	}
}

func contacts(t *testing.T, d *desk) {
	one, two := d.begin(t, candor.CustomerPicksAssistant), d.begin(t, candor.CustomerPicksAssistant)
	tag := d.Tag("email", "quillon@example.org")
	for _, c := range []candor.Conversation{one, two, one} {
		must(t, d.AddContact(t.Context(), c.Customer, tag))
	}
	want := []candor.CustomerID{one.Customer, two.Customer}
	slices.Sort(want)
	check := func(want []candor.CustomerID) {
		t.Helper()
		got, err := d.WithContact(t.Context(), tag)
		must(t, err)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	}
	check(want)
	if d.Tag("phone", "quillon@example.org") == tag || d.Tag("emailq", "uillon@example.org") == tag || len(tag) != 43 {
		t.Error("kinds are mixed up")
	}
	must(t, d.DropContact(t.Context(), one.Customer, tag))
	check([]candor.CustomerID{two.Customer})
	d.erase(t, two.Customer)
	check(nil)
	if err := d.AddContact(t.Context(), candor.NewCustomerID(), tag); !errors.Is(err, candor.ErrNoCustomer) {
		t.Errorf("of nobody: %v", err)
	}
}

func corrections(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	ctx := t.Context()
	must(t, d.SaveProfile(ctx, c.Customer, candor.Profile{
		Name: "Quilon", Email: "Old@example.org", Orders: []string{"A-1", "A-2"}, Verified: now(), VerifiedBy: "link",
	}))
	tag := d.Tag("email", "old@example.org")
	must(t, d.AddContact(ctx, c.Customer, tag))
	h := d.handler(t, "profile")
	for _, x := range []rights.Correction{
		{Field: rights.FieldName, New: "Quillon"}, {Field: rights.FieldPhone, New: "+49 30 1"}, {Field: rights.FieldAddress, New: "Elm 1"},
		{Field: rights.FieldOrder, Old: "A-1", New: "A-3"}, {Field: rights.FieldOrder, Old: "A-2"}, {Field: rights.FieldEmail, New: "new@example.org"},
	} {
		must(t, h.Correct(ctx, subject(c.Customer), x))
	}
	got, err := d.Profile(ctx, officer(), c.Customer)
	must(t, err)
	want := candor.Profile{Name: "Quillon", Email: "new@example.org", Phone: "+49 30 1", Address: "Elm 1", Orders: []string{"A-3"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if found, err := d.WithContact(ctx, tag); len(found) != 0 || err != nil {
		t.Errorf("the old address still leads here: %v, %v", found, err)
	}
	if err := h.Correct(ctx, subject(c.Customer), rights.Correction{Field: rights.FieldStatement}); !errors.Is(err, rights.ErrNotCorrected) {
		t.Errorf("got %v", err)
	}
	if err := d.handler(t, "job").Correct(ctx, subject(c.Customer), rights.Correction{Field: rights.FieldName}); !errors.Is(err, rights.ErrNotCorrected) {
		t.Errorf("got %v", err)
	}
	other, said := d.person(t, "main")
	statement := rights.Correction{Field: rights.FieldStatement, Message: said, New: "not mine"}
	if err := d.handler(t, "statement").Correct(ctx, subject(c.Customer), statement); !errors.Is(err, rights.ErrNotCorrected) {
		t.Errorf("beside somebody else's message: %v", err)
	}
	statement.New = ""
	must(t, d.handler(t, "statement").Correct(ctx, subject(other.Customer), statement))
	if left := d.left(t, other.Customer); left["statement"] != 0 {
		t.Error("a statement that was taken back is there")
	}
}

func links(t *testing.T, d *desk) {
	ctx := t.Context()
	x := d.Links()
	_, l := rights.NewLink("tag", "rights", make([]byte, 16), candor.NewRequestID(), now())
	l.Expires = l.Expires.Truncate(time.Microsecond)
	if _, err := x.Find(ctx, l.Hash); !errors.Is(err, rights.ErrLinkUnknown) {
		t.Errorf("got %v", err)
	}
	must(t, x.Keep(ctx, l))
	d.reopen(t)
	x = d.Links()
	got, err := x.Find(ctx, l.Hash)
	must(t, err)
	if diff := cmp.Diff(l, got); diff != "" {
		t.Error(diff)
	}
	var used, refused atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			switch err := x.Use(context.Background(), l.Hash, now()); {
			case err == nil:
				used.Add(1)
			case errors.Is(err, rights.ErrLinkUsed):
				refused.Add(1)
			}
		})
	}
	wg.Wait()
	if used.Load() != 1 || refused.Load() != 7 {
		t.Errorf("used %d times, refused %d", used.Load(), refused.Load())
	}
	if err := x.Use(ctx, [32]byte{1}, now()); !errors.Is(err, rights.ErrLinkUnknown) {
		t.Errorf("got %v", err)
	}
	for i, want := range []bool{true, false, false} {
		if first, err := x.Once(ctx, "main", "token-1", now().Add(time.Minute)); first != want || err != nil {
			t.Errorf("time %d: %v, %v", i+1, first, err)
		}
	}
	if first, err := x.Once(ctx, "outlet", "token-1", now().Add(time.Minute)); !first || err != nil {
		t.Errorf("in another inbox: %v, %v", first, err)
	}
}

func requests(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.begin(t, candor.CustomerPicksAssistant)
	first, trace, err := rights.New(rights.Asking{Kind: rights.ToErase, Via: "page", Language: "en", Contact: "tag", Actor: "customer"}, now())
	must(t, err)
	must(t, d.SaveRequest(ctx, 0, first, trace))
	if err := d.SaveRequest(ctx, 0, first, trace); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("twice: %v", err)
	}
	proven, trace, err := first.ProveIdentity(rights.ByLink, []candor.CustomerID{c.Customer}, "customer", now())
	must(t, err)
	must(t, d.SaveRequest(ctx, first.Version, proven, trace))
	if err := d.SaveRequest(ctx, first.Version, proven, trace); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("on an old version: %v", err)
	}
	answered, trace, err := proven.FinishPartly(rights.Answer{Reason: rights.DutyToKeep, Words: "The invoice of Quillon stays."}, "desk", now())
	must(t, err)
	d.erase(t, c.Customer)
	must(t, d.SaveRequest(ctx, proven.Version, answered, trace)) // whoever asked is gone by now
	d.reopen(t)
	got, err := d.Request(ctx, officer(), first.ID)
	must(t, err)
	want := answered
	want.Customers = nil
	if diff := cmp.Diff(want, got, cmpopts.EquateApproxTime(time.Microsecond), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if open, err := d.OpenRequests(ctx, officer(), 10); len(open) != 0 || err != nil {
		t.Errorf("%d open, %v", len(open), err)
	}
	if closed, err := d.ClosedRequests(ctx, officer(), 10); len(closed) != 1 || err != nil {
		t.Errorf("%d closed, %v", len(closed), err)
	}
	if _, err := d.Request(ctx, officer(), "req_unknown"); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("got %v", err)
	}
	if _, err := d.Request(ctx, candor.AssistantReads(), first.ID); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("the assistant: %v", err)
	}
	n := 0
	for _, e := range d.records(t) {
		if e.Kind == ledger.KindRequest {
			n++
		}
	}
	if n != 3 {
		t.Errorf("%d entries", n)
	}
}
