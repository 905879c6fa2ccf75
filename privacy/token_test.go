package privacy_test

import (
	"regexp"
	"strings"
	"testing"

	"candor/privacy"
)

func TestTokensAreLettersAndDigitsOfOneWidth(t *testing.T) {
	t.Parallel()
	shape := regexp.MustCompile(`^UQ7X[0-9A-HJKMNP-TV-Z]{11}$`)
	seen := map[string]bool{}
	for _, kind := range []privacy.Type{"PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "LOCATION", "CREDIT_CARD", "UK_NHS", "PASSWORD", "ORDER_ID", "IP_ADDRESS", "DATE_TIME", "SOMETHING"} {
		for range 500 {
			token := privacy.NewToken(kind)
			if !shape.MatchString(token) || len(token) != privacy.TokenWidth {
				t.Fatalf("%q is not of the shape", token)
			}
			if !privacy.WholeToken(token) {
				t.Fatalf("%q fails its own check", token)
			}
			if strings.Contains(token[1:], "U") {
				t.Fatalf("in %q a second token could begin", token)
			}
			if seen[token] {
				t.Fatalf("%q came twice", token)
			}
			seen[token] = true
		}
	}
}

func TestAnyWrongSymbolAndAnySwapFailTheCheck(t *testing.T) {
	t.Parallel()
	const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	for range 50 {
		token := privacy.NewToken("PERSON")
		for i := len(privacy.TokenMarker); i < len(token); i++ {
			for _, other := range symbols + "abcdefghijklmnopqrstuvwxyzILOU -_é" {
				if changed := token[:i] + string(other) + token[i+1:]; changed != token && privacy.WholeToken(changed) {
					t.Fatalf("%q passes for %q", changed, token)
				}
			}
			for j := i + 1; j < len(token); j++ {
				swapped := []byte(token)
				swapped[i], swapped[j] = swapped[j], swapped[i]
				if string(swapped) != token && privacy.WholeToken(string(swapped)) {
					t.Fatalf("%q passes for %q", swapped, token)
				}
			}
		}
		for i := range token {
			if privacy.WholeToken(token[:i]) || privacy.WholeToken(token[:i]+strings.ToLower(token[i:])) && strings.ToLower(token[i:]) != token[i:] {
				t.Fatalf("%q cut or lowered at %d passes", token, i)
			}
		}
	}
}

func TestSpellingsOfOneValueFoldAndValuesDoNot(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		kind privacy.Type
		a, b string
		same bool
	}{
		{"EMAIL_ADDRESS", "Anna@Example.org", "anna@example.ORG", true},
		{"EMAIL_ADDRESS", "ａnna@example.org", "anna@example.org", true},
		{"EMAIL_ADDRESS", "an\u200bna@example.org", "anna@example.org", true},
		{"EMAIL_ADDRESS", "anna@example.org", "anne@example.org", false},
		{"PHONE_NUMBER", "+44 20 7946 0958", "0044-20-7946.0958", true},
		{"PHONE_NUMBER", "(020) 7946\u00a00958", "02079460958", true},
		{"PHONE_NUMBER", "٠٢٠٧٩٤٦٠٩٥٨", "020 7946 0958", true},
		{"PHONE_NUMBER", "020 7946 0958", "020 7946 0959", false},
		{"CREDIT_CARD", "4242 4242 4242 4242", "4242-4242-4242-4242", true},
		{"IBAN_CODE", "gb82 west 1234 5698 7654 32", "GB82WEST12345698765432", true},
		{"UK_NHS", "943 476 5919", "9434765919", true},
		{"PERSON", "Maya  Lindqvist", "maya lindqvist", true},
		{"PERSON", "Maya\nLindqvist", "Maya Lindqvist", true},
		{"PERSON", "Maya Lindqvist", "Maya Lindquist", false},
		{"PERSON", "Anna Lee", "Annalee", false},
		{"IP_ADDRESS", "1.2.3.45", "12.3.4.5", false},
		{"DATE_TIME", "1/12/2020", "11/2/2020", false},
		{"ORDER_ID", "A-12-3", "A-1-23", false},
		{"PASSWORD", "Tulip9", "tulip9", false},
		{"CRYPTO", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "1boatslrhtknngkdxeeobr76b53lettpyt", false},
		{"URL", "https://example.org/a", "https://example.org/A", false},
	} {
		if same := privacy.FoldValue(x.kind, x.a) == privacy.FoldValue(x.kind, x.b); same != x.same {
			t.Errorf("%s %q and %q: the same %v, want %v", x.kind, x.a, x.b, same, x.same)
		}
	}
}
