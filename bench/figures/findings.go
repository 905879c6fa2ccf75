package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"candor/bench/report"
)

// findings are everything that one run found.
type findings struct {
	Date    string       `json:"date"`
	Machine string       `json:"machine"`
	Command string       `json:"command"`
	Figures []figure     `json:"figures"`
	Rows    []report.Row `json:"rows"`
	Parts   []string     `json:"parts,omitempty"` // lines of go test -bench
}

func (f findings) writeJSON(name string) error {
	b, err := json.MarshalIndent(f, "", "\t")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.WriteFile(name, append(b, '\n'), 0o644)
}

func (f findings) writeMarkdown(name string) error {
	return os.WriteFile(name, []byte(f.markdown()), 0o644)
}

func (f findings) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Figures\n\nWritten by `%s` on %s; see `bench/figures/doc.go`.\nMachine: %s.\n\n", f.Command, f.Date, f.Machine)
	b.WriteString("| figure | goal | measured | |\n|---|---|---|---|\n")
	for _, x := range f.Figures {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", x.Name, x.Goal, strings.TrimSpace(report.Number(x.Measured)+" "+x.Unit), x.verdict())
	}
	b.WriteString("\n\"Of the yardstick\" is the rate divided by that of a server which only makes a message durable, sealed and\n" +
		"chained, measured in the same window, turn by turn. Figures are medians of their runs; a run during which other\n" +
		"programs used more than 0.15 cores counts only where there is no better one, and is marked as disturbed. The\n" +
		"customers run on the same machine and share its cores with the desk.\n\n## Runs\n\n```\n")
	for _, r := range f.Rows {
		fmt.Fprintln(&b, r)
	}
	b.WriteString("```\n")
	if len(f.Parts) > 0 {
		b.WriteString("\n## Parts\n\n```\n" + strings.Join(f.Parts, "\n") + "\n```\n")
	}
	return b.String()
}

func (x figure) verdict() string {
	word := ""
	switch {
	case !x.Met:
		word = "**missed**"
	case x.Goal != "":
		word = "met"
	}
	if x.Disturbed {
		word = strings.TrimSpace(word + " (disturbed)")
	}
	return word
}
