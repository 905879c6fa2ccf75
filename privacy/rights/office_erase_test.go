package rights_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"candor"
	"candor/privacy/rights"
)

func TestErasingAnswersWholeInPartOrNotYet(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		spoil  func(*bureau, rights.Who)
		state  rights.State
		reason rights.Refusal
		fails  bool
	}{
		{"everything goes", func(*bureau, rights.Who) {}, rights.Done, "", false},
		{"a claim holds one customer", func(b *bureau, w rights.Who) {
			b.d.holds = []rights.Hold{{Customer: w.Customers[0], Reason: "legal_claims"}}
		}, rights.Partly, rights.LegalClaims, false},
		{"a duty holds everything", func(b *bureau, w rights.Who) {
			b.d.holds = []rights.Hold{{Customer: w.Customers[0], Reason: "legal_claims"}, {Customer: w.Customers[1], Reason: "duty_to_keep"}}
			b.d.holds[0].Reason = "duty_to_keep"
		}, rights.Partly, rights.DutyToKeep, false},
		{"a store keeps on purpose", func(b *bureau, _ rights.Who) {
			b.shelves[1].outcome, b.shelves[1].reason, b.shelves[1].keep = rights.Retained, "tax_records", true
		}, rights.Partly, rights.DutyToKeep, false},
		{"a store fails", func(b *bureau, _ rights.Who) { b.shelves[1].fail = errBroken }, rights.Open, "", true},
		{"a store says erased and is not", func(b *bureau, _ rights.Who) { b.shelves[1].keep = true }, rights.Open, "", true},
		{"a store cannot erase", func(b *bureau, _ rights.Who) {
			b.shelves[1].outcome, b.shelves[1].keep = rights.Unsupported, true
		}, rights.Open, "", true},
		{"nobody can look again", func(b *bureau, _ rights.Who) { b.shelves[1].blind = errBroken }, rights.Open, "", true},
		{"a hold beside a store that failed", func(b *bureau, w rights.Who) {
			b.d.holds = []rights.Hold{{Customer: w.Customers[0], Reason: "legal_claims"}}
			b.shelves[1].keep = true
			b.shelves[1].outcome = rights.Failed
		}, rights.Open, "", true},
	} {
		b := openOffice("message", "profile", "key")
		w := b.person(2)
		x.spoil(b, w)
		r, c, err := b.Erase(t.Context(), w)
		if c == nil || (err != nil) != x.fails {
			t.Errorf("%s: certificate %v, %v", x.name, c != nil, err)
			continue
		}
		got := b.stored(t, r.ID)
		if got.State != x.state || got.Answer.Reason != x.reason || (x.reason != "") != (got.Answer.Words != "") {
			t.Errorf("%s: %s because of %q", x.name, got.State, got.Answer.Reason)
		}
		if c.Complete() != (x.state == rights.Done) {
			t.Errorf("%s: complete %v", x.name, c.Complete())
		}
		if x.fails && candor.CodeOf(err) == candor.CodeNotFound {
			t.Errorf("%s: %v", x.name, err)
		}
	}
}

func TestErasingGoesOnWhenThePageIsClosed(t *testing.T) {
	t.Parallel()
	b := openOffice("message", "key")
	w := b.person(1)
	ctx, gone := context.WithCancel(t.Context())
	b.shelves[0].onErase = gone
	r, c, err := b.Erase(ctx, w)
	if err != nil || !c.Complete() || b.stored(t, r.ID).State != rights.Done {
		t.Errorf("%v, %s", err, b.stored(t, r.ID).State)
	}
}

func TestErasingThatNeverBeganLeavesTheRequestOpen(t *testing.T) {
	t.Parallel()
	b := openOffice("message")
	w := b.person(1)
	b.d.closing = errBroken
	r, c, err := b.Erase(t.Context(), w)
	if c != nil || !errors.Is(err, errBroken) || b.stored(t, r.ID).State != rights.Open || len(b.shelves[0].words) != 1 {
		t.Errorf("%v, %s", err, b.stored(t, r.ID).State)
	}
}

func ExampleOffice_Erase() {
	office := openOffice("message", "profile", "key")
	request, certificate, err := office.Erase(context.Background(), office.person(1))
	fmt.Println(request.State, certificate.Complete(), err)
	// What a hold keeps is an answer in part, with the reason.
	held := office.person(1)
	office.d.holds = []rights.Hold{{Customer: held.Customers[0], Reason: "legal_claims"}}
	request, certificate, err = office.Erase(context.Background(), held)
	fmt.Println(request.State, request.Answer.Reason, certificate.Complete(), err)
	// Output:
	// done true <nil>
	// partly legal_claims false <nil>
}
