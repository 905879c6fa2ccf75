package rights_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"candor"
	"candor/privacy/rights"
)

func TestALinkGivesEverybodyWhoProvedTheAddress(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	known := x.person(2)
	x.proven(known, "zoe@example.org")
	for email, want := range map[string][]candor.CustomerID{" Zoe@Example.org ": known.Customers, "stranger@example.org": nil} {
		if err := x.AskLink(t.Context(), email, "de", browser); err != nil {
			t.Fatal(err)
		}
		if m := x.mails.mails[len(x.mails.mails)-1]; m.Purpose != rights.OpensRights || m.Language != "de" {
			t.Errorf("the mail opens %q in %q", m.Purpose, m.Language)
		}
		text := x.lastLink(t)
		if _, err := x.Redeem(t.Context(), text, "de", otherBrowser); !errors.Is(err, rights.ErrLinkElsewhere) {
			t.Errorf("in another browser: %v", err)
		}
		w, err := x.Redeem(t.Context(), text, "de", browser)
		if err != nil || !slices.Equal(w.Customers, want) || w.Proof != rights.ByLink || w.Actor != "customer" || w.Language != "de" {
			t.Errorf("%s: %+v, %v", email, w, err)
		}
		if _, err := x.Redeem(t.Context(), text, "de", browser); !errors.Is(err, rights.ErrLinkUsed) {
			t.Errorf("twice: %v", err)
		}
	}
	if err := x.AskLink(t.Context(), "nobody", "en", browser); !errors.Is(err, rights.ErrEmail) {
		t.Errorf("no address: %v", err)
	}
}

func TestALinkForOneUseIsNoneForAnother(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(1)
	if err := x.GiveEmail(t.Context(), w, "zoe@example.org", browser); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Redeem(t.Context(), x.lastLink(t), "en", browser); !errors.Is(err, rights.ErrLinkUnknown) {
		t.Errorf("the link that proves an address opened the pages: %v", err)
	}
	if err := x.AskLink(t.Context(), "zoe@example.org", "en", browser); err != nil {
		t.Fatal(err)
	}
	if err := x.ProveEmail(t.Context(), w, x.lastLink(t), browser); !errors.Is(err, rights.ErrLinkUnknown) {
		t.Errorf("the link to the pages proved an address: %v", err)
	}
}

func TestAGivenAddressOpensNothingUntilItIsProven(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(2)
	for range 2 { // given twice is given once
		if err := x.GiveEmail(t.Context(), w, "Zoe@Example.org", browser); err != nil {
			t.Fatal(err)
		}
	}
	if got := x.opensWith("zoe@example.org"); len(got) > 0 {
		t.Errorf("it opens %v", got)
	}
	for _, id := range w.Customers {
		if p := x.c.profiles[id]; p.Email != "zoe@example.org" || !p.Verified.IsZero() || p.Name != "Zoë" {
			t.Errorf("kept %+v", p)
		}
	}
	text := x.lastLink(t)
	if err := x.ProveEmail(t.Context(), w, text, otherBrowser); !errors.Is(err, rights.ErrLinkElsewhere) {
		t.Errorf("in another browser: %v", err)
	}
	if err := x.ProveEmail(t.Context(), w, text, browser); err != nil {
		t.Fatal(err)
	}
	if got := x.opensWith("zoe@example.org"); !slices.Equal(got, w.Customers) {
		t.Errorf("it opens %v", got)
	}
	for _, id := range w.Customers {
		if p := x.c.profiles[id]; !p.Verified.Equal(noon()) || p.VerifiedBy != "link" || p.Name != "Zoë" {
			t.Errorf("kept %+v", p)
		}
	}
	if err := x.ProveEmail(t.Context(), w, text, browser); !errors.Is(err, rights.ErrLinkUsed) {
		t.Errorf("twice: %v", err)
	}
}

