package consent

import (
	"context"
	"slices"

	"candor"
)

// Book holds every notice that is in force at a desk. It does not change: when a vendor is added, the
// desk takes a new one, and customers are asked about the newcomer. Safe for concurrent use.
type Book struct {
	company string
	notices map[candor.Purpose]map[string]Notice // by language
	shown   map[string]candor.Shown              // by digest
}

// NewBook writes the notices of a company that works with the vendors of these names. Without a
// vendor nothing is asked about one.
func NewBook(company string, vendors []string) *Book {
	vendors = slices.Compact(slices.Sorted(slices.Values(vendors)))
	b := &Book{company: company, notices: map[candor.Purpose]map[string]Notice{}, shown: map[string]candor.Shown{}}
	for _, p := range candor.Asked() {
		if p == candor.Vendor && len(vendors) == 0 {
			continue
		}
		b.notices[p] = map[string]Notice{}
		for _, language := range Languages() {
			n := write(p, company, vendors, language)
			b.notices[p][language], b.shown[n.Digest] = n, n.Shown()
		}
	}
	return b
}

// Asked lists the purposes that customers are asked about here, in the order in which they see them.
func (b *Book) Asked() []candor.Purpose {
	return slices.DeleteFunc(candor.Asked(), func(p candor.Purpose) bool { return b.notices[p] == nil })
}

// Notice gives the notice about a purpose in the language or else in English; false when nothing is
// asked about it.
func (b *Book) Notice(p candor.Purpose, language string) (Notice, bool) {
	n, ok := b.notices[p][spoken(language)]
	return n, ok
}

// Notices lists them all, to be kept.
func (b *Book) Notices() []Notice {
	var out []Notice
	for _, p := range b.Asked() {
		for _, language := range Languages() {
			out = append(out, b.notices[p][language])
		}
	}
	return out
}

// Explained gives what needs no consent, in the language or else in English.
func (b *Book) Explained(language string) Explanation { return Explained(b.company, language) }

// Shown finds the notice about a purpose that has the digest; false when it is not in force.
func (b *Book) Shown(_ context.Context, _ candor.InboxID, p candor.Purpose, digest string) (candor.Shown, bool, error) {
	shown, ok := b.shown[digest]
	if !ok || shown.Purpose != p {
		return candor.Shown{}, false, nil
	}
	shown.Recipients = slices.Clone(shown.Recipients)
	return shown, true, nil
}
