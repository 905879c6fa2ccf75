package people

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// The types of Finding.
const (
	Person   = "PERSON"
	Street   = "STREET_ADDRESS" // a whole postal address, or the line with street and number
	Location = "LOCATION"       // a country, region or city by itself
	Postcode = "ZIP_CODE"       // a postcode that belongs to no street
)

// Finding is one name or address. Start and End are byte offsets in the text that was searched, End
// after the last byte. Score is from 0 to 1.
type Finding struct {
	Type       string
	Start, End int
	Score      float64
}

// Finder holds the lists. It is safe for concurrent use.
type Finder struct {
	words *lexicon
	pool  sync.Pool
}

// New reads the lists, which takes a few milliseconds and about one megabyte.
func New() *Finder { return newFinder(nil) }

// newFinder leaves out the names that drop tells: so a test can see how unknown names fare.
func newFinder(drop func(name string) bool) *Finder {
	f := &Finder{words: readLists(drop)}
	f.pool.New = func() any { return &scan{tokens: make([]token, 0, 128)} }
	return f
}

// Find gives the names and addresses in plain, in order and without overlap. plain is text in which
// digits are ASCII and spaces and hyphens are plain; other text is searched too, with less success.
// language (BCP 47) and country (ISO 3166-1 alpha-2, any case) may be empty; they only tip the balance.
func (f *Finder) Find(plain, language, country string) []Finding {
	s := f.pool.Get().(*scan)
	var found []Finding
	for at := 0; at < len(plain); {
		end := cut(plain, at)
		s.begin(f.words, plain[at:end], language, country)
		s.findAddresses()
		s.findPeople()
		s.findUncased()
		s.findPlaces()
		for _, x := range settle(s.found) {
			x.Start += at
			x.End += at
			found = append(found, x)
		}
		at = end
	}
	s.text = ""
	f.pool.Put(s)
	return found
}

// A long text is read in pieces, which bounds the memory that one text takes. Only a name or address
// that lies on a cut can be missed.
const (
	piece     = 16 << 10 // from here on a piece ends at the next line
	mostPiece = 24 << 10 // and here at the latest
)

// cut gives the end of the piece that begins at from: after a line, a blank or, if need be, a character.
func cut(text string, from int) int {
	if len(text)-from <= mostPiece {
		return len(text)
	}
	tail := text[from+piece : from+mostPiece]
	if i := strings.IndexByte(tail, '\n'); i >= 0 {
		return from + piece + i + 1
	}
	if i := strings.LastIndexByte(tail, ' '); i >= 0 {
		return from + piece + i + 1
	}
	end := from + mostPiece
	for end > from+piece && !utf8.RuneStart(text[end]) {
		end--
	}
	return end
}

// settle orders findings and keeps the likelier of two that overlap.
func settle(found []Finding) []Finding {
	if len(found) < 2 {
		return found
	}
	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	kept := found[:0]
	for _, f := range found {
		if n := len(kept); n > 0 && kept[n-1].End > f.Start {
			if kept[n-1].Score < f.Score && kept[n-1].Start == f.Start {
				kept[n-1] = f
			}
			continue
		}
		kept = append(kept, f)
	}
	return kept
}
