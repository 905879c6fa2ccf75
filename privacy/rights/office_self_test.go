package rights_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"candor"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
)

// acts are all that a person can do at the office by themselves.
func acts(x *bureau) map[string]func(context.Context, rights.Who) error {
	return map[string]func(context.Context, rights.Who) error{
		"overview": func(ctx context.Context, w rights.Who) error { _, err := x.Overview(ctx, w); return err },
		"export":   func(ctx context.Context, w rights.Who) error { _, _, err := x.Export(ctx, w, io.Discard); return err },
		"correct": func(ctx context.Context, w rights.Who) error {
			_, err := x.Correct(ctx, w, rights.Correction{Field: rights.FieldName, New: "Zoë"})
			return err
		},
		"restrict": func(ctx context.Context, w rights.Who) error { _, err := x.Restrict(ctx, w, true); return err },
		"object":   func(ctx context.Context, w rights.Who) error { _, err := x.Object(ctx, w, "no more"); return err },
		"ask": func(ctx context.Context, w rights.Who) error {
			_, err := x.Ask(ctx, w, rights.ToComplain, "bad")
			return err
		},
		"erase":      func(ctx context.Context, w rights.Who) error { _, _, err := x.Erase(ctx, w); return err },
		"give email": func(ctx context.Context, w rights.Who) error { return x.GiveEmail(ctx, w, "zoe@example.org", browser) },
		"prove email": func(ctx context.Context, w rights.Who) error {
			text, link := rights.NewLink("email:zoe@example.org", rights.OpensEmail, browser, "", noon())
			if err := x.Door.Links.Keep(ctx, link); err != nil {
				return err
			}
			return x.ProveEmail(ctx, w, text, browser)
		},
	}
}

func TestNothingIsDoneForWhoIsNotKnown(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]struct {
		change func(*rights.Who)
		want   error
	}{
		"nobody":         {func(w *rights.Who) { w.Customers = nil }, rights.ErrSubject},
		"no actor":       {func(w *rights.Who) { w.Actor = "" }, rights.ErrSubject},
		"no proof":       {func(w *rights.Who) { w.Proof = "" }, rights.ErrProof},
		"a proof of wax": {func(w *rights.Who) { w.Proof = "wax seal" }, rights.ErrProof},
	} {
		x := openOffice("name", "message")
		w := x.person(2)
		spoil.change(&w)
		before := x.c.tally()
		for act, do := range acts(x) {
			if err := do(t.Context(), w); !errors.Is(err, spoil.want) {
				t.Errorf("%s, %s: %v", name, act, err)
			}
			if after := x.c.tally(); after != before || len(x.d.calls) > 0 || len(x.d.entries) > 0 {
				t.Errorf("%s, %s: something was done: %+v, %v", name, act, after, x.d.calls)
			}
		}
	}
}

func TestWhatCanBeDoneAtOnceIsDoneWithEveryProof(t *testing.T) {
	t.Parallel()
	for _, proof := range []rights.Method{rights.BySession, rights.ByLink, rights.BySite, rights.ByStaff} {
		for name, want := range map[string]rights.State{
			"export": rights.Done, "correct": rights.Done, "restrict": rights.Done, "erase": rights.Done, "object": rights.Open, "ask": rights.Open,
		} {
			x := openOffice("name", "message")
			w := x.person(2)
			w.Proof = proof
			if err := acts(x)[name](t.Context(), w); err != nil {
				t.Errorf("%s by %s: %v", name, proof, err)
				continue
			}
			for _, r := range x.c.requests {
				if r.State != want || r.Proof.Method != proof || r.Acknowledged.IsZero() || !slices.Equal(r.Customers, w.Customers) {
					t.Errorf("%s by %s: %+v", name, proof, r)
				}
			}
			if len(x.c.requests) != 1 || len(x.c.letters) > 0 {
				t.Errorf("%s by %s: %d requests, letters %v", name, proof, len(x.c.requests), x.c.letters)
			}
		}
	}
}

