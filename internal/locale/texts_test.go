package locale_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"candor/internal/locale"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

// entry is one text as it stands in a file: its plural forms, or "other" alone.
type entry map[string]string

var forms = []string{"zero", "one", "two", "few", "many", "other"}

// pluralForms are the cardinal categories of Unicode CLDR that whole numbers up to a million take.
var pluralForms = map[string][]string{
	"en": {"one", "other"}, "de": {"one", "other"}, "es": {"one", "other"}, "fr": {"one", "other"}, "it": {"one", "other"},
	"ar": {"few", "many", "one", "other", "two", "zero"},
}

func areas(t *testing.T, language string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(language, "*.toml"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts in %s (%v)", language, err)
	}
	for i := range names {
		names[i] = filepath.Base(names[i])
	}
	return names
}

func parse(t *testing.T, language, area string) map[string]entry {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(language, area))
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(raw, &tree); err != nil {
		t.Fatalf("%s/%s: %v", language, area, err)
	}
	out := map[string]entry{}
	flatten(t, out, "", tree)
	return out
}

func flatten(t *testing.T, out map[string]entry, prefix string, tree map[string]any) {
	t.Helper()
	if _, plural := tree["other"].(string); plural {
		e := entry{}
		for form, text := range tree {
			if !slices.Contains(forms, form) {
				t.Errorf("%s has %q, which is no plural form", prefix, form)
			}
			e[form], _ = text.(string)
		}
		out[prefix] = e
		return
	}
	for key, value := range tree {
		name := strings.TrimPrefix(prefix+"."+key, ".")
		switch v := value.(type) {
		case string:
			out[name] = entry{"other": v}
		case map[string]any:
			flatten(t, out, name, v)
		default:
			t.Errorf("%s is neither a text nor a table", name)
		}
	}
}

var argument = regexp.MustCompile(`\{([a-z_]*)\}`)

func arguments(text string) []string {
	var out []string
	for _, m := range argument.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	sort.Strings(out)
	return out
}

func TestEveryLanguageSaysTheSame(t *testing.T) {
	t.Parallel()
	want := parse(t, "en", "customer.toml")
	for _, language := range locale.Languages() {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			got := parse(t, language, "customer.toml")
			if diff := cmp.Diff(keys(want), keys(got)); diff != "" {
				t.Fatalf("keys (-en +%s):\n%s", language, diff)
			}
			for key, e := range got {
				checkForms(t, language, key, len(want[key]) > 1, e)
				for form, text := range e {
					if diff := cmp.Diff(arguments(want[key]["other"]), arguments(text)); diff != "" && !spellsOut(form, text) {
						t.Errorf("%s (%s): arguments (-en +%s):\n%s", key, form, language, diff)
					}
				}
			}
		})
	}
}

// spellsOut allows forms for exactly one number to say it in words: "one minute" without a figure.
func spellsOut(form, text string) bool {
	return slices.Contains([]string{"zero", "one", "two"}, form) && !strings.Contains(text, "{minutes}") && !strings.Contains(text, "{count}")
}

func checkForms(t *testing.T, language, key string, plural bool, e entry) {
	t.Helper()
	want := []string{"other"}
	if plural {
		want = pluralForms[language]
	}
	if diff := cmp.Diff(want, keys(e)); diff != "" {
		t.Errorf("%s: plural forms (-want +got):\n%s", key, diff)
	}
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func TestTextsKeepTheVoice(t *testing.T) {
	t.Parallel()
	english := parse(t, "en", "customer.toml")
	for _, language := range locale.Languages() {
		for key, e := range parse(t, language, "customer.toml") {
			for form, text := range e {
				switch {
				case strings.TrimSpace(text) != text || text == "":
					t.Errorf("%s %s (%s) is empty or has spaces around it", language, key, form)
				case strings.ContainsAny(text, "!¡！<>"):
					t.Errorf("%s %s (%s) shouts or holds markup: %s", language, key, form, text)
				case strings.Contains(text, "  "):
					t.Errorf("%s %s (%s) has two spaces in a row", language, key, form)
				case utf8.RuneCountInString(text) > 420:
					t.Errorf("%s %s (%s) is too long to be read at a glance", language, key, form)
				case language != "en" && len(text) > 24 && text == english[key]["other"]:
					t.Errorf("%s %s is not translated", language, key)
				}
			}
		}
	}
}

// A failure says what happened, what is safe or unchanged, and what to do: more than one sentence.
func TestFailuresSayMoreThanThatTheyFailed(t *testing.T) {
	t.Parallel()
	for _, file := range areas(t, "en") {
		for key, e := range parse(t, "en", file) {
			if strings.HasPrefix(key, "error.") && strings.Count(e["other"], ". ") < 1 {
				t.Errorf("%s says too little: %s", key, e["other"])
			}
		}
	}
}

func TestStaffTextsAreInEnglish(t *testing.T) {
	t.Parallel()
	for _, language := range locale.Languages() {
		want := []string{"customer.toml"}
		if language == "en" {
			want = []string{"console.toml", "customer.toml", "operator.toml"}
		}
		if diff := cmp.Diff(want, areas(t, language)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", language, diff)
		}
	}
}
