package report_test

import (
	"strings"
	"testing"

	"candor/bench/report"
)

func TestFigureSaysWhetherItsGoalIsMet(t *testing.T) {
	t.Parallel()
	busy := report.Measure("p99", 1.2345, "ms", report.AtMost(1))
	busy.Disturbed = true
	for _, c := range []struct {
		figure         report.Figure
		value, verdict string
	}{
		{report.Of("recall", report.Share{Part: 19, Whole: 20}, "", report.AtLeast(.95)), "0.950 (0.764 to 0.991) of 20", "met"},
		{report.Of("alarms", report.Share{Part: 1, Whole: 100}, "%", report.AtMost(.005)), "1.00 % (0.18 to 5.45) of 100", "**missed**"},
		{report.Of("nothing", report.Share{}, "", report.AtLeast(.5)), "not measured: there was nothing to measure it on", "not measured"},
		{report.Measure("flips", 0, "", report.AtMost(0)), "0", "met"},
		{busy, "1.23 ms", "**missed** (disturbed)"},
		{report.Measure("told", 7, "", report.Goal{}), "7", ""},
		{report.Absent("set", report.AtLeast(1), "", "it is not here"), "not measured: it is not here", "not measured"},
		{report.Measure("AUROC", .97, "", report.AtLeast(.95)).Between(.9, .99, 150), "0.970 (0.900 to 0.990) of 150", "met"},
	} {
		if got := c.figure.String(); got != c.value || c.figure.Verdict() != c.verdict {
			t.Errorf("%s: %q %q, want %q %q", c.figure.Name, got, c.figure.Verdict(), c.value, c.verdict)
		}
	}
}

func TestGoalReadsInTheUnitOfTheFigure(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]report.Figure{
		"at most 0.1 %": report.Of("x", report.Share{}, "%", report.AtMost(.001)), "at least 0.95": report.Of("x", report.Share{}, "", report.AtLeast(.95)),
		"at most 1 ms": report.Measure("x", 2, "ms", report.AtMost(1)), "": report.Measure("x", 2, "ms", report.Goal{}),
	} {
		if f.Goal != want {
			t.Errorf("%q, want %q", f.Goal, want)
		}
	}
}

func TestFindingsPutGoalsFirst(t *testing.T) {
	t.Parallel()
	f := report.Findings{Title: "Figures of x", Command: "go run ./x", Date: "2026-01-01", Machine: "m", Figures: []report.Figure{
		report.Measure("told", 1, "", report.Goal{}), report.Measure("wanted", 2, "", report.AtLeast(1)),
	}, Remarks: []string{"a part failed"}}
	page := f.Markdown()
	if wanted, told := strings.Index(page, "wanted"), strings.Index(page, "told"); wanted < 0 || told < wanted || !strings.Contains(page, "- a part failed") {
		t.Error(page)
	}
}
