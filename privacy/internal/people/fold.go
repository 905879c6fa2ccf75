package people

import (
	"unicode"

	"candor/language"
)

// folds brings letters to one spelling: small, without accents ("Łukasz" and "lukasz" meet). The
// common alphabets are in a table, the rest is worked out.
type folds struct {
	to   [foldEnd]uint16
	caps [foldEnd]uint8
}

const foldEnd = 0x700

const (
	noLetter = iota
	small
	capital
	neither
)

// newFolds fills the table.
func newFolds() *folds {
	f := new(folds)
	for r := rune(0x80); r < foldEnd; r++ {
		to, caps := foldLetter(r)
		f.to[r], f.caps[r] = uint16(to), caps
	}
	return f
}

// foldLetter gives the folded letter, 0 for a mark that is left out, and whether it is a capital.
func foldLetter(r rune) (rune, uint8) {
	switch {
	case 0x300 <= r && r < 0x370:
		return 0, neither
	case !unicode.IsLetter(r) && !unicode.IsMark(r):
		return 0, noLetter
	}
	caps := uint8(neither)
	switch {
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		caps = capital
	case unicode.IsLower(r):
		caps = small
	}
	return max(0, language.FoldRune(unicode.ToLower(r))), caps
}

// fold gives the folded letter (0: leave it out) and its case; ok is false when r is no letter.
func (f *folds) fold(r rune) (folded rune, caps uint8, ok bool) {
	if r < foldEnd {
		return rune(f.to[r]), f.caps[r], f.caps[r] != noLetter
	}
	folded, caps = foldLetter(r)
	return folded, caps, caps != noLetter
}

// letter says whether a word can begin with r.
func (f *folds) letter(r rune) bool {
	if r < foldEnd {
		return f.caps[r] != noLetter && f.to[r] != 0
	}
	return (r < 0x2000 || r >= 0x2070) && (unicodeBlock(r) || unicode.IsLetter(r))
}
