package consent_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor"
	"candor/consent"
	"candor/policy"

	"github.com/google/go-cmp/cmp"
)

func act(p candor.Purpose, a candor.ConsentAct, version int) candor.Consent {
	return candor.Consent{Purpose: p, Act: a, Version: version}
}

func record(all ...candor.Consent) policy.Consents {
	out := policy.Consents{}
	for _, c := range all {
		out[c.Purpose] = c
	}
	return out
}

const inForce = 1 // of every purpose today

func TestSilenceIsNotConsent(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name       string
		consents   policy.Consents
		withPerson bool
		want       policy.Action
		reason     string
	}{
		{"nothing recorded", nil, false, policy.HandOver, consent.ReasonNoConsent},
		{"a record that says nothing", record(candor.Consent{Purpose: candor.Answers}), false, policy.HandOver, consent.ReasonNoConsent},
		{"a refusal", record(act(candor.Answers, candor.Refused, inForce)), false, policy.HandOver, consent.ReasonNoConsent},
		{"a withdrawal", record(act(candor.Answers, candor.Withdrew, inForce)), false, policy.HandOver, consent.ReasonNoConsent},
		{"an objection", record(act(candor.Answers, candor.Objected, inForce)), false, policy.HandOver, consent.ReasonNoConsent},
		{"another purpose", record(act(candor.Improve, candor.Gave, inForce)), false, policy.HandOver, consent.ReasonNoConsent},
		{"another purpose in its place", policy.Consents{candor.Answers: act(candor.Improve, candor.Gave, inForce)}, false, policy.HandOver, consent.ReasonNoConsent},
		{"an earlier meaning", record(act(candor.Answers, candor.Gave, inForce-1)), false, policy.HandOver, consent.ReasonStale},
		{"a later program's meaning", record(act(candor.Answers, candor.Gave, inForce+1)), false, policy.HandOver, consent.ReasonStale},
		{"allowed", record(act(candor.Answers, candor.Gave, inForce)), false, policy.Pass, consent.ReasonAllowed},
		{"allowed, but with a person", record(act(candor.Answers, candor.Gave, inForce)), true, policy.HandOver, consent.ReasonPerson},
	} {
		c := &policy.Case{Consents: x.consents, Conversation: candor.Conversation{WithPerson: x.withPerson}}
		v, err := consent.Gate{}.Check(t.Context(), c)
		if err != nil || v.Action != x.want || v.Reason != x.reason {
			t.Errorf("%s: %s %s, %v; want %s %s", x.name, v.Action, v.Reason, err, x.want, x.reason)
		}
	}
}

func TestWithdrawStopsADraftedAnswer(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name     string
		by       candor.Author
		consents policy.Consents
		want     policy.Action
	}{
		{"withdrawn while it was drafted", candor.ByAssistant, record(act(candor.Answers, candor.Withdrew, inForce)), policy.Hold},
		{"never given", candor.ByAssistant, nil, policy.Hold},
		{"given for an earlier meaning", candor.ByAssistant, record(act(candor.Answers, candor.Gave, inForce-1)), policy.Hold},
		{"still given", candor.ByAssistant, record(act(candor.Answers, candor.Gave, inForce)), policy.Pass},
		{"a person's words", candor.ByAgent, nil, policy.Pass},
	} {
		c := &policy.Case{Draft: &policy.Draft{Author: x.by}, Consents: x.consents}
		if v, err := (consent.StillGate{}).Check(t.Context(), c); err != nil || v.Action != x.want {
			t.Errorf("%s: %s, %v; want %s", x.name, v.Action, err, x.want)
		}
	}
}

// Lesson 28: the text changed and old consents went on to apply.
func TestLesson28OldConsentDoesNotApplyToANewMeaning(t *testing.T) {
	t.Parallel()
	for _, p := range candor.Asked() {
		if p.Meaning() != inForce {
			t.Fatalf("%s means version %d; this test knows %d", p, p.Meaning(), inForce)
		}
		now := consent.Notice{Purpose: p, Version: inForce}
		next := consent.Notice{Purpose: p, Version: inForce + 1}
		for _, x := range []struct {
			name   string
			last   candor.Consent
			notice consent.Notice
			want   consent.Standing
			err    error
		}{
			{"never asked", candor.Consent{}, now, consent.Required, candor.ErrConsentNeeded},
			{"of another purpose", act("other", candor.Gave, inForce), now, consent.Required, candor.ErrConsentNeeded},
			{"given", act(p, candor.Gave, inForce), now, consent.Allowed, nil},
			{"given before the notice changed", act(p, candor.Gave, inForce), next, consent.Stale, candor.ErrConsentStale},
			{"given for an earlier meaning", act(p, candor.Gave, inForce-1), now, consent.Stale, candor.ErrConsentStale},
			{"refused", act(p, candor.Refused, inForce), next, consent.Declined, candor.ErrConsentNeeded},
			{"withdrawn", act(p, candor.Withdrew, inForce), now, consent.Declined, candor.ErrConsentNeeded},
			{"objected to", act(p, candor.Objected, 0), now, consent.Declined, candor.ErrConsentNeeded},
		} {
			got := consent.Check(x.last, x.notice)
			if err := got.Err(); got != x.want || !errors.Is(err, x.err) || (err == nil) != (x.err == nil) {
				t.Errorf("%s, %s: %s, %v; want %s, %v", p, x.name, got, err, x.want, x.err)
			}
		}
	}
}

