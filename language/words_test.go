package language_test

import (
	"fmt"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor/language"
)

func ExampleWords() {
	for _, w := range language.Words("L’ordre nº 12.50 by E-mail") {
		fmt.Print(w.Text, " ", w.Start, "-", w.End, "; ")
	}
	// Output: l 0-1; ordre 4-9; no 10-13; 12.50 14-19; by 20-22; email 23-29;
}

func TestTermsSplitTheWayReadersDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", []string{}},
		{"?!", []string{}},
		{"Don't panic!", []string{"don't", "panic"}},
		{"dell’ordine", []string{"dell", "ordine"}},
		{"a t-shirt, ready-made", []string{"a", "tshirt", "ready", "made"}},
		{"it costs €3,000.50.", []string{"it", "costs", "3,000.50"}},
		{"2nd 5G iPhone15", []string{"2nd", "5g", "iphone15"}},
		{"返品したい", []string{"返品", "品し", "した", "たい"}},
		{"转人工", []string{"转人", "人工"}},
		{"人", []string{"人"}},
		{"iPhone対応", []string{"iphone", "対応"}},
		{"주문을 취소", []string{"주문을", "취소"}},
		{"ผมที่", []string{"ผม", "มที่"}},
		{"قيمة ٤٢", []string{"قيمة", "42"}},
		{"नमस्ते दुनिया", []string{"नमस्ते", "दुनिया"}},
		{"snake_case a@b.co", []string{"snake", "case", "a", "b", "co"}},
	} {
		if diff := cmp.Diff(c.want, language.Terms(c.text)); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "l'a", "e-mail-x", "ผู้ใหญ่", "人a人", "1.2.", "'''", "a\u0301-b"} {
		f.Add(s)
	}
	for _, s := range hostile(300) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, w := range language.Words(text) {
			if w.Text == "" || !utf8.ValidString(w.Text) {
				t.Fatalf("%q: word %q", text, w.Text)
			}
			if w.Start < last || w.End <= w.Start || w.End > len(text) {
				t.Fatalf("%q: %q at %d-%d after %d", text, w.Text, w.Start, w.End, last)
			}
			last = w.Start
		}
	})
}
