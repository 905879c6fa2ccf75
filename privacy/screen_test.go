package privacy_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/privacy"
)

// marked finds what stands as {TYPE:words} in a test's text, and gives the text without the marks.
func marked(text string) (string, []privacy.Span) {
	var out strings.Builder
	var found []privacy.Span
	at := 0
	for _, m := range regexp.MustCompile(`\{([A-Z_]+):([^}]*)\}`).FindAllStringSubmatchIndex(text, -1) {
		out.WriteString(text[at:m[0]])
		start := out.Len()
		out.WriteString(text[m[4]:m[5]])
		found = append(found, privacy.Span{Type: privacy.Type(text[m[2]:m[3]]), Start: start, End: out.Len(), Score: 1})
		at = m[1]
	}
	out.WriteString(text[at:])
	return out.String(), found
}

func TestWhatMustNeverBeKeptIsTakenOut(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		in, want string
		kinds    []string
	}{
		{"nothing here", "nothing here", nil},
		{"I am {PERSON:Maya}, {EMAIL_ADDRESS:maya@example.org}", "I am Maya, maya@example.org", nil},
		{"card {CREDIT_CARD:4242 4242 4242 4242}, cvv {CVV:123}", "card •••• 4242, cvv •••", []string{"card_number", "security_code"}},
		{"{CREDIT_CARD:4242-4242-4242-4241}", "•••• 4241", []string{"card_number"}},
		{"{CREDIT_CARD:４２４２　４２４２　４２４２　１２３４}", "•••• 1234", []string{"card_number"}},
		{"{CREDIT_CARD:٤٢٤٢٤٢٤٢٤٢٤٢١٢٣٤}", "•••• 1234", []string{"card_number"}},
		{"{CREDIT_CARD:424}", "•••", []string{"card_number"}},
		{"password {PASSWORD:tulip 9}!", "password •••!", []string{"password"}},
		{"{OTP:123456} {API_KEY:sk_live_abc} {JWT:a.b.c} {PRIVATE_KEY:-----BEGIN} {CONNECTION_STRING:postgres://u:p@h}",
			"••• ••• ••• ••• •••", []string{"access_key", "one_time_code"}},
		{"{PASSWORD:•••} {CREDIT_CARD:•••• 4242}", "••• •••• 4242", nil},
		{"{PASSWORD:•••a}", "•••", []string{"password"}},
		{"{PASSWORD:•••• 42424}", "•••", []string{"password"}},
	} {
		text, found := marked(x.in)
		clean, kinds := privacy.Screen(text, found)
		if clean != x.want {
			t.Errorf("%q is kept as %q, want %q", text, clean, x.want)
		}
		if diff := cmp.Diff(x.kinds, kinds); diff != "" {
			t.Errorf("%q: kinds (-want +got):\n%s", text, diff)
		}
	}
}

func TestAScreenerThatFailsSaysSoAndKeepsNothing(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	for name, x := range map[string]struct {
		f    privacy.Finder
		want error
	}{
		"panics":       {finds(func(s string) []privacy.Span { panic(s) }), privacy.ErrFinderPanicked},
		"does not end": {finds(func(string) []privacy.Span { <-release; return nil }), privacy.ErrFinderSlow},
		"wrong":        {finds(func(s string) []privacy.Span { return []privacy.Span{{Type: "CVV", Start: 0, End: len(s) + 1}} }), privacy.ErrFinderWrong},
	} {
		clean, kinds, err := privacy.Screener{Finder: x.f, Timeout: 50 * time.Millisecond}.Screen(t.Context(), "my password is tulip", "en")
		if !errors.Is(err, x.want) || clean != "" || kinds != nil || strings.Contains(err.Error(), "tulip") {
			t.Errorf("%s: %q, %q, %v", name, clean, kinds, err)
		}
	}
	if _, _, err := (privacy.Screener{}).Screen(t.Context(), "my password is tulip", "en"); err == nil {
		t.Error("the zero screener let a text through")
	}
}

func TestAScreenerPassesTheLanguageOn(t *testing.T) {
	t.Parallel()
	var heard privacy.Hints
	s := privacy.Screener{Finder: hears{&heard}}
	clean, kinds, err := s.Screen(context.Background(), candor.Text("bonjour"), "fr")
	if err != nil || clean != "bonjour" || kinds != nil || heard.Language != "fr" {
		t.Errorf("%q, %q, %v; heard %+v", clean, kinds, err, heard)
	}
}

type hears struct{ hints *privacy.Hints }

func (h hears) Detect(_ string, hints privacy.Hints) ([]privacy.Span, []privacy.Flag) {
	*h.hints = hints
	return nil, nil
}
