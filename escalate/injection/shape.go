package injection

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shapes counts words that look as if they hid something.
type shapes struct {
	turned    int // words of orders after ROT13
	backwards int // words of orders, read from behind
	mixed     int // Latin words with letters of other scripts that look the same
	digits    int // words with digits or signs for letters
	apart     int // letters that stand alone, in a row
	cut       int // words cut by hyphens into short pieces
}

// orderWords are the words of which an order to an assistant is made.
var orderWords = map[string]bool{
	"ignore": true, "disregard": true, "forget": true, "previous": true, "instructions": true, "instruction": true, "rules": true, "prompt": true,
	"system": true, "reveal": true, "guidelines": true, "override": true, "your": true, "all": true, "admin": true, "refund": true, "approve": true,
	"show": true, "password": true, "follow": true, "developer": true, "assistant": true, "the": true, "and": true, "you": true, "give": true,
}

// telling are those of them that are no word when they are turned or read from behind.
func telling(word string) bool { return len(word) >= 5 }

func readShapes(text string) shapes {
	var s shapes
	run := 0
	for field := range strings.FieldsSeq(text) {
		s.look(field)
		if n := separated(field); n > 0 {
			s.apart += n
		}
		if lone(field) {
			run++
			s.apart = max(s.apart, run)
		} else {
			run = 0
		}
	}
	return s
}

func (s *shapes) look(field string) {
	word := strings.Trim(field, ".,;:!?()[]{}\"'“”«»<>")
	if len(word) < 3 || len(word) > 40 {
		return
	}
	lower := strings.ToLower(word)
	if t := strings.Map(turn, lower); orderWords[t] && telling(t) {
		s.turned++
	}
	if r := reversed(strings.TrimLeft(lower, ".")); orderWords[r] && telling(r) {
		s.backwards++
	}
	latinLetters, others, digits, letters, signs := 0, 0, 0, 0, 0
	for _, r := range word {
		switch {
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			latinLetters++
			letters++
		case r >= utf8.RuneSelf && unicode.IsLetter(r) && latin(r) != r:
			others++
			letters++
		case '0' <= r && r <= '9':
			digits++
		case r == '!' || r == '@' || r == '$' || r == '|':
			signs++
		case unicode.IsLetter(r):
			letters++
		}
	}
	if latinLetters > 0 && others > 0 {
		s.mixed++
	}
	if letters > 0 && digits+signs > 0 && orderWords[undigit(lower)] {
		s.digits++
	}
	if pieces := strings.Split(lower, "-"); len(pieces) > 1 && orderWords[strings.Join(pieces, "")] {
		s.cut++
	}
}

// lone reports a single letter.
func lone(field string) bool {
	return len(field) == 1 && unicode.IsLetter(rune(field[0]))
}

// separated counts the letters of "i.g.n.o.r.e" or "i_g_n_o_r_e".
func separated(field string) int {
	n := 0
	for i := 0; i+1 < len(field); i += 2 {
		if !unicode.IsLetter(rune(field[i])) || !strings.ContainsRune(".-_*|+~", rune(field[i+1])) {
			return 0
		}
		n++
	}
	if n >= 3 {
		return n
	}
	return 0
}

// joined closes words that were cut: spelled letter by letter, or with hyphens inside.
func joined(text string) string {
	var b strings.Builder
	spelling := false
	for part := range strings.SplitSeq(text, " ") {
		single := lone(part)
		if b.Len() > 0 && !(spelling && single) {
			b.WriteByte(' ')
		}
		if separated(part) > 0 {
			part = strings.Map(func(r rune) rune {
				if strings.ContainsRune(".-_*|+~", r) {
					return -1
				}
				return r
			}, part)
		}
		b.WriteString(strings.ReplaceAll(part, "-", ""))
		spelling = single
	}
	return b.String()
}

// undigit puts letters where digits and signs stand for them.
func undigit(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '0':
			return 'o'
		case '1', '!', '|':
			return 'i'
		case '3':
			return 'e'
		case '4', '@':
			return 'a'
		case '5', '$':
			return 's'
		case '7':
			return 't'
		}
		return r
	}, text)
}

// latin maps Cyrillic and Greek letters that look like Latin ones; others stay.
func latin(r rune) rune {
	const from, to = "АВЕКМНОРСТХУІЈЅаеорсухіјѕԁһӏԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧορανικτυχε", "ABEKMHOPCTXYIJSaeopcyxijsdhlqwABEZHIKMNOPTYXopavikTuxe"
	if r < 0x370 || r > 0x52F {
		return r
	}
	i := 0
	for _, f := range from {
		if f == r {
			return rune(to[i])
		}
		i++
	}
	return r
}
