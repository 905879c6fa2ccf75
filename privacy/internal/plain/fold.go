package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// removed stands for a character that is left out.
const removed rune = -1

// settled reports a character that is its own plain spelling, whatever stands beside it. enc is the
// character as it is encoded.
func settled(r rune, enc string) bool {
	switch {
	case r < 0xA0:
		return r != 0x85 || len(enc) == 1
	case r == utf8.RuneError:
		return true
	case r >= 0xC0 && r <= 0x0131: // letters of Western Europe
		return true
	case r >= 0x0400 && r <= 0x0482: // Cyrillic letters
		return true
	case r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FA: // kana
		return true
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3: // Han, Hangul
		return true
	case r >= 0x0621 && r <= 0x064A, r >= 0x05D0 && r <= 0x05EA: // Arabic and Hebrew letters
		return true
	}
	if _, known := simple(r, true); known {
		return false
	}
	return norm.NFKC.IsNormalString(enc) && !joins(enc)
}

// joins reports whether s starts with a character that combines with the one before it.
func joins(s string) bool {
	return !norm.NFKC.PropertiesString(s).BoundaryBefore() && !hangulPart(s)
}

// hangulPart keeps loose vowels and finals of Hangul as they are: personal data is not spelled so.
func hangulPart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x1160 && r <= 0x11FF
}

// simple folds what has nothing to do with its neighbours: digits, spaces, hyphens, slashes, invisible
// characters. Some dashes are letters in other places and fold only after a digit.
func simple(r rune, afterDigit bool) (rune, bool) {
	switch {
	case r < 0x80:
		return 0, false
	case invisible(r):
		return removed, true
	case r == 0x85, r == 0x2028, r == 0x2029:
		return '\n', true
	case r == 0xA0, r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x205F, r == 0x3000, r == 0x1680:
		return ' ', true
	case r >= 0x2010 && r <= 0x2015, r == 0x2043, r == 0x207B, r == 0x208B, r == 0x2212, r == 0x2E3A, r == 0x2E3B,
		r == 0x301C, r == 0xFE31, r == 0xFE32, r == 0xFE58, r == 0xFE63, r == 0xFF0D, r == 0x02D7, r == 0x058A, r == 0x05BE:
		return '-', true
	case r == 0x2044, r == 0x2215:
		return '/', true
	case r == 0x30FC, r == 0xFF70, r == 0x2500:
		return '-', afterDigit
	case r == 0x2024, r == 0x00B7, r == 0x2219, r == 0x22C5, r == 0x30FB, r == 0xFF65:
		return '.', afterDigit
	}
	return digit(r)
}

// digit gives the ASCII digit for a decimal digit of any script.
func digit(r rune) (rune, bool) {
	if r < 0x0660 || !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	for _, block := range unicode.Nd.R16 {
		if r <= rune(block.Hi) {
			return '0' + (r-rune(block.Lo))%10, true
		}
	}
	for _, block := range unicode.Nd.R32 {
		if r <= rune(block.Hi) {
			return '0' + (r-rune(block.Lo))%10, true
		}
	}
	return 0, false
}

// invisible reports characters that print nothing: joiners, direction marks, soft hyphens, variation
// selectors, tags.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x034F, r == 0x061C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFEFF, r == 0xFFA0:
		return true
	case r >= 0x180B && r <= 0x180F, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

// foldEach folds the characters that a compatible spelling consists of.
func foldEach(s string) string {
	if len(s) == 1 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch folded, known := simple(r, false); {
		case !known:
			b.WriteRune(r)
		case folded != removed:
			b.WriteRune(folded)
		}
	}
	return b.String()
}

// withoutInvisible drops what prints nothing from a composed letter.
func withoutInvisible(s string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return removed
		}
		return r
	}, s)
}