func TestANewVendorIsAskedAboutAndTheOldOneStaysAllowed(t *testing.T) {
	t.Parallel()
	before, _ := consent.NewBook("Harbour & Pine", []string{"Acme AI"}).Notice(candor.Vendor, "en")
	after, _ := consent.NewBook("Harbour & Pine", []string{"Other AI", "Acme AI"}).Notice(candor.Vendor, "en")
	given := candor.Consent{Purpose: candor.Vendor, Act: candor.Gave, Version: before.Version, Recipients: before.Recipients}
	if got := consent.Check(given, before); got != consent.Allowed {
		t.Errorf("the vendor that was named: %s", got)
	}
	if got := consent.Check(given, after); got != consent.Stale {
		t.Errorf("a vendor more: %s, want that it is asked again", got)
	}
	c := record(given)
	for name, want := range map[string]bool{"Acme AI": true, "Other AI": false, "": false, "acme ai": false} {
		if got := c.AllowsVendor(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
	if c.Allows(candor.Vendor) {
		t.Error("text may go to any vendor, whoever it is")
	}
	given.Version--
	if record(given).AllowsVendor("Acme AI") {
		t.Error("an earlier meaning still sends")
	}
}

func TestWithoutAVendorNothingIsAskedAboutOne(t *testing.T) {
	t.Parallel()
	without := consent.NewBook("Harbour & Pine", nil)
	if slices.Contains(without.Asked(), candor.Vendor) {
		t.Error("it is asked")
	}
	if _, ok := without.Notice(candor.Vendor, "en"); ok {
		t.Error("there is a notice")
	}
	with := consent.NewBook("Harbour & Pine", []string{"B AI", "A AI", "B AI"})
	if diff := cmp.Diff(candor.Asked(), with.Asked()); diff != "" {
		t.Error(diff)
	}
	n, _ := with.Notice(candor.Vendor, "fr-CA")
	if !strings.Contains(n.Plain(), "A AI, B AI") || !slices.Equal(n.Recipients, []string{"A AI", "B AI"}) {
		t.Errorf("%v: %s", n.Recipients, n.Plain())
	}
}

func TestEveryNoticeIsWholeAndNamesTheCompany(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	all := consent.NewBook("Harbour & Pine", []string{"Acme AI"}).Notices()
	if want := len(candor.Asked()) * len(consent.Languages()); len(all) != want {
		t.Errorf("%d notices, want %d", len(all), want)
	}
	for _, n := range all {
		name := string(n.Purpose) + " " + n.Language
		if n.Title == "" || n.Allow == "" || n.Refuse == "" || len(n.Text) != 5 || n.Version != n.Purpose.Meaning() {
			t.Errorf("%s: incomplete notice", name)
		}
		for i, part := range n.Text {
			if len(part) < 20 {
				t.Errorf("%s: paragraph %d says nothing", name, i)
			}
		}
		if plain := n.Plain(); !strings.Contains(plain, "Harbour & Pine") || strings.ContainsAny(plain, "{}!") {
			t.Errorf("%s: %s", name, plain)
		}
		if long, short := max(len([]rune(n.Allow)), len([]rune(n.Refuse))), min(len([]rune(n.Allow)), len([]rune(n.Refuse))); long > 2*short+6 {
			t.Errorf("%s: one button outweighs the other: %q, %q", name, n.Allow, n.Refuse)
		}
		if other, twice := seen[n.Digest]; twice {
			t.Errorf("%s and %s share a digest", name, other)
		}
		seen[n.Digest] = name
	}
}

func TestTheDigestNamesExactlyWhatWasShown(t *testing.T) {
	t.Parallel()
	a := consent.For("Harbour & Pine", "en")
	if a.Digest != consent.For("Harbour & Pine", "en-GB").Digest {
		t.Error("the same words have two digests")
	}
	if a.Digest == consent.For("Harbour & Oak", "en").Digest {
		t.Error("other words have the same digest")
	}
	if got := consent.For("Harbour & Pine", "xx").Language; got != "en" {
		t.Errorf("an unknown language gets %s, want en", got)
	}
	book := consent.NewBook("Harbour & Pine", nil)
	if diff := cmp.Diff(a.Shown(), must(book.Shown(t.Context(), "main", candor.Answers, a.Digest))); diff != "" {
		t.Error(diff)
	}
	for p, digest := range map[candor.Purpose]string{candor.Memory: a.Digest, candor.Answers: "0123", candor.Improve: ""} {
		if _, ok, err := book.Shown(t.Context(), "main", p, digest); ok || err != nil {
			t.Errorf("%s, %q is in force, %v", p, digest, err)
		}
	}
}

func must(s candor.Shown, _ bool, err error) candor.Shown {
	if err != nil {
		panic(err)
	}
	return s
}

func TestWhatNeedsNoConsentIsExplained(t *testing.T) {
	t.Parallel()
	for _, language := range consent.Languages() {
		e := consent.Explained("Harbour & Pine", language+"-XX")
		all := strings.Join(e.Text, "\n")
		if e.Language != language || e.Title == "" || len(e.Text) != 4 || !strings.Contains(all, "Harbour & Pine") || strings.Contains(all, "{") {
			t.Errorf("%s: %+v", language, e)
		}
	}
}

func ExampleFor() {
	fmt.Println(consent.For("Harbour & Pine", "en-GB").Title)
	// Output: May the assistant read your messages?
}

func ExampleCheck() {
	notice := consent.For("Harbour & Pine", "en")
	given := candor.Consent{Purpose: candor.Answers, Act: candor.Gave, Version: notice.Version}
	fmt.Println(consent.Check(candor.Consent{}, notice), consent.Check(given, notice))
	// Output: required allowed
}
