package learned

import "candor/language"

// Key is one feature of a message as training sees it.
type Key struct {
	Digest uint32
	Shape  bool // weighed only for matters of shape
}

// Keys gives the features of a message for training, each once for each time it occurs, and what
// their sum is divided by.
func Keys(text, tag string) (keys []Key, length float64) {
	n := language.Normalise(text)
	words := read(n, text)
	markDenied(words)
	words = blindfold(words, tag != "de" && tag != "lb")
	var features []feature
	for from := 0; from < len(words); {
		to := from + 1
		for to < len(words) && !words[to].breaks {
			to++
		}
		features = featuresOf(words, from, to, func(uint32) bool { return true }, features)
		from = to
	}
	inText := len(features)
	features = append(features, shape(words, n.Text)...)
	shapes := len(features)
	features = append(features, exclaims(words, n.Text)...)
	out := make([]Key, len(features))
	for i, f := range features {
		out[i] = Key{f.key, i >= inText && i < shapes}
	}
	return out, lengthOf(len(words))
}
