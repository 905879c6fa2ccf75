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
	Remarks []string `json:"remarks,omitempty"` // what the reader must know, such as a test that failed
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
	fmt.Fprintf(&b, "# Figures of the answers\n\nWritten by `%s` on %s; see `bench/answers/doc.go`.\nMachine: %s.\n\n", f.Command, f.Date, f.Machine)
	goals := table{Head: []string{"figure", "goal", "measured", ""}}
	others := table{Head: []string{"figure", "measured", ""}}
	for _, x := range f.Figures {
		if x.Goal == "" {
			others.Rows = append(others.Rows, []string{x.Name, x.measured(), x.verdict()})
		} else {
			goals.Rows = append(goals.Rows, []string{x.Name, x.Goal, x.measured(), x.verdict()})
		}
	}
	b.WriteString(goals.markdown())
	b.WriteString(reading)
	for _, r := range f.Remarks {
		b.WriteString("\n- " + r)
	}
	if len(f.Remarks) > 0 {
		b.WriteByte('\n')
	}
	if len(others.Rows) > 0 {
		b.WriteString("\n## Measured besides\n\n" + others.markdown())
	}
	for _, t := range f.Tables {
		b.WriteString("\n## " + t.Title + "\n\n" + t.markdown())
		if t.Notes != "" {
			b.WriteString("\n" + t.Notes + "\n")
		}
	}
	return b.String()
}

const reading = `
In brackets: where the value lies with 95 % confidence. Shares have Wilson intervals; what ` + "`candor eval`" + `
reckons otherwise has bootstrap intervals over articles. A goal is met when the measured value itself meets
it. Near: the confidence tells a question from the same question whose article was taken away; far: from a
question about something else. The weights of search and confidence are fitted on the demo's questions, on
BANKING77 (CC BY 4.0) with its intents for articles, and on questions out of scope of CLINC150's validation part (CC BY
3.0). On wixqa-expert, techqa-rag, stackfaq, xquad and the far questions here nothing is fitted. Times have
no interval; one that others disturbed on a shared machine is marked so: alone it would be no longer.
`

func (t table) markdown() string {
	var b strings.Builder
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(t.Head)
	b.WriteString("|" + strings.Repeat("---|", len(t.Head)) + "\n")
	for _, r := range t.Rows {
		line(r)
	}
	return b.String()
}
