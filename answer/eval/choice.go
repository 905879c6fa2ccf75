package eval

import "math"

// Choice is one question's candidates: a row of features each, and which of them are right.
type Choice struct {
	Features [][]float64
	Right    []bool
	Weight   float64
}

// usable reports whether there is something to learn: a right one among several.
func (c Choice) usable() bool {
	right := 0
	for _, r := range c.Right {
		if r {
			right++
		}
	}
	return right > 0 && right < len(c.Right)
}

// ChoiceLoss is the mean weighted logarithmic loss of the right candidates when weights score all of them
// (McFadden 1974). Questions without a right candidate are passed over; NaN when all are.
func ChoiceLoss(choices []Choice, weights []float64) float64 {
	sum, n := 0.0, 0.0
	for _, c := range choices {
		if !c.usable() {
			continue
		}
		_, right := c.chances(weights)
		sum -= c.Weight * math.Log(right)
		n += c.Weight
	}
	return over(sum, n)
}

// chances gives the chance of every candidate and of the right ones together.
func (c Choice) chances(weights []float64) (p []float64, right float64) {
	p = make([]float64, len(c.Features))
	top := math.Inf(-1)
	for i, row := range c.Features {
		p[i] = dot(weights, row)
		top = max(top, p[i])
	}
	all := 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		all += p[i]
	}
	for i := range p {
		if p[i] /= all; c.Right[i] {
			right += p[i]
		}
	}
	return p, right
}

// FitChoice gives the weights of an L2-regularised conditional logit by gradient ascent with adapted
// steps (Kingma and Ba 2015), from a start. Strength is the penalty. It is nil without a
// question to learn from.
func FitChoice(choices []Choice, start []float64, strength float64) []float64 {
	const rounds, step, slow, slower = 200, 0.1, 0.9, 0.99
	var used []Choice
	for _, c := range choices {
		if c.usable() {
			used = append(used, c)
		}
	}
	if len(used) == 0 {
		return nil
	}
	d := len(start)
	w, mean, square := append([]float64(nil), start...), make([]float64, d), make([]float64, d)
	for round := 1; round <= rounds; round++ {
		gradient := make([]float64, d)
		for k := range gradient {
			gradient[k] = -strength * w[k]
		}
		for _, c := range used {
			p, right := c.chances(w)
			for i, row := range c.Features {
				pull := -p[i]
				if c.Right[i] {
					pull += p[i] / right
				}
				for k := range gradient {
					gradient[k] += c.Weight * pull * row[k]
				}
			}
		}
		fade := step * math.Sqrt(float64(rounds-round+1)/rounds)
		for k, g := range gradient {
			mean[k] = slow*mean[k] + (1-slow)*g
			square[k] = slower*square[k] + (1-slower)*g*g
			m := mean[k] / (1 - math.Pow(slow, float64(round)))
			v := square[k] / (1 - math.Pow(slower, float64(round)))
			w[k] += fade * m / (math.Sqrt(v) + 1e-9)
		}
	}
	return w
}
