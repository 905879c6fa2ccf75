package special_test

import (
	"slices"
	"strings"
	"testing"

	"candor/privacy/internal/special"
)

func lists(t *testing.T) map[string][]special.Listed {
	t.Helper()
	all := map[string][]special.Listed{}
	for _, lang := range special.New().Languages() {
		l, err := special.List(lang)
		if err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		all[lang] = l
	}
	return all
}

func TestEveryCategoryHasWordsAndExamplesInEveryLanguage(t *testing.T) {
	t.Parallel()
	type key struct{ language, category string }
	told, words := map[key]int{}, map[key]int{}
	for _, e := range examples(t) {
		told[key{e.language, e.category}]++
	}
	for lang, list := range lists(t) {
		for _, l := range list {
			words[key{lang, l.Category}]++
		}
		least := 5
		if lang == "en" {
			least = 15
		}
		for _, c := range special.Categories() {
			if n := told[key{lang, c}]; n < least {
				t.Errorf("%s has %d examples of %s, fewer than %d", lang, n, c, least)
			}
			if n := words[key{lang, c}]; n < 10 {
				t.Errorf("%s has %d phrases of %s", lang, n, c)
			}
		}
		if n := told[key{lang, "-"}]; n < 10 {
			t.Errorf("%s has only %d examples of what is nothing", lang, n)
		}
	}
}

func TestWhatCountsByItselfIsFoundByItself(t *testing.T) {
	t.Parallel()
	f := special.New()
	for lang, list := range lists(t) {
		for _, l := range list {
			found := f.Find(l.Pattern, lang)
			hit := slices.ContainsFunc(found, func(x special.Finding) bool { return x.Category == l.Category })
			switch {
			case l.Told && !hit:
				t.Errorf("%s: %q stands under %q and %v is found: another line hides it", lang, l.Pattern, l.Heading, found)
			case l.Never && len(found) > 0:
				t.Errorf("%s: %q stands under never and %v is found", lang, l.Pattern, found)
			}
		}
	}
}

func TestNoPhraseStandsTwiceOrIsTooLong(t *testing.T) {
	t.Parallel()
	for lang, list := range lists(t) {
		seen := map[string]string{}
		for _, l := range list {
			if n := len(strings.FieldsFunc(l.Pattern, func(r rune) bool { return r == ' ' || r == '-' || r == '\'' })); n > special.Longest || n == 0 {
				t.Errorf("%s: %q has %d words", lang, l.Pattern, n)
			}
			if l.Role {
				continue
			}
			// What somebody may be, they may have as well.
			pair := seen[l.Pattern] + "," + l.Heading
			if before, twice := seen[l.Pattern]; twice && !strings.HasSuffix(pair, " own") {
				t.Errorf("%s: %q stands under %q and under %q", lang, l.Pattern, before, l.Heading)
			}
			seen[l.Pattern] = l.Heading
		}
	}
}

func TestAListThatIsWrittenWrongIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"cancer", "= health", "= health sometimes", "= money told", "= nothing", "= health told\na,,b", "= health told\na[b",
		"= health told\na]b", "= health told\na[b[c]]", "= sexuality both\nno halves",
	} {
		if special.ParseError(text) == nil {
			t.Errorf("%q was read", text)
		}
	}
	if err := special.ParseError("# words\n= health told\na[b|c] d, e\n= sexuality both\na + b, c"); err != nil {
		t.Error(err)
	}
}
