package spell

import (
	"strings"
	"sync"
	"unicode"
)

// What slips cost: 1 is that of any letter left out or put in. The likelier a slip, the less.
const (
	costAny      = 1.0
	costExtra    = 0.2 // added where a letter was put in that is none of its neighbours
	costWrong    = 1.4
	costSwap     = 0.7
	costDouble   = 0.7 // a letter once for twice, or twice for once
	costKey      = 0.85
	costSound    = 0.85 // a vowel for a vowel
	costMirrored = 0.9  // b for d, p for q
	costSign     = 0.2  // an apostrophe or hyphen
	costFirst    = 0.5  // added at the first letter, which people seldom miss
	mostOne      = 1.5  // so in a short word no other letter at the front but a likely one
	mostLong     = 1.95 // in a long one any
	mostTwo      = 1.92 // and of two slips at least one a likely one
	costNever    = 100
)

// missing is what it costs to have left out a letter before s.key[at].
func (s *search) missing(letter rune, at int) float32 {
	switch {
	case sign(letter):
		return costSign
	case at > 0 && (s.key[at-1] == letter || at < len(s.key) && s.key[at] == letter):
		return s.doubled(at == len(s.key) || at+1 == len(s.key) && s.key[at] == letter)
	}
	return s.carefully(at, len(s.key)-at) + atFront(at)
}

// carefully is what it costs to have left out or put in a letter with so many before it and behind it.
func (s *search) carefully(before, behind int) float32 {
	switch {
	case s.short && before > 0:
		return costAny
	case s.careful && (before < 2 || behind < 3):
		return costNever
	}
	return costAny
}

// doubled is what it costs to have written a letter once for twice, or twice for once.
func (s *search) doubled(last bool) float32 {
	if s.careful && last {
		return costNever
	}
	return costDouble
}

// extra is what it costs to have put s.key[at] in.
func (s *search) extra(at int) float32 {
	switch {
	case sign(s.key[at]):
		return costSign
	case at > 0 && (s.key[at-1] == s.key[at] || at+1 < len(s.key) && s.key[at+1] == s.key[at]):
		return s.doubled(at+1 == len(s.key) || at+2 == len(s.key) && s.key[at+1] == s.key[at])
	}
	if s.short {
		return costNever
	}
	return s.carefully(at, len(s.key)-at-1) + costExtra + atFront(at)
}

// wrong is what it costs to have written s.key[at] for a letter.
func (s *search) wrong(letter rune, at int) float32 {
	was := s.key[at]
	cost := float32(costWrong)
	switch {
	case sign(letter) && sign(was):
		return costSign
	case s.careful:
		return costNever
	case beside(was, letter):
		cost = costKey
	case vowel(was) && vowel(letter):
		cost = costSound
	case mirrored(was, letter):
		cost = costMirrored
	}
	return cost + atFront(at)
}

func (s *search) swapped(at int) float32 { return costSwap + atFront(at) }

func atFront(at int) float32 {
	if at == 0 {
		return costFirst
	}
	return 0
}

func sign(r rune) bool { return r == '\'' || r == '-' }

func vowel(r rune) bool {
	return strings.ContainsRune("aeiouyаеиоуыэюяіїєαεηιουωاويאוי", r)
}

func mirrored(a, b rune) bool {
	return strings.ContainsRune("bd", a) && strings.ContainsRune("bd", b) || strings.ContainsRune("pq", a) && strings.ContainsRune("pq", b)
}

// keyboards are the letters of common keyboards, row by row, each row half a key further right.
var keyboards = [...][3]string{
	{"qwertyuiop", "asdfghjkl", "zxcvbnm"},
	{"qwertzuiop", "asdfghjkl", "yxcvbnm"},
	{"azertyuiop", "qsdfghjklm", "wxcvbn"},
	{"йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"},
	{" σερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"},
	{"ضصثقفغعهخحجد", "شسيبلاتنمكط", "  ور   وزظ"},
	{"  קראטוןםפ", "שדגכעיחלךף", "זסבהנמצתץ"},
}

// besides maps every letter to those beside it on a keyboard.
var besides = sync.OnceValue(func() map[rune]string {
	out := map[rune]string{}
	for _, board := range keyboards {
		var rows [3][]rune
		for i, row := range board {
			rows[i] = []rune(row)
		}
		for y, row := range rows {
			for x, r := range row {
				if !unicode.IsLetter(r) {
					continue
				}
				for _, place := range [...][2]int{{y, x - 1}, {y, x + 1}, {y - 1, x}, {y - 1, x + 1}, {y + 1, x - 1}, {y + 1, x}} {
					if place[0] < 0 || place[0] > 2 || place[1] < 0 || place[1] >= len(rows[place[0]]) {
						continue
					}
					if near := rows[place[0]][place[1]]; unicode.IsLetter(near) && !strings.ContainsRune(out[r], near) {
						out[r] += string(near)
					}
				}
			}
		}
	}
	return out
})

// beside reports whether two keys stand side by side.
func beside(a, b rune) bool { return strings.ContainsRune(besides()[a], b) }
