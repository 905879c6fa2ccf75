package spell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Change is one word that was mended.
type Change struct {
	From, To   string // as written, and the known word with the capitals of what was written
	Start, End int    // bytes of the text as written
}

// Mend gives a text with its mistyped words mended, and which they were, in order. Everything else stays as it is,
// to the byte; a text in which nothing is mended comes back itself.
//
// A word that begins with a capital within a sentence is taken for a name and left alone (unless Nouns), and so is one
// in capitals among others that are not, or of four letters.
func (w *Words) Mend(text string) (string, []Change) {
	if w == nil || w.Len() == 0 {
		return text, nil
	}
	m := mending{words: w, text: text, starts: true, loud: inCapitals(text)}
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			if r == '\n' {
				m.sentence()
			}
			at += size
			continue
		}
		end := spaceFrom(text, at)
		m.chunk(at, end)
		at = end
	}
	if len(m.changes) == 0 {
		return text, nil
	}
	m.out.WriteString(text[m.done:])
	return m.out.String(), m.changes
}

// mending is how far a text is mended.
type mending struct {
	words   *Words
	text    string
	loud    bool   // most of it is in capitals
	starts  bool   // the next word begins a sentence
	before  string // the word before, mended; empty at the beginning of a sentence
	out     strings.Builder
	done    int // bytes of text that are in out
	changes []Change
}

func (m *mending) sentence() { m.starts, m.before = true, "" }

// stands is how long words are, at most, that stand for something when they are in capitals.
const stands = 4

// chunk mends the words between two spaces.
func (m *mending) chunk(from, to int) {
	if code(m.text[from:to]) {
		m.starts, m.before = false, ""
	} else {
		for at := from; at < to; {
			r, size := utf8.DecodeRuneInString(m.text[at:to])
			if unicode.IsLetter(r) {
				size = wordEnd(m.text, at, to) - at
				m.word(at, at+size)
			}
			at += size
		}
	}
	last, _ := utf8.DecodeLastRuneInString(m.text[from:to])
	switch {
	case strings.ContainsRune(".?!:;؟؛\"“”»", last):
		m.sentence()
	case !unicode.IsLetter(last):
		m.before = ""
	}
}

// word mends one word.
func (m *mending) word(from, to int) {
	word := m.text[from:to]
	first, _ := utf8.DecodeRuneInString(word)
	name := unicode.IsUpper(first) && !m.starts && !m.words.Nouns && !m.loud
	letters := shouted(word) && (!m.loud || utf8.RuneCountInString(word) <= stands) // they may stand for something
	m.starts = false
	if name || letters || m.words.Known(word) {
		m.before = word
		return
	}
	after, _ := m.words.Fix(wordFrom(m.text, to))
	if fixed, ok := m.words.between(m.before, word, after); ok {
		fixed = dressed(fixed, word)
		m.out.WriteString(m.text[m.done:from])
		m.out.WriteString(fixed)
		m.done = to
		m.changes = append(m.changes, Change{From: word, To: fixed, Start: from, End: to})
		word = fixed
	}
	m.before = word
}

func spaceFrom(text string, at int) int {
	if n := strings.IndexFunc(text[at:], unicode.IsSpace); n >= 0 {
		return at + n
	}
	return len(text)
}

// wordFrom gives the word that follows behind one space or more; empty when anything else does.
func wordFrom(text string, at int) string {
	start := at
	for start < len(text) {
		r, size := utf8.DecodeRuneInString(text[start:])
		if !unicode.IsSpace(r) {
			break
		}
		if start-at > longest {
			return ""
		}
		start += size
	}
	if start == at || start == len(text) {
		return ""
	}
	end := min(spaceFrom(text[:min(len(text), start+longest*utf8.UTFMax)], start), len(text))
	if code(text[start:end]) {
		return ""
	}
	return text[start:wordEnd(text, start, end)]
}

// wordEnd gives where the word that begins at a letter ends; apostrophes and hyphens between letters belong to it.
func wordEnd(text string, at, to int) int {
	for at < to {
		r, size := utf8.DecodeRuneInString(text[at:to])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			next, _ := utf8.DecodeRuneInString(text[at+size : to])
			if r != '\'' && r != '’' || !unicode.IsLetter(next) {
				return at
			}
		}
		at += size
	}
	return to
}

// code reports whether what stands between two spaces is no plain words: an address, a number, a placeholder, a path.
func code(chunk string) bool {
	letter := false
	for i, r := range chunk {
		switch {
		case unicode.IsDigit(r), strings.ContainsRune(`@/\_<>{}[]#=&%$€£+*|~^`, r):
			return true
		case (r == '.' || r == ':') && letter:
			if next, _ := utf8.DecodeRuneInString(chunk[i+1:]); unicode.IsLetter(next) && !unicode.IsUpper(next) {
				return true // "example.com"; "end.Next" is two sentences
			}
		}
		letter = unicode.IsLetter(r)
	}
	return false
}

// inCapitals reports whether most letters of a text are capitals.
func inCapitals(text string) bool {
	upper, lower := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 2*lower
}

// shouted reports whether a word has capitals only.
func shouted(word string) bool {
	upper := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper > 1
}

// dressed gives a word the capitals of another.
func dressed(word, like string) string {
	if shouted(like) {
		return strings.ToUpper(word)
	}
	first, _ := utf8.DecodeRuneInString(like)
	if !unicode.IsUpper(first) {
		return word
	}
	r, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[size:]
}