func TestAnExportThatFailsLeavesItsRequestOpen(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*bureau){
		"a store fails":           func(x *bureau) { x.shelves[1].fail = errBroken },
		"an erasure is under way": func(x *bureau) { x.d.begun = true },
	} {
		x := openOffice("profile", "message")
		w := x.person(1)
		spoil(x)
		var out bytes.Buffer
		r, sum, err := x.Export(t.Context(), w, &out)
		if err == nil || sum.Bytes != 0 || open(out.Bytes(), rights.ReadOptions{}) == nil {
			t.Errorf("%s: %v, %+v", name, err, sum)
		}
		if got := x.stored(t, r.ID); got.State != rights.Open || got.Kind != rights.ToExport {
			t.Errorf("%s: the request is %s", name, got.State)
		}
	}
}

func TestAnExportThatIsWholeIsClosedAlsoWhenThePersonHasGone(t *testing.T) {
	t.Parallel()
	x := openOffice("profile")
	ctx, gone := context.WithCancel(t.Context())
	r, sum, err := x.Export(ctx, x.person(1), &closing{gone: gone, after: "manifest.sig"})
	if err != nil || sum.Bytes == 0 || x.stored(t, r.ID).State != rights.Done {
		t.Errorf("%v, %s", err, x.stored(t, r.ID).State)
	}
}

// closing is a reader of an archive who goes as soon as a file of it came.
type closing struct {
	gone  func()
	after string
}

func (c *closing) Write(b []byte) (int, error) {
	if strings.Contains(string(b), c.after) {
		c.gone()
	}
	return len(b), nil
}

