package main

import (
	"math"
	"strings"
	"testing"
)

func TestDistanceIsInTolerances(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		want, got any
		far       float64
		numbers   int
	}{
		"the same":           {1.0, 1.0, 0, 1},
		"half the tolerance": {100.0, 100.5, 0.4975, 1},
		"beyond it":          {100.0, 103.0, 2.9126, 1},
		"the absolute one":   {0.0, 0.05, 0.5, 1},
		"another word":       {"NaN", "Infinity", math.Inf(1), 0},
		"nothing":            {nil, nil, 0, 0},
		"a number for none":  {nil, 1.0, math.Inf(1), 0},
		"a member more":      {map[string]any{"a": 1.0}, map[string]any{"a": 1.0, "b": 2.0}, math.Inf(1), 0},
		"in a list":          {[]any{1.0, 2.0}, []any{1.0, 2.2}, 1, 2},
		"a list cut short":   {[]any{1.0, 2.0}, []any{1.0}, math.Inf(1), 0},
	} {
		far, numbers := distance(c.want, c.got, 0.01, 0.1)
		if name == "in a list" {
			c.far = 0.2 / 0.1
		}
		if far != c.far && math.Abs(far-c.far) > 1e-3 || numbers != c.numbers {
			t.Errorf("%s: %g over %d numbers", name, far, numbers)
		}
	}
}

func TestAGoalThatIsMissedIsToldAsMissed(t *testing.T) {
	t.Parallel()
	f := findings{Figures: []figure{atMost("time", 3, 2, "s").disturbed(true), atLeast("vectors", 246, 246, ""), {Name: "x", Goal: "all", Absent: "it is not here"}, told("rows", 0.0012, "")}}
	text := f.markdown()
	for _, want := range []string{"| time | at most 2 s | 3 s | **missed** (disturbed) |", "| vectors | at least 246 | 246 | met |", "| x | all | not measured: it is not here | **missed** |", "| rows |  | 0.0012 |  |"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in:\n%s", want, text)
		}
	}
}
