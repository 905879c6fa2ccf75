package spell

import (
	"iter"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// Words is a list of known words. The zero value knows none and mends nothing. It is safe for
// concurrent use as long as its fields are not changed.
//
// It takes 20 bytes for each letter that a word does not share with the beginning of another, and 8 more and its
// spelling for each word, some 100 bytes a word, and 8 kB.
type Words struct {
	// Nouns tells that a capital within a sentence is no sign of a name, as in German.
	Nouns bool
	// Careful tells that the list lacks many right words. Then one edit is forgiven at most, and where a word is short or
	// looks like one of the language only those that seldom make one right word of another: two letters swapped, one doubled
	// or not, or one left out or put in well within.
	Careful bool
	// Knows reports further words, in lower case, that are known but never what another was meant to be. Nil: none.
	Knows func(word string) bool
	// Rivals are further words, of the rarest, that are known too. Nothing is mended to them: what was meant to be one of
	// them stays as it is. Nil: none.
	Rivals *Words
	// Together reports whether two words, one behind the other and in lower case, are known to stand so: such a word is
	// likelier meant than another. Nil: a word is mended whatever stands beside it.
	Together func(before, after string) bool
	// Base gives a word in lower case without its ending: where a word itself is near none, its base may be, as that of
	// "takling" is. Nil: words are looked up as they are.
	Base func(word string) string
	// Alike reports whether two words need not be told apart, such as forms of one word to a search. Nil: all must.
	Alike func(a, b string) bool

	trie  trie
	usual usual
	texts string   // all words, one behind the other
	from  []uint32 // word i is texts[from[i]:from[i+1]]
	often []float32
	all   float32 // together
}

// New makes a list of words with how often each is met; only the proportion counts. Less than
// once counts as once. Words are compared in lower case without accents; of two that are the same then, the commoner
// one is given back, and they are as common as both together. What is no word, such as a number, is passed over.
func New(words iter.Seq2[string, float64]) *Words {
	type word struct {
		key, text string
		often     float64
	}
	var all []word
	for text, often := range words {
		if key, _, ok := plain(text); ok && len(key) <= mostKey {
			all = append(all, word{string(key), strings.ToLower(text), max(1, often)})
		}
	}
	slices.SortFunc(all, func(a, b word) int {
		if c := strings.Compare(a.key, b.key); c != 0 {
			return c
		}
		if a.often != b.often {
			return int(math.Copysign(1, b.often-a.often))
		}
		return strings.Compare(a.text, b.text)
	})
	w := &Words{from: []uint32{0}}
	var texts strings.Builder
	var keys []string
	var total float64
	for i := 0; i < len(all); {
		next, sum := i, 0.0
		for ; next < len(all) && all[next].key == all[i].key; next++ {
			sum += all[next].often
		}
		texts.WriteString(all[i].text)
		w.from = append(w.from, uint32(texts.Len()))
		w.often = append(w.often, float32(math.Log(sum)))
		total += sum
		keys = append(keys, all[i].key)
		i = next
	}
	w.all = float32(math.Log(max(1, total)))
	w.texts = texts.String()
	w.trie = newTrie(keys)
	w.usual.learn(keys)
	return w
}

// Len is how many words are known.
func (w *Words) Len() int { return len(w.often) }

func (w *Words) text(i int) string { return w.texts[w.from[i]:w.from[i+1]] }

// Known reports whether a word stands in the list, whatever its capitals and accents, or is known besides.
func (w *Words) Known(token string) bool {
	key, _, ok := plain(token)
	return ok && w.knows(key, token)
}

func (w *Words) knows(key []rune, token string) bool {
	if w.trie.find(key) >= 0 || w.Rivals != nil && w.Rivals.trie.find(key) >= 0 || w.Knows != nil && w.Knows(strings.ToLower(token)) {
		return true
	}
	if i := slices.Index(key, '\''); i > 0 { // "what've" is of "what"
		front, _, _ := strings.Cut(strings.ReplaceAll(token, "’", "'"), "'")
		return w.knows(key[:i], front)
	}
	return false
}

// Fix gives the known word that token was meant to be, in the spelling of the list. It is false, and the word as it came,
// where token is known, is not written letter by letter, is too short to tell, or may be several words.
func (w *Words) Fix(token string) (string, bool) { return w.between("", token, "") }

// between is Fix for a word between two others; either may be empty.
func (w *Words) between(before, token, after string) (string, bool) {
	if w == nil || w.Len() == 0 || len(token) > longest*utf8.UTFMax {
		return token, false
	}
	if innerCapital(token) {
		return token, false
	}
	beside := [2]string{strings.ToLower(before), strings.ToLower(after)}
	fixed, outcome := w.fix(token, beside)
	if outcome == nothingNear && w.Base != nil && !w.Careful {
		if base := w.Base(strings.ToLower(token)); base != strings.ToLower(token) {
			fixed, outcome = w.fix(base, beside)
		}
	}
	if outcome != mended {
		return token, false
	}
	return fixed, true
}

// outcome is what came of looking for the word that another was meant to be.
type outcome int

const (
	leftAlone outcome = iota // it is known, or may be several
	nothingNear
	mended
)

func (w *Words) fix(token string, beside [2]string) (string, outcome) {
	key, letters, ok := plain(token)
	edits := forgiven(key, letters)
	if !ok || edits == 0 || w.knows(key, token) {
		return "", leftAlone
	}
	if w.Careful {
		edits = 1
	}
	short := letters == shortest
	careful := short || w.Careful && (letters < telling || !w.usual.strange(key))
	for n := 1; n <= edits; n++ {
		s := search{words: w, trie: w.trie, key: key, beside: beside, careful: careful, short: short}
		s.walk(n, w)
		rivals := s.rivals(n)
		if len(s.near) == 0 && len(rivals) == 0 {
			continue
		}
		if best, clear := s.choose(rivals); clear {
			return w.text(best), mended
		}
		return "", leftAlone
	}
	return "", nothingNear
}

// How common words are: one in so many, in log-odds.
const (
	ofUsual   = 9.9  // a common word; 1 in 20,000
	ofCareful = 7.6  // one that a list which lacks words knows for common; 1 in 2,000
	ofRarest  = 13.3 // one of the rarest; 1 in 600,000
)

// usually is how common a word must be for a short one to be mended to it.
func (w *Words) usually() float32 {
	if w.Careful {
		return w.all - ofCareful
	}
	return w.all - ofUsual
}

func (w *Words) rarest() float32 { return w.all - ofRarest }

// Lists reports whether a word stands in the list itself, whatever its capitals and accents.
func (w *Words) Lists(word string) bool {
	key, _, ok := plain(word)
	return ok && w.trie.find(key) >= 0
}

// How long words are that may be mended, in letters.
const (
	shortest = 3 // only swapped letters and one left out, and only for common words
	long     = 8 // two edits from here on
	longest  = 32
	mostKey  = 48 // with apostrophes and hyphens
	telling  = 6  // from here on how a word looks tells whether it is one

)

// forgiven is how many edits a word may be away.
func forgiven(key []rune, letters int) int {
	if len(key) == 0 || letters > longest {
		return 0
	}
	if unicode.In(key[0], unicode.Arabic, unicode.Hebrew) {
		letters--
	}
	switch {
	case letters < shortest:
		return 0
	case letters < long:
		return 1
	}
	return 2
}

// plain brings a word into the form in which words are compared and counts its letters. It is false for what is
// not letters alone, but for apostrophes and hyphens inside.
func plain(token string) (key []rune, letters int, ok bool) {
	folded := language.Fold(strings.ToLower(token))
	key = make([]rune, 0, len(folded))
	for _, r := range folded {
		switch {
		case r == '’':
			key = append(key, '\'')
		case r == '\'' || r == '-':
			key = append(key, r)
		case alphabetic(r):
			key = append(key, r)
			letters++
		case unicode.Is(unicode.Mn, r): // an accent by itself, an optional vowel sign
		default:
			return nil, 0, false
		}
	}
	return key, letters, letters > 0
}

// alphabetic reports whether a letter is of a script that is written letter by letter.
func alphabetic(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z'
	}
	return unicode.IsLetter(r) && unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew, unicode.Armenian, unicode.Georgian)
}

// innerCapital reports whether a capital stands behind a small letter: "iPhone", "PayPal".
func innerCapital(token string) bool {
	small := false
	for _, r := range token {
		if small && unicode.IsUpper(r) {
			return true
		}
		small = small || unicode.IsLower(r)
	}
	return false
}
