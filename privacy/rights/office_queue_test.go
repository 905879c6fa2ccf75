package rights_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
)

const officer = "agent:agt_1"

// waiting puts an open request of a kind into the queue.
func (x *bureau) waiting(t testing.TB, kind rights.Kind, w rights.Who) rights.Request {
	t.Helper()
	r, err := x.Ask(t.Context(), w, kind, "as in my letter")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheQueueBeginsWithWhatIsDueFirst(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(1)
	var want []candor.RequestID
	for _, days := range []int{20, 0, 10} {
		x.now = noon().AddDate(0, 0, days)
		want = append(want, x.waiting(t, rights.ToErase, w).ID)
	}
	want[0], want[1], want[2] = want[1], want[2], want[0]
	x.now = noon().AddDate(0, 1, 5)
	extended, _, err := x.Do(t.Context(), want[2], x.stored(t, want[2]).Version, officer, rights.Extend, rights.Details{Delay: rights.Complex, Words: "It takes long."})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.Queue(t.Context(), officer)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, r := range rows {
		if r.ID != want[i] || r.Words != "" {
			t.Errorf("%d: %s due %s, words %q", i, r.ID, r.Clock.Due.Day, r.Words)
		}
	}
	if !rows[0].Clock.Overdue || rows[2].Clock.Overdue || rows[2].State != extended.State || extended.State != rights.Extended {
		t.Errorf("overdue %v and %v, %s", rows[0].Clock.Overdue, rows[2].Clock.Overdue, rows[2].State)
	}
	if _, _, err := x.Do(t.Context(), want[0], rows[0].Version, officer, rights.Withdraw, rights.Details{}); err != nil {
		t.Fatal(err)
	}
	if closed, err := x.Closed(t.Context(), officer, 10); err != nil || len(closed) != 1 || closed[0].ID != want[0] || !closed[0].Clock.Stopped {
		t.Errorf("closed %+v, %v", closed, err)
	}
	if row, err := x.Request(t.Context(), officer, want[1]); err != nil || row.Words == "" {
		t.Errorf("opened one by one: %q, %v", row.Words, err)
	}
	x.c.failing["list"] = errBroken
	_, open := x.Queue(t.Context(), officer)
	closed, err := x.Closed(t.Context(), officer, 10)
	if !errors.Is(open, errBroken) || !errors.Is(err, errBroken) || closed != nil {
		t.Errorf("%v, %v", open, err)
	}
}

func TestAnOfficersActs(t *testing.T) {
	t.Parallel()
	refusal := rights.Details{Reason: rights.Excessive, Words: "Three times this week."}
	for _, x := range []struct {
		name   string
		kind   rights.Kind
		act    rights.Act
		d      rights.Details
		state  rights.State // empty: not possible
		letter rights.Act   // empty: none
		err    error
	}{
		{"confirm receipt", rights.ToSee, rights.Acknowledge, rights.Details{}, rights.Open, rights.Acknowledge, nil},
		{"take more time", rights.ToSee, rights.Extend, rights.Details{Delay: rights.Many, Words: "There are many."}, rights.Extended, rights.Extend, nil},
		{"take more time without a reason", rights.ToSee, rights.Extend, rights.Details{Words: "Well."}, "", "", rights.ErrReason},
		{"refuse", rights.ToSee, rights.Refuse, refusal, rights.Refused, rights.Refuse, nil},
		{"refuse without words", rights.ToSee, rights.Refuse, rights.Details{Reason: rights.Excessive}, "", "", rights.ErrReason},
		{"refuse for a reason of another kind", rights.ToSee, rights.Refuse, rights.Details{Reason: rights.StillNeeded, Words: "We need it."}, "", "", rights.ErrReason},
		{"answer a part", rights.ToSee, rights.FinishPartly, refusal, rights.Partly, rights.FinishPartly, nil},
		{"answer", rights.ToComplain, rights.Finish, rights.Details{}, rights.Done, rights.Finish, nil},
		{"erase", rights.ToErase, rights.Finish, rights.Details{}, rights.Done, rights.Finish, nil},
		{"restrict", rights.ToRestrict, rights.Finish, rights.Details{}, rights.Done, rights.Finish, nil},
		{"let it be used again", rights.ToRestrict, rights.Finish, rights.Details{Off: true}, rights.Done, rights.Finish, nil},
		{"stop", rights.ToObject, rights.Finish, rights.Details{}, rights.Done, rights.Finish, nil},
		{"note that it was taken back", rights.ToErase, rights.Withdraw, rights.Details{}, rights.Withdrawn, rights.Withdraw, nil},
		{"ask who it is, though that is known", rights.ToSee, rights.AskIdentity, rights.Details{}, "", "", rights.ErrNoStep},
		{"prove what is proven", rights.ToSee, rights.ProveIdentity, rights.Details{}, "", "", rights.ErrNoStep},
		{"receive again", rights.ToSee, rights.Receive, rights.Details{}, "", "", rights.ErrNoStep},
		{"something else", rights.ToSee, "burn", rights.Details{}, "", "", rights.ErrNoStep},
	} {
		b := openOffice("message", "key")
		w := b.person(2)
		b.proven(w, "zoe@example.org")
		r := b.waiting(t, x.kind, w)
		before := b.c.tally()
		row, certificate, err := b.Do(t.Context(), r.ID, r.Version, officer, x.act, x.d)
		if !errors.Is(err, x.err) || (err == nil) != (x.err == nil) {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		got := b.stored(t, r.ID)
		if x.state == "" {
			if b.c.tally() != before || got.Version != r.Version || row.ID != "" {
				t.Errorf("%s: something was done", x.name)
			}
			continue
		}
		if got.State != x.state || row.State != x.state || row.Version != got.Version {
			t.Errorf("%s: %s, told %s", x.name, got.State, row.State)
		}
		if diff := cmp.Diff([]letter{{"zoe@example.org", x.letter}}, b.c.letters); diff != "" {
			t.Errorf("%s: letters %s", x.name, diff)
		}
		if (certificate != nil) != (x.kind == rights.ToErase && x.act == rights.Finish) || certificate != nil && !certificate.Complete() {
			t.Errorf("%s: certificate %v", x.name, certificate != nil)
		}
		finished := x.act == rights.Finish
		erased, stopped := len(b.shelves[0].words) == 0, len(b.c.stopped) == 2
		if erased != (finished && x.kind == rights.ToErase) || stopped != (finished && x.kind == rights.ToObject) {
			t.Errorf("%s: erased %v, stopped %v", x.name, erased, stopped)
		}
		if on, set := b.c.narrowed[w.Customers[1]]; set != (finished && x.kind == rights.ToRestrict) || set && on == x.d.Off {
			t.Errorf("%s: restricted %v, %v", x.name, set, on)
		}
		if x.d.Words != "" && !strings.HasPrefix(string(got.Answer.Words+got.Extension.Words), "screened: ") {
			t.Errorf("%s: words were kept without a look through them", x.name)
		}
	}
}

func TestAnActOnAnOldVersionDoesNothing(t *testing.T) {
	t.Parallel()
	for _, kind := range []rights.Kind{rights.ToErase, rights.ToRestrict, rights.ToComplain} {
		b := openOffice("message")
		w := b.person(1)
		r := b.waiting(t, kind, w)
		refuse := func() {
			_, _, err := b.Do(t.Context(), r.ID, b.stored(t, r.ID).Version, "agent:agt_2", rights.Refuse, rights.Details{Reason: rights.Unfounded, Words: "No ground."})
			if err != nil {
				t.Error(err)
			}
		}
		// Seen before the other officer's act, and again while that is going on.
		b.c.onSave = refuse
		for _, when := range []string{"at one moment", "later"} {
			_, certificate, err := b.Do(t.Context(), r.ID, r.Version, officer, rights.Finish, rights.Details{})
			if !errors.Is(err, candor.ErrMoved) || certificate != nil {
				t.Errorf("%s, %s: %v", kind, when, err)
			}
		}
		if got := b.stored(t, r.ID); got.State != rights.Refused || len(b.shelves[0].words) != 1 || len(b.c.narrowed) > 0 || len(b.d.calls) > 0 {
			t.Errorf("%s: it is %s, and something was done against it", kind, got.State)
		}
		if _, _, err := b.Deliver(t.Context(), r.ID, r.Version, officer, io.Discard); !errors.Is(err, candor.ErrMoved) {
			t.Errorf("%s: delivered: %v", kind, err)
		}
	}
	b := openOffice("message")
	if _, _, err := b.Do(t.Context(), candor.NewRequestID(), 1, officer, rights.Finish, rights.Details{}); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("a request that is not there: %v", err)
	}
}

func TestALetterGoesOnlyToAProvenAddress(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		spoil func(*bureau, rights.Who)
		want  int
	}{
		"proven":         {func(*bureau, rights.Who) {}, 1},
		"given":          {func(b *bureau, _ rights.Who) { clear(b.c.contacts) }, 0},
		"none":           {func(b *bureau, w rights.Who) { b.c.profiles[w.Customers[0]] = candor.Profile{} }, 0},
		"somebody's":     {func(b *bureau, _ rights.Who) { b.c.contacts["email:zoe@example.org"] = b.person(1).Customers }, 0},
		"erased by now":  {func(b *bureau, w rights.Who) { delete(b.c.profiles, w.Customers[0]) }, 0},
		"written large":  {func(b *bureau, w rights.Who) { b.c.profiles[w.Customers[0]] = candor.Profile{Email: "Zoe@Example.org"} }, 1},
		"not an address": {func(b *bureau, w rights.Who) { b.c.profiles[w.Customers[0]] = candor.Profile{Email: "zoe"} }, 0},
	} {
		b := openOffice("message")
		w := b.person(1)
		b.proven(w, "zoe@example.org")
		r := b.waiting(t, rights.ToComplain, w)
		x.spoil(b, w)
		if _, _, err := b.Do(t.Context(), r.ID, r.Version, officer, rights.Finish, rights.Details{}); err != nil || len(b.c.letters) != x.want {
			t.Errorf("%s: %v, letters %v", name, err, b.c.letters)
		}
	}
}

