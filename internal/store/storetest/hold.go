package storetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/ledger"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
)

func holdOnCustomer(t *testing.T, d *desk) {
	c, _ := d.person(t, "main")
	until := now().Add(time.Hour)
	h, err := d.PlaceHold(t.Context(), store.Hold{Customer: c.Customer, Ground: "legal_claims", Reason: "a suit", By: "desk", Until: until})
	must(t, err)
	before := d.left(t, c.Customer)
	for name, r := range d.erase(t, c.Customer) {
		if r.Outcome != rights.Retained || r.Reason != "legal_claims" || !r.Until.Equal(until) || r.Count != 0 || r.Left == 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	got := d.left(t, c.Customer)
	before["ledger"] = got["ledger"] // what was asked for and refused is on the record
	if diff := cmp.Diff(before, got); diff != "" {
		t.Error(diff)
	}
	d.reopen(t)
	if m := d.look(t, c.ID).Messages; len(m) == 0 || !strings.Contains(string(m[0].Body), "Quillon") {
		t.Error("what is under hold cannot be read")
	}
	must(t, d.LiftHold(t.Context(), h.ID, "desk"))
	must(t, d.LiftHold(t.Context(), h.ID, "desk"))
	if n, err := d.Resume(t.Context()); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	for name, n := range d.left(t, c.Customer) {
		if n != 0 {
			t.Errorf("%s keeps %d records", name, n)
		}
	}
	var acts []string
	for _, e := range d.records(t) {
		if e.Kind == ledger.KindHold && e.Actor == "desk" {
			acts = append(acts, e.Facts["act"])
		}
	}
	if diff := cmp.Diff([]string{"place", "lift"}, acts); diff != "" {
		t.Error(diff)
	}
}

func holdOnConversation(t *testing.T, d *desk) {
	c, _ := d.person(t, "main")
	must(t, d.Allow(t, c.Customer)) // a third conversation
	h, err := d.PlaceHold(t.Context(), store.Hold{Conversation: c.ID, Ground: "duty_to_keep", Reason: "tax", By: "desk"})
	must(t, err)
	results := d.erase(t, c.Customer)
	for _, name := range []string{"message", "verdict", "conversation", "consent", "customer", "keys", "hold"} {
		if r := results[name]; r.Outcome != rights.Retained || r.Reason != "duty_to_keep" || !r.Until.IsZero() || r.Left == 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	for _, name := range []string{"profile", "contact", "link", "request"} {
		if r := results[name]; r.Outcome != rights.Erased || r.Left != 0 || r.Count == 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if got := d.left(t, c.Customer); got["conversation"] != 1 {
		t.Errorf("%d conversations are left", got["conversation"])
	}
	if got := d.look(t, c.ID); len(got.Messages) != 2 {
		t.Errorf("%d messages", len(got.Messages))
	}
	must(t, d.LiftHold(t.Context(), h.ID, "desk"))
	if n, err := d.Resume(t.Context()); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if got := d.left(t, c.Customer); got["conversation"] != 0 || got["keys"] != 0 {
		t.Errorf("%v", got)
	}
}

func holdRefusals(t *testing.T, d *desk) {
	c, _ := d.person(t, "main")
	good := store.Hold{Customer: c.Customer, Ground: "legal_claims", Reason: "a suit", By: "desk"}
	for name, change := range map[string]func(*store.Hold){
		"no ground":               func(h *store.Hold) { h.Ground = "" },
		"a sentence for a ground": func(h *store.Hold) { h.Ground = "Quillon sues us" },
		"no reason":               func(h *store.Hold) { h.Reason = "" }, "nobody": func(h *store.Hold) { h.By = "" },
	} {
		h := good
		change(&h)
		if _, err := d.PlaceHold(t.Context(), h); candor.CodeOf(err) != candor.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.PlaceHold(t.Context(), store.Hold{Customer: candor.NewCustomerID(), Ground: "a", Reason: "b", By: "desk"}); !errors.Is(err, candor.ErrNoCustomer) {
		t.Errorf("of nobody: %v", err)
	}
	other := good
	other.Conversation = d.begin(t, candor.CustomerPicksAssistant).ID
	if _, err := d.PlaceHold(t.Context(), other); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("somebody else's conversation: %v", err)
	}
	if err := d.LiftHold(t.Context(), "hld_unknown", "desk"); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("an unknown hold: %v", err)
	}
	got, err := d.Holds(t.Context(), officer(), c.Customer)
	must(t, err)
	if len(got) != 1 || got[0].Reason != "Quillon sues" || got[0].Active(now()) {
		t.Errorf("%d holds", len(got))
	}
	if _, err := d.Holds(t.Context(), candor.Access{Actor: "desk"}, c.Customer); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("for no purpose: %v", err)
	}
}
