package main

import (
	"candor/bench/privacy/score"
	"candor/bench/report"
)

// share makes a figure of a share. Unit is "" for a share from 0 to 1, or "%".
func share(name string, s score.Share, unit string, g report.Goal) report.Figure {
	return report.Of(name, report.Share(s), unit, g)
}

// number makes a figure of anything else, perhaps timed on a busy machine.
func number(name string, v float64, unit string, g report.Goal, disturbed bool) report.Figure {
	f := report.Measure(name, v, unit, g)
	f.Disturbed = disturbed
	return f
}
