package fairness_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/fairness"
	"candor/policy"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func key(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(strings.Repeat(string(rune(seed)), ed25519.SeedSize)))
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func release() string { return fairness.Parts{Program: "p", Knowledge: "k"}.Digest() }

func passed() fairness.Record {
	return fairness.Record{Release: release(), Report: "r", Plan: "p", Passed: true, At: noon, Until: noon.Add(fairness.Valid)}
}

func overruled() fairness.Record {
	return fairness.Record{Release: release(), At: noon, Until: noon.Add(fairness.Overruled), Override: &fairness.Override{
		By: [2]string{"Maya Lindqvist", "Tom Okoro"}, Reason: "The shop is closed until the fix of Thursday."}}
}

func TestAnyChangeIsAnotherRelease(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range []fairness.Parts{
		{}, {Program: "a"}, {Models: "a"}, {Policy: "a"}, {Thresholds: "a"}, {Knowledge: "a"}, {Program: "a", Models: "b"}, {Program: "ab"}, {Program: "a\n1:b"},
	} {
		if d := p.Digest(); seen[d] || len(d) != 64 {
			t.Errorf("%+v has the digest of another: %s", p, d)
		}
		seen[p.Digest()] = true
	}
}

func TestARecordHoldsForItsReleaseAndItsTime(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]fairness.Record{"passed": passed(), "overruled": overruled()} {
		signed, err := r.Sign(key('a'))
		if err != nil {
			t.Fatal(err)
		}
		got, err := fairness.Open(signed, public(key('a')))
		if err != nil || got.Release != r.Release || !got.Until.Equal(r.Until) {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		for when, want := range map[time.Time]error{noon: nil, noon.Add(24 * time.Hour): nil, r.Until: fairness.ErrExpired, noon.Add(-6 * time.Hour): nil, noon.Add(-13 * time.Hour): fairness.ErrExpired} {
			if err := got.Holds(release(), when); !errors.Is(err, want) {
				t.Errorf("%s at %s: %v, want %v", name, when, err, want)
			}
		}
		if err := got.Holds(fairness.Parts{Knowledge: "other"}.Digest(), noon); !errors.Is(err, fairness.ErrNoRecord) {
			t.Errorf("%s for other knowledge: %v", name, err)
		}
	}
}