func TestACorrectionOfWhatIsNotKeptIsAnswered(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	r, err := x.Correct(t.Context(), x.person(1), rights.Correction{Field: rights.FieldName, New: "Zoë"})
	if !errors.Is(err, rights.ErrNotCorrected) {
		t.Fatal(err)
	}
	got := x.stored(t, r.ID)
	if got.State != rights.Refused || got.Answer.Reason != rights.NothingHeld || got.Answer.Words == "" || got.Answer.Complain.Name == "" {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff(got, r); diff != "" {
		t.Errorf("the request is given as it was before: %s", diff)
	}
}

func TestACorrectionThatFailsStaysOpenAndABadOneMakesNoRequest(t *testing.T) {
	t.Parallel()
	x := openOffice("name")
	w := x.person(1)
	for _, c := range []rights.Correction{
		{Field: "shoe_size", New: "44"}, {Field: rights.FieldEmail, New: "zoe"}, {Field: rights.FieldStatement, New: "no message"},
	} {
		if _, err := x.Correct(t.Context(), w, c); candor.CodeOf(err) != candor.CodeInvalid || len(x.c.requests) > 0 {
			t.Errorf("%s: %v, %d requests", c.Field, err, len(x.c.requests))
		}
	}
	x.shelves[0].fail = errBroken
	r, err := x.Correct(t.Context(), w, rights.Correction{Field: rights.FieldName, New: "Zoë"})
	if !errors.Is(err, errBroken) || x.stored(t, r.ID).State != rights.Open {
		t.Errorf("%v, %s", err, x.stored(t, r.ID).State)
	}
	if got := x.shelves[0].words[w.Customers[0]]; !slices.Equal(got, []string{"screened: Zoë"}) {
		t.Errorf("kept without a look through it: %q", got)
	}
}

func TestARestrictionReachesEveryCustomerAndCanBeLifted(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(3)
	for _, on := range []bool{true, false} {
		r, err := x.Restrict(t.Context(), w, on)
		if err != nil || r.State != rights.Done {
			t.Fatalf("%v, %s", err, r.State)
		}
		for _, id := range w.Customers {
			if x.c.narrowed[id] != on {
				t.Errorf("%v: a customer was missed", on)
			}
		}
	}
	x.c.failing["restrict"] = errBroken
	if r, err := x.Restrict(t.Context(), w, true); !errors.Is(err, errBroken) || x.stored(t, r.ID).State != rights.Open {
		t.Errorf("%v, %s", err, r.State)
	}
}

func TestAnObjectionStopsEverythingAndWaitsForAPerson(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(3)
	gone, cancel := context.WithCancel(t.Context())
	cancel() // a closed page is no reason to go on
	r, err := x.Object(gone, w, "Stop it.")
	if err != nil || !slices.Equal(x.c.stopped, w.Customers) {
		t.Fatalf("%v, stopped for %d", err, len(x.c.stopped))
	}
	if got := x.stored(t, r.ID); got.State != rights.Open || got.Words != "screened: Stop it." {
		t.Errorf("%s, %q", got.State, got.Words)
	}
}

func TestAnObjectionStopsWhatItCan(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(3)
	x.c.failing["withdraw "+string(w.Customers[1])] = errBroken
	r, err := x.Object(t.Context(), w, "Stop it.")
	if !errors.Is(err, errBroken) || !slices.Equal(x.c.stopped, []candor.CustomerID{w.Customers[0], w.Customers[2]}) {
		t.Errorf("%v, stopped for %d", err, len(x.c.stopped))
	}
	if x.stored(t, r.ID).State != rights.Open {
		t.Error("nobody of the desk sees it")
	}
	// Words that cannot be looked through are not kept, and are no reason to go on.
	x = openOffice("message")
	w = x.person(1)
	x.c.failing["screen"] = errBroken
	_, err = x.Object(t.Context(), w, "My card is 4242.")
	if candor.CodeOf(err) != candor.CodeUnavailable || len(x.c.stopped) != 1 || len(x.c.requests) > 0 {
		t.Errorf("%v, stopped for %d, %d requests", err, len(x.c.stopped), len(x.c.requests))
	}
}

func TestWithoutALookThroughThemNoWordsAreKept(t *testing.T) {
	t.Parallel()
	x := openOffice("name")
	w := x.person(1)
	x.c.failing["screen"] = errBroken
	const words = "My password is Tulip."
	_, asked := x.Ask(t.Context(), w, rights.ToComplain, words)
	_, corrected := x.Correct(t.Context(), w, rights.Correction{Field: rights.FieldName, New: words})
	_, written := x.WriteDown(t.Context(), rights.Asking{Kind: rights.ToSee, Customers: w.Customers, Actor: "agent:a", Words: words})
	for name, err := range map[string]error{"asked": asked, "corrected": corrected, "written down": written} {
		if candor.CodeOf(err) != candor.CodeUnavailable || strings.Contains(err.Error(), "Tulip") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(x.c.requests) > 0 || len(x.c.entries) > 0 || x.shelves[0].words[w.Customers[0]][0] != "a" {
		t.Error("something was kept")
	}
	if _, err := x.Ask(t.Context(), w, rights.ToComplain, ""); err != nil {
		t.Errorf("without words there is nothing to look through: %v", err)
	}
}

func TestARequestThatCannotBeKeptIsToldAndDoesNothing(t *testing.T) {
	t.Parallel()
	x := openOffice("name")
	w := x.person(1)
	x.c.failing["save"] = errBroken
	for name, do := range acts(x) {
		switch name {
		case "overview", "give email", "prove email":
			continue // they make no request
		}
		if err := do(t.Context(), w); !errors.Is(err, errBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(x.shelves[0].words[w.Customers[0]]) != 2 || x.c.narrowed[w.Customers[0]] || len(x.d.calls) > 0 {
		t.Error("something was done without a record of it")
	}
}

func TestTheOverviewShowsEverythingOfEveryCustomer(t *testing.T) {
	t.Parallel()
	x := openOffice("customer", "message")
	w := x.person(40)
	got, err := x.Overview(t.Context(), w)
	if err != nil || len(got.Profiles) != 80 {
		t.Errorf("%d of 80 profiles, %v", len(got.Profiles), err)
	}
	x.shelves[0].fail = errBroken
	if got, err := x.Overview(t.Context(), w); !errors.Is(err, errBroken) || len(got.Profiles) > 0 {
		t.Errorf("half of it is given: %d, %v", len(got.Profiles), err)
	}
}
