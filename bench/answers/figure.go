package main

import (
	"fmt"

	"candor/bench/report"
)

// value is something measured, with its 95 % interval where that is known: candor writes it so.
type value struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	N     int      `json:"n"`
}

// tell makes a figure of a value from 0 to 1. One that cannot be known is told as absent.
func tell(name string, v value, g report.Goal) report.Figure {
	if v.Value == nil {
		return report.Absent(name, g, "", "nothing there to measure it on")
	}
	f := report.Measure(name, *v.Value, "", g)
	f.Low, f.High, f.Of = v.Low, v.High, v.N
	return f
}

// timed makes a figure of a time.
func timed(name string, v float64, unit string, g report.Goal, disturbed bool) report.Figure {
	f := report.Measure(name, v, unit, g)
	f.Disturbed = disturbed
	return f
}

// String writes a value with its interval, such as "0.763 (0.721 to 0.800)".
func (v value) String() string {
	switch {
	case v.Value == nil:
		return "–"
	case v.Low == nil || v.High == nil:
		return fmt.Sprintf("%.3f", *v.Value)
	}
	return fmt.Sprintf("%.3f (%.3f to %.3f)", *v.Value, *v.Low, *v.High)
}
