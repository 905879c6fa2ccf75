package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is one word, number or, in scripts without spaces, a pair of neighbouring characters.
type Token struct {
	Text       string // in plain form, lower case; "e-mail" is "email"
	Start, End int    // bytes of the original text
}

// Words splits text into tokens. Scripts without spaces (Chinese, Japanese kana, Thai, Lao,
// Khmer, Burmese) give overlapping pairs of characters, or one character standing alone.
// Numbers keep their inner points and commas ("12.50"); French and Italian elisions are two
// words ("l'ordre": "l", "ordre"); punctuation and symbols give nothing.
func Words(text string) []Token {
	n := Normalise(text)
	tokens := make([]Token, 0, len(n.Text)/5+1)
	n.each(func(word string, from, to int) {
		start, end := n.SourceSpan(from, to)
		tokens = append(tokens, Token{Text: word, Start: start, End: end})
	})
	return tokens
}

// Terms gives only the texts of Words, for indexes.
func Terms(text string) []string {
	n := Normalise(text)
	terms := make([]string, 0, len(n.Text)/5+1)
	n.each(func(word string, _, _ int) { terms = append(terms, word) })
	return terms
}

// each calls yield for every token of n.Text with its byte range there.
func (n Normal) each(yield func(word string, from, to int)) {
	text := n.Text
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unspaced(r) && wordRune(r):
			i = pairs(text, i, yield)
		case r < utf8.RuneSelf && isDigit(byte(r)):
			i = number(text, i, yield)
		case wordRune(r):
			i = word(text, i, yield)
		default:
			i += size
		}
	}
}

// word yields the word that begins at i and returns where to go on.
func word(text string, i int, yield func(string, int, int)) int {
	start, letters := i, 0
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if wordRune(r) && !unspaced(r) {
			i += size
			letters++
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		if i+size >= len(text) || !wordRune(next) || unspaced(next) {
			break
		}
		if r == '\'' {
			if elided(text[start:i]) && letterCount(text[i+1:], 2) {
				yield(text[start:i], start, i)
				start, letters = i+1, 0
			}
			i++
			continue
		}
		if r == '-' && letters == 1 && unicode.IsLetter(next) && letterCount(text[i+1:], 2) {
			end := i + 1
			for end < len(text) {
				r, size := utf8.DecodeRuneInString(text[end:])
				if !wordRune(r) || unspaced(r) {
					break
				}
				end += size
			}
			yield(text[start:i]+text[i+1:end], start, end)
			return end
		}
		break
	}
	yield(text[start:i], start, i)
	return i
}

// number yields digits with their inner points, commas, colons and following letters ("2nd", "5g").
func number(text string, i int, yield func(string, int, int)) int {
	start := i
	for i < len(text) {
		b := text[i]
		inner := (b == '.' || b == ',' || b == ':') && i+1 < len(text) && isDigit(text[i+1]) && isDigit(text[i-1])
		if isDigit(b) || inner {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) || unspaced(r) {
			break
		}
		i += size
	}
	yield(text[start:i], start, i)
	return i
}

// pairs yields overlapping pairs over a run of characters that are written without spaces. A
// mark stays with its letter.
func pairs(text string, i int, yield func(string, int, int)) int {
	previous, count := -1, 0
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unspaced(r) || !wordRune(r) {
			break
		}
		end := i + size
		for end < len(text) {
			mark, size := utf8.DecodeRuneInString(text[end:])
			if !unicode.IsMark(mark) || end-i > 24 {
				break
			}
			end += size
		}
		if previous >= 0 {
			yield(text[previous:end], previous, end)
		}
		previous = i
		i = end
		count++
	}
	if count == 1 {
		yield(text[previous:i], previous, i)
	}
	return i
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func letterCount(text string, want int) bool {
	for _, r := range text {
		if !unicode.IsLetter(r) {
			return false
		}
		want--
		if want == 0 {
			return true
		}
	}
	return false
}

// elided reports the short words that French, Italian and Catalan join to the next one.
func elided(word string) bool {
	switch word {
	case "l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "dell", "nell", "all", "sull", "dall", "quell", "quest",
		"jusqu", "lorsqu", "puisqu", "bell", "com", "cos", "dov", "sant", "tutt":
		return true
	}
	return false
}

// cutSpace trims white space from both ends of a span of text.
func cutSpace(text string, s Span) Span {
	part := text[s.Start:s.End]
	left := strings.TrimLeftFunc(part, blank)
	start := s.End - len(left)
	right := strings.TrimRightFunc(left, blank)
	return Span{start, start + len(right)}
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == 0xFEFF || r == 0x200B }
