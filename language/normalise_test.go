package language_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor/language"
)

func ExampleNormalise() {
	n := language.Normalise("Ｈｅｌｌｏ\u200b — №\u00a0１２")
	fmt.Printf("%q\n", n.Text)
	// Output: "hello - no 12"
}

func TestNormaliseBringsTextIntoOneForm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"plain", "hello", "hello"},
		{"capitals", "ÄRGER Straße ΣΊΣΥΦΟΣ", "ärger straße σίσυφοσ"},
		{"dotted capital I", "İSTANBUL", "istanbul"},
		{"full width", "ＡＢＣ１２３", "abc123"},
		{"Arabic digits", "٤٢ ۴۲", "42 42"},
		{"Devanagari digits", "४२", "42"},
		{"mathematical digits", "𝟜𝟚", "42"},
		{"zero width", "a\u200bb\u200dc\ufeffd", "abcd"},
		{"soft hyphen", "Liefer\u00adung", "lieferung"},
		{"bidirectional controls", "\u202eabc\u202c\u2066d\u2069", "abcd"},
		{"control characters", "a\x00b\x1bc\r\nd", "abc\nd"},
		{"spaces", "a\u00a0b\u2003c\td", "a b c d"},
		{"line separators", "a\u2028b", "a\nb"},
		{"hyphens", "a‐b–c—d−e", "a-b-c-d-e"},
		{"apostrophes", "it’s ‘so’ `ok´", "it's 'so' 'ok'"},
		{"ligature", "oﬃce", "office"},
		{"decomposed", "cafe\u0301", "café"},
		{"decomposed around a hidden character", "cafe\u200b\u0301", "café"},
		{"invalid bytes", "a\xffb", "a\ufffdb"},
		{"tatweel", "مـــرحبا", "مرحبا"},
		{"Persian joiner", "می\u200cخواهم", "میخواهم"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, language.Normalise(c.text).Text); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNormaliseLeadsBackToTheOriginal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, find, want string }{
		{"Ask ＪＯＨＮ now", "john", "ＪＯＨＮ"},
		{"the oﬃce", "f", "ﬃ"},
		{"call jo\u200bhn", "john", "jo\u200bhn"},
		{"un cafe\u0301 noir", "café", "cafe\u0301"},
		{"x \xff ABC", "abc", "ABC"},
		{"HELLO THERE", "there", "THERE"},
	} {
		n := language.Normalise(c.text)
		at := strings.Index(n.Text, c.find)
		if at < 0 {
			t.Errorf("%q: no %q in %q", c.text, c.find, n.Text)
			continue
		}
		start, end := n.SourceSpan(at, at+len(c.find))
		if got := c.text[start:end]; got != c.want {
			t.Errorf("%q in %q leads back to %q, want %q", c.find, c.text, got, c.want)
		}
	}
}

func TestCodePointsCountCharactersNotBytes(t *testing.T) {
	t.Parallel()
	text := "naïve 🙂 text"
	at := strings.Index(text, "text")
	if got := language.CodePoint(text, at); got != 8 {
		t.Errorf("CodePoint = %d, want 8", got)
	}
	got := language.CodePoints(text, []language.Span{{0, 6}, {at, len(text)}, {0, 999}, {-3, 1}})
	want := []language.Span{{0, 5}, {8, 12}, {0, 12}, {0, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFoldMeetsWhatPeopleType(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"número", "numero"}, {"größer", "groser"}, {"możliwość", "mozliwosc"}, {"işlem ığdır", "islem igdir"}, {"người", "nguoi"},
		{"άνθρωπος", "ανθρωποσ"}, {"ещё", "еще"}, {"أُرِيدُ", "اريد"}, {"مدرسة", "مدرسه"}, {"किताब", "किताब"}, {"ครับ", "ครับ"},
	} {
		if got := language.Fold(pair[0]); got != pair[1] {
			t.Errorf("Fold(%q) = %q, want %q", pair[0], got, pair[1])
		}
	}
}

// hostile texts are long and meant to make a careless scanner slow.
func hostile(size int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, size/len(s)+1)[:size] }
	return map[string]string{
		"dots": fill("."), "letters": fill("a"), "accents": fill("a" + strings.Repeat("\u0301", 50)), "marks": fill("\u0301"),
		"spaces": fill(" "), "newlines": fill("\n- "), "apostrophes": fill("l'"), "hyphens": fill("a-"), "digits": fill("1.1,1:"),
		"thai": fill("กิ่"), "thai marks": fill("ก" + strings.Repeat("ิ", 40)), "han": fill("漢"), "quotes": fill("\""), "bytes": fill("\xff\xfe"),
		"joiners": fill("\u200d"), "hangul": fill("\u1100\u1161"), "bars": fill("|\n"), "abbreviations": fill("Dr. "), "ends": fill("A. 1. ? "),
	}
}

func TestHostileTextTakesLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	for name, text := range hostile(1 << 20) {
		begin := time.Now()
		language.Normalise(text)
		language.Words(text)
		language.Sentences(text)
		language.Detect(text)
		if took := time.Since(begin); took > 3*time.Second {
			t.Errorf("%s: 1 MB took %v", name, took)
		}
	}
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"", "Hello", "cafe\u0301", "a\xff\u200b", "İ", "ﬃ１２", "한국어", "\u0344\u0345", "ᾷ"} {
		f.Add(s)
	}
	for _, s := range hostile(200) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := language.Normalise(text)
		if !utf8.ValidString(n.Text) {
			t.Fatalf("not UTF-8: %q", n.Text)
		}
		last := 0
		for i := range len(n.Text) + 1 {
			at := n.Source(i)
			if at < last || at > len(text) {
				t.Fatalf("offset %d of %q leads to %d after %d", i, n.Text, at, last)
			}
			last = at
			if start, end := n.SourceSpan(i, min(i+1, len(n.Text))); start > end || end > len(text) {
				t.Fatalf("span %d leads to %d, %d", i, start, end)
			}
		}
		if n.Source(len(n.Text)) != len(text) {
			t.Fatalf("the end leads to %d of %d", n.Source(len(n.Text)), len(text))
		}
		if again := language.Normalise(n.Text).Text; again != n.Text {
			t.Fatalf("not stable: %q, then %q", n.Text, again)
		}
	})
}
