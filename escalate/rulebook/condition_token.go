package rulebook

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// token is one word of a condition, with the column that it begins at, from 1.
type token struct {
	kind   rune // 'i' a name, 'n' an integer, 'f' a double, 's' a string, 'o' an operator or bracket, 0 the end
	text   string
	column int
}

// operators of more than one character; the others are characters of singles.
var (
	doubles = []string{"&&", "||", "==", "!=", "<=", ">="}
	singles = "()[],.?:!<>+-*/%"
)

// mostWritten is the longest condition, in bytes.
const mostWritten = 4000

// tokens takes a condition apart.
func tokens(text string) ([]token, error) {
	if len(text) > mostWritten {
		return nil, fmt.Errorf("when is longer than %d bytes", mostWritten)
	}
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("when is not text in UTF-8")
	}
	var out []token
	for at := 0; at < len(text); {
		column := utf8.RuneCountInString(text[:at]) + 1
		rest := text[at:]
		c := rest[0]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			at++
		case strings.HasPrefix(rest, "//"):
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			at += end
		case c == '"' || c == '\'' || (c == 'r' || c == 'R') && len(rest) > 1 && (rest[1] == '"' || rest[1] == '\''):
			value, n, err := quoted(rest)
			if err != nil {
				return nil, at1(column, err.Error())
			}
			out = append(out, token{'s', value, column})
			at += n
		case digit(c):
			t := number(rest)
			t.column = column
			out = append(out, t)
			at += len(t.text)
		case letter(c):
			n := 1
			for n < len(rest) && (letter(rest[n]) || digit(rest[n])) {
				n++
			}
			out = append(out, token{'i', rest[:n], column})
			at += n
		default:
			word := ""
			for _, d := range doubles {
				if strings.HasPrefix(rest, d) {
					word = d
				}
			}
			if word == "" && strings.IndexByte(singles, c) >= 0 {
				word = rest[:1]
			}
			if word == "" {
				r, _ := utf8.DecodeRuneInString(rest)
				return nil, at1(column, fmt.Sprintf("the character %q means nothing here", r))
			}
			out = append(out, token{'o', word, column})
			at += len(word)
		}
	}
	return append(out, token{0, "", utf8.RuneCountInString(text) + 1}), nil
}

func at1(column int, text string) error {
	return fmt.Errorf("when cannot be read at column %d: %s", column, text)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func letter(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// number reads digits, and a fraction or an exponent behind them.
func number(s string) token {
	n := 0
	digits := func() {
		for n < len(s) && digit(s[n]) {
			n++
		}
	}
	digits()
	kind := 'n'
	if n+1 < len(s) && s[n] == '.' && digit(s[n+1]) {
		kind = 'f'
		n++
		digits()
	}
	if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		before := n
		n++
		if n < len(s) && (s[n] == '+' || s[n] == '-') {
			n++
		}
		if n < len(s) && digit(s[n]) {
			kind = 'f'
			digits()
		} else {
			n = before
		}
	}
	return token{kind: kind, text: s[:n]}
}

// quoted reads a string in single or double quotes, raw behind an r.
func quoted(s string) (value string, length int, err error) {
	raw, at := false, 0
	if s[0] == 'r' || s[0] == 'R' {
		raw, at = true, 1
	}
	mark := s[at]
	if strings.HasPrefix(s[at:], strings.Repeat(string(mark), 3)) {
		return "", 0, fmt.Errorf("a text stands in one pair of quotes")
	}
	var b strings.Builder
	for i := at + 1; i < len(s); {
		switch c := s[i]; {
		case c == mark:
			return b.String(), i + 1, nil
		case c == '\n' || c == '\r':
			return "", 0, fmt.Errorf("a text ends on the line that it begins on")
		case c == '\\' && !raw:
			r, n, err := escaped(s[i:])
			if err != nil {
				return "", 0, err
			}
			b.WriteString(r)
			i += n
		default:
			b.WriteByte(c)
			i++
		}
	}
	return "", 0, fmt.Errorf("a text has no end")
}

// escaped reads what stands behind a backslash.
func escaped(s string) (value string, length int, err error) {
	if len(s) < 2 {
		return "", 0, fmt.Errorf("a text has no end")
	}
	if i := strings.IndexByte(`\"'?`+"`", s[1]); i >= 0 {
		return s[1:2], 2, nil
	}
	if i := strings.IndexByte("abfnrtv", s[1]); i >= 0 {
		return "\a\b\f\n\r\t\v"[i : i+1], 2, nil
	}
	if size := map[byte]int{'u': 4, 'U': 8}[s[1]]; size > 0 && len(s) >= 2+size {
		n, err := strconv.ParseUint(s[2:2+size], 16, 32)
		if err == nil && utf8.ValidRune(rune(n)) {
			return string(rune(n)), 2 + size, nil
		}
	}
	return "", 0, fmt.Errorf("what stands behind a backslash means nothing; in a pattern write it twice, or the text as r\"…\"")
}
