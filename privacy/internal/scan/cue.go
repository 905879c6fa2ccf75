package scan

import (
	"bytes"
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
)

// personal are the cues that let us expect a value that must not leave.
const personal = phone | card | cvv | expiry | bank | identity | passport | licence | tax | health | plate | birth |
	password | once | key | wallet | voter | device

// compileCues reads the word list: words by themselves and pairs of words.
func compileCues() (single, pairs map[string]cue) {
	single, pairs = make(map[string]cue, 1024), make(map[string]cue, 128)
	for _, list := range cueWords {
		for w := range strings.FieldsSeq(list.words) {
			if first, second, pair := strings.Cut(w, "+"); pair {
				pairs[first+" "+second] |= list.cue
				single[first] |= holder
				single[second] |= 0
				continue
			}
			single[w] |= list.cue
		}
	}
	for m := range months {
		single[m] |= monthly
	}
	return single, pairs
}

// sieve lets most words that are no cue fall through before they are looked up.
type sieve [256]uint64

func sieveBit(word []byte) uint {
	n := uint(len(word))
	return (((uint(word[0])*33+uint(word[1]))*33+uint(word[n-1]))*33 + uint(word[n/2]) + n*7) % (256 * 64)
}

func (s *sieve) add(word []byte)      { s[sieveBit(word)/64] |= 1 << (sieveBit(word) % 64) }
func (s *sieve) has(word []byte) bool { b := sieveBit(word); return s[b/64]&(1<<(b%64)) != 0 }

func compileSieve(words map[string]cue) *sieve {
	s := new(sieve)
	for word := range words {
		if len(word) > 1 {
			s.add([]byte(word))
		}
	}
	return s
}

// longestWord is the length up to which a word is looked up, in bytes.
const longestWord = 40

// cueOf looks a word up, alone and together with the one before.
func (w *walk) cueOf(t token, index int) cue {
	n := t.end - t.start
	if n < 2 || n > longestWord {
		return 0
	}
	var buffer [2 * longestWord]byte
	folded := foldWord(buffer[:0], w.text[t.start:t.end])
	found, known := cue(0), false
	if w.sieve.has(folded) {
		found, known = w.cues[string(folded)]
	}
	if !known && n >= 6 {
		found = w.compound(folded)
	}
	if index > 0 && known {
		before := w.tokens[index-1]
		if before.cue&holder != 0 && t.start-before.end <= 2 {
			var both [4 * longestWord]byte
			pair := foldWord(both[:0], w.text[before.start:before.end])
			pair = append(pair, ' ')
			pair = append(pair, folded...)
			if c, ok := w.pairs[string(pair)]; ok {
				found = c
			}
		}
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
	var buffer [2 * longestWord]byte
	return s.cues[string(foldWord(buffer[:0], word))]&^(joint|holder|monthly) != 0
}

// compound understands words that are made of others, such as Steuernummer, puhelinnumero and
// ordernummer.
func (w *walk) compound(folded []byte) cue {
	for _, end := range compoundEnds(folded[len(folded)-1]) {
		stem, ok := bytes.CutSuffix(folded, []byte(end))
		if !ok || len(stem) < 3 {
			continue
		}
		if c, ok := w.cues[string(stem)]; ok {
			return c &^ (joint | filler | monthly)
		}
		if c, ok := w.cues[string(bytes.TrimRight(stem, "sne"))]; ok {
			return c &^ (joint | filler | monthly)
		}
	}
	return 0
}

// foldWord writes a word in small letters.
func foldWord(into []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			into = append(into, c+'a'-'A')
		case c == 0xC3 && i+1 < len(text) && text[i+1] >= 0x80 && text[i+1] <= 0x9E: // À to Þ
			into = append(into, c, text[i+1]+0x20)
			i++
		case c == 0xD0 && i+1 < len(text) && text[i+1] >= 0x90 && text[i+1] <= 0x9F: // А to П
			into = append(into, c, text[i+1]+0x20)
			i++
		case c == 0xD0 && i+1 < len(text) && text[i+1] >= 0xA0 && text[i+1] <= 0xAF: // Р to Я
			into = append(into, 0xD1, text[i+1]-0x20)
			i++
		case c == 0xC5 && i+1 < len(text) && text[i+1] == 0x9E: // Ş
			into = append(into, c, 0x9F)
			i++
		default:
			into = append(into, c)
		}
	}
	return into
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
