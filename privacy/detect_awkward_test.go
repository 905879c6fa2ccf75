package privacy_test

import (
	"strings"
	"testing"
	"unicode"

	"candor/privacy"
)

// digitsFrom writes digits in another script, whose zero is given.
func digitsFrom(zero rune) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return zero + r - '0'
			}
			return r
		}, s)
	}
}

func threaded(sep string) func(string) string {
	return func(s string) string { return strings.Join(strings.Split(s, ""), sep) }
}

func instead(sep string) func(string) string {
	return strings.NewReplacer(" ", sep, "-", sep).Replace
}

func inside(before, after string) func(string) string {
	return func(s string) string { return before + s + after }
}

// awkward are ways to type a value that a search for its usual build passes by.
func awkward() map[string]func(string) string {
	return map[string]func(string) string{
		"no-break space": instead("\u00a0"), "narrow space": instead("\u202f"), "thin space": instead("\u2009"), "ideographic space": instead("\u3000"),
		"hyphen": instead("‐"), "no-break hyphen": instead("‑"), "en dash": instead("–"), "em dash": instead("—"), "minus": instead("−"), "dots": instead("."),
		"hyphens and spaces": instead(" - "), "two spaces": instead("  "), "in one piece": instead(""), "underscores": instead("_"), "tabs": instead("\t"),
		"entities": instead("&nbsp;"), "entities by number": instead("&#8209;"),
		"full width": digitsFrom('０'), "Arabic": digitsFrom('٠'), "Persian": digitsFrom('۰'), "Devanagari": digitsFrom('०'), "Bengali": digitsFrom('০'), "Thai": digitsFrom('๐'),
		"bold": digitsFrom('𝟎'), "monospace": digitsFrom('𝟶'), "double-struck": digitsFrom('𝟘'),
		"zero width": threaded("\u200b"), "joiners": threaded("\u200d"), "soft hyphens": threaded("\u00ad"), "word joiners": threaded("\u2060"),
		"byte order mark": inside("\ufeff", "\ufeff"), "direction": inside("\u200f", "\u200e"), "isolates": inside("\u2066", "\u2069"),
		"quotes": inside(`"`, `"`), "curly quotes": inside("“", "”"), "angle quotes": inside("«", "»"), "brackets": inside("(", ")"), "square": inside("[", "]"),
		"bold type": inside("**", "**"), "code": inside("`", "`"), "tag": inside("<b>", "</b>"), "comma": inside("", ",and"), "full stop": inside("", "."),
		"colon": inside(":", ""), "emoji": inside("🙂", "🙂"), "pipes": inside("|", "|"), "East Asian brackets": inside("「", "」"), "East Asian stop": inside("", "。"),
	}
}

// TestAwkwardSpellingsAreCovered is lesson 21 for every way of typing at once.
func TestAwkwardSpellingsAreCovered(t *testing.T) {
	t.Parallel()
	d := privacy.New()
	for name, test := range map[string]struct{ before, value, after string }{
		"card":          {"please charge ", "4111 1111 1111 1111", " today"},
		"card 2 series": {"my card is ", "2221 0000 0000 0009", " thanks"},
		"short card":    {"card ", "3782 822463 10005", " ok"},
		"account":       {"Refund to ", "DE89 3704 0044 0532 0130 00", " please"},
		"account in GB": {"IBAN ", "GB29 NWBK 6016 1331 9268 19", " please"},
		"phone":         {"you can ring me on ", "+44 20 7946 0958", " after six"},
		"phone at home": {"Telefon ", "0151 23456789", " ab 18 Uhr"},
		"US number":     {"my ssn is ", "211-61-2766", " if needed"},
		"health number": {"my NHS number is ", "401 023 2137", " ok"},
	} {
		for way, spell := range awkward() {
			value := spell(test.value)
			text := test.before + value + test.after
			found, _ := d.Detect(text, privacy.Hints{})
			cover := make([]bool, len(text))
			for _, s := range found {
				for i := s.Start; i < s.End; i++ {
					cover[i] = true
				}
			}
			for i, r := range text[:len(test.before)+len(value)] {
				if i >= len(test.before) && unicode.IsDigit(r) && !cover[i] {
					t.Errorf("%s, %s: %q leaves a digit in the open: %v", name, way, text, seen(text, found))
					break
				}
			}
		}
	}
}

func TestMailIsFoundHoweverItIsSpelled(t *testing.T) {
	t.Parallel()
	d := privacy.New()
	for _, value := range []string{
		"anna.berg (at) example.org", "anna.berg (at) example (dot) org", "anna.berg[at]example[dot]org", "anna dot berg at example dot org", "anna.berg @ example.org",
		"anna.berg@example . org", "anna.berg＠example．org", "anna.berg@\u200bexample.org", "anna.berg&#64;example.org", "anna.berg%40example.org", "anna.berg_at_example.org",
		"anna.berg+shop@example.co.uk", "jörg.müller@exämple.de", "o'neil@example.org", `"anna berg"@example.org`, "anna@[192.168.0.1]", "ANNA.BERG@EXAMPLE.ORG",
		"anna@berg.photography", "anna.berg AT example DOT org", "anna@localhost", "user@xn--80ak6aa92e.com",
	} {
		for _, text := range []string{"write to " + value + " or wait", "<" + value + ">", "mailto:" + value} {
			found, _ := d.Detect(text, privacy.Hints{})
			start := strings.Index(text, value)
			if len(found) != 1 || found[0].Start > start || found[0].End < start+len(value) {
				t.Errorf("%q: %v", text, seen(text, found))
			}
		}
	}
}
