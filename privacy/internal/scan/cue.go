package scan

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// cue is a set of what a word lets us expect near it.
type cue uint32

const (
	phone cue = 1 << iota
	card
	cvv
	expiry
	bank
	identity
	passport
	licence
	tax
	health
	plate
	birth
	age
	password
	once // a one-time code
	key
	wallet
	mail
	zip
	network
	device
	company
	voter
	order   // what follows is a number of an order, a parcel, a product: not personal
	amount  // money or a count
	joint   // and, or: words that join values
	filler  // number, no.: says nothing by itself, and is read over
	dated   // ordered on, arrived: a date of business
	holder  // the first words of a pair
	monthly // the name of a month
	topic   // about, pour: right before a number, it is what the sentence is about
)

// personal are the cues that let us expect a value that must not leave.
const personal = phone | card | cvv | expiry | bank | identity | passport | licence | tax | health | plate | birth |
	password | once | key | wallet | voter | device

// compileCues reads the word list: words by themselves and pairs of words.
func compileCues() (single, pairs *cueTable) {
	words, both := make(map[string]cue, 2048), make(map[uint64]cue, 256)
	for _, list := range slices.Concat(cueWords, worldCueWords) {
		for w := range strings.FieldsSeq(list.words) {
			if first, second, pair := strings.Cut(w, "+"); pair {
				both[hashPair(hashWord(first), hashWord(second))] |= list.cue
				words[first] |= holder
				words[second] |= 0
				continue
			}
			words[w] |= list.cue
		}
	}
	for m := range months {
		words[m] |= monthly
	}
	alone := make(map[uint64]cue, len(words))
	for word, c := range words {
		alone[hashWord(word)] = c
	}
	return newCueTable(alone), newCueTable(both)
}

// longestWord is the length up to which a word is looked up, in bytes.
const longestWord = 40

// cueOf looks a word up, alone and together with the one before.
func (w *walk) cueOf(t token, index int) cue {
	n := t.end - t.start
	if n < 2 || n > longestWord {
		return 0
	}
	text := w.text[t.start:t.end]
	hash := hashWord(text)
	found, known := w.cues.get(hash)
	if !known {
		if n >= 6 {
			found = w.compound(text)
		}
		return found
	}
	if index > 0 {
		for _, before := range w.holdersBefore(index, t.start) {
			if before == nil {
				break
			}
			if c, ok := w.pairs.get(hashPair(hashWord(w.text[before.start:before.end]), hash)); ok {
				return c
			}
		}
	}
	return found
}

// holdersBefore gives the words before a place that may be the first of a pair: the one right before it,
// and the one before a link such as "de" in "código de seguridad".
func (w *walk) holdersBefore(index, start int) (found [2]*token) {
	before, n := &w.tokens[index-1], 0
	if start-before.end > 2 {
		return found
	}
	if before.cue&holder != 0 {
		found[n] = before
		n++
	}
	if index < 2 || before.end-before.start > 3 {
		return found
	}
	if first := &w.tokens[index-2]; first.cue&holder != 0 && before.start-first.end <= 2 {
		found[n] = first
	}
	return found
}

// Cue reports a word in capitals that names a paper, an order or the like, such as CPF: no name of a
// person.
func (s *Scanner) Cue(word string) bool {
	if len(word) < 2 || len(word) > longestWord {
		return false
	}
	for i := range len(word) {
		if !isUpper(word[i]) && !isDigit(word[i]) {
			return false
		}
	}
	c, _ := s.cues.get(hashWord(word))
	return c&^(joint|holder|monthly|topic) != 0
}

// compound understands words that are made of others, such as Steuernummer, puhelinnumero and
// ordernummer, and words of Arabic or Hebrew with a letter for and, in, to or the like in front.
func (w *walk) compound(text string) cue {
	if text[0] >= 0xD7 && text[0] <= 0xDB {
		c, _ := w.cues.get(hashWord(withoutPrefix(text)))
		return c
	}
	ends := compoundEnds(text[len(text)-1] | 0x20)
	if ends == nil {
		return 0
	}
	for _, end := range ends {
		at := len(text) - len(end)
		if at < 3 || !strings.EqualFold(text[at:], end) {
			continue
		}
		c, ok := w.cues.get(hashWord(text[:at]))
		if !ok {
			c, ok = w.cues.get(hashWord(strings.TrimRight(text[:at], "sneSNE")))
		}
		if ok {
			return c &^ (joint | filler | monthly | topic)
		}
	}
	return 0
}

func withoutPrefix(word string) string {
	switch word[:2] {
	case "و", "ف", "ب", "ل", "ك", "ו", "ב", "ל", "ה", "ש", "מ", "כ":
		return word[2:]
	}
	return word
}

// wideReach is how many bytes of a run of such letters are read beside a value.
const wideReach = 120

// wideBefore gives the cues in the last letters of a run without spaces, wideAfter in the first.
func (w *walk) wideBefore(t *token) cue {
	from := max(t.start, t.end-wideReach)
	for from < t.end && !utf8.RuneStart(w.text[from]) {
		from++
	}
	return w.wideCue(w.text[from:t.end])
}

func (w *walk) wideAfter(t *token) cue {
	return w.wideCue(w.text[t.start:min(t.end, t.start+wideReach)])
}

func (w *walk) wideCue(text string) cue {
	found := cue(0)
	for i := 0; i+wideLetter <= len(text); i++ {
		if !utf8.RuneStart(text[i]) {
			continue
		}
		for _, one := range w.wides[[wideLetter]byte{text[i], text[i+1], text[i+2]}] {
			if strings.HasPrefix(text[i:], one.word) {
				found |= one.cue
			}
		}
	}
	return found
}

// wideLetter is the length of most letters of these scripts, in bytes.
const wideLetter = 3

type wideWord struct {
	word string
	cue  cue
}

// compileWide files the words under their first letter.
func compileWide() map[[wideLetter]byte][]wideWord {
	by := make(map[[wideLetter]byte][]wideWord, 64)
	for _, list := range wideWords {
		for word := range strings.FieldsSeq(list.words) {
			if len(word) > wideLetter {
				first := [wideLetter]byte{word[0], word[1], word[2]}
				by[first] = append(by[first], wideWord{word: word, cue: list.cue})
			}
		}
	}
	return by
}
