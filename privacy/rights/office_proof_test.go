package rights_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"candor"
	"candor/privacy/rights"
)

// asked writes a request down and asks whose it is.
func (x *bureau) asked(t *testing.T, a rights.Asking) rights.Row {
	t.Helper()
	a.Actor, a.Via, a.Language = officer, "console", "de"
	row, err := x.WriteDown(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if row, _, err = x.Do(t.Context(), row.ID, row.Version, officer, rights.AskIdentity, rights.Details{}); err != nil || row.State != rights.Identity {
		t.Fatalf("%v, %s", err, row.State)
	}
	return row
}

func TestAskingWhoWroteALetterSendsALinkThatProvesIt(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	known := x.person(2)
	x.proven(known, "zoe@example.org")
	row := x.asked(t, rights.Asking{Kind: rights.ToExport, Reply: " Zoe@Example.org", Words: "Send it."})
	m := x.mails.mails[len(x.mails.mails)-1]
	if m.To != "zoe@example.org" || m.Purpose != rights.OpensIdentity || m.Request != row.ID || m.Language != "de" || !m.Expires.Equal(x.now.Add(rights.IdentityLife)) {
		t.Errorf("sent %q to %q for %s until %v", m.Purpose, m.To, m.Request, m.Expires)
	}
	if _, err := x.Redeem(t.Context(), m.Text, "de", browser); !errors.Is(err, rights.ErrLinkUnknown) {
		t.Errorf("it opens what a browser asks for: %v", err)
	}
	x.now = x.now.Add(6 * 24 * time.Hour) // letters wait
	w, err := x.Identify(t.Context(), m.Text, "de")
	if err != nil || !slices.Equal(w.Customers, known.Customers) || w.Proof != rights.ByLink || w.Actor != "customer" {
		t.Fatalf("%+v, %v", w, err)
	}
	r := x.stored(t, row.ID)
	if r.State != rights.Open || r.Proof.Method != rights.ByLink || !slices.Equal(r.Customers, known.Customers) || r.Words != "screened: Send it." {
		t.Errorf("kept %+v", r)
	}
	if _, err := x.Identify(t.Context(), m.Text, "de"); !errors.Is(err, rights.ErrLinkUsed) {
		t.Errorf("twice: %v", err)
	}
}

func TestALetterOfAStrangerIsProvenAndAnswered(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	row := x.asked(t, rights.Asking{Kind: rights.ToSee, Reply: "stranger@example.org"})
	w, err := x.Identify(t.Context(), x.lastLink(t), "de")
	if err != nil || len(w.Customers) > 0 || x.stored(t, row.ID).State != rights.Open {
		t.Fatalf("%+v, %v, %s", w, err, x.stored(t, row.ID).State)
	}
	d := rights.Details{Reason: rights.NothingHeld, Words: "Nothing."}
	row, _, err = x.Do(t.Context(), row.ID, x.stored(t, row.ID).Version, officer, rights.Refuse, d)
	if err != nil || !slices.Equal(x.c.letters, []letter{{"stranger@example.org", rights.Refuse}}) || row.Reply != "" {
		t.Errorf("%v, letters %v, still kept %q", err, x.c.letters, row.Reply)
	}
}

func TestALinkOfTheSameAddressProvesWhatWaits(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	zoe, other := x.person(2), x.person(1)
	x.proven(zoe, "zoe@example.org")
	x.proven(other, "other@example.org")
	about := x.asked(t, rights.Asking{Kind: rights.ToSee, Customers: zoe.Customers[:1]})
	under := x.asked(t, rights.Asking{Kind: rights.ToErase, Reply: "zoe@example.org"})
	apart := x.asked(t, rights.Asking{Kind: rights.ToSee, Reply: "other@example.org"})
	mixed := x.asked(t, rights.Asking{Kind: rights.ToSee, Customers: []candor.CustomerID{zoe.Customers[0], other.Customers[0]}})
	if err := x.AskLink(t.Context(), "zoe@example.org", "en", browser); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Redeem(t.Context(), x.lastLink(t), "en", browser); err != nil {
		t.Fatal(err)
	}
	for _, id := range []candor.RequestID{about.ID, under.ID} {
		if r := x.stored(t, id); r.State != rights.Open || r.Proof.Method != rights.ByLink || !slices.Equal(r.Customers, zoe.Customers) {
			t.Errorf("%s stands at %s, about %v", r.Kind, r.State, r.Customers)
		}
	}
	for _, id := range []candor.RequestID{apart.ID, mixed.ID} {
		if r := x.stored(t, id); r.State != rights.Identity {
			t.Errorf("the proof of one person proved another's: %s", r.State)
		}
	}
}

func TestAQuestionThatReachesNobodyIsTold(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	row, err := x.WriteDown(t.Context(), rights.Asking{Kind: rights.ToSee, Customers: x.person(1).Customers, Actor: officer})
	if err != nil {
		t.Fatal(err)
	}
	row, _, err = x.Do(t.Context(), row.ID, row.Version, officer, rights.AskIdentity, rights.Details{})
	if !errors.Is(err, rights.ErrUntold) || row.State != rights.Identity || len(x.mails.mails) > 0 {
		t.Errorf("%v, %s", err, row.State)
	}
}

func TestALinkOfStaffNeedsARequestAndEndsAfterAWeek(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	ask := rights.LinkAsk{Email: "zoe@example.org", Purpose: rights.OpensIdentity}
	if err := x.Door.Ask(t.Context(), ask); candor.CodeOf(err) != candor.CodeInternal {
		t.Errorf("for no request: %v", err)
	}
	ask.Request = candor.NewRequestID()
	if err := x.Door.Ask(t.Context(), ask); err != nil {
		t.Fatal(err)
	}
	x.now = x.now.Add(rights.IdentityLife)
	if _, err := x.Identify(t.Context(), x.lastLink(t), "en"); !errors.Is(err, rights.ErrLinkExpired) {
		t.Errorf("after a week: %v", err)
	}
}

func TestTheTimeOfALetterRunsFromTheDayItCame(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	a := rights.Asking{Kind: rights.ToSee, Reply: "zoe@example.org", Actor: officer, Received: x.now.AddDate(0, 0, -20)}
	row, err := x.WriteDown(t.Context(), a)
	if want := a.Received.AddDate(0, 1, 0).Format(time.DateOnly); err != nil || row.Clock.Due.Day.Format(time.DateOnly) != want {
		t.Errorf("due %v, want %s: %v", row.Clock.Due.Day, want, err)
	}
	for name, at := range map[string]time.Time{"to come": x.now.Add(time.Hour), "too old": x.now.AddDate(-1, 0, -2)} {
		a.Received = at
		if _, err := x.WriteDown(t.Context(), a); !errors.Is(err, rights.ErrRequest) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
