package learned

import (
	"math"
	"slices"

	"candor/language"
)

// sums are the best sums over the message and over each of its sentences.
type sums struct {
	text     string // normalised
	words    []word
	features []feature
	best     []float64 // by matter
	from, to []int32   // features that the best sum was made of
}

// leastTelling is how many words that tell something a sentence needs to be judged: "I'm a" before a word
// that was taken out tells nothing.
const leastTelling = 2

// telling counts the words that training met and that are neither function words nor numbers.
func (m *Model) telling(words []word) int {
	n := 0
	for _, w := range words {
		if w.text != "" && w.text != numberWord && !language.StopWord("en", w.text) && !shortForms[w.text] && m.known(digest(oneOf, w.text)) {
			n++
		}
	}
	return n
}

// shortForms are function words as they are counted here, without their apostrophe.
var shortForms = map[string]bool{
	"im": true, "ive": true, "ill": true, "id": true, "youre": true, "youve": true, "theyre": true, "weve": true, "its": true, "thats": true,
	"dont": true, "cant": true, "wont": true, "didnt": true, "isnt": true, "they": true, "them": true, "someone": true, "years": true,
}

func (m *Model) sums(n language.Normal, original, tag string) sums {
	words := read(n, original)
	markDenied(words)
	words = blindfold(words, tag != "de" && tag != "lb")
	s := sums{text: n.Text, words: words, best: make([]float64, len(m.matters)), from: make([]int32, len(m.matters)), to: make([]int32, len(m.matters))}
	s.features = make([]feature, 0, 6*len(words)+16)
	total, here := make([]float64, len(m.matters)), make([]float64, len(m.matters))
	said := 0
	for i := range s.best {
		s.best[i] = math.Inf(-1)
	}
	for from := 0; from < len(words); {
		to := from + 1
		for to < len(words) && !words[to].breaks {
			to++
		}
		start := len(s.features)
		s.features = featuresOf(words, from, to, m.known, s.features)
		clear(here)
		m.add(s.features[start:], here)
		telling := m.telling(words[from:to])
		if telling >= leastTelling {
			s.take(m, here, to-from, start, len(s.features))
		}
		said += telling
		for i, v := range here {
			total[i] += v
		}
		from = to
	}
	start := len(s.features)
	s.features = append(s.features, shape(words, n.Text)...)
	s.features = append(s.features, exclaims(words, n.Text)...)
	m.add(s.features[start:], total)
	if said >= leastTelling {
		s.take(m, total, len(words), 0, len(s.features))
	}
	return s
}

func (m *Model) known(key uint32) bool { _, ok := slices.BinarySearch(m.keys, key); return ok }

// lengthOf is what the sum over so many words is divided by, so that a long message does not weigh
// more for its length. What was taken out counts as a word, so that a name does not change a score.
func lengthOf(words int) float64 { return math.Sqrt(float64(max(words, 1))) }

// add sums the weights of features.
func (m *Model) add(features []feature, into []float64) {
	for _, f := range features {
		for _, w := range m.of(f.key) {
			into[w.matter] += float64(w.value)
		}
	}
}

// take keeps a stretch's sums where they are the best so far.
func (s *sums) take(m *Model, total []float64, words, from, to int) {
	length := lengthOf(words)
	for i, v := range total {
		z := float64(m.matters[i].Bias) + float64(m.matters[i].Scale)*v/length
		if z > s.best[i] {
			s.best[i], s.from[i], s.to[i] = z, int32(from), int32(to)
		}
	}
}
