package console

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// The marks that keep words in their own direction apart from the sentence they stand in: Unicode Standard Annex 9,
// first strong isolate and its end. They reach where no element can, as into a button's name or a title.
const (
	isolate    = "\u2068"
	isolateEnd = "\u2069"
)

// apart keeps a name or a word that is written from right to left from moving what stands around it. Others are given
// back as they are.
func apart(words string) string {
	for rest := words; rest != ""; {
		of, size := bidi.LookupString(rest)
		if size == 0 {
			_, size = utf8.DecodeRuneInString(rest)
		}
		switch of.Class() {
		case bidi.R, bidi.AL, bidi.AN, bidi.RLE, bidi.RLO, bidi.LRE, bidi.LRO:
			return isolate + words + isolateEnd
		}
		rest = rest[size:]
	}
	return words
}

// allApart does it to everything that is put into a sentence.
func allApart(args map[string]string) map[string]string {
	out := make(map[string]string, len(args))
	for name, words := range args {
		out[name] = apart(words)
	}
	return out
}
