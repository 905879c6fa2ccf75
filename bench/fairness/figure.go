package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"candor/bench/report"
)

// figure is a goal with what was measured.
type figure struct {
	Name      string   `json:"name"`
	Goal      string   `json:"goal"` // in words; empty: only told
	Measured  *float64 `json:"measured"`
	Unit      string   `json:"unit,omitempty"`
	Met       bool     `json:"met"`                 // true too where there is no goal
	Disturbed bool     `json:"disturbed,omitempty"` // timed on a busy machine
	Absent    string   `json:"absent,omitempty"`    // why nothing was measured
}

// told makes a figure without a goal.
func told(name string, v float64, unit string) figure {
	return figure{Name: name, Measured: &v, Unit: unit, Met: true}
}

func atMost(name string, v, limit float64, unit string) figure {
	return figure{Name: name, Goal: strings.TrimSpace(fmt.Sprintf("at most %g %s", limit, unit)), Measured: &v, Unit: unit, Met: v <= limit}
}

func atLeast(name string, v, limit float64, unit string) figure {
	return figure{Name: name, Goal: strings.TrimSpace(fmt.Sprintf("at least %g %s", limit, unit)), Measured: &v, Unit: unit, Met: v >= limit}
}

func (f figure) disturbed(dirty bool) figure {
	f.Disturbed = dirty
	return f
}

func (f figure) measured() string {
	switch {
	case f.Absent != "":
		return "not measured: " + f.Absent
	case *f.Measured == math.Trunc(*f.Measured):
		return strings.TrimSpace(fmt.Sprint(int64(*f.Measured)) + " " + f.Unit)
	case math.Abs(*f.Measured) < 0.01:
		return strings.TrimSpace(fmt.Sprintf("%.2g %s", *f.Measured, f.Unit))
	}
	return strings.TrimSpace(report.Number(*f.Measured) + " " + f.Unit)
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

// findings are everything that one run found.
type findings struct {
	Date    string   `json:"date"`
	Machine string   `json:"machine"`
	Command string   `json:"command"`
	Figures []figure `json:"figures"`
	Table   []kind   `json:"vectors,omitempty"`
}

func (f findings) write(folder string) error {
	text, err := json.MarshalIndent(f, "", "\t")
	if err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "figures.json"), append(text, '\n'), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "figures.md"), []byte(f.markdown()), 0o644)
}

func (f findings) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Figures of fairness\n\nWritten by `%s` on %s; see `bench/fairness/doc.go`.\nMachine: %s.\n\n", f.Command, f.Date, f.Machine)
	b.WriteString("| figure | goal | measured |  |\n|---|---|---|---|\n")
	for _, x := range f.Figures {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", x.Name, x.Goal, x.measured(), x.verdict())
	}
	b.WriteString("\nThe 10 million outcomes are counted by group from a file of the form that each line names, by `candor fairness\noutcomes`; memory is the most that the process held, the program itself included. The audit of the demo is dry: it asks the\ndesk through every gate and stores nothing. What is blocked in it is told as a finding, not as a goal.\n")
	if len(f.Table) > 0 {
		b.WriteString("\n## Reference vectors\n\n| kind | vectors | reproduced | numbers | worst distance, of the tolerance |\n|---|---|---|---|---|\n")
		for _, k := range f.Table {
			fmt.Fprintf(&b, "| %s | %d | %d | %d | %.2g |\n", k.Kind, k.Vectors, k.Same, k.Numbers, k.Worst)
		}
	}
	return b.String()
}
