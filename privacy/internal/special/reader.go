package special

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// gap is what stands between a word and the one before it.
type gap uint8

const (
	joined gap = iota // a space or a hyphen: both may belong to one phrase
	pause             // a comma or a bracket: the same sentence, another phrase
	stop              // another sentence
)

// token is one word of the text.
type token struct {
	start, end int
	word       uint32 // 0: on no list
	before     gap
	capital    bool // upper case first, lower case second
}

// reader cuts a text into words, lower-cased and without accents, and looks each up while it reads.
type reader struct {
	text  string
	at    int
	words *table
	begun bool
}

const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// next reads one word into t, and is false at the end. An apostrophe ends a word, so that "I'm" and
// "j'ai" are two each.
func (r *reader) next(t *token) bool {
	t.before = r.skip()
	if !r.begun {
		t.before, r.begun = stop, true
	}
	if r.at >= len(r.text) {
		return false
	}
	text, at := r.text, r.at
	t.start = at
	hash := uint64(hashSeed)
	for at < len(text) {
		c := text[at]
		if c < utf8.RuneSelf {
			lower := asciiWord[c]
			if lower == 0 {
				break
			}
			hash = (hash ^ uint64(lower)) * hashPrime
			at++
			continue
		}
		folded, size := fold(text[at:])
		if folded == 0 {
			break
		}
		if folded > 0 {
			hash = (hash ^ uint64(folded)) * hashPrime
		}
		at += size
	}
	t.end, r.at = at, at
	t.word = r.words.get(hash)
	t.capital = capital(text[t.start:t.end])
	return true
}

// skip goes to the next word and tells what it passed.
func (r *reader) skip() gap {
	passed := joined
	for r.at < len(r.text) {
		c := r.text[r.at]
		if c < utf8.RuneSelf {
			if asciiWord[c] != 0 {
				return passed
			}
			switch c {
			case ',', '(', ')', ':', '"', '[', ']', '/', '|':
				passed = max(passed, pause)
			case '!', '?', ';', '\n':
				passed = stop
			case '.':
				// "v2.1" and "e.g." go on; a full stop has space behind it.
				if r.at+1 == len(r.text) || r.text[r.at+1] <= ' ' {
					passed = stop
				}
			}
			r.at++
			continue
		}
		folded, size := fold(r.text[r.at:])
		if folded > 0 {
			return passed
		}
		switch sign, _ := utf8.DecodeRuneInString(r.text[r.at:]); sign {
		case '،', '«', '»', '“', '”', '„', '、', '，', '：':
			passed = max(passed, pause)
		case '؟', '؛', '。', '！', '？', '…', '¿', '¡':
			passed = stop
		}
		r.at += size
	}
	return passed
}

// asciiWord gives the lower case of letters and digits, and 0 for what ends a word.
var asciiWord = asciiTable()

func asciiTable() (t [utf8.RuneSelf]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	return t
}

// foldEnd is the end of the scripts that are folded by table: Latin, Greek, Cyrillic, Hebrew, Arabic.
const foldEnd = 0x700

var folded = sync.OnceValue(func() *[foldEnd]rune {
	var t [foldEnd]rune
	for r := range t {
		t[r] = foldRune(rune(r))
	}
	return &t
})

// fold gives the first letter of a text in lower case without its accent, 0 when no letter stands
// there, and -1 for a mark that is left out; and how many bytes it has.
func fold(text string) (rune, int) {
	if c := text[0]; 0xC3 <= c && c < 0xDC && len(text) > 1 && text[1]&0xC0 == 0x80 {
		return folded()[rune(c&0x1F)<<6|rune(text[1]&0x3F)], 2
	}
	r, size := utf8.DecodeRuneInString(text)
	return foldRune(r), size
}

func foldRune(r rune) rune {
	switch {
	case r == utf8.RuneError:
		return 0
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return language.FoldRune(unicode.ToLower(r))
	case unicode.Is(unicode.M, r), r == 'ـ':
		return -1
	}
	return 0
}

// capital reports a word written as names are: upper case first, lower case second.
func capital(word string) bool {
	c := word[0]
	if c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z' && len(word) > 1 && (word[1] < 'A' || word[1] > 'Z')
	}
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(first) && !unicode.IsUpper(second)
}
