package fit

import (
	"fmt"
	"io"
	"math"

	"candor/escalate/learned"
)

// Example is one text to learn from.
type Example struct {
	Text   string
	Yes    bool
	Weight float64
	Group  uint32 // examples of one group stay together in cross-validation
	Source string // where it is from, for the alarms and for telling
}

// leastStep is the smallest weight that is kept, of 127.
const leastStep = 3

// Fit makes the weights of one matter. alarms gives for some sources the share of their examples that
// are not of the matter and may be heard all the same, from 0 to 1; the strictest decides. What cross-validation
// found is told to say.
func Fit(matter string, examples []Example, alarms map[string]float64, say io.Writer) ([]byte, error) {
	c := newCorpus(examples)
	bar, err := c.threshold(alarms, say)
	if err != nil {
		return nil, err
	}
	data, kept, err := c.encode(matter, c.solve(noFold), bar)
	if err == nil {
		fmt.Fprintf(say, "%d weights, %d bytes\n", kept, len(data))
	}
	return data, err
}

// encode writes a solved model in the form that the program reads.
func (c *corpus) encode(name string, w weighing, threshold float64) (data []byte, kept int, err error) {
	matter := learned.Matter{Name: name, Bias: float32(w.bias), Scale: float32(w.largest() / 127), Threshold: float32(threshold)}
	rows := map[uint32]map[uint8]int8{}
	for i, v := range w.by {
		if step := int(math.Round(v / float64(matter.Scale))); step <= -leastStep || step >= leastStep {
			rows[c.digests[i]] = map[uint8]int8{0: int8(step)}
		}
	}
	data, err = learned.Encode([]learned.Matter{matter}, rows)
	return data, len(rows), err
}
