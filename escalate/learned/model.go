package learned

import (
	_ "embed"
	"math"
	"slices"
	"sync"

	"candor/language"
)

//go:embed weights.bin
var builtIn []byte

// Score is what one matter got.
type Score struct {
	Matter     string
	P          float64  // the logistic of the sum, 0 to 1
	Words      []string // what weighed most, the heaviest first; at most three
	Start, End int      // bytes of the normalised text, around the heaviest word
}

// Matter is one label of the model.
type Matter struct {
	Name      string
	Bias      float32
	Scale     float32 // what one step of a stored weight stands for
	Threshold float32 // from which the score alone says something; chosen by cross-validation
}

// Model holds the weights. It never changes and is safe for concurrent use.
type Model struct {
	matters []Matter
	keys    []uint32 // digests of the features, in order
	from    []uint32 // for each, where its weights begin; one more than there are keys
	weights []weight
}

// of gives the weights of a feature; none when it was not met in training.
func (m *Model) of(key uint32) []weight {
	i, ok := slices.BinarySearch(m.keys, key)
	if !ok {
		return nil
	}
	return m.weights[m.from[i]:m.from[i+1]]
}

type weight struct {
	matter uint8
	value  int8
}

var loaded = sync.OnceValues(func() (*Model, error) { return Parse(builtIn) })

// Load gives the model that is built in. It fails only if the file is damaged, which a test rules out.
func Load() (*Model, error) { return loaded() }

// Matters gives the labels with their thresholds.
func (m *Model) Matters() []Matter { return slices.Clone(m.matters) }

// AnyMatter is the label that stands for all matters together. When it is above its threshold and no
// single matter is, the likeliest one is given.
const AnyMatter = "any"

// Score judges a message. tag is its language, ISO 639-1, if known: where nouns are written with a
// capital, a capital tells no name. Time is linear in the length of the message.
func (m *Model) Score(n language.Normal, original, tag string) []Score {
	if tag != "" && !languages[tag] {
		return nil
	}
	s := m.sums(n, original, tag)
	var out []Score
	likeliest, most, anything := -1, math.Inf(-1), false
	for i, matter := range m.matters {
		over := s.best[i] - logit(float64(matter.Threshold))
		switch {
		case math.IsInf(s.best[i], -1):
		case matter.Name == AnyMatter:
			anything = over >= 0
		case over >= 0:
			out = append(out, m.explain(s, i))
		case s.best[i] > most:
			likeliest, most = i, s.best[i]
		}
	}
	if anything && len(out) == 0 && likeliest >= 0 {
		out = append(out, m.explain(s, likeliest))
	}
	return out
}

// languages are those that the examples are written in. In others only rules speak.
var languages = map[string]bool{"en": true}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// All gives the score of every matter, also of those below their threshold; none if the message tells
// nothing.
func (m *Model) All(text, tag string) []Score {
	s := m.sums(language.Normalise(text), text, tag)
	var out []Score
	for i := range m.matters {
		if !math.IsInf(s.best[i], -1) {
			out = append(out, m.explain(s, i))
		}
	}
	return out
}

// explain turns a sum into a score, with the words that weighed most.
func (m *Model) explain(s sums, i int) Score {
	score := Score{Matter: m.matters[i].Name, P: 1 / (1 + math.Exp(-s.best[i]))}
	by := make([]int, len(s.words))
	for _, f := range s.features[s.from[i]:s.to[i]] {
		for _, w := range m.of(f.key) {
			if int(w.matter) == i && f.word >= 0 {
				by[f.word] += int(w.value)
			}
		}
	}
	for range 3 {
		best := 0
		for j, v := range by {
			if v > by[best] {
				best = j
			}
		}
		if len(by) == 0 || by[best] <= 0 {
			break
		}
		start, end := s.words[best].start, s.words[best].end
		if len(score.Words) == 0 {
			score.Start, score.End = start, end
		}
		score.Words = append(score.Words, s.text[start:end])
		by[best] = 0
	}
	return score
}