func TestALinkForAnotherPersonsAddressNeverTies(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	victim, thief := x.person(1), x.person(1)
	if err := x.GiveEmail(t.Context(), victim, "victim@example.org", browser); err != nil {
		t.Fatal(err)
	}
	stolen := x.lastLink(t)
	for name, spoil := range map[string]func(){
		"no address":                  func() {},
		"an address of their own":     func() { x.c.profiles[thief.Customers[0]] = candor.Profile{Email: "thief@example.org"} },
		"the address with a look":     func() { x.c.profiles[thief.Customers[0]] = candor.Profile{Email: "victim+1@example.org"} },
		"what is no address any more": func() { x.c.profiles[thief.Customers[0]] = candor.Profile{Email: "victim"} },
	} {
		spoil()
		text, link := rights.NewLink("email:victim@example.org", rights.OpensEmail, browser, "", noon())
		if err := x.Door.Links.Keep(t.Context(), link); err != nil {
			t.Fatal(err)
		}
		if err := x.ProveEmail(t.Context(), thief, text, browser); !errors.Is(err, rights.ErrLinkElsewhere) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := x.ProveEmail(t.Context(), thief, stolen, otherBrowser); !errors.Is(err, rights.ErrLinkElsewhere) {
		t.Errorf("the mail alone: %v", err)
	}
	if got := x.opensWith("victim@example.org"); len(got) > 0 {
		t.Errorf("it opens %v", got)
	}
}

func TestAnotherAddressTakesTheProofOfTheOldOne(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(1)
	x.proven(w, "Old@Example.org") // as it was written by hand
	x.c.contacts["email:old@example.org"] = slices.Clone(w.Customers)
	if err := x.GiveEmail(t.Context(), w, "old@example.org", browser); err != nil || len(x.opensWith("old@example.org")) != 1 {
		t.Fatalf("the same address in other letters: %v, opens %v", err, x.opensWith("old@example.org"))
	}
	if err := x.GiveEmail(t.Context(), w, "new@example.org", browser); err != nil {
		t.Fatal(err)
	}
	p := x.c.profiles[w.Customers[0]]
	if p.Email != "new@example.org" || !p.Verified.IsZero() || p.VerifiedBy != "" {
		t.Errorf("kept %+v", p)
	}
	if len(x.opensWith("old@example.org"))+len(x.opensWith("new@example.org")) > 0 {
		t.Error("an address that the profile does not show opens it")
	}
	if err := x.GiveEmail(t.Context(), w, "no address", browser); !errors.Is(err, rights.ErrEmail) {
		t.Errorf("no address: %v", err)
	}
}

func TestAnAddressThatChangedWhileItWasProvenIsNotTied(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(1)
	if err := x.GiveEmail(t.Context(), w, "zoe@example.org", browser); err != nil {
		t.Fatal(err)
	}
	x.c.onContact = func() { x.c.profiles[w.Customers[0]] = candor.Profile{Email: "other@example.org"} }
	if err := x.ProveEmail(t.Context(), w, x.lastLink(t), browser); !errors.Is(err, rights.ErrLinkElsewhere) {
		t.Errorf("%v", err)
	}
	if len(x.opensWith("zoe@example.org")) > 0 || !x.c.profiles[w.Customers[0]].Verified.IsZero() {
		t.Error("the address of before opens it")
	}
}

func visit(changes object) string { return hs256(plainHeader, claims(changes)) }

func TestASiteNamesItsVisitorOnce(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(1)
	id := w.Customers[0]
	p, err := x.Visitor(t.Context(), "main", visit(nil), id)
	if err != nil || p.Email != "zoe@example.org" || p.VerifiedBy != "site" || !p.Verified.Equal(noon()) {
		t.Fatalf("%+v, %v", p, err)
	}
	if !slices.Equal(x.opensWith("zoe@example.org"), w.Customers) || !slices.Equal(x.c.contacts["site:main:user-7"], w.Customers) {
		t.Errorf("tied %v", x.c.contacts)
	}
	if _, err := x.Visitor(t.Context(), "main", visit(nil), id); !errors.Is(err, rights.ErrTokenReplayed) {
		t.Errorf("replayed: %v", err)
	}
	if p, err := x.Visitor(t.Context(), "main", visit(object{"jti": "n-2", "email": nil, "name": "Zoë B."}), id); err != nil || p.Name != "Zoë B." || p.Email != "zoe@example.org" {
		t.Errorf("the same visitor again: %+v, %v", p, err)
	}
	if _, err := x.Visitor(t.Context(), "other", visit(object{"jti": "n-3"}), id); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("an inbox that takes none: %v", err)
	}
}

func TestTheWordOfTheSiteOpensAllThatIsTheVisitorsForAShortTime(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	here, there, stranger := x.person(1), x.person(1), x.person(1)
	here.Proof, stranger.Proof = rights.BySession, rights.BySession
	for i, w := range []rights.Who{there, here} {
		if _, err := x.Visitor(t.Context(), "main", visit(object{"jti": fmt.Sprint("wide-", i)}), w.Customers[0]); err != nil {
			t.Fatal(err)
		}
	}
	wide, err := x.Widen(t.Context(), here)
	if err != nil || wide.Proof != rights.BySite || len(wide.Customers) != 2 || wide.Customers[0] != here.Customers[0] {
		t.Errorf("%v, %v", wide, err)
	}
	if got, err := x.Widen(t.Context(), stranger); err != nil || len(got.Customers) != 1 || got.Proof != rights.BySession {
		t.Errorf("a stranger: %v, %v", got, err)
	}
	x.now = x.now.Add(rights.SiteFresh + time.Second)
	if got, err := x.Widen(t.Context(), here); err != nil || len(got.Customers) != 1 || got.Proof != rights.BySession {
		t.Errorf("later: %v, %v", got, err)
	}
}

// Two people sign in one after the other at one screen, in which a conversation is open.
func TestAConversationStaysWithTheVisitorWhoWasNamedFirst(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(1)
	id := w.Customers[0]
	if _, err := x.Visitor(t.Context(), "main", visit(nil), id); err != nil {
		t.Fatal(err)
	}
	before := x.c.profiles[id]
	other := visit(object{"jti": "n-2", "sub": "user-8", "email": "other@example.org", "name": "Other"})
	if _, err := x.Visitor(t.Context(), "main", other, id); !errors.Is(err, rights.ErrTokenPerson) {
		t.Errorf("%v", err)
	}
	if after := x.c.profiles[id]; after.Name != before.Name || after.Email != before.Email || after.Site != before.Site {
		t.Errorf("it became %+v", after)
	}
	if len(x.opensWith("other@example.org")) > 0 || len(x.c.contacts["site:main:user-8"]) > 0 {
		t.Error("the second visitor opens the first one's data")
	}
}

func TestATieThatFailsLeavesNothingProven(t *testing.T) {
	t.Parallel()
	x := openOffice("message")
	w := x.person(1)
	x.c.failing["contact"] = errBroken
	if _, err := x.Visitor(t.Context(), "main", visit(nil), w.Customers[0]); !errors.Is(err, errBroken) {
		t.Errorf("a site: %v", err)
	}
	if err := x.GiveEmail(t.Context(), w, "zoe@example.org", browser); err != nil {
		t.Fatal(err)
	}
	if err := x.ProveEmail(t.Context(), w, x.lastLink(t), browser); !errors.Is(err, errBroken) {
		t.Errorf("a link: %v", err)
	}
	if p := x.c.profiles[w.Customers[0]]; !p.Verified.IsZero() || p.VerifiedBy != "" {
		t.Errorf("the profile says that it was proven: %+v", p)
	}
}
