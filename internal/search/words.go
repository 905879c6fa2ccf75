package search

import (
	"unicode"

	"candor/knowledge"
	"candor/language"
)

// form is what the index knows of one written word.
type form struct {
	word  string // the stem
	stem  uint64
	stop  bool
	grams []uint64
	times int // met
}

// analyser turns text of one language into forms. It remembers words it has met and is
// not safe for concurrent use.
type analyser struct {
	lang  string
	known map[string]*form
}

func newAnalyser(lang string) *analyser { return &analyser{lang: lang, known: map[string]*form{}} }

// forms gives the words of a text in order.
func (a *analyser) forms(text string) []*form {
	words := knowledge.Words(text)
	out := make([]*form, len(words))
	for i, w := range words {
		out[i] = a.form(w)
		out[i].times++
	}
	return out
}

func (a *analyser) form(word string) *form {
	if f, ok := a.known[word]; ok {
		return f
	}
	stem := knowledge.Stem(a.lang, word)
	f := &form{word: stem, stem: hash(stem), stop: language.StopWord(a.lang, word), grams: grams(language.Fold(word))}
	a.known[word] = f
	return f
}

// hash is FNV-1a of 64 bits: two of a million words meet once in forty million indexes.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

const gramLength = 4

// grams gives the letter groups of a word with a space at each end, packed 16 bits a letter.
func grams(word string) []uint64 {
	padded := make([]uint64, 0, len(word)+2)
	padded = append(padded, ' ')
	for _, r := range word {
		padded = append(padded, uint64(r)&0xFFFF)
	}
	padded = append(padded, ' ')
	if len(padded) < gramLength {
		return nil
	}
	out := make([]uint64, 0, len(padded)-gramLength+1)
	for i := 0; i+gramLength <= len(padded); i++ {
		out = append(out, padded[i]<<48|padded[i+1]<<32|padded[i+2]<<16|padded[i+3])
	}
	return out
}

// isCode reports whether a word is a name that machines give: a number of four digits or more, or letters and
// digits together ("ora00942", "wh1000xm5").
func isCode(word string) bool {
	letters, digits := 0, 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			digits++
		} else {
			letters++
		}
	}
	return digits >= 4 || digits >= 2 && letters >= 2 && digits+letters >= 5
}
