package privacy

import (
	"slices"
	"sync"

	"candor/privacy/internal/people"
	"candor/privacy/internal/plain"
	"candor/privacy/internal/scan"
	"candor/privacy/internal/special"
)

// Detector finds personal data. New makes it; it may be used by many at once.
type Detector struct {
	scanner *scan.Scanner
	special *special.Finder
	people  func() *people.Finder // made when the first text comes
}

// New compiles the rules of every country. It takes a few milliseconds; one detector is enough for a
// desk.
func New() *Detector {
	return &Detector{scanner: scan.New(), special: special.New(), people: sync.OnceValue(people.New)}
}

// Detect finds what names or reaches a person, each place once, in order, and marks words that tell
// of special categories. Offsets are bytes of text, between characters. Days that are neither a birth
// nor an expiry are left out, because by themselves they tell of nobody; Readings has them. Time is
// linear in the length of text.
func (d *Detector) Detect(text string, h Hints) ([]Span, []Flag) {
	t := plain.Of(text)
	found := d.look(t, h)
	found = slices.DeleteFunc(found, func(f reading) bool { return f.kind == dateTime })
	return apart(spans(t, widen(t.Plain, resolve(found), found))), d.flags(t, h.Language)
}

// Readings gives everything a text may hold, best first at each place: what Detect finds, other types
// that the same place may be, and days. Spans come in order and may overlap.
func (d *Detector) Readings(text string, h Hints) ([]Span, []Flag) {
	t := plain.Of(text)
	found := d.look(t, h)
	return spans(t, bothNames(t.Plain, withOthers(t.Plain, found))), d.flags(t, h.Language)
}

const dateTime = "DATE_TIME"

// look gives every reading of every place in the plain text.
func (d *Detector) look(t *plain.Text, h Hints) []reading {
	countries := h.Regions
	if h.Country != "" {
		countries = append([]string{h.Country}, h.Regions...)
	}
	scanned := d.scanner.Scan(t.Plain, scan.Options{Language: h.Language, Countries: countries})
	named := d.people().Find(t.Plain, h.Language, h.Country)
	found := make([]reading, 0, len(scanned)+len(named))
	for _, f := range scanned {
		found = append(found, reading{kind: Type(f.Type), start: f.Start, end: f.End, score: f.Score})
	}
	built := coverOf(found)
	for _, f := range named {
		r := reading{kind: Type(f.Type), start: f.Start, end: f.End, score: f.Score}
		if !partOfCode(t.Plain, r) && !built.holds(r) && !d.scanner.Cue(t.Plain[r.start:r.end]) {
			found = append(found, r)
		}
	}
	return append(found, known(t.Plain, h.Known)...)
}

// flags marks what tells of a special category.
func (d *Detector) flags(t *plain.Text, language string) []Flag {
	found := d.special.Find(t.Plain, language)
	if len(found) == 0 {
		return nil
	}
	out := make([]Flag, 0, len(found))
	for _, f := range found {
		start, end := t.Span(f.Start, f.End)
		out = append(out, Flag{Category: f.Category, Start: start, End: end, Score: f.Score})
	}
	return out
}

// apart keeps spans from overlapping where one character of the original folds to several, and two
// neighbours meet in it: the later one begins after it.
func apart(found []Span) []Span {
	end := 0
	for i := range found {
		found[i].Start = max(found[i].Start, end)
		end = max(end, found[i].End)
	}
	return slices.DeleteFunc(found, func(s Span) bool { return s.Start >= s.End })
}

// spans maps readings to the original text.
func spans(t *plain.Text, found []reading) []Span {
	out := make([]Span, 0, len(found))
	for _, f := range found {
		if start, end := t.Span(f.start, f.end); start < end {
			out = append(out, Span{Type: f.kind, Start: start, End: end, Score: f.score})
		}
	}
	return out
}
