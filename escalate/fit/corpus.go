package fit

import (
	"slices"

	"candor/escalate/learned"
)

// Text is one text to learn from, without what it teaches.
type Text struct {
	Text  string
	Tag   string // its language, ISO 639-1; "" if unknown
	Group uint32 // texts of one group stay together in cross-validation
}

// Corpus holds texts as rows of feature numbers. It does not change once made.
type Corpus struct {
	texts   []Text
	rows    [][]int32 // by text: features, sorted, without doubles
	counts  [][]uint8 // how often each occurs
	lengths []float64 // what the sum of a text is divided by
	digests []uint32
	shapes  []bool // by feature: it is of the shape of the message, not of its words
}

const (
	leastGroups = 2 // groups in which a feature must occur
	// Folds is into how many parts cross-validation splits a corpus.
	Folds = 5
)

// NewCorpus reads texts as the program reads messages.
func NewCorpus(texts []Text) *Corpus {
	c := &Corpus{texts: texts, lengths: make([]float64, len(texts))}
	type seen struct {
		groups int
		last   uint32
		shape  bool
	}
	met := map[uint32]*seen{}
	keys := make([][]learned.Key, len(texts))
	for i, t := range texts {
		keys[i], c.lengths[i] = learned.Keys(t.Text, t.Tag)
		for _, k := range keys[i] {
			s := met[k.Digest]
			if s == nil {
				s = &seen{shape: k.Shape}
				met[k.Digest] = s
			}
			if s.groups == 0 || s.last != t.Group {
				s.groups++
				s.last = t.Group
			}
		}
	}
	for digest, s := range met {
		if s.groups >= leastGroups {
			c.digests = append(c.digests, digest)
		}
	}
	slices.Sort(c.digests)
	number := make(map[uint32]int32, len(c.digests))
	c.shapes = make([]bool, len(c.digests))
	for i, d := range c.digests {
		number[d] = int32(i)
		c.shapes[i] = met[d].shape
	}
	c.rows, c.counts = make([][]int32, len(texts)), make([][]uint8, len(texts))
	for i := range keys {
		c.fill(i, keys[i], number)
	}
	return c
}

// fill counts the features of one text.
func (c *Corpus) fill(i int, keys []learned.Key, number map[uint32]int32) {
	var row []int32
	for _, k := range keys {
		if n, ok := number[k.Digest]; ok {
			row = append(row, n)
		}
	}
	slices.Sort(row)
	for j := 0; j < len(row); {
		end := j
		for end < len(row) && row[end] == row[j] {
			end++
		}
		c.rows[i] = append(c.rows[i], row[j])
		c.counts[i] = append(c.counts[i], uint8(min(end-j, 255)))
		j = end
	}
}

// Features is how many features there are.
func (c *Corpus) Features() int { return len(c.digests) }

// Fold gives the part of cross-validation that a text belongs to, from 0 to Folds-1.
func (c *Corpus) Fold(i int) int { return int(c.texts[i].Group>>3) % Folds }
