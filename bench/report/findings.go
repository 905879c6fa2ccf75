package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Findings are everything that one run found.
type Findings struct {
	Title   string   `json:"title"`
	Date    string   `json:"date"`
	Machine string   `json:"machine"`
	Command string   `json:"command"`
	Reading string   `json:"reading,omitempty"` // how to read the figures, in whole lines
	Figures []Figure `json:"figures"`
	Tables  []Table  `json:"tables"`
	Remarks []string `json:"remarks,omitempty"` // what the reader must know, such as a part that failed
}

// Table is what lies behind the figures.
type Table struct {
	Title string     `json:"title"`
	Notes string     `json:"notes,omitempty"`
	Head  []string   `json:"head"`
	Rows  [][]string `json:"rows"`
}

// Write writes figures.json for programs and figures.md for people.
func (f Findings) Write(folder string) error {
	b, err := json.MarshalIndent(f, "", "\t")
	if err != nil {
		return fmt.Errorf("report: write figures: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "figures.json"), append(b, '\n'), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "figures.md"), []byte(f.Markdown()), 0o644)
}

// Markdown is the page for people: goals first, then what was measured besides, then tables.
func (f Findings) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nWritten by `%s` on %s.\nMachine: %s.\n\n", f.Title, f.Command, f.Date, f.Machine)
	goals := Table{Head: []string{"figure", "goal", "measured", ""}}
	others := Table{Head: []string{"figure", "measured", ""}}
	for _, x := range f.Figures {
		if x.Goal == "" {
			others.Rows = append(others.Rows, []string{x.Name, x.String(), x.Verdict()})
		} else {
			goals.Rows = append(goals.Rows, []string{x.Name, x.Goal, x.String(), x.Verdict()})
		}
	}
	b.WriteString(goals.Markdown())
	b.WriteString("\n" + f.Reading)
	for _, r := range f.Remarks {
		b.WriteString("\n- " + r)
	}
	if len(f.Remarks) > 0 {
		b.WriteByte('\n')
	}
	if len(others.Rows) > 0 {
		b.WriteString("\n## Measured besides\n\n" + others.Markdown())
	}
	for _, t := range f.Tables {
		b.WriteString("\n## " + t.Title + "\n\n" + t.Markdown())
		if t.Notes != "" {
			b.WriteString("\n" + t.Notes + "\n")
		}
	}
	return b.String()
}

// Markdown is the table alone.
func (t Table) Markdown() string {
	var b strings.Builder
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(t.Head)
	b.WriteString("|" + strings.Repeat("---|", len(t.Head)) + "\n")
	for _, r := range t.Rows {
		line(r)
	}
	return b.String()
}