func TestARecordThatWasTouchedIsNone(t *testing.T) {
	t.Parallel()
	signed, err := passed().Sign(key('a'))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"empty": "", "no signature": strings.SplitN(signed, "\n", 2)[0],
		"other until":     strings.Replace(signed, "2027", "2099", 1),
		"other release":   strings.Replace(signed, release()[:8], "00000000", 1),
		"more behind":     signed + "x",
		"another's":       mustSign(t, passed(), key('b')),
		"of the override": strings.Split(signed, "\n")[0] + "\n" + strings.Split(mustSign(t, overruled(), key('a')), "\n")[1] + "\n",
	} {
		if _, err := fairness.Open(text, public(key('a'))); !errors.Is(err, fairness.ErrForged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range signed {
		if i == len(signed)-1 {
			continue // the line end behind the signature says nothing
		}
		broken := []byte(signed)
		broken[i] ^= 1
		if r, err := fairness.Open(string(broken), public(key('a'))); err == nil {
			t.Errorf("changed at %d it is still %+v", i, r)
		}
	}
}

func mustSign(t *testing.T, r fairness.Record, k ed25519.PrivateKey) string {
	t.Helper()
	s, err := r.Sign(k)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatSaysTooLittleIsNotSigned(t *testing.T) {
	t.Parallel()
	change := func(r fairness.Record, do func(*fairness.Record)) fairness.Record {
		if r.Override != nil {
			o := *r.Override
			r.Override = &o
		}
		do(&r)
		return r
	}
	for name, r := range map[string]fairness.Record{
		"nothing":           {},
		"blocked":           change(passed(), func(r *fairness.Record) { r.Passed = false }),
		"without a report":  change(passed(), func(r *fairness.Record) { r.Report = "" }),
		"for ever":          change(passed(), func(r *fairness.Record) { r.Until = r.At.AddDate(1, 0, 0) }),
		"over before":       change(passed(), func(r *fairness.Record) { r.Until = r.At }),
		"by one person":     change(overruled(), func(r *fairness.Record) { r.Override.By[1] = " " }),
		"by the same twice": change(overruled(), func(r *fairness.Record) { r.Override.By[1] = "maya lindqvist " }),
		"without a reason":  change(overruled(), func(r *fairness.Record) { r.Override.Reason = "because" }),
		"for too long":      change(overruled(), func(r *fairness.Record) { r.Until = r.At.AddDate(0, 1, 0) }),
	} {
		if s, err := r.Sign(key('a')); err == nil {
			t.Errorf("%s was signed: %s", name, s)
		}
	}
}

func TestAReportThatWasTouchedDoesNotVerify(t *testing.T) {
	t.Parallel()
	signed, err := fairness.SignReport(map[string]any{"desk": "Harbour & Pine <x>", "probes": 26592}, key('a'))
	if err != nil {
		t.Fatal(err)
	}
	// Written with blanks and read back it is the same report.
	text, err := json.MarshalIndent(signed, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	var read fairness.SignedReport
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	if got, err := read.Verify(); err != nil || !got.Equal(public(key('a'))) {
		t.Fatalf("got %x, %v", got, err)
	}
	other, err := fairness.SignReport(map[string]any{}, key('b'))
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]fairness.SignedReport{
		"another number":    {Report: json.RawMessage(strings.Replace(string(signed.Report), "26592", "26593", 1)), Key: signed.Key, Signature: signed.Signature},
		"another key":       {Report: signed.Report, Key: other.Key, Signature: signed.Signature},
		"another signature": {Report: signed.Report, Key: signed.Key, Signature: other.Signature},
		"nothing":           {},
		"no JSON":           {Report: json.RawMessage("{"), Key: signed.Key, Signature: signed.Signature},
	} {
		if _, err := s.Verify(); !errors.Is(err, fairness.ErrForged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type releases func() error

func (r releases) Released(context.Context, string) error { return r() }

func TestTheGateLetsPassWhatWasReleased(t *testing.T) {
	t.Parallel()
	sentence := policy.Draft{Author: candor.ByAssistant, Sentences: []policy.Sentence{{Text: "60 days."}}}
	fixed := policy.Draft{Author: candor.ByAssistant, Fixed: policy.Fixed{Key: "assistant.abstain"}}
	person := policy.Draft{Author: candor.ByAgent, Words: "Hello"}
	both := sentence
	both.Fixed.Key = "assistant.abstain"
	broken := errors.New("no database")
	for name, c := range map[string]struct {
		draft    *policy.Draft
		released error
		want     policy.Action
		rule     string
		err      error
	}{
		"released":                      {&sentence, nil, policy.Pass, "", nil},
		"not audited":                   {&sentence, fairness.ErrNoRecord, policy.HandOver, "no_record", nil},
		"written past the program":      {&sentence, fmt.Errorf("app: %w", fairness.ErrForged), policy.HandOver, "forged", nil},
		"out of date":                   {&sentence, fairness.ErrExpired, policy.HandOver, "expired", nil},
		"blocked":                       {&sentence, fairness.ErrBlocked, policy.HandOver, "blocked", nil},
		"not known":                     {&sentence, broken, policy.Hold, "", broken},
		"a fixed text":                  {&fixed, fairness.ErrNoRecord, policy.Pass, "", nil},
		"a fixed text with more to say": {&both, fairness.ErrNoRecord, policy.HandOver, "no_record", nil},
		"a person":                      {&person, fairness.ErrNoRecord, policy.Pass, "", nil},
		"nothing":                       {nil, nil, policy.Hold, "", nil},
	} {
		v, err := fairness.Gate{Releases: releases(func() error { return c.released })}.Check(t.Context(), &policy.Case{Draft: c.draft})
		if v.Action != c.want || v.Rule != c.rule || !errors.Is(err, c.err) {
			t.Errorf("%s: %+v, %v", name, v, err)
		}
	}
	if v, err := (fairness.Gate{}).Check(t.Context(), &policy.Case{Draft: &sentence}); v.Action != policy.HandOver || err != nil {
		t.Errorf("without records: %+v, %v", v, err)
	}
}

func ExampleRecord_Sign() {
	signed, _ := passed().Sign(key('a'))
	r, err := fairness.Open(signed, public(key('a')))
	fmt.Println(r.Holds(release(), noon.Add(time.Hour)), err)
	_, err = fairness.Open(signed, public(key('b')))
	fmt.Println(err)
	// Output:
	// <nil> <nil>
	// fairness: the record of an audit is not signed by this desk
}
