package people

import (
	"embed"
	"strings"
)

//go:embed lists/*.txt
var lists embed.FS

// lexicon maps the hash of a word or phrase to its classes: an open table without the words
// themselves. A word in no list is taken for one about once in four billion times the table's load.
type lexicon struct {
	folds *folds
	mask  uint32
	slots []slot
	han   hanNames

	endings [endKinds]endings
}

type slot struct {
	hash  uint32
	class class
}

// tableSize holds all words at a load below two thirds.
const tableSize = 1 << 16

// listed says which class each list gives; cue.txt is read by its own rule.
func listed() []struct {
	file  string
	class class
} {
	return []struct {
		file  string
		class class
	}{
		{"given.txt", given}, {"family.txt", family}, {"weak.txt", weak}, {"function.txt", function}, {"german.txt", german | function},
		{"english.txt", english | function},
		{"ordinary.txt", ordinary}, {"brand.txt", brand}, {"company.txt", company}, {"honour.txt", honour}, {"suffix.txt", suffix},
		{"particle.txt", particle}, {"city.txt", city}, {"country.txt", country}, {"region.txt", region}, {"street.txt", street},
		{"streethead.txt", streetHead}, {"unit.txt", unit}, {"calendar.txt", calendar}, {"speaks.txt", speaks}, {"acts.txt", acts},
		{"box.txt", box}, {"institution.txt", institution}, {"links.txt", links}, {"article.txt", article}, {"owner.txt", owner}, {"surestreet.txt", street | sureStreet},
	}
}

func cueNames() map[string]cue {
	return map[string]cue{"intro": intro, "self": selfCue, "field": field, "greeting": greeting, "signoff": signOff, "relation": relation,
		"contact": contact, "credit": credit, "home": home, "toward": toward, "at": at, "postal": postal, "placerow": placeRow}
}

// readLists fills the table. Names that drop tells are left out of the lists of names.
func readLists(drop func(name string) bool) *lexicon {
	x := &lexicon{folds: newFolds(), mask: tableSize - 1, slots: make([]slot, tableSize), han: readHan(), endings: readEndings()}
	var tokens []token
	for _, l := range listed() {
		for word := range words(l.file) {
			if drop != nil && l.class.has(named) && drop(word) {
				continue
			}
			tokens = x.add(word, l.class, tokens)
		}
	}
	kinds := cueNames()
	var now cue
	for word := range words("cue.txt") {
		if head, ok := strings.CutSuffix(word, "::"); ok {
			now = kinds[head]
			continue
		}
		tokens = x.add(word, now.class(), tokens)
	}
	return x
}

// words yields the words of a list; a blank inside an entry is written as an underscore, and what
// follows # on a line is a remark.
func words(file string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		data, _ := lists.ReadFile("lists/" + file) // embedded: it is there
		for row := range strings.Lines(string(data)) {
			row, _, _ = strings.Cut(row, "#")
			from := 0
			for i := 0; i <= len(row); i++ {
				if i < len(row) && row[i] > ' ' {
					continue
				}
				if i > from && !yield(row[from:i]) {
					return
				}
				from = i + 1
			}
		}
	}
}

// add puts a word or phrase in.
func (x *lexicon) add(entry string, c class, tokens []token) []token {
	if h, ok := asciiHash(entry); ok {
		x.put(h, c)
		return tokens
	}
	if strings.Contains(entry, "_") {
		entry = strings.ReplaceAll(entry, "_", " ")
	}
	tokens = tokenize(x.folds, entry, tokens[:0])
	var h uint32
	for i, t := range tokens {
		if i == 0 {
			h = t.hash
		} else {
			h = chain(h, t.hash)
		}
		if i == len(tokens)-1 {
			x.put(h, c)
		} else {
			x.put(h, prefix)
		}
	}
	return tokens
}

// asciiHash gives the hash that readWord gives, for a word of ASCII letters.
func asciiHash(entry string) (uint32, bool) {
	h := uint32(hashBasis)
	for i := range len(entry) {
		c := entry[i]
		if k := byteClass[c]; k != isLower && k != isUpper {
			return 0, false
		}
		h = (h ^ uint32(c|0x20)) * hashPrime
	}
	return stir(h), true
}

func (x *lexicon) put(h uint32, c class) {
	for i := h & x.mask; ; i = (i + 1) & x.mask {
		s := &x.slots[i]
		if s.class == 0 || s.hash == h {
			s.hash = h
			if c.cue() != noCue && s.class.cue() != noCue {
				c &^= 15 << cueShift // the first cue stays
			}
			s.class |= c
			return
		}
	}
}

// look gives the classes of a word or phrase by its hash.
func (x *lexicon) look(h uint32) class {
	for i := h & x.mask; ; i = (i + 1) & x.mask {
		s := x.slots[i]
		if s.class == 0 {
			return 0
		}
		if s.hash == h {
			return s.class
		}
	}
}
