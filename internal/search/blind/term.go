package blind

import (
	"strings"
	"unicode/utf8"

	"candor/language"
)

// term is something that can be searched, with the bytes of the original where it stands.
type term struct {
	text       string // stem, number or whole address: what the tag is made of
	word       string // as it was written, in lower case and without accents; empty for exact terms
	start, end int
	stop       bool // a function word of its language: it stands in no index
}

// terms reads a text: its words in order, then what is to be found exactly.
func terms(tag, text string) []term { return termsFor(tag, text, nil) }

// wanted are the words that a query can find.
type wanted struct {
	first  [256]bool // their first bytes
	phrase bool      // phrases need every word as it was written
}

// wantedBy gives what a query can find. No stem begins otherwise than its word, where that is a letter of ASCII; of other
// scripts that is not so, and all count.
func wantedBy(units []unit) *wanted {
	w := &wanted{}
	for _, u := range units {
		w.phrase = w.phrase || u.phrase != nil
		for form := range u.forms {
			w.first[form[0]] = true
		}
	}
	for b := utf8.RuneSelf; b < len(w.first); b++ {
		w.first[b] = true
	}
	return w
}

// termsFor is terms as far as something is wanted of them; nil: all. It spares looking at the endings of the others.
func termsFor(tag, text string, w *wanted) []term {
	tokens := language.Words(text)
	out := make([]term, 0, len(tokens)+4)
	for _, t := range tokens {
		if w != nil && t.Text != "" && !w.first[t.Text[0]] {
			if w.phrase {
				out = append(out, term{word: clip(language.Fold(strings.TrimSuffix(t.Text, "'s"))), start: t.Start, end: t.End})
			}
			continue
		}
		word := strings.TrimSuffix(t.Text, "'s")
		out = append(out, term{
			text: stem(tag, word), word: clip(language.Fold(word)), start: t.Start, end: t.End,
			stop: tooShort(word) || language.StopWord(tag, word),
		})
	}
	return append(out, exact(text)...)
}

// stem gives the form under which a word of a language is indexed. What holds a digit is a name, not
// a word with endings.
func stem(tag, word string) string {
	if !strings.ContainsAny(word, "0123456789") {
		word = language.Stem(tag, word)
	}
	return clip(language.Fold(word))
}

// longestTerm bounds one term, in bytes: hostile text is not one word of a megabyte.
const longestTerm = 128

func clip(s string) string {
	if len(s) <= longestTerm {
		return s
	}
	end := longestTerm
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// tooShort holds for single letters and digits of ASCII; one character of another script can be a word.
func tooShort(word string) bool { return len(word) < 2 }

// Terms gives what a message is indexed under: each once, in no particular order. tag is the
// message's language; when it is empty the text is asked.
func Terms(tag, text string) []string {
	if tag == "" {
		tag, _ = language.Detect(text)
	}
	all := terms(tag, text)
	out := make([]string, 0, len(all))
	seen := make(map[string]bool, len(all))
	for _, t := range all {
		if t.stop || t.text == "" || seen[t.text] {
			continue
		}
		seen[t.text] = true
		out = append(out, t.text)
	}
	return out
}

// stemmers are the languages that language.Stem knows. Any other leaves a word as it is.
func stemmers() [8]string { return [8]string{"en", "es", "de", "fr", "it", "pt", "nl", "ar"} }

// forms gives every form in which a word may stand in the index, whatever the message's language.
func forms(word string) map[string]bool {
	word = strings.TrimSuffix(word, "'s")
	out := map[string]bool{clip(language.Fold(word)): true}
	for _, tag := range stemmers() {
		out[stem(tag, word)] = true
	}
	delete(out, "")
	return out
}

// common reports words that are left out of the index in some widely used language, so that not
// finding them says nothing.
func common(word string) bool {
	if tooShort(word) {
		return true
	}
	for _, tag := range [...]string{
		"en", "es", "de", "fr", "it", "pt", "nl", "ar", "hi", "ru", "tr", "pl", "uk", "sv", "da", "nb", "fi", "cs", "ro", "hu", "el", "he", "fa", "id", "vi",
	} {
		if language.StopWord(tag, word) {
			return true
		}
	}
	return false
}