func TestAnActStandsWhenTheLetterCannotBeWritten(t *testing.T) {
	t.Parallel()
	for _, failing := range []string{"letter", "profile", "with contact"} {
		b := openOffice("message")
		w := b.person(1)
		b.proven(w, "zoe@example.org")
		r := b.waiting(t, rights.ToErase, w)
		b.c.failing[failing] = errBroken
		row, certificate, err := b.Do(t.Context(), r.ID, r.Version, officer, rights.Finish, rights.Details{})
		if !errors.Is(err, rights.ErrUntold) || !errors.Is(err, errBroken) || strings.Contains(err.Error(), "zoe") {
			t.Errorf("%s: %v", failing, err)
		}
		if row.ID != r.ID || row.State != rights.Done || b.stored(t, r.ID).State != rights.Done || certificate == nil {
			t.Errorf("%s: it does not stand: %s", failing, row.State)
		}
	}
}

func TestAnErasureThatCouldNotBeWholeIsNotToldAsWhole(t *testing.T) {
	t.Parallel()
	b := openOffice("message")
	w := b.person(2)
	b.proven(w, "zoe@example.org")
	b.d.holds = []rights.Hold{{Customer: w.Customers[1], Reason: "legal_claims"}}
	r := b.waiting(t, rights.ToErase, w)
	row, certificate, err := b.Do(t.Context(), r.ID, r.Version, officer, rights.Finish, rights.Details{})
	if err != nil || certificate.Complete() || row.State != rights.Partly || row.Answer.Reason != rights.LegalClaims {
		t.Fatalf("%v, %s", err, row.State)
	}
	if diff := cmp.Diff([]letter{{"zoe@example.org", rights.FinishPartly}}, b.c.letters); diff != "" {
		t.Error(diff)
	}
	// A store that failed: nobody is told anything, the certificate says it, the request waits.
	b = openOffice("message")
	w = b.person(1)
	b.proven(w, "zoe@example.org")
	b.shelves[0].fail = errBroken
	r = b.waiting(t, rights.ToErase, w)
	row, certificate, err = b.Do(t.Context(), r.ID, r.Version, officer, rights.Finish, rights.Details{})
	if !errors.Is(err, errBroken) || errors.Is(err, rights.ErrUntold) || certificate == nil || row.ID != "" || len(b.c.letters) > 0 {
		t.Errorf("%v, letters %v", err, b.c.letters)
	}
	// Once the store works again the officer goes on.
	b.shelves[0].fail = nil
	got := b.stored(t, r.ID)
	if row, certificate, err = b.Do(t.Context(), r.ID, got.Version, officer, rights.Finish, rights.Details{}); err != nil || !certificate.Complete() || row.State != rights.Done {
		t.Errorf("again: %v, %s", err, row.State)
	}
}

