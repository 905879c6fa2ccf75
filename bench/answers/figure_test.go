package main

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"candor/bench/report"

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
		of                      report.Figure
		goal, measured, verdict string
	}{
		{"a share that meets its goal", tell("x", share(81, 263), report.AtLeast(0.3)), "at least 0.3", "0.308 (0.255 to 0.366) of 263", "met"},
		{"a share that misses", tell("x", share(1, 20), report.AtMost(0)), "at most 0", "0.050 (0.009 to 0.236) of 20", "**missed**"},
		{"without an interval", tell("x", value{Value: &half, N: 7}, report.AtLeast(0.5)), "at least 0.5", "0.500 of 7", "met"},
		{"only told", tell("x", share(1, 1), report.Goal{}), "", "1.000 (0.207 to 1.000) of 1", ""},
		{"nothing to measure", tell("x", value{}, report.AtLeast(0.3)), "at least 0.3", "not measured: nothing there to measure it on", "not measured"},
		{"absent", report.Absent("x", report.AtMost(3), "ms", "it is not here"), "at most 3 ms", "not measured: it is not here", "not measured"},
		{"a time on a busy machine", timed("x", 3.14159, "ms", report.AtMost(3), true), "at most 3 ms", "3.14 ms", "**missed** (disturbed)"},
		{"a time only told", timed("x", 0.5, "ms", report.Goal{}, true), "", "0.50 ms", "(disturbed)"},
		{"a count", report.Measure("x", 407, "", report.AtLeast(300)), "at least 300", "407", "met"},
	}
	for _, test := range tests {
		got := []string{test.of.Goal, test.of.String(), test.of.Verdict()}
		if diff := cmp.Diff([]string{test.goal, test.measured, test.verdict}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestFiguresWithoutAGoalStandApart(t *testing.T) {
	t.Parallel()
	text := report.Findings{
		Command: "go run ./bench/answers", Machine: "two cores", Remarks: []string{"A test failed."},
		Figures: []report.Figure{report.Measure("cases", 2, "", report.AtLeast(3)), report.Measure("besides", 2, "", report.Goal{})},
	}.Markdown()
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
		b.show(report.Table{Title: "one", Head: []string{"x"}, Rows: [][]string{{row}}})
	}
	b.show(report.Table{Title: "another"})
	if diff := cmp.Diff([][]string{{"first"}, {"second"}}, b.found.Tables[0].Rows); diff != "" || len(b.found.Tables) != 2 {
		t.Errorf("%d tables (-want +got):\n%s", len(b.found.Tables), diff)
	}
}
