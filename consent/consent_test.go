package consent_test

import (
	"fmt"
	"strings"
	"testing"

	"candor"
	"candor/consent"
	"candor/policy"
)

func TestSilenceIsNotConsent(t *testing.T) {
	t.Parallel()
	allowed := policy.Consents{candor.Answers: {Purpose: candor.Answers, Given: true}}
	refused := policy.Consents{candor.Answers: {Purpose: candor.Answers}}
	other := policy.Consents{"improve": {Purpose: "improve", Given: true}}
	for _, x := range []struct {
		name       string
		consents   policy.Consents
		withPerson bool
		want       policy.Action
	}{
		{"nothing recorded", nil, false, policy.HandOver},
		{"a refusal", refused, false, policy.HandOver},
		{"another purpose", other, false, policy.HandOver},
		{"allowed", allowed, false, policy.Pass},
		{"allowed, but with a person", allowed, true, policy.HandOver},
	} {
		c := &policy.Case{Consents: x.consents, Conversation: candor.Conversation{WithPerson: x.withPerson}}
		v, err := consent.Gate{}.Check(t.Context(), c)
		if err != nil || v.Action != x.want {
			t.Errorf("%s: %s, %v; want %s", x.name, v.Action, err, x.want)
		}
	}
}

func TestWithdrawStopsADraftedAnswer(t *testing.T) {
	t.Parallel()
	c := &policy.Case{Draft: &policy.Draft{Author: candor.ByAssistant}}
	if v, err := (consent.StillGate{}).Check(t.Context(), c); err != nil || v.Action != policy.Hold {
		t.Errorf("%s, %v; want hold", v.Action, err)
	}
	c.Consents = policy.Consents{candor.Answers: {Given: true}}
	if v, err := (consent.StillGate{}).Check(t.Context(), c); err != nil || v.Action != policy.Pass {
		t.Errorf("%s, %v; want pass", v.Action, err)
	}
	c.Consents, c.Draft.Author = nil, candor.ByAgent
	if v, err := (consent.StillGate{}).Check(t.Context(), c); err != nil || v.Action != policy.Pass {
		t.Errorf("a person's words: %s, %v; want pass", v.Action, err)
	}
}

func TestEveryNoticeIsWholeAndNamesTheCompany(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, lang := range consent.Languages() {
		n := consent.For("Harbour & Pine", lang)
		if n.Language != lang {
			t.Errorf("%s gets the notice in %s", lang, n.Language)
		}
		if n.Title == "" || n.Allow == "" || n.Refuse == "" || len(n.Text) != 3 {
			t.Errorf("%s: incomplete notice", lang)
		}
		if plain := n.Plain(); !strings.Contains(plain, "Harbour & Pine") || strings.Contains(plain, "{") {
			t.Errorf("%s: %s", lang, plain)
		}
		if other, twice := seen[n.Digest]; twice {
			t.Errorf("%s and %s share a digest", lang, other)
		}
		seen[n.Digest] = lang
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
}

func ExampleFor() {
	fmt.Println(consent.For("Harbour & Pine", "en-GB").Title)
	// Output: May the assistant read your messages?
}
