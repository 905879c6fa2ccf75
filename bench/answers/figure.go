package main

import (
	"fmt"
	"math"
	"strings"

	"candor/bench/report"
)

// figure is a goal with what was measured.
type figure struct {
	Name      string   `json:"name"`
	Goal      string   `json:"goal,omitempty"` // in words; empty: only told
	Measured  *float64 `json:"measured"`
	Low       *float64 `json:"low,omitempty"` // where it lies with 95 % confidence, where that is known
	High      *float64 `json:"high,omitempty"`
	Of        int      `json:"of,omitempty"` // what it was counted over
	Unit      string   `json:"unit,omitempty"`
	Met       *bool    `json:"met,omitempty"`       // only with a goal and a measurement
	Disturbed bool     `json:"disturbed,omitempty"` // timed on a busy machine
	Absent    string   `json:"absent,omitempty"`    // why nothing was measured
}

// value is something measured, with its 95 % interval where that is known: candor writes it so.
type value struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	N     int      `json:"n"`
}

// goal is what is wanted of a figure. The zero goal wants nothing.
type goal struct {
	limit           float64
	atLeast, atMost bool
}

func atLeast(limit float64) goal { return goal{limit: limit, atLeast: true} }
func atMost(limit float64) goal  { return goal{limit: limit, atMost: true} }

func (g goal) met(v float64) *bool {
	met := false
	switch {
	case g.atLeast:
		met = v >= g.limit
	case g.atMost:
		met = v <= g.limit
	default:
		return nil
	}
	return &met
}

func (g goal) words(unit string) string {
	switch {
	case g.atLeast:
		return strings.TrimSpace(fmt.Sprint("at least ", g.limit, " ", unit))
	case g.atMost:
		return strings.TrimSpace(fmt.Sprint("at most ", g.limit, " ", unit))
	}
	return ""
}

// tell makes a figure of a value from 0 to 1. One that cannot be known is told as absent.
func tell(name string, v value, g goal) figure {
	f := figure{Name: name, Goal: g.words(""), Measured: v.Value, Low: v.Low, High: v.High, Of: v.N}
	if v.Value == nil {
		f.Absent = "nothing there to measure it on"
		return f
	}
	f.Met = g.met(*v.Value)
	return f
}

// number makes a figure of anything else.
func number(name string, v float64, unit string, g goal) figure {
	return figure{Name: name, Goal: g.words(unit), Measured: &v, Unit: unit, Met: g.met(v)}
}

// timed makes a figure of a time.
func timed(name string, v float64, unit string, g goal, disturbed bool) figure {
	f := number(name, v, unit, g)
	f.Disturbed = disturbed
	return f
}

// absent makes a figure of what could not be measured.
func absent(name string, g goal, unit, why string) figure {
	return figure{Name: name, Goal: g.words(unit), Unit: unit, Absent: why}
}

func (f figure) measured() string {
	switch {
	case f.Absent != "":
		return "not measured: " + f.Absent
	case f.Unit == "" && f.Of > 0:
		return value{f.Measured, f.Low, f.High, f.Of}.String() + fmt.Sprintf(" of %d", f.Of)
	case *f.Measured == math.Trunc(*f.Measured):
		return strings.TrimSpace(fmt.Sprint(*f.Measured) + " " + f.Unit)
	}
	return strings.TrimSpace(report.Number(*f.Measured) + " " + f.Unit)
}

func (f figure) verdict() string {
	word := ""
	switch {
	case f.Goal == "":
	case f.Met == nil:
		word = "not measured"
	case *f.Met:
		word = "met"
	default:
		word = "**missed**"
	}
	if f.Disturbed {
		word = strings.TrimSpace(word + " (disturbed)")
	}
	return word
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
