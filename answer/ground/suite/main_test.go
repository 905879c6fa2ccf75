// Package suite_test plays a language model that somebody else has taken over, and measures what comes through.
//
// testdata holds drafts as such a model would write them; none may reach the customer, and each must leave a ruling. The
// same folder holds honest drafts, which must pass or be replaced by the quote, so that refusing everything fails too. Minimal
// pairs are made by rule from the demo's articles: a sentence of an article, and the same with one small change that
// makes it untrue.
package suite_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"candor/knowledge"
)

// root is the folder of the repository.
func root() string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "..", "..", "..")
}

// house imports the help centre of the demo.
func house(t testing.TB) *knowledge.Shelf {
	t.Helper()
	articles, problems := knowledge.ImportFS(os.DirFS(filepath.Join(root(), "internal", "demo", "company")), "articles")
	for _, p := range problems {
		t.Errorf("import: %v", p)
	}
	return knowledge.NewShelf(knowledge.Merge(nil, articles).Added)
}

// base is one true sentence with the passages of its article.
type base struct {
	article  int
	language string
	text     string
	passage  knowledge.Passage
	given    []knowledge.Passage
}

// bases gives every unit of the articles in the languages that are known.
func bases(t testing.TB, shelf *knowledge.Shelf) []base {
	t.Helper()
	var out []base
	for i := range shelf.Len() {
		a, passages := shelf.At(i)
		if !strings.Contains(" en de es fr ", " "+a.Language+" ") {
			continue
		}
		for k, p := range passages {
			given := passages[max(0, min(k, len(passages)-3)):]
			given = given[:min(3, len(given))]
			for _, u := range knowledge.Units(p.Text, p.Language) {
				words := p.Text[u.Start:u.End]
				if p.Quotable() && !u.Leads && len(strings.Fields(words)) >= 3 {
					out = append(out, base{article: i, language: a.Language, text: words, passage: p, given: given})
				}
			}
		}
	}
	return out
}