func TestAnOfficerHandsOverAnArchive(t *testing.T) {
	t.Parallel()
	for _, kind := range []rights.Kind{rights.ToSee, rights.ToExport} {
		b := openOffice("profile")
		w := b.person(1)
		r := b.waiting(t, kind, w)
		var out bytes.Buffer
		done, sum, err := b.Deliver(t.Context(), r.ID, r.Version, officer, &out)
		if err != nil || done.State != rights.Done || sum.Counts["profiles"] != 2 || read(t, out.Bytes()).Header.Request != r.ID {
			t.Errorf("%s: %v, %s, %+v", kind, err, done.State, sum)
		}
		if _, _, err := b.Deliver(t.Context(), r.ID, done.Version, officer, io.Discard); !errors.Is(err, rights.ErrNoStep) {
			t.Errorf("%s: twice: %v", kind, err)
		}
	}
	b := openOffice("profile")
	r := b.waiting(t, rights.ToErase, b.person(1))
	if _, _, err := b.Deliver(t.Context(), r.ID, r.Version, officer, io.Discard); !errors.Is(err, rights.ErrNoStep) {
		t.Errorf("another kind: %v", err)
	}
	r = b.waiting(t, rights.ToSee, b.person(1))
	b.shelves[0].fail = errBroken
	if _, _, err := b.Deliver(t.Context(), r.ID, r.Version, officer, io.Discard); !errors.Is(err, errBroken) || b.stored(t, r.ID).State != rights.Open {
		t.Errorf("a store that fails: %v, %s", err, b.stored(t, r.ID).State)
	}
}

