package people

import (
	"cmp"
	"slices"
	"sync"
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

// New reads the lists, which takes about two milliseconds and one megabyte.
func New() *Finder { return newFinder(nil) }

// newFinder leaves out the names that drop tells: so a test can see how unknown names fare.
func newFinder(drop func(name string) bool) *Finder {
	f := &Finder{words: readLists(drop)}
	f.pool.New = func() any { return new(scan) }
	return f
}

// mostKept bounds the memory that waits for the next text, in tokens.
const mostKept = 1 << 14

// Find gives the names and addresses in plain, in order and without overlap. plain is text in which
// digits are ASCII and spaces and hyphens are plain; other text is searched too, with less success.
// language (BCP 47) and country (ISO 3166-1 alpha-2, any case) may be empty; they only tip the balance.
func (f *Finder) Find(plain, language, country string) []Finding {
	s := f.pool.Get().(*scan)
	defer func() {
		if cap(s.tokens) <= mostKept {
			s.text = ""
			f.pool.Put(s)
		}
	}()
	s.begin(f.words, plain, language, country)
	if !s.worthwhile() {
		return nil
	}
	s.findAddresses()
	s.findPeople()
	s.findUncased()
	s.findPlaces()
	if len(s.found) == 0 {
		return nil
	}
	return settle(s.found)
}

// settle orders findings and keeps the likelier of two that overlap.
func settle(found []Finding) []Finding {
	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	kept := make([]Finding, 0, len(found))
	for _, f := range found {
		if f.End <= f.Start {
			continue
		}
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
