package people

// The kinds of endings.
const (
	familyEnds = iota // of family names
	sureEnds          // of family names, and of hardly any other word
	plainEnds         // of ordinary words in English and its neighbours
	verbEnds          // of verbs, adverbs and participles in English
	nounEnds          // of German nouns for things
	streetEnds        // of streets written in one word
	endKinds
)

// endings are word endings by their last byte, so that a word is compared with few of them.
type endings [256][]string

// in says whether word ends with one of the endings and has more than extra bytes before it. Capitals of
// ASCII count as small letters.
func (e *endings) in(word string, extra int) bool {
	if word == "" {
		return false
	}
	for _, end := range e[small8(word[len(word)-1])] {
		if len(word) > len(end)+extra && endsWith(word, end) {
			return true
		}
	}
	return false
}

func endsWith(word, end string) bool {
	word = word[len(word)-len(end):]
	for i := len(end) - 1; i >= 0; i-- {
		if small8(word[i]) != end[i] {
			return false
		}
	}
	return true
}

func small8(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c | 0x20
	}
	return c
}

func readEndings() (all [endKinds]endings) {
	for kind := range all {
		for w := range words([...]string{"end-family.txt", "end-sure.txt", "end-plain.txt", "end-verb.txt", "end-noun.txt", "end-street.txt"}[kind]) {
			last := w[len(w)-1]
			all[kind][last] = append(all[kind][last], w)
		}
	}
	return all
}
