package special_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/privacy/internal/special"
)

func ExampleFinder_Find() {
	f := special.New()
	text := "I am diabetic. The chair I bought is black."
	for _, x := range f.Find(text, "en") {
		fmt.Printf("%s: %s\n", x.Category, text[x.Start:x.End])
	}
	// Output: health: I am diabetic
}

func TestExamplesAreFoundAndNothingElse(t *testing.T) {
	t.Parallel()
	f := special.New()
	for _, e := range examples(t) {
		if bad := e.wrong(f.Find(e.text, e.language)); bad != "" {
			t.Errorf("%s.txt:%d %s: %q", e.language, e.line, bad, e.text)
		}
	}
}

// Without a language every list is looked through at once, where words of one language may mean
// something else in another.
func TestExamplesAreMostlyFoundWithoutALanguage(t *testing.T) {
	t.Parallel()
	f := special.New()
	right, all := map[bool]int{}, map[bool]int{}
	for _, e := range examples(t) {
		about := e.category != "-"
		all[about]++
		bad := e.wrong(f.Find(e.text, ""))
		if bad == "" {
			right[about]++
		}
	}
	found, quiet := float64(right[true])/float64(all[true]), float64(right[false])/float64(all[false])
	t.Logf("%d examples for: %.3f found; %d against: %.3f quiet", all[true], found, all[false], quiet)
	if found < 0.97 || quiet < 0.95 {
		t.Errorf("without a language %.3f are found and %.3f quiet", found, quiet)
	}
}

func TestAPersonRaisesAndAThingLowers(t *testing.T) {
	t.Parallel()
	f := special.New()
	score := func(text string) float64 {
		best := 0.0
		for _, x := range f.Find(text, "en") {
			best = max(best, x.Score)
		}
		return best
	}
	if bare, own := score("shop steward"), score("I am a shop steward"); own <= bare || bare == 0 {
		t.Errorf("alone %.2f, of a person %.2f", bare, own)
	}
	if thing := score("shop steward mug"); thing != 0 {
		t.Errorf("a mug is found with %.2f", thing)
	}
}

func TestWordsOfAnotherLanguageAreNotLookedFor(t *testing.T) {
	t.Parallel()
	f := special.New()
	const text = "Ich bin Diabetiker"
	for lang, want := range map[string]int{"de": 1, "de-AT": 1, "": 1, "und": 1, "en": 0, "ja": 0} {
		if got := len(f.Find(text, lang)); got != want {
			t.Errorf("as %q: %d findings, want %d", lang, got, want)
		}
	}
}

func TestFoundTwiceTheSame(t *testing.T) {
	t.Parallel()
	f := special.New()
	text := strings.Repeat("My son is autistic, my wife is a Muslim and I'm on parole. ", 20)
	want := f.Find(text, "en")
	if len(want) != 60 {
		t.Fatalf("%d findings", len(want))
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if diff := cmp.Diff(want, f.Find(text, "en")); diff != "" {
				t.Error(diff)
			}
		})
	}
	all.Wait()
}

func FuzzFindingsStandInOrderInsideTheText(f *testing.F) {
	finder := special.New()
	for _, e := range examples(f) {
		f.Add(e.text, e.language)
	}
	f.Add("\xff\xe2\x80 I\u0301 am\u00ad a \u0660 black", "")
	f.Fuzz(func(t *testing.T, text, language string) {
		last := 0
		for _, x := range finder.Find(text, language) {
			if x.Start < last || x.End <= x.Start || x.End > len(text) || x.Score < 0.5 || x.Score > 1 {
				t.Fatalf("%+v after %d in %d bytes", x, last, len(text))
			}
			last = x.End
		}
	})
}
