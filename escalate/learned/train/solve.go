package main

import (
	"math"
	"slices"

	"candor/escalate/learned"
)

// corpus holds the examples as rows of feature numbers.
type corpus struct {
	examples []example
	rows     [][]int32 // by example: features, sorted, without doubles
	counts   [][]uint8 // how often each occurs
	lengths  []float64 // what the sum of an example is divided by
	digests  []uint32
	shapes   []bool
}

// leastGroups is in how many groups of examples a feature must occur.
const leastGroups = 2

func newCorpus(examples []example) *corpus {
	c := &corpus{examples: examples}
	type seen struct {
		groups int
		last   uint32
		shape  bool
	}
	met := map[uint32]*seen{}
	keys := make([][]learned.Key, len(examples))
	c.lengths = make([]float64, len(examples))
	for i, e := range examples {
		keys[i], c.lengths[i] = learned.Keys(e.text, e.tag)
		for _, k := range keys[i] {
			s := met[k.Digest]
			if s == nil {
				s = &seen{shape: k.Shape}
				met[k.Digest] = s
			}
			if s.groups == 0 || s.last != e.group {
				s.groups++
				s.last = e.group
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
	c.rows, c.counts = make([][]int32, len(examples)), make([][]uint8, len(examples))
	for i := range keys {
		var row []int32
		for _, k := range keys[i] {
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
	return c
}

// label is 1, -1 or, for what an example teaches nothing about, 0.
func (c *corpus) label(i, matter int) float64 {
	e := &c.examples[i]
	switch name := matterNames[matter]; {
	case name == anyMatter && len(e.yes) > 0:
		return 1
	case name == anyMatter && len(e.unsure) > 0:
		return 0
	case slices.Contains(e.yes, name):
		return 1
	case slices.Contains(e.unsure, name):
		return 0
	}
	return -1
}

const (
	folds      = 5
	everything = -1 // no fold is left out
	epochs     = 14
	rate       = 0.25
	ridge      = 2e-6
	// positives weigh more, because there are many times more examples of nothing
	positive = 2.5
)

type weights struct {
	bias float64
	w    []float32
}

// solve fits a logistic regression by stochastic gradient with a step of its own for each feature
// (Duchi et al., JMLR 12, 2011), leaving out one fold. The order of the examples is the same each time.
func (c *corpus) solve(matter, leave int) weights {
	out := weights{w: make([]float32, len(c.digests)), bias: -2}
	squares := make([]float32, len(c.digests))
	biasSquares := 1.0
	shaped := matterNames[matter] == "complex"
	order := make([]int32, 0, len(c.examples))
	for i := range c.examples {
		if c.fold(i) != leave && c.label(i, matter) != 0 {
			order = append(order, int32(i))
		}
	}
	random := uint64(matter)*7919 + 12345
	for range epochs {
		for i := len(order) - 1; i > 0; i-- {
			random = random*6364136223846793005 + 1442695040888963407
			j := int((random >> 33) % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			y := c.label(int(i), matter)
			length := c.lengths[i]
			z := out.bias + c.dot(int(i), out.w, shaped)/length
			pull := c.examples[i].weight
			if y > 0 {
				pull *= positive
			}
			g := -y * pull / (1 + math.Exp(y*z))
			if math.Abs(g) < 1e-4 {
				continue
			}
			biasSquares += g * g
			out.bias -= rate * g / math.Sqrt(biasSquares)
			for k, f := range c.rows[i] {
				if c.shapes[f] && !shaped {
					continue
				}
				step := float32(g*float64(c.counts[i][k])/length) + float32(ridge)*out.w[f]
				squares[f] += step * step
				out.w[f] -= rate * step / float32(math.Sqrt(float64(squares[f])+1e-3))
			}
		}
	}
	return out
}

func (c *corpus) dot(i int, w []float32, shaped bool) float64 {
	sum := 0.0
	for k, f := range c.rows[i] {
		if !c.shapes[f] || shaped {
			sum += float64(w[f]) * float64(c.counts[i][k])
		}
	}
	return sum
}

func (c *corpus) fold(i int) int { return int(c.examples[i].group>>3) % folds }

// least is the smallest stored weight that is kept, of 127.
const least = 7

// quantise turns weights into whole numbers and adds them to the rows.
func (w weights) quantise(c *corpus, matter uint8, name string, rows map[uint32]map[uint8]int8) learned.Matter {
	top := float32(0)
	for _, v := range w.w {
		top = max(top, max(v, -v))
	}
	scale := top / 127
	if scale == 0 {
		scale = 1
	}
	for i, v := range w.w {
		q := int(math.Round(float64(v / scale)))
		if q > -least && q < least {
			continue
		}
		if rows[c.digests[i]] == nil {
			rows[c.digests[i]] = map[uint8]int8{}
		}
		rows[c.digests[i]][matter] = int8(q)
	}
	return learned.Matter{Name: name, Bias: float32(w.bias), Scale: scale}
}
