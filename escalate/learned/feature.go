package learned

import (
	"unicode/utf8"
)

// feature is one thing that can weigh: the digest of what it is and the word that it is shown by.
type feature struct {
	key  uint32
	word int32 // index of the word; -1 for the shape of the whole message
}

// Kinds of features; a kind is part of the digest.
const (
	oneOf      = 'u' // a word
	denied     = 'n' // a word after a negation
	beginning  = 'p' // the beginning of a word
	pair       = 'b' // two neighbours
	apart      = 's' // two words with one between
	opening    = 'f' // how the message begins
	shapeOf    = 'c' // the shape of the message: for several questions at once
	exclaiming = 'x'
)

func digest(kind byte, parts ...string) uint32 {
	h := (uint32(2166136261) ^ uint32(kind)) * 16777619
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ 0x1f) * 16777619
	}
	return h
}

// featuresOf gives what counts in a stretch of words. known reports whether a word was met in
// training: the beginning of a capitalised word that was not could be that of a name.
func featuresOf(words []word, from, to int, known func(uint32) bool, out []feature) []feature {
	for i := from; i < to; i++ {
		w := words[i]
		if w.text == "" {
			continue
		}
		at := int32(i)
		one := digest(oneOf, w.text)
		out = append(out, feature{one, at})
		if w.denied {
			out = append(out, feature{digest(denied, w.text), at})
		}
		if !w.capital || known(one) {
			out = beginnings(w.text, at, out)
		}
		if i+1 < to && !words[i+1].breaks && words[i+1].text != "" {
			out = append(out, feature{digest(pair, w.text, words[i+1].text), at})
		}
		if i+2 < to && !words[i+1].breaks && !words[i+2].breaks && words[i+2].text != "" {
			out = append(out, feature{digest(apart, w.text, words[i+2].text), at})
		}
	}
	if to > from && words[from].text != "" {
		out = append(out, feature{digest(opening, words[from].text), int32(from)})
		if to > from+1 && words[from+1].text != "" {
			out = append(out, feature{digest(opening, words[from].text, words[from+1].text), int32(from)})
		}
	}
	return out
}

func beginnings(w string, at int32, out []feature) []feature {
	n := utf8.RuneCountInString(w)
	if n < 5 {
		return out
	}
	count := 0
	for i := range w {
		if count == 4 || count == 6 && n > 6 {
			out = append(out, feature{digest(beginning, w[:i]), at})
		}
		count++
	}
	return out
}

// markDenied marks the words that a negation covers: the three after it, within the sentence.
func markDenied(words []word) {
	left := 0
	for i := range words {
		w := &words[i]
		if w.breaks || w.comma {
			left = 0
		}
		if left > 0 {
			w.denied = true
			left--
		}
		if negations[w.text] {
			left = 3
		}
	}
}

var negations = map[string]bool{
	"not": true, "dont": true, "never": true, "isnt": true, "wasnt": true, "arent": true, "no": true, "without": true, "cant": true, "wont": true,
	"didnt": true, "doesnt": true, "havent": true, "hasnt": true, "couldnt": true, "wouldnt": true, "aint": true, "nothing": true, "nobody": true,
	"nicht": true, "kein": true, "keine": true, "keinen": true, "nie": true, "ne": true, "pas": true, "jamais": true, "non": true, "nunca": true,
	"nao": true, "niet": true, "geen": true, "nooit": true, "nigdy": true, "لا": true, "لم": true, "لن": true, "ليس": true, "degil": true,
}
