package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unsafeRune reports characters that no article needs and that hide or reorder words:
// control characters, direction overrides, tag characters, byte-order marks, soft hyphens.
func unsafeRune(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r), r == utf8.RuneError, r == '\u00ad', r == '\ufeff', r == '\u200b', r == '\u2060':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\u061c':
		return true
	case r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return false
}

// cleanBody gives text with "\n" line ends and without characters that hide or reorder words.
func cleanBody(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	s = strings.ReplaceAll(s, "\u00a0", " ")
	s = strings.Map(func(r rune) rune {
		if unsafeRune(r) {
			return -1
		}
		return r
	}, s)
	return strings.Trim(s, "\n")
}

// cleanLine gives one line of at most max characters with single spaces.
func cleanLine(s string, max int) string {
	s = strings.Join(strings.Fields(cleanBody(s)), " ")
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	cut := []rune(s)[:max]
	return strings.TrimSpace(string(cut))
}

// Slug turns words into an address: lower-case letters and digits of any script, with
// hyphens between, at most 80 characters. It is empty when nothing is left.
func Slug(s string) string {
	var b strings.Builder
	gap, n := false, 0
	for _, r := range strings.ToLower(s) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			if gap && n > 0 {
				b.WriteByte('-')
				n++
			}
			b.WriteRune(r)
			gap = false
			if n++; n >= 80 {
				return b.String()
			}
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return b.String()
}