func TestALetterIsWrittenDownAndItsPersonProven(t *testing.T) {
	t.Parallel()
	b := openOffice("message")
	w := b.person(1)
	row, err := b.WriteDown(t.Context(), rights.Asking{Kind: rights.ToErase, Contact: "email:zoe@example.org", Actor: officer, Via: "letter", Language: "en", Words: "Erase it."})
	if err != nil || row.State != rights.Received || row.Regime != rights.GDPR || row.Clock.Due.End.IsZero() {
		t.Fatalf("%+v, %v", row, err)
	}
	if _, _, err := b.Do(t.Context(), row.ID, row.Version, officer, rights.Finish, rights.Details{}); !errors.Is(err, rights.ErrNoStep) || len(b.shelves[0].words) == 0 {
		t.Errorf("before the proof: %v", err)
	}
	row, _, err = b.Do(t.Context(), row.ID, row.Version, officer, rights.AskIdentity, rights.Details{})
	if !errors.Is(err, rights.ErrUntold) || row.State != rights.Identity { // of the address there is only a tag
		t.Fatalf("%v, %s", err, row.State)
	}
	b.now = b.now.Add(time.Hour)
	row, _, err = b.Do(t.Context(), row.ID, row.Version, officer, rights.ProveIdentity, rights.Details{Customers: w.Customers})
	if err != nil || row.State != rights.Open || row.Proof.Method != rights.ByStaff {
		t.Fatalf("%v, %+v", err, row.Proof)
	}
	row, c, err := b.Do(t.Context(), row.ID, row.Version, officer, rights.Finish, rights.Details{})
	if err != nil || row.State != rights.Done || !c.Complete() || len(b.shelves[0].words) > 0 {
		t.Errorf("%v, %s", err, row.State)
	}
	for name, a := range map[string]rights.Asking{
		"by nobody":      {Kind: rights.ToSee, Contact: "email:zoe@example.org"},
		"of nobody":      {Kind: rights.ToSee, Actor: officer},
		"for nothing":    {Contact: "email:zoe@example.org", Actor: officer},
		"by another law": {Kind: rights.ToSee, Regime: "jungle", Contact: "email:zoe@example.org", Actor: officer},
	} {
		if _, err := b.WriteDown(t.Context(), a); err == nil {
			t.Errorf("%s: it was written down", name)
		}
	}
}
