package report

import (
	"fmt"
	"math"
	"strings"
)

// Share is a part of a whole.
type Share struct{ Part, Whole int }

// Count adds one case.
func (s *Share) Count(is bool) {
	s.Whole++
	if is {
		s.Part++
	}
}

// Value is the share from 0 to 1; not a number when the whole is nothing.
func (s Share) Value() float64 {
	if s.Whole == 0 {
		return math.NaN()
	}
	return float64(s.Part) / float64(s.Whole)
}

// Interval is where the true share lies with 95 % confidence: Wilson's score interval (1927), which
// also holds near 0 and 1. Of nothing it is all from 0 to 1.
func (s Share) Interval() (low, high float64) {
	if s.Whole == 0 {
		return 0, 1
	}
	const z = 1.959963984540054
	n, p := float64(s.Whole), s.Value()
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	reach := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, middle-reach), min(1, middle+reach)
}

// String writes a share as a cell of a table, such as "0.950 of 40".
func (s Share) String() string {
	if s.Whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f of %d", s.Value(), s.Whole)
}

// Figure is a goal with what was measured.
type Figure struct {
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

// Goal is what is wanted of a figure. The zero Goal wants nothing.
type Goal struct {
	limit           float64
	atLeast, atMost bool
}

// AtLeast wants the limit or more.
func AtLeast(limit float64) Goal { return Goal{limit: limit, atLeast: true} }

// AtMost wants the limit or less.
func AtMost(limit float64) Goal { return Goal{limit: limit, atMost: true} }

func (g Goal) met(v float64) *bool {
	met := g.atLeast && v >= g.limit || g.atMost && v <= g.limit
	if !g.atLeast && !g.atMost {
		return nil
	}
	return &met
}

func (g Goal) words(unit string) string {
	number := fmt.Sprint(g.limit)
	if unit == "%" {
		number = fmt.Sprint(math.Round(1e6*g.limit) / 1e4)
	}
	switch {
	case g.atLeast:
		return strings.TrimSpace("at least " + number + " " + unit)
	case g.atMost:
		return strings.TrimSpace("at most " + number + " " + unit)
	}
	return ""
}

// Of makes a figure of a share; a share of nothing is told as absent. Unit is "" for a share from 0 to 1,
// or "%".
func Of(name string, s Share, unit string, g Goal) Figure {
	f := Figure{Name: name, Goal: g.words(unit), Unit: unit, Of: s.Whole}
	if s.Whole == 0 {
		f.Absent = "there was nothing to measure it on"
		return f
	}
	low, high := s.Interval()
	return f.measure(s.Value(), g).between(low, high)
}

// Measure makes a figure of anything else.
func Measure(name string, v float64, unit string, g Goal) Figure {
	return Figure{Name: name, Goal: g.words(unit), Unit: unit}.measure(v, g)
}

// Between adds where the value lies with 95 % confidence, and over how many cases it was counted.
func (f Figure) Between(low, high float64, of int) Figure {
	f.Of = of
	return f.between(low, high)
}

// Absent makes a figure of what could not be measured.
func Absent(name string, g Goal, unit, why string) Figure {
	return Figure{Name: name, Goal: g.words(unit), Unit: unit, Absent: why}
}

func (f Figure) measure(v float64, g Goal) Figure {
	f.Measured, f.Met = &v, g.met(v)
	return f
}

func (f Figure) between(low, high float64) Figure {
	f.Low, f.High = &low, &high
	return f
}

// String is the measured value with its interval, or why there is none.
func (f Figure) String() string {
	switch {
	case f.Absent != "":
		return "not measured: " + f.Absent
	case f.Low == nil && f.Of > 0:
		return strings.TrimSpace(fmt.Sprintf("%.3f %s", *f.Measured, f.Unit)) + fmt.Sprintf(" of %d", f.Of)
	case f.Low == nil && *f.Measured == math.Trunc(*f.Measured):
		return strings.TrimSpace(fmt.Sprint(*f.Measured) + " " + f.Unit)
	case f.Low == nil:
		return strings.TrimSpace(Number(*f.Measured) + " " + f.Unit)
	case f.Unit == "%":
		return fmt.Sprintf("%.2f %% (%.2f to %.2f) of %d", 100**f.Measured, 100**f.Low, 100**f.High, f.Of)
	}
	return fmt.Sprintf("%.3f (%.3f to %.3f) of %d", *f.Measured, *f.Low, *f.High, f.Of)
}

// Verdict says whether the goal is met; empty where nothing is wanted.
func (f Figure) Verdict() string {
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
