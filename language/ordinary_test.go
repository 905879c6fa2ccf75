package language_test

import (
	"testing"

	"candor/language"
)

func TestOrdinaryWordsAreOfTheLanguage(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string][2]string{"en": {"could", "restaurant"}, "de-AT": {"nicht", "bestellung"}, "ru": {"что", ""}, "ar": {"من", ""}, "sr": {"је", ""}} {
		often, n := map[string]float64{}, 0
		for word, times := range language.Ordinary(tag) {
			often[word] = times
			n++
		}
		if n != len(often) || n < 100 {
			t.Errorf("%s: %d words, %d of them differ", tag, n, len(often))
		}
		if often[want[0]] < 100 || want[1] != "" && (often[want[1]] < 1 || often[want[1]] >= often[want[0]]) {
			t.Errorf("%s: %q is met %v times and %q %v", tag, want[0], often[want[0]], want[1], often[want[1]])
		}
	}
	for range language.Ordinary("xx") {
		t.Fatal("words of a language that is not known")
	}
	for range language.Ordinary("en") { // a reader may stop
		break
	}
}
