package main

import (
	"fmt"
	"math"
	"strings"

	"candor/bench/privacy/score"
	"candor/bench/report"
)

// figure is a goal with what was measured.
type figure struct {
	Name      string   `json:"name"`
	Goal      string   `json:"goal"` // in words; empty: only told
	Measured  *float64 `json:"measured"`
	Low       *float64 `json:"low,omitempty"` // of a share: where it lies with 95 % confidence
	High      *float64 `json:"high,omitempty"`
	Of        int      `json:"of,omitempty"` // of a share: the whole
	Unit      string   `json:"unit,omitempty"`
	Met       bool     `json:"met"`                 // true too where there is no goal
	Disturbed bool     `json:"disturbed,omitempty"` // timed on a busy machine
	Absent    string   `json:"absent,omitempty"`    // why nothing was measured
}

// goal is what is wanted of a figure. The zero goal wants nothing.
type goal struct {
	limit           float64
	atLeast, atMost bool
}

func atLeast(limit float64) goal { return goal{limit: limit, atLeast: true} }
func atMost(limit float64) goal  { return goal{limit: limit, atMost: true} }

func (g goal) met(v float64) bool {
	switch {
	case g.atLeast:
		return v >= g.limit
	case g.atMost:
		return v <= g.limit
	}
	return true
}

func (g goal) words(unit string) string {
	number := fmt.Sprint(g.limit)
	if unit == "%" {
		number = fmt.Sprint(100 * g.limit)
	}
	switch {
	case g.atLeast:
		return strings.TrimSpace("at least " + number + " " + unit)
	case g.atMost:
		return strings.TrimSpace("at most " + number + " " + unit)
	}
	return ""
}

// share makes a figure of a share; a share of nothing is told as absent and misses its goal. Unit is
// "" for a share from 0 to 1, or "%".
func share(name string, s score.Share, unit string, g goal) figure {
	f := figure{Name: name, Goal: g.words(unit), Unit: unit, Of: s.Whole}
	if s.Whole == 0 {
		f.Absent = "there was nothing to measure it on"
		return f
	}
	v := s.Value()
	low, high := s.Interval()
	f.Measured, f.Low, f.High, f.Met = &v, &low, &high, g.met(v)
	return f
}

// number makes a figure of anything else.
func number(name string, v float64, unit string, g goal, disturbed bool) figure {
	return figure{Name: name, Goal: g.words(unit), Measured: &v, Unit: unit, Met: g.met(v), Disturbed: disturbed}
}

// absent makes a figure of what could not be measured.
func absent(name, why string) figure { return figure{Name: name, Absent: why} }

func (f figure) measured() string {
	switch {
	case f.Absent != "":
		return "not measured: " + f.Absent
	case f.Low == nil && *f.Measured == math.Trunc(*f.Measured):
		return strings.TrimSpace(fmt.Sprint(*f.Measured) + " " + f.Unit)
	case f.Low == nil:
		return strings.TrimSpace(report.Number(*f.Measured) + " " + f.Unit)
	case f.Unit == "%":
		return fmt.Sprintf("%.2f %% (%.2f to %.2f) of %d", 100**f.Measured, 100**f.Low, 100**f.High, f.Of)
	}
	return fmt.Sprintf("%.3f (%.3f to %.3f) of %d", *f.Measured, *f.Low, *f.High, f.Of)
}

func (f figure) verdict() string {
	word := ""
	switch {
	case f.Goal == "":
	case f.Met:
		word = "met"
	default:
		word = "**missed**"
	}
	if f.Disturbed {
		word = strings.TrimSpace(word + " (disturbed)")
	}
	return word
}
