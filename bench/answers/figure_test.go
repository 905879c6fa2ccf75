package main

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestIntervalsOfShares(t *testing.T) {
	t.Parallel()
	tests := []struct {
		part, whole int
		want        string
	}{ // by hand from Wilson's formula with z = 1.96
		{81, 263, "0.308 (0.255 to 0.366)"}, {0, 20, "0.000 (0.000 to 0.161)"}, {1, 1, "1.000 (0.207 to 1.000)"}, {0, 0, "–"},
	}
	for _, test := range tests {
		if got := share(test.part, test.whole).String(); got != test.want {
			t.Errorf("%d of %d: %s, want %s", test.part, test.whole, got, test.want)
		}
	}
	// Wilson's ends are where the share lies 1.96 standard errors away.
	for _, whole := range []int{3, 40, 977} {
		for part := range whole + 1 {
			v := share(part, whole)
			for _, end := range []float64{*v.Low, *v.High} {
				if end <= 0 || end >= 1 {
					continue
				}
				if z := math.Abs(*v.Value-end) / math.Sqrt(end*(1-end)/float64(whole)); math.Abs(z-1.959963984540054) > 1e-9 {
					t.Fatalf("%d of %d: %v is %v standard errors away", part, whole, end, z)
				}
			}
		}
	}
}

func TestTheMeanIsUnknownWhereOneValueIs(t *testing.T) {
	t.Parallel()
	a, b := share(9, 10), share(50, 100)
	low, high := (*a.Low+*b.Low)/2, (*a.High+*b.High)/2
	if diff := cmp.Diff(fmt.Sprintf("0.700 (%.3f to %.3f)", low, high), meanOf([]value{a, b}).String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for name, all := range map[string][]value{"none": nil, "one is unknown": {a, {}}} {
		if got := meanOf(all); got.Value != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestFiguresAreJudged(t *testing.T) {
	t.Parallel()
	half := 0.5
	tests := []struct {
		name                    string
		of                      figure
		goal, measured, verdict string
	}{
		{"a share that meets its goal", tell("x", share(81, 263), atLeast(0.3)), "at least 0.3", "0.308 (0.255 to 0.366) of 263", "met"},
		{"a share that misses", tell("x", share(1, 20), atMost(0)), "at most 0", "0.050 (0.009 to 0.236) of 20", "**missed**"},
		{"without an interval", tell("x", value{Value: &half, N: 7}, atLeast(0.5)), "at least 0.5", "0.500 of 7", "met"},
		{"only told", tell("x", share(1, 1), goal{}), "", "1.000 (0.207 to 1.000) of 1", ""},
		{"nothing to measure", tell("x", value{}, atLeast(0.3)), "at least 0.3", "not measured: nothing there to measure it on", "not measured"},
		{"absent", absent("x", atMost(3), "ms", "it is not here"), "at most 3 ms", "not measured: it is not here", "not measured"},
		{"a time on a busy machine", timed("x", 3.14159, "ms", atMost(3), true), "at most 3 ms", "3.14 ms", "**missed** (disturbed)"},
		{"a time only told", timed("x", 0.5, "ms", goal{}, true), "", "0.50 ms", "(disturbed)"},
		{"a count", number("x", 407, "", atLeast(300)), "at least 300", "407", "met"},
	}
	for _, test := range tests {
		got := []string{test.of.Goal, test.of.measured(), test.of.verdict()}
		if diff := cmp.Diff([]string{test.goal, test.measured, test.verdict}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestFiguresWithoutAGoalStandApart(t *testing.T) {
	t.Parallel()
	text := findings{
		Command: "go run ./bench/answers", Machine: "two cores", Remarks: []string{"A test failed."},
		Figures: []figure{number("cases", 2, "", atLeast(3)), number("besides", 2, "", goal{})},
	}.markdown()
	goals, others, found := strings.Cut(text, "## Measured besides")
	for _, want := range []string{"Machine: two cores.", "| cases | at least 3 | 2 | **missed** |", "\n- A test failed.\n"} {
		if !strings.Contains(goals, want) {
			t.Errorf("%q is not in\n%s", want, goals)
		}
	}
	if !found || strings.Contains(goals, "besides") || !strings.Contains(others, "| besides | 2 |  |") {
		t.Errorf("what has no goal stands wrong in\n%s", text)
	}
}

func TestTablesOfOneTitleAreOne(t *testing.T) {
	t.Parallel()
	var b bench
	for _, row := range []string{"first", "second"} {
		b.show(table{Title: "one", Head: []string{"x"}, Rows: [][]string{{row}}})
	}
	b.show(table{Title: "another"})
	if diff := cmp.Diff([][]string{{"first"}, {"second"}}, b.found.Tables[0].Rows); diff != "" || len(b.found.Tables) != 2 {
		t.Errorf("%d tables (-want +got):\n%s", len(b.found.Tables), diff)
	}
}
