package special

import (
	"strings"
	"sync"
)

// Finding marks words that tell of a special category. Start and End are byte offsets in the text
// that was looked through, End after the last byte. Score is from 0.5 to 1: how surely the words are
// about a person.
type Finding struct {
	Category   string // one of Categories
	Start, End int
	Score      float64
}

// Finder finds words of special categories. It is safe for concurrent use.
type Finder struct {
	compiled func() *lexicon
}

// New gives a Finder. The word lists are compiled when they are first needed.
func New() *Finder { return &Finder{compiled: sync.OnceValue(compile)} }

// Find looks through a text whose look-alike spellings were made plain already. Language is a BCP 47
// tag: with "en-GB" only English is looked for, with a language that has no list English as well, and
// with "" every language there is. Findings come in order and do not overlap.
func (f *Finder) Find(plain, language string) []Finding {
	lex := f.compiled()
	s := scan{lex: lex, active: lex.active(language)}
	return s.run(plain)
}

// Categories names every category a Finding can have.
func Categories() []string { return strings.Fields(categoryNames) }

// Languages names the languages that have a list, sorted.
func (f *Finder) Languages() []string { return append([]string(nil), f.compiled().languages...) }

const categoryNames = "biometrics crime ethnicity genetics health politics religion sexuality union"
