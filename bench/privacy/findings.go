package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// findings are everything that one run found.
type findings struct {
	Date    string   `json:"date"`
	Machine string   `json:"machine"`
	Command string   `json:"command"`
	Figures []figure `json:"figures"`
	Tables  []table  `json:"tables"`
}

// table is what lies behind the figures.
type table struct {
	Title string     `json:"title"`
	Notes string     `json:"notes,omitempty"`
	Head  []string   `json:"head"`
	Rows  [][]string `json:"rows"`
}

func (f findings) write(folder string) error {
	b, err := json.MarshalIndent(f, "", "\t")
	if err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "figures.json"), append(b, '\n'), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "figures.md"), []byte(f.markdown()), 0o644)
}

func (f findings) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Figures of the detector of personal data\n\nWritten by `%s` on %s; see `bench/privacy/doc.go`.\nMachine: %s.\n\n", f.Command, f.Date, f.Machine)
	goals := table{Head: []string{"figure", "goal", "measured", ""}}
	for _, x := range f.Figures {
		goals.Rows = append(goals.Rows, []string{x.Name, x.Goal, x.measured(), x.verdict()})
	}
	b.WriteString(goals.markdown())
	b.WriteString("\nIn brackets: where the share lies with 95 % confidence (Wilson). A goal is met when the measured value itself\n" +
		"meets it. Precision and recall count a span when its type agrees and it shares at least half of what the two\n" +
		"cover; \"exact\" wants both ends too. A character leaks when no span of any type covers it. Structured is all but\n" +
		"names, addresses, places, dates that are no birthdays, and what describes a person. Own messages are made by\n" +
		"bench/privacy/corpus, which does not know the detector; in them ID_NUMBER is the national number of a country\n" +
		"that has no type of its own (Austria, Belgium, Egypt, Ireland, Mexico). The time of a message is from sending a\n" +
		"line to having its answer; throughput is by processor time, without the start.\n")
	for _, t := range f.Tables {
		b.WriteString("\n## " + t.Title + "\n\n" + t.markdown())
		if t.Notes != "" {
			b.WriteString("\n" + t.Notes + "\n")
		}
	}
	return b.String()
}

func (t table) markdown() string {
	var b strings.Builder
	line := func(cells []string) {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	line(t.Head)
	b.WriteString("|" + strings.Repeat("---|", len(t.Head)) + "\n")
	for _, r := range t.Rows {
		line(r)
	}
	return b.String()
}
