package learned

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// word is one word of a message, in the form in which it is counted.
type word struct {
	text       string // folded, lower case, kin and numbers made one; "" for what was taken out
	start, end int    // bytes of the normalised text
	breaks     bool   // a sentence begins here
	comma      bool   // a comma or similar stands before it
	capital    bool   // written with a capital and then small letters
	shouted    bool   // written in capitals
	denied     bool   // a negation stands shortly before it
}

// mostWords bounds the work on one message.
const mostWords = 600

// read splits a message into the words that are counted.
func read(n language.Normal, original string) []word {
	s := n.Text
	words := make([]word, 0, len(s)/5+2)
	breaks, comma := true, false
	for i := 0; i < len(s) && len(words) < mostWords; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !letter(r) {
			switch {
			case strings.ContainsRune(".!?\n;。！？؟।…", r):
				if r != '.' || !between(s, i, isDigit) {
					breaks = true
				}
			case r != ' ' && r != '\'' && r != '-':
				comma = true
			}
			i += size
			continue
		}
		if n := address(s[i:]); n > 0 {
			i += n // whom to write to says nothing of a matter
			continue
		}
		end := endOfWord(s, i)
		if unspaced(r) {
			end = i + size
		}
		w := word{text: plain(s[i:end]), start: i, end: end, breaks: breaks, comma: comma}
		from, to := n.SourceSpan(i, end)
		w.capital, w.shouted = written(original[from:to])
		if w.text != "" {
			words = append(words, w)
			breaks, comma = false, false
		}
		i = end
	}
	return words
}

// address gives the length of an e-mail address or a link that text begins with; 0: it begins with neither.
func address(text string) int {
	end := strings.IndexAny(text, " \n,;()<>\"")
	if end < 0 {
		end = len(text)
	}
	one := text[:min(end, mostAddress)]
	at := strings.IndexByte(one, '@')
	if at > 0 && strings.IndexByte(one[at:], '.') > 0 || strings.HasPrefix(one, "http") && strings.Contains(one, "://") || strings.HasPrefix(one, "www.") {
		return len(one)
	}
	return 0
}

// mostAddress bounds how far is looked for the end of an address.
const mostAddress = 120

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func between(s string, i int, is func(byte) bool) bool {
	return i > 0 && i+1 < len(s) && is(s[i-1]) && is(s[i+1])
}

// unspaced reports letters of scripts that put no spaces between words.
func unspaced(r rune) bool {
	return 0xE00 <= r && r < 0xEE0 || 0x3041 <= r && r < 0x3100 || 0x3400 <= r && r < 0xA000
}

// endOfWord takes "don't" and "i'm" as one word and parts "l'eau" and "qu'il".
func endOfWord(s string, i int) int {
	start := i
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if letter(r) && !unspaced(r) {
			i += size
			continue
		}
		if r != '\'' || i+1 >= len(s) {
			return i
		}
		after, _ := utf8.DecodeRuneInString(s[i+1:])
		tail := 0
		for j := i + 1; j < len(s) && s[j] >= 'a' && s[j] <= 'z'; j++ {
			tail++
		}
		if !letter(after) || tail == 0 || tail > 2 || i-start > 8 {
			return i
		}
		i++
	}
	return i
}

// plain folds a word: accents off, stretched letters short, "mum's" to "mum".
func plain(w string) string {
	w = strings.TrimSuffix(w, "'s")
	w = strings.ReplaceAll(w, "'", "")
	w = language.Fold(w)
	if digits := strings.Trim(w, "0123456789"); digits == "" || len(digits) <= 2 && isDigit(w[0]) {
		return numberWord
	}
	w = shorten(w)
	if same, ok := oneWord()[w]; ok {
		return same
	}
	return w
}

const numberWord = "<n>"

// shorten writes three and more of the same letter as two, and a word of one letter as it is.
func shorten(w string) string {
	for i := 2; i < len(w); i++ {
		if w[i] == w[i-1] && w[i] == w[i-2] {
			var b strings.Builder
			var last, before rune
			for _, r := range w {
				if r == last && r == before {
					continue
				}
				b.WriteRune(r)
				last, before = r, last
			}
			return b.String()
		}
	}
	return w
}

// written tells how a word looks in the original.
func written(s string) (capital, shouted bool) {
	upper, lower := 0, 0
	first := true
	for _, r := range s {
		if first {
			capital = unicode.IsUpper(r)
			first = false
		}
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return capital && lower > 0, upper > 1 && lower == 0
}
