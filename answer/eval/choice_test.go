package eval_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"candor/answer/eval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestFitChoiceFindsTheWeightsThatMadeTheData(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 9))
	truth := []float64{3, -1, 0}
	var choices []eval.Choice
	for range 3000 {
		c := eval.Choice{Weight: 1, Right: make([]bool, 5)}
		best, at := math.Inf(-1), 0
		for i := range 5 {
			row := []float64{r.Float64(), r.Float64(), r.Float64()}
			c.Features = append(c.Features, row)
			score := -math.Log(-math.Log(r.Float64())) // Gumbel: makes the choice a logit
			for k := range row {
				score += truth[k] * row[k]
			}
			if score > best {
				best, at = score, i
			}
		}
		c.Right[at] = true
		choices = append(choices, c)
	}
	got := eval.FitChoice(choices, make([]float64, 3), 0.01)
	if diff := cmp.Diff(truth, got, cmpopts.EquateApprox(0, 0.25)); diff != "" {
		t.Error(diff)
	}
	if fitted, none := eval.ChoiceLoss(choices, got), eval.ChoiceLoss(choices, make([]float64, 3)); fitted >= none || math.Abs(none-math.Log(5)) > 1e-9 {
		t.Errorf("loss %v fitted, %v without weights", fitted, none)
	}
}

func TestChoicesWithoutARightOneTeachNothing(t *testing.T) {
	t.Parallel()
	none := []eval.Choice{{Features: [][]float64{{1}, {2}}, Right: []bool{false, false}, Weight: 1}, {Weight: 1}}
	if got := eval.FitChoice(none, []float64{1}, 1); got != nil {
		t.Errorf("weights %v from nothing", got)
	}
	if loss := eval.ChoiceLoss(none, []float64{1}); !math.IsNaN(loss) {
		t.Errorf("a loss of %v", loss)
	}
}

func ExampleFitChoice() {
	choices := []eval.Choice{
		{Features: [][]float64{{1, 0}, {0, 1}}, Right: []bool{true, false}, Weight: 1},
		{Features: [][]float64{{0, 1}, {1, 1}}, Right: []bool{false, true}, Weight: 1},
	}
	w := eval.FitChoice(choices, []float64{0, 0}, 0.1)
	fmt.Println(w[0] > 1, w[1] < w[0])
	// Output: true true
}
