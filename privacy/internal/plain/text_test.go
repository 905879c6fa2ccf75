package plain_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor/privacy/internal/plain"
)

func TestEverySpellingFoldsToOne(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, in, want string }{
		{"nothing to do", "call 555-0132", "call 555-0132"},
		{"letters stay", "Zürich, Łódź, Москва, 東京, نعم", "Zürich, Łódź, Москва, 東京, نعم"},
		{"full width", "４１１１－１１１１", "4111-1111"},
		{"Arabic digits", "٠١٢٣٤٥٦٧٨٩", "0123456789"},
		{"Devanagari digits", "९८७", "987"},
		{"mathematical digits", "𝟘𝟙𝟚", "012"},
		{"no-break spaces", "12\u00a034\u202f56\u20097", "12 34 56 7"},
		{"hyphens", "1‐2‑3–4—5−6", "1-2-3-4-5-6"},
		{"invisible", "a\u200bb\u00adc\ufeffd\u2060e\u200d", "abcde"},
		{"composed", "Jose\u0301 Mu\u0308ller", "José Müller"},
		{"ligature", "ofﬁce", "office"},
		{"circled", "①②", "12"},
		{"full-width mail", "ａ＠ｂ．ｄｅ", "a@b.de"},
		{"katakana dash between digits", "090ー1234", "090-1234"},
		{"katakana dash in a word", "メール", "メール"},
		{"line separator", "a\u2028b", "a\nb"},
		{"broken bytes", "a\xff\xfe1", "a\xff\xfe1"},
		{"lone mark", "\u0301x", "\u0301x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, plain.Of(test.in).Plain); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSpanPointsAtTheOriginal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ in, find, want string }{
		{"call 555-0132 now", "555-0132", "555-0132"},
		{"号码 ４１１１\u200b ok", "4111", "４１１１"},
		{"\u200b12\u200b34\u200b", "1234", "12\u200b34"},
		{"mail Jose\u0301@x.de", "José@x.de", "Jose\u0301@x.de"},
		{"the ofﬁce", "fi", "ﬁ"},
		{"a 1\u00a02 b", "1 2", "1\u00a02"},
		{"x\u200b\u200by", "y", "y"},
	} {
		text := plain.Of(test.in)
		at := strings.Index(text.Plain, test.find)
		if at < 0 {
			t.Errorf("%q is not in %q", test.find, text.Plain)
			continue
		}
		start, end := text.Span(at, at+len(test.find))
		if got := test.in[start:end]; got != test.want {
			t.Errorf("%q in %q: got %q, want %q", test.find, test.in, got, test.want)
		}
	}
}

func TestPlainTextIsNotCopied(t *testing.T) {
	text := "Where is my parcel? Straße 5, Zürich."
	if n := testing.AllocsPerRun(100, func() { plain.Of(text) }); n > 1 {
		t.Errorf("%v allocations, want one for the Text itself", n)
	}
}

func FuzzOf(f *testing.F) {
	for _, seed := range []string{"", "abc", "４１１１\u200b", "e\u0301\u0301\u0301", "\xff\u0301", "ﬁ1ー2", "\u1100\u1161\u11a8", "٣\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := plain.Of(s)
		if utf8.ValidString(s) && !utf8.ValidString(text.Plain) {
			t.Fatalf("%q became invalid: %q", s, text.Plain)
		}
		before := 0
		for at, r := range text.Plain {
			size := utf8.RuneLen(r)
			if r == utf8.RuneError {
				_, size = utf8.DecodeRuneInString(text.Plain[at:])
			}
			start, end := text.Span(at, at+size)
			if start < 0 || end < start || end > len(s) || start < before {
				t.Fatalf("%q: %d-%d maps to %d-%d after %d", s, at, at+size, start, end, before)
			}
			if utf8.ValidString(s) && (start < len(s) && !utf8.RuneStart(s[start]) || end < len(s) && !utf8.RuneStart(s[end])) {
				t.Fatalf("%q: %d-%d is inside a character", s, start, end)
			}
			before = start
		}
		if again := plain.Of(text.Plain); utf8.ValidString(s) && len(again.Plain) > 4*len(text.Plain)+4 {
			t.Fatalf("%q grows", s)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	for name, text := range map[string]string{
		"ascii":  strings.Repeat("Where is my parcel? ", 500),
		"german": strings.Repeat("Größe und Maße für die Tür. ", 500),
		"wide":   strings.Repeat("４１１１ ", 500),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				plain.Of(text)
			}
		})
	}
}

func ExampleOf() {
	text := plain.Of("Karte ４１１１")
	start, end := text.Span(6, 10)
	fmt.Println(text.Plain, text.Original[start:end])
	// Output: Karte 4111 ４１１１
}

func TestReferencesOfPagesAreRead(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a&nbsp;b": "a b", "1&#160;2": "1 2", "1&#xA0;2": "1 2", "1&#8209;2&ndash;3": "1-2-3", "a&#64;b&period;org": "a@b.org", "4&shy;1&#8203;2": "412", "&#1636;": "4",
		"R&D; x": "R&D; x", "&amp;": "&amp;", "&#60;b&#62;": "&#60;b&#62;", "&#;": "&#;", "&#x;": "&#x;", "a & b": "a & b", "&nbsp": "&nbsp", "&#99999999999;": "&#99999999999;",
	} {
		text := plain.Of(in)
		if text.Plain != want {
			t.Errorf("%q is read as %q, want %q", in, text.Plain, want)
		}
		if start, end := text.Span(0, len(text.Plain)); start != 0 || end != len(in) {
			t.Errorf("%q stands from %d to %d", in, start, end)
		}
	}
	text := plain.Of("card 41&nbsp;11!")
	if start, end := text.Span(5, 10); text.Original[start:end] != "41&nbsp;11" {
		t.Errorf("%q", text.Original[start:end])
	}
}

func TestSignsOfWholePhrasesStay(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"½": "1/2", "①": "1", "℡": "TEL", "ﬃ": "ffi", "ﷺ": "ﷺ", "㍿": "㍿"} {
		if got := plain.Of(in).Plain; got != want {
			t.Errorf("%q is read as %q, want %q", in, got, want)
		}
	}
}
