package plain

import (
	"strings"
	"unicode/utf8"
)

// longestEntity is the length of a character reference that is read, in bytes.
const longestEntity = 10

// namedEntities are the references of HTML that are typed or pasted inside of numbers and addresses.
var namedEntities = [...]struct {
	name string
	r    rune
}{
	{"nbsp", ' '}, {"ensp", ' '}, {"emsp", ' '}, {"thinsp", ' '}, {"numsp", ' '}, {"hyphen", '-'}, {"dash", '-'}, {"ndash", '-'}, {"mdash", '-'}, {"minus", '-'},
	{"period", '.'}, {"commat", '@'}, {"plus", '+'}, {"sol", '/'}, {"lpar", '('}, {"rpar", ')'}, {"lowbar", '_'},
	{"shy", removed}, {"zwnj", removed}, {"zwj", removed}, {"lrm", removed}, {"rlm", removed},
}

// entity reads a character reference (HTML 13.5) at the start of s, and gives the character it folds to
// and its length, or 0. References to signs that mark up a page stay as they are.
func entity(s string) (r rune, size int) {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 3 {
		return 0, 0
	}
	body := s[1:end]
	if body[0] == '#' {
		if r = numbered(body[1:]); r == 0 {
			return 0, 0
		}
		return r, end + 1
	}
	for _, e := range namedEntities {
		if e.name == body {
			return e.r, end + 1
		}
	}
	return 0, 0
}

// numbered folds the character of a number, or gives 0 for none and for one that has no single plain
// spelling of its own.
func numbered(digits string) rune {
	base := rune(10)
	if digits[0] == 'x' || digits[0] == 'X' {
		base, digits = 16, digits[1:]
	}
	r := rune(0)
	for i := range len(digits) {
		v := rune(digits[i])
		switch {
		case v >= '0' && v <= '9':
			v -= '0'
		case base == 16 && (v|0x20) >= 'a' && (v|0x20) <= 'f':
			v = v | 0x20 - 'a' + 10
		default:
			return 0
		}
		r = r*base + v
	}
	if folded, known := simple(r, false); known {
		return folded
	}
	if r < ' ' || r >= utf8.RuneSelf || r == '<' || r == '>' || r == '&' || r == '"' {
		return 0
	}
	return r
}
