package report

import (
	"fmt"
	"io"
	"strings"

	"candor/fairness/audit"
)

// shown is how many counterexamples stand in a text.
const shown = 10

// Text writes a report for a terminal: what it came to, what is wrong, and what is not known.
func Text(w io.Writer, r audit.Report) error {
	var b strings.Builder
	for _, s := range Summary(r) {
		b.WriteString(s + "\n")
	}
	for i, x := range r.Broken {
		if i == shown {
			fmt.Fprintf(&b, "\n… and %d more; the report as JSON has them all.\n", len(r.Broken)-shown)
			break
		}
		fmt.Fprintf(&b, "\nBroken: %s\n  asked: %q\n  got:   %s\n  again: candor fairness replay %s\n", x.Right, x.Text, x.Got, x.Probe)
	}
	for _, v := range []audit.Verdict{audit.HarmfulGap, audit.Unclear} {
		section(&b, r, v)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// section writes the findings of a verdict, those of the gate first.
func section(b *strings.Builder, r audit.Report, v audit.Verdict) {
	head := false
	for _, gating := range []bool{true, false} {
		for _, f := range r.Findings {
			if f.Verdict != v || f.Gating != gating || v == audit.Unclear && !gating {
				continue
			}
			if !head {
				head = true
				word := Verdict(v)
				fmt.Fprintf(b, "\n%s%s\n", strings.ToUpper(word[:1]), word[1:])
			}
			mark := ""
			if !gating {
				mark = " (told; it stops no release)"
			}
			fmt.Fprintf(b, "- %s%s\n", Sentence(f, r.Plan.Margin), mark)
		}
	}
}
