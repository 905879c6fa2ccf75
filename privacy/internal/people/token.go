package people

import (
	"unicode"
	"unicode/utf8"
)

// token is a stretch of the text: a word, a number, one mark, a line end. Blanks are no tokens.
type token struct {
	start, end uint32
	hash       uint32 // of the folded letters of a word
	class      class
	cue        cue   // announced by the words just before
	place      uint8 // tokens of the place name that begins here
	kind       kind
	shape      shape
	gap        bool // a blank stands before it
	taken      bool // part of an address, or of something that holds no names
}

type kind uint8

const (
	mark   kind = iota // one character that is none of the others
	word               // letters
	number             // digits
	mixed              // letters and digits
	line               // one line end
	block              // Chinese characters and kana, which have no blanks between words
)

type shape uint8

const (
	lower   shape = iota
	title         // "Anna", "McKay"
	upper         // "ANNA"
	single        // "A"
	camel         // "iPhone", "PayPal"
	uncased       // a script without capitals
)

// What a byte begins.
const (
	isMark = iota
	isBlank
	isLine
	isDigit
	isLower
	isUpper
	isHigh // part of a longer character
)

var byteClass = func() (t [256]uint8) {
	for b := range t {
		switch {
		case b == '\n' || b == '\r':
			t[b] = isLine
		case b == ' ' || b == '\t' || b == '\v' || b == '\f':
			t[b] = isBlank
		case '0' <= b && b <= '9':
			t[b] = isDigit
		case 'a' <= b && b <= 'z':
			t[b] = isLower
		case 'A' <= b && b <= 'Z':
			t[b] = isUpper
		case b >= utf8.RuneSelf:
			t[b] = isHigh
		}
	}
	return t
}()

// A hash of folded letters, after FNV-1a, with a last stir so that its low bits spread.
const (
	hashBasis = 2166136261
	hashPrime = 16777619
)

func stir(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	return h
}

// chain hashes a phrase from the hash so far and that of the next token.
func chain(h, next uint32) uint32 { return stir((h*31 + 7) ^ next) }

func hashMark(r rune) uint32 { return stir(uint32(r) * hashPrime) }

// tokenize cuts text and calls yield for each token, with nothing looked up.
func tokenize(f *folds, text string, tokens []token) []token {
	gap := false
	for i := 0; i < len(text); {
		c := text[i]
		switch byteClass[c] {
		case isBlank:
			gap = true
			i++
			continue
		case isLine:
			if c == '\n' || i+1 >= len(text) || text[i+1] != '\n' {
				tokens = append(tokens, token{start: uint32(i), end: uint32(i + 1), kind: line, gap: gap})
			}
			i++
			gap = true
			continue
		case isMark:
			tokens = append(tokens, token{start: uint32(i), end: uint32(i + 1), hash: hashMark(rune(c)), kind: mark, gap: gap})
			i++
		case isHigh:
			r, size := utf8.DecodeRuneInString(text[i:])
			switch {
			case f.letter(r):
				t := readWord(f, text, i)
				t.gap = gap
				tokens = append(tokens, t)
				i = int(t.end)
			case unicode.IsSpace(r):
				gap = true
				i += size
				continue
			default:
				if r == '’' || r == 'ʼ' || r == '`' {
					r = '\''
				}
				if r == '：' {
					r = ':'
				}
				tokens = append(tokens, token{start: uint32(i), end: uint32(i + size), hash: hashMark(r), kind: mark, gap: gap})
				i += size
			}
		default:
			t := readWord(f, text, i)
			t.gap = gap
			tokens = append(tokens, t)
			i = int(t.end)
		}
		gap = false
	}
	return tokens
}

// readWord reads letters and digits from i on; there is at least one.
func readWord(f *folds, text string, i int) token {
	t := token{start: uint32(i), kind: word}
	h := uint32(hashBasis)
	letters, digits, uppers, lowers, plain := 0, 0, 0, 0, 0
	firstUpper := false
	for i < len(text) {
		c := text[i]
		switch byteClass[c] {
		case isLower:
			h = (h ^ uint32(c)) * hashPrime
			lowers++
			letters++
			i++
			continue
		case isUpper:
			if letters == 0 {
				firstUpper = true
			}
			h = (h ^ uint32(c|0x20)) * hashPrime
			uppers++
			letters++
			i++
			continue
		case isDigit:
			digits++
			h = (h ^ uint32(c)) * hashPrime
			i++
			continue
		case isHigh:
			r, size := utf8.DecodeRuneInString(text[i:])
			if unicodeBlock(r) {
				if letters+digits == 0 {
					return readBlock(text, i)
				}
				goto done
			}
			folded, caps, ok := f.fold(r)
			if !ok {
				goto done
			}
			if folded != 0 {
				h = (h ^ uint32(folded)) * hashPrime
			}
			switch caps {
			case capital:
				if letters == 0 {
					firstUpper = true
				}
				uppers++
			case small:
				lowers++
			default:
				plain++
			}
			letters++
			i += size
			continue
		}
		break
	}
done:
	t.end = uint32(i)
	t.hash = stir(h)
	switch {
	case letters == 0:
		t.kind = number
		return t
	case digits > 0:
		t.kind = mixed
	}
	switch {
	case plain > 0 && uppers+lowers == 0:
		t.shape = uncased
	case uppers == 0:
		t.shape = lower
	case uppers == 1 && letters == 1:
		t.shape = single
	case lowers == 0:
		t.shape = upper
	case firstUpper && uppers == 1:
		t.shape = title
	case firstUpper && uppers == 2 && innerCapital(text[t.start:t.end]):
		t.shape = title
	default:
		t.shape = camel
	}
	return t
}

// innerCapital says whether a second capital is what names have: McKay, DiCaprio, FitzGerald.
func innerCapital(w string) bool {
	for _, p := range [...]string{"Mc", "Mac", "De", "Di", "La", "Le", "Van", "Von", "Fitz", "Du", "Da", "Del", "Des", "Ó", "Mhic"} {
		if len(w) > len(p)+2 && w[:len(p)] == p && byteClass[w[len(p)]] == isUpper {
			return true
		}
	}
	return false
}

// unicodeBlock says whether r is a Chinese character or kana.
func unicodeBlock(r rune) bool {
	return r >= 0x3005 && (r <= 0x3007 || 0x3040 <= r && r <= 0x30FF || 0x3400 <= r && r <= 0x9FFF || 0xF900 <= r && r <= 0xFAFF)
}

func readBlock(text string, i int) token {
	t := token{start: uint32(i), kind: block, shape: uncased}
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicodeBlock(r) {
			break
		}
		i += size
	}
	t.end = uint32(i)
	return t
}
