package fit

import (
	"fmt"
	"io"
	"math"

	"candor/escalate/learned"
	"candor/language"
)

// Example is one text of a single matter to learn from.
type Example struct {
	Text   string
	Yes    bool
	Weight float64
	Group  uint32 // examples of one group stay together in cross-validation
	Source string // where it is from, for the alarms and for telling
}

// leastStep is the smallest weight that is kept, of 127.
const leastStep = 3

// single is the learning of one matter from examples for and against it. Both answers weigh the same in sum, but
// for a square root.
type single struct {
	matter   string
	examples []Example
	corpus   *Corpus
	task     Task
}

func newSingle(matter string, examples []Example) single {
	texts := make([]Text, len(examples))
	yes, no := 0.0, 0.0
	for i, e := range examples {
		tag, _ := language.Detect(e.Text)
		texts[i] = Text{e.Text, tag, e.Group}
		if e.Yes {
			yes += e.Weight
		} else {
			no += e.Weight
		}
	}
	s := single{matter: matter, examples: examples, corpus: NewCorpus(texts)}
	s.task = Task{
		Label: func(i int) float64 {
			if examples[i].Yes {
				return 1
			}
			return -1
		},
		Weight:   func(i int) float64 { return examples[i].Weight },
		Positive: math.Sqrt(no / max(yes, 1e-9)), Rounds: 12, Rate: .3, Ridge: 3e-6, Seed: 12345,
	}
	return s
}

// Fit makes the weights of one matter. alarms gives for some sources the share of their examples that
// are not of the matter and may be heard all the same, from 0 to 1; the strictest decides. What cross-validation
// found is told to say.
func Fit(matter string, examples []Example, alarms map[string]float64, say io.Writer) ([]byte, error) {
	s := newSingle(matter, examples)
	bar, err := s.threshold(alarms, say)
	if err != nil {
		return nil, err
	}
	data, kept, err := s.encode(s.corpus.Solve(s.task, Everything), bar)
	if err == nil {
		fmt.Fprintf(say, "%d weights, %d bytes\n", kept, len(data))
	}
	return data, err
}

// encode writes a solved matter in the form that the program reads.
func (s single) encode(w Weights, threshold float64) (data []byte, kept int, err error) {
	rows := Rows{}
	matter := s.corpus.Quantise(w, 0, s.matter, leastStep, rows)
	matter.Threshold = float32(threshold)
	data, err = learned.Encode([]learned.Matter{matter}, rows)
	return data, len(rows), err
}
