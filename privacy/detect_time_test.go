package privacy_test

import (
	"strings"
	"testing"
	"time"

	"candor/privacy"
)

// hostile are texts that cost much where a pattern looks ahead, back and again, for a length in bytes.
func hostile(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, n/len(s)+1)[:n/len(s)*len(s)] }
	return map[string]string{
		"dots": fill("."), "a.": fill("a."), "a-": fill("a-"), "letters": fill("a"), "digits": fill("4"), "digit groups": fill("1234 "),
		"single digits": fill("4 "), "digits and hyphens": fill("12-"), "at signs": fill("@"), "a@": fill("a@"), "a b@": fill("ab.cd@ef "),
		"mail without an end": fill("a.b") + "@", "colons": fill("1:"), "hexadecimal": fill("ab:"), "double colons": fill("::"), "www": fill("www."),
		"schemes": fill("http://"), "base 58": fill("1A"), "bech32": fill("bc1q"), "IBAN": fill("DE12 "), "letters apart": fill("D E 1 2 "), "plus": fill("+1"),
		"spaces": fill(" "), "zero width": fill("4\u200b"), "combining": fill("e\u0301"), "only combining": fill("\u0301"), "full width": fill("４"),
		"brackets": fill("("), "phones": fill("+49 151 2345 "), "PEM": fill("-----BEGIN KEY"), "JWT": fill("eyJhbGciOiJIUzI1NiJ9."), "keys": fill("sk-a"),
		"passwords": fill("password "), "password is": fill("pw is x1 "), "settings": fill("a=b;password="), "cues": fill("card number "), "codes": fill("code "),
		"dates": fill("1/1/2020 "), "months": fill("May 1 "), "at and dot": fill("a at b dot "), "wide": fill("電話番号"), "wide and digits": fill("号1"),
		"quotes": fill(`"@`), "percent": fill("%40"), "slashes": fill("1/"), "mixed": fill("A1b2 "), "names": fill("Anna Berg "), "capitals": fill("Ab "), "street": fill("1 High Street "),
		"fractions": fill("½"), "phrases": fill("ﷺ"), "companies": fill("㍿"), "marks": fill("⁇"), "months in a sign": fill("㋉"), "afternoon": fill("㏂"), "parts of Hangul": fill("각"),
		"entities": fill("&nbsp;1"), "signatures": fill("Anna Berg\n0151 23\n"), "signed": fill("\n123 456 789\na@b"), "signed days": fill("1年1月1日"), "card and day": fill("4111 12/29 "),
		"my number": fill("my number is 1 2 3 "), "about": fill("call about 123456 "), "Arabic": fill("رمز 1234 "),
		"lines": fill("1\n"), "underscores": fill("1_"), "broken": fill("\xff"), "flags": fill("my doctor says "),
	}
}

// costliest gives the text that takes longest, and how long; of some tries the best counts.
func costliest(d *privacy.Detector, text string) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		d.Detect(text, privacy.Hints{Language: "en", Country: "GB", Regions: []string{"US", "DE", "TR"}})
		best = min(best, time.Since(start))
	}
	return best
}

// Lesson 22: what costs more than its share of the length is an attack.
func TestLesson22TimeIsLinearOnHostileInput(t *testing.T) {
	d := privacy.New()
	const n, times = 8_000, 8
	short, long := hostile(n), hostile(times*n)
	for name := range short {
		var once, more time.Duration
		for range 4 { // a busy machine is not a slow detector
			once, more = costliest(d, short[name]), costliest(d, long[name])
			if more < 3*times*max(once, time.Millisecond) {
				break
			}
		}
		if more >= 3*times*max(once, time.Millisecond) {
			t.Errorf("%s: %v for %d bytes, %v for %d times as many", name, once, n, more, times)
		}
	}
}

func TestFiguresOfAMegabyte(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a megabyte of each kind")
	}
	d := privacy.New()
	worst, at := time.Duration(0), ""
	for name, text := range hostile(1 << 20) {
		took := costliest(d, text)
		if took > worst {
			worst, at = took, name
		}
		if took > 100*time.Millisecond {
			t.Logf("%-20s %v", name, took)
		}
	}
	t.Logf("worst of a megabyte: %v (%s)", worst, at)
	if worst > 3*time.Second {
		t.Errorf("a megabyte of %s takes %v", at, worst)
	}
}
