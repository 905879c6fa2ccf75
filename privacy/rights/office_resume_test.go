package rights_test

import (
	"errors"
	"slices"
	"testing"

	"candor"
	"candor/privacy/rights"
)

func TestWhatAHoldKeptIsErasedWhenItEnds(t *testing.T) {
	t.Parallel()
	x := openOffice("message", "key")
	w := x.person(2)
	x.proven(w, "zoe@example.org")
	other, err := x.WriteDown(t.Context(), rights.Asking{Kind: rights.ToSee, Customers: w.Customers[:1], Actor: officer})
	if err != nil {
		t.Fatal(err)
	}
	x.d.open = []candor.RequestID{other.ID}
	x.d.holds = []rights.Hold{{Customer: w.Customers[0], Reason: "legal_claims"}}
	r, c, err := x.Erase(t.Context(), w)
	if err != nil || c.Complete() || r.State != rights.Partly {
		t.Fatalf("%s, %v", r.State, err)
	}
	if early, err := x.Certificate(t.Context(), r.ID); err != nil || early.Complete() {
		t.Errorf("the first certificate: %v", err)
	}
	if n, err := x.Resume(t.Context()); n != 0 || err != nil {
		t.Errorf("while it is held: %d, %v", n, err)
	}
	if got := x.stored(t, other.ID); got.State.Closed() {
		t.Error("what else they asked for is closed while they are there")
	}
	x.d.holds = nil
	x.c.letters = nil
	x.now = x.now.Add(1)
	if n, err := x.Resume(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	got := x.stored(t, r.ID)
	if got.State != rights.Done || len(x.shelves[0].words) > 0 {
		t.Errorf("the request is %s, and %d are left", got.State, len(x.shelves[0].words))
	}
	if !slices.Equal(x.c.letters, []letter{{"zoe@example.org", rights.Complete}}) {
		t.Errorf("letters %v", x.c.letters)
	}
	if final, err := x.Certificate(t.Context(), r.ID); err != nil || !final.Complete() {
		t.Errorf("the last certificate: %v", err)
	}
	if got := x.stored(t, other.ID); got.State != rights.Refused || got.Answer.Reason != rights.IdentityUnproven {
		t.Errorf("what else they asked for is %s because of %q: nobody can answer it", got.State, got.Answer.Reason)
	}
	if n, err := x.Resume(t.Context()); n != 0 || err != nil {
		t.Errorf("again: %d, %v", n, err)
	}
}

func TestAnErasureThatFailedIsTriedAgain(t *testing.T) {
	t.Parallel()
	x := openOffice("message", "key")
	w := x.person(1)
	x.shelves[0].fail = errBroken
	r, _, err := x.Erase(t.Context(), w)
	if !errors.Is(err, errBroken) || x.stored(t, r.ID).State != rights.Open {
		t.Fatal(err)
	}
	x.now = x.now.Add(1)
	if n, err := x.Resume(t.Context()); n != 0 || !errors.Is(err, errBroken) {
		t.Errorf("still broken: %d, %v", n, err)
	}
	x.shelves[0].fail = nil
	if n, err := x.Resume(t.Context()); n != 1 || err != nil || x.stored(t, r.ID).State != rights.Done {
		t.Errorf("%d, %v, %s", n, err, x.stored(t, r.ID).State)
	}
}
