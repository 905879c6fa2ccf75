package privacy_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"candor/privacy"
)

// told are messages as people write them, with what of them must not stay.
func told() []struct {
	text   string
	secret []string
} {
	return []struct {
		text   string
		secret []string
	}{
		{"My card is 4242 4242 4242 4242, CVV 917, expires 04/29.", []string{"4242 4242", "917"}},
		{"mein Passwort lautet Tulpe-77x, geht nicht", []string{"Tulpe-77x"}},
		{"mon mot de passe est Tulipe77x.", []string{"Tulipe77x"}},
		{"mi contraseña es Tulipan77x", []string{"Tulipan77x"}},
		{"the one-time code is 482913, it says expired", []string{"482913"}},
		{"sk_live_4eC39HqLyjWDarjtT1zdp7dc does not work", []string{"4eC39HqLyjWDarjtT1zdp7dc"}},
		{"4２４２ ４２４２ ４２４２ ４２４２ is my card", []string{"４２４２ ４２４２"}},
		{"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n-----END PRIVATE KEY-----", []string{"MIIEvQIBADAN"}},
	}
}

// What was screened is screened: a second look finds nothing more, and the first left no secret.
func TestScreeningWithTheDetector(t *testing.T) {
	t.Parallel()
	detector := privacy.New()
	for _, x := range told() {
		spans, _ := detector.Detect(x.text, privacy.Hints{})
		once, kinds := privacy.Screen(x.text, spans)
		for _, s := range x.secret {
			if strings.Contains(once, s) || len(kinds) == 0 {
				t.Errorf("%q is kept as %q, hidden %q", x.text, once, kinds)
			}
		}
		spans, _ = detector.Detect(once, privacy.Hints{})
		if twice, more := privacy.Screen(once, spans); twice != once || more != nil {
			t.Errorf("%q, screened again, is %q (%q)", once, twice, more)
		}
	}
}

func TestWhatIsOrdinaryIsNotScreened(t *testing.T) {
	t.Parallel()
	detector := privacy.New()
	for _, text := range []string{
		"I forgot my password and cannot sign in. How do I reset it?", "Ich habe mein Passwort vergessen.", "Where do I enter the security code of my card?",
		"Is a CVV needed when I pay?", "My order is 100482913 from 12 May 2026, 2 lamps for 249.90 EUR.", "The code SPRING10 does not work in the basket.",
		"Please call me at 020 7946 0958 after 17:00.", "I pay with a card that ends in 4242.", "Ik ben mijn wachtwoord kwijt.",
	} {
		spans, _ := detector.Detect(text, privacy.Hints{})
		if clean, kinds := privacy.Screen(text, spans); clean != text {
			t.Errorf("%q is kept as %q (%q)", text, clean, kinds)
		}
	}
}

// Whatever the detector finds in whatever text, the text can be masked and comes back.
func FuzzWhatTheDetectorFindsComesBack(f *testing.F) {
	for _, x := range told() {
		f.Add(x.text)
	}
	f.Add("Maya <maya@example.org>, +44 20 7946 0958, 10.0.0.1, GB82 WEST 1234 5698 7654 32")
	f.Add("a\u0301\u200b@example.org ①②③ ﷺ")
	detector := privacy.New()
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			return
		}
		m := newMasker(t, exactly{detector})
		masked := m.mask(t, text)
		r := m.restorer(t)
		if got := r.Restore(masked, privacy.Plain); got != text {
			t.Fatalf("%q, masked as %q, comes back as %q", text, masked, got)
		}
		s := r.Stream(privacy.Plain)
		cut := len(masked) / 2
		if got := s.Write(masked[:cut]) + s.Write(masked[cut:]) + s.Close(); got != text {
			t.Fatalf("%q, streamed, comes back as %q", text, got)
		}
	})
}

// exactly gives each finding a type in which every spelling is a value of its own, so that the way
// back is exact to the byte.
type exactly struct{ privacy.Finder }

func (e exactly) Detect(text string, h privacy.Hints) ([]privacy.Span, []privacy.Flag) {
	spans, flags := e.Finder.Detect(text, h)
	for i := range spans {
		spans[i].Type = "PASSWORD"
	}
	return spans, flags
}
