package special_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/privacy/internal/special"
)

// example is a text with what must be found in it: nothing, or a category and the words that a
// finding of it must touch.
type example struct {
	language, category, text string
	line                     int
	places                   [][2]int // bytes; empty: anywhere
}

func examples(t testing.TB) []example {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var all []example
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for l := range strings.Lines(string(raw)) {
			n++
			l = strings.TrimSpace(l)
			if l == "" || l[0] == '#' {
				continue
			}
			category, text, ok := strings.Cut(l, ": ")
			if !ok {
				t.Fatalf("%s:%d is no example", name, n)
			}
			e := example{language: strings.TrimSuffix(filepath.Base(name), ".txt"), category: category, line: n}
			e.text, e.places = unmark(text)
			all = append(all, e)
		}
	}
	return all
}

// unmark takes the square brackets out and gives the places between them.
func unmark(text string) (plain string, places [][2]int) {
	var b strings.Builder
	from := 0
	for _, r := range text {
		switch r {
		case '[':
			from = b.Len()
		case ']':
			places = append(places, [2]int{from, b.Len()})
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), places
}

// wrong says what is wrong with the findings of an example, or "".
func (e example) wrong(found []special.Finding) string {
	if e.category == "-" {
		if len(found) > 0 {
			return "finds " + found[0].Category + " in " + e.text[found[0].Start:found[0].End]
		}
		return ""
	}
	places := e.places
	if len(places) == 0 {
		places = [][2]int{{0, len(e.text)}}
	}
	for _, p := range places {
		hit := false
		for _, f := range found {
			hit = hit || f.Category == e.category && f.Start < p[1] && p[0] < f.End
		}
		if !hit {
			return "misses " + e.category + " in " + e.text[p[0]:p[1]]
		}
	}
	return ""
}
