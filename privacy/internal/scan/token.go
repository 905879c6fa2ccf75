package scan

import "unicode/utf8"

type kind uint8

const (
	word  kind = iota // letters of an alphabet
	digit             // 0-9 only
	mixed             // ASCII letters and digits
	wide              // letters of scripts that write without spaces
)

// token is a run of letters and digits.
type token struct {
	start, end int
	kind       kind
	cue        cue
	label      bool // a colon or an equals sign follows
}

// marks are the places of signs that start a search of their own.
type marks struct {
	at, scheme, colons []int
	dots               bool // a dot between two letters or digits: perhaps an address
	dashes             bool // five hyphens: perhaps a key in PEM
}

type class uint8

const (
	other class = iota
	letter
	figure
	high2 // first byte of a letter of two bytes, or of a sign
	high3 // first byte of three or four
)

// classes of single bytes.
var classes = func() (all [256]class) {
	for c := range all {
		switch b := byte(c); {
		case isDigit(b):
			all[c] = figure
		case isLetter(b):
			all[c] = letter
		case b < utf8.RuneSelf:
			all[c] = other
		case b < 0xE0:
			all[c] = high2
		default:
			all[c] = high3
		}
	}
	return all
}()

// tokenise cuts the text into tokens and notes the marks, in one walk.
func (w *walk) tokenise() {
	s := w.text
	previous := -1 // token before
	for i := 0; i < len(s); {
		switch classes[s[i]] {
		case figure, letter:
			i = w.run(i)
		case high2:
			if signAt(s, i) {
				i += 2
				continue
			}
			i = w.run(i)
		case high3:
			if signAt(s, i) {
				i += 3
				continue
			}
			i = w.wideRun(i)
		default:
			w.note(i, previous)
			i++
			continue
		}
		previous = len(w.tokens) - 1
	}
}

// run reads a token of ASCII letters, digits and letters of two bytes.
func (w *walk) run(from int) int {
	s, i := w.text, from
	letters, digits, highs := false, false, false
loop:
	for i < len(s) {
		switch classes[s[i]] {
		case figure:
			if highs {
				break loop
			}
			digits = true
		case letter:
			letters = true
		case high2:
			if signAt(s, i) || digits || i+1 >= len(s) {
				break loop
			}
			highs, letters = true, true
			i++
		default:
			break loop
		}
		i++
	}
	if i == from { // a broken byte
		return from + 1
	}
	t := token{start: from, end: min(i, len(s)), kind: word}
	switch {
	case digits && letters:
		t.kind = mixed
	case digits:
		t.kind = digit
	}
	w.push(t)
	return t.end
}

// wideRun reads letters of a script that writes without spaces.
func (w *walk) wideRun(from int) int {
	s, i := w.text, from
	for i < len(s) && s[i] >= 0xE0 && !signAt(s, i) {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	w.push(token{start: from, end: i, kind: wide})
	return i
}

func (w *walk) push(t token) {
	if t.kind == word {
		t.cue = w.cueOf(t, len(w.tokens))
		w.business = w.business || t.cue&(order|dated) != 0
		if w.says(&t) {
			w.words++
		}
	} else if t.kind == wide {
		w.words++
	}
	w.tokens = append(w.tokens, t)
}

// says reports a word that is more than a link between values.
func (w *walk) says(t *token) bool { return t.cue&joint == 0 && t.end-t.start > 2 }

// note remembers a sign that may start a value.
func (w *walk) note(i, previous int) {
	s := w.text
	switch s[i] {
	case '@':
		w.marks.at = append(w.marks.at, i)
	case '%', '&':
		if spelledSign(s, i) > 0 {
			w.marks.at = append(w.marks.at, i)
		}
	case ':':
		if i+2 < len(s) && s[i+1] == '/' && s[i+2] == '/' {
			w.marks.scheme = append(w.marks.scheme, i)
		} else if n := len(w.marks.colons); n == 0 || i-w.marks.colons[n-1] > 5 || i+1 < len(s) && s[i+1] == ':' {
			w.marks.colons = append(w.marks.colons, i)
		}
		fallthrough
	case '=':
		if previous >= 0 && i-w.tokens[previous].end <= 1 {
			w.tokens[previous].label = true
		}
	case '.':
		if i > 0 && i+1 < len(s) && classes[s[i-1]] != other && classes[s[i+1]] != other {
			w.marks.dots = true
		}
	case '-':
		w.marks.dashes = w.marks.dashes || i+4 < len(s) && s[i+1] == '-' && s[i+2] == '-' && s[i+3] == '-' && s[i+4] == '-'
	}
}

// signAt reports a sign, not a letter, that is longer than one byte: quotes, currency, brackets of
// East Asia.
func signAt(s string, i int) bool {
	c := s[i]
	switch {
	case c == 0xC2:
		return i+1 < len(s) && s[i+1] != 0xAA && s[i+1] != 0xB5 && s[i+1] != 0xBA
	case c == 0xC3:
		return i+1 < len(s) && (s[i+1] == 0x97 || s[i+1] == 0xB7)
	case c == 0xE2:
		return i+2 < len(s)
	case c == 0xE3:
		return i+2 < len(s) && s[i+1] == 0x80
	case c == 0xEF:
		return i+2 < len(s) && s[i+1] >= 0xB8
	}
	return false
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }
func isHex(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

// byteAt gives a byte of the text, 0 outside.
func (w *walk) byteAt(i int) byte {
	if i < 0 || i >= len(w.text) {
		return 0
	}
	return w.text[i]
}
