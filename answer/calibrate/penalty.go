package calibrate

import (
	"context"
	"math"
)

// crossed is how many parts cross-validation makes.
const crossed = 5

// penalties are what cross-validation chooses from, the strongest first.
var penalties = []float64{100, 30, 10, 3, 1}

// fitted is a curve with what is known of it from examples that it was not fitted on.
type fitted struct {
	curve   curve
	penalty float64
	apart   []float64 // confidence of each example from a curve that saw nothing of its article
}

// fit chooses the penalty with the least loss on articles left out and fits a curve with it. Equal
// ones go to the stronger. With examples of one article only the strongest is used, and confidences
// are those of the curve itself. Both outcomes must be among examples with features.
//
// Errors are those of ctx.
func fit(ctx context.Context, examples []Example, width int, seed uint64) (fitted, error) {
	parts := folds(examples, crossed, seed)
	losses := make([]float64, len(penalties))
	apart := make([][]curve, len(parts)) // for each part, by penalty
	for k, part := range parts {
		if err := ctx.Err(); err != nil {
			return fitted{}, err
		}
		apart[k] = path(except(parts, k), width)
		for i := range penalties {
			for _, e := range part {
				if e.Features != nil {
					losses[i] += lossOf(apart[k], i, e)
				}
			}
		}
	}
	best := 0
	for i, v := range losses {
		if len(parts) > 1 && v < losses[best]-1e-9 {
			best = i
		}
	}
	out := fitted{curve: path(examples, width)[best], penalty: penalties[best], apart: make([]float64, len(examples))}
	known := map[string]float64{}
	for k, part := range parts {
		c := out.curve
		if apart[k] != nil {
			c = apart[k][best]
		}
		for _, e := range part {
			known[e.key()] = c.confidence(e.Features)
		}
	}
	for i, e := range examples {
		out.apart[i] = known[e.key()]
	}
	return out, ctx.Err()
}

// path fits a curve with each penalty, the strongest first, each from where the one before ended. It
// is nil when the examples for which something was found are not of both outcomes.
func path(examples []Example, width int) []curve {
	rows, right := found(examples)
	if !bothOutcomes(right) {
		return nil
	}
	p := newProblem(rows, right, width)
	w := make([]float64, width+1)
	out := make([]curve, len(penalties))
	for i, penalty := range penalties {
		w = p.fit(w, penalty)
		out[i] = p.curve(w)
	}
	return out
}

// lossOf is the loss of one example with the i-th curve; where none could be fitted, nothing is known.
func lossOf(path []curve, i int, e Example) float64 {
	if path == nil {
		return math.Ln2
	}
	return loss(path[i].logOdds(e.Features), e.Right)
}

func except(parts [][]Example, k int) []Example {
	var rest []Example
	for i, p := range parts {
		if i != k {
			rest = append(rest, p...)
		}
	}
	return rest
}

// found gives features and outcomes where there was something to measure.
func found(examples []Example) (rows [][]float64, right []bool) {
	for _, e := range examples {
		if e.Features != nil {
			rows = append(rows, e.Features)
			right = append(right, e.Right)
		}
	}
	return rows, right
}

func bothOutcomes(right []bool) bool {
	var yes, no bool
	for _, r := range right {
		yes, no = yes || r, no || !r
	}
	return yes && no
}
