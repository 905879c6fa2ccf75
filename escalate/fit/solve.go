package fit

import (
	"math"

	"candor/escalate/learned"
)

// Everything, in place of a fold, leaves none out.
const Everything = -1

// Task is one question that is learned from a corpus, and how.
type Task struct {
	Label    func(i int) float64 // 1, -1 or, for what a text teaches nothing about, 0
	Weight   func(i int) float64 // of a text
	Positive float64             // what a text of label 1 weighs besides, because there are many more of nothing
	Shaped   bool                // the shape of a message is weighed, too
	Rounds   int                 // over the corpus
	Rate     float64             // of the steps
	Ridge    float64             // how much weights are drawn to 0
	Bias     float64             // to begin with
	Seed     uint64              // of the order of the texts
}

// Weights is a solved task.
type Weights struct {
	Bias float64
	By   []float32 // by feature
}

// Solve fits a logistic regression by stochastic gradient with a step of its own for each feature
// (Duchi et al., JMLR 12, 2011), leaving out one fold. The same corpus and task give the same weights.
func (c *Corpus) Solve(t Task, leave int) Weights {
	out := Weights{By: make([]float32, len(c.digests)), Bias: t.Bias}
	squares := make([]float32, len(c.digests))
	biasSquares := 1.0
	order := make([]int32, 0, len(c.texts))
	for i := range c.texts {
		if c.Fold(i) != leave && t.Label(i) != 0 {
			order = append(order, int32(i))
		}
	}
	random := t.Seed
	for range t.Rounds {
		for i := len(order) - 1; i > 0; i-- {
			random = random*6364136223846793005 + 1442695040888963407
			j := int((random >> 33) % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			y := t.Label(int(i))
			length := c.lengths[i]
			pull := t.Weight(int(i))
			if y > 0 {
				pull *= t.Positive
			}
			g := -y * pull / (1 + math.Exp(y*(out.Bias+c.dot(int(i), out.By, t.Shaped)/length)))
			if math.Abs(g) < 1e-4 {
				continue
			}
			biasSquares += g * g
			out.Bias -= t.Rate * g / math.Sqrt(biasSquares)
			for k, f := range c.rows[i] {
				if c.shapes[f] && !t.Shaped {
					continue
				}
				step := float32(g*float64(c.counts[i][k])/length) + float32(t.Ridge)*out.By[f]
				squares[f] += step * step
				out.By[f] -= float32(t.Rate) * step / float32(math.Sqrt(float64(squares[f])+1e-3))
			}
		}
	}
	return out
}

func (c *Corpus) dot(i int, w []float32, shaped bool) float64 {
	sum := 0.0
	for k, f := range c.rows[i] {
		if !c.shapes[f] || shaped {
			sum += float64(w[f]) * float64(c.counts[i][k])
		}
	}
	return sum
}

// Score gives what weights make of a text as a whole, 0 to 1.
func (c *Corpus) Score(w Weights, shaped bool, i int) float64 {
	return 1 / (1 + math.Exp(-w.Bias-c.dot(i, w.By, shaped)/c.lengths[i]))
}

// Rows are weights as they are stored: by digest and by number of the matter, from -127 to 127.
type Rows map[uint32]map[uint8]int8

// Quantise turns weights into whole numbers, adds those of at least so many steps to rows, and gives the matter
// without its threshold.
func (c *Corpus) Quantise(w Weights, matter uint8, name string, least int, rows Rows) learned.Matter {
	top := float32(0)
	for _, v := range w.By {
		top = max(top, max(v, -v))
	}
	scale := top / 127
	if scale == 0 {
		scale = 1
	}
	for i, v := range w.By {
		q := int(math.Round(float64(v / scale)))
		if q > -least && q < least {
			continue
		}
		if rows[c.digests[i]] == nil {
			rows[c.digests[i]] = map[uint8]int8{}
		}
		rows[c.digests[i]][matter] = int8(q)
	}
	return learned.Matter{Name: name, Bias: float32(w.Bias), Scale: scale}
}
