package knowledge

import (
	"strings"

	"candor/language"
)

// Words gives the words of a text as search and answers compare them: in plain form, without
// an English genitive, numbers parted at their points ("8.5.5" is three words).
func Words(text string) []string {
	terms := language.Terms(text)
	out := make([]string, 0, len(terms))
	for _, w := range terms {
		w = strings.TrimSuffix(w, "'s")
		if !strings.ContainsAny(w, ".,:") {
			out = append(out, w)
			continue
		}
		for part := range strings.FieldsFuncSeq(w, func(r rune) bool { return r == '.' || r == ',' || r == ':' }) {
			out = append(out, part)
		}
	}
	return out
}

// Stem gives the form of a word in which search and answers compare it: without endings and accents.
func Stem(lang, word string) string { return language.Fold(language.Stem(lang, word)) }
