package fit

import (
	"math"
	"math/rand/v2"
	"slices"

	"candor/escalate/learned"
	"candor/language"
)

// corpus holds the examples as rows of feature numbers.
type corpus struct {
	examples []Example
	rows     [][]int32
	lengths  []float64 // what the sum of an example is divided by
	digests  []uint32
}

const (
	leastGroups = 2 // groups in which a feature must occur
	folds       = 5
	noFold      = -1
	rounds      = 12
	pace        = .3
	shrink      = 3e-6
)

func newCorpus(examples []Example) *corpus {
	c := &corpus{examples: examples, rows: make([][]int32, len(examples)), lengths: make([]float64, len(examples))}
	type met struct {
		groups int
		last   uint32
	}
	seen := map[uint32]*met{}
	keys := make([][]uint32, len(examples))
	for i, e := range examples {
		tag, _ := language.Detect(e.Text)
		all, length := learned.Keys(e.Text, tag)
		c.lengths[i] = length
		for _, k := range all {
			if k.Shape {
				continue
			}
			keys[i] = append(keys[i], k.Digest)
			m := seen[k.Digest]
			if m == nil {
				m = &met{}
				seen[k.Digest] = m
			}
			if m.groups == 0 || m.last != e.Group {
				m.groups++
				m.last = e.Group
			}
		}
	}
	for digest, m := range seen {
		if m.groups >= leastGroups {
			c.digests = append(c.digests, digest)
		}
	}
	slices.Sort(c.digests)
	for i, row := range keys {
		for _, k := range row {
			if n, ok := slices.BinarySearch(c.digests, k); ok {
				c.rows[i] = append(c.rows[i], int32(n))
			}
		}
	}
	return c
}

// weighing is a solved model.
type weighing struct {
	bias float64
	by   []float64 // by feature
}

func (w weighing) largest() float64 {
	largest := 1e-9
	for _, v := range w.by {
		largest = max(largest, math.Abs(v))
	}
	return largest
}

func (c *corpus) fold(i int) int { return int(c.examples[i].Group % folds) }

func (c *corpus) probability(w weighing, i int) float64 {
	sum := 0.0
	for _, n := range c.rows[i] {
		sum += w.by[n]
	}
	return 1 / (1 + math.Exp(-w.bias-sum/c.lengths[i]))
}

// solve fits a logistic regression by AdaGrad (Duchi et al., JMLR 12, 2011) on all examples but those
// of one fold. Both answers weigh the same in sum.
func (c *corpus) solve(without int) weighing {
	w := weighing{by: make([]float64, len(c.digests))}
	squares := make([]float64, len(c.digests))
	squareBias := 0.0
	yes, no := 0.0, 0.0
	var order []int
	for i, e := range c.examples {
		if c.fold(i) == without {
			continue
		}
		order = append(order, i)
		if e.Yes {
			yes += e.Weight
		} else {
			no += e.Weight
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		random.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, i := range order {
			e := c.examples[i]
			target, weight := 0.0, e.Weight
			if e.Yes {
				target, weight = 1, e.Weight*math.Sqrt(no/yes)
			}
			slope := weight * (c.probability(w, i) - target)
			squareBias += slope * slope
			w.bias -= pace * slope / math.Sqrt(squareBias+1e-8)
			each := slope / c.lengths[i]
			for _, n := range c.rows[i] {
				g := each + shrink*w.by[n]
				squares[n] += g * g
				w.by[n] -= pace * g / math.Sqrt(squares[n]+1e-6)
			}
		}
	}
	return w
}
