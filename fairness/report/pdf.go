package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-pdf/fpdf"

	"candor/fairness/audit"
)

// PDF writes a report for paper: the sentences, the rights that did not hold, and the numbers of what can stop a release.
func PDF(w io.Writer, r audit.Report) error {
	d := fpdf.New("P", "mm", "A4", "")
	plain := d.UnicodeTranslatorFromDescriptor("") // what the built-in fonts can write; the rest becomes a dot
	title := "Is everybody treated alike? " + orDesk(r.Desk)
	d.SetTitle(title, true)
	d.SetLang("en")
	d.SetCreationDate(r.Ended)
	d.SetModificationDate(r.Ended)
	d.SetCatalogSort(true) // or two files of one report would differ
	d.SetMargins(20, 20, 20)
	d.SetAutoPageBreak(true, 20)
	d.SetFooterFunc(func() {
		d.SetY(-15)
		d.SetFont("Helvetica", "", 8)
		d.CellFormat(0, 8, plain(fmt.Sprintf("Release %s, page %d", short(r.Release), d.PageNo())), "", 0, "C", false, 0, "")
	})
	d.AddPage()
	head := func(text string, size float64) {
		d.Ln(3)
		d.SetFont("Helvetica", "B", size)
		d.MultiCell(0, size/2, plain(text), "", "L", false)
		d.Ln(1)
	}
	say := func(text string) {
		d.SetFont("Helvetica", "", 10)
		d.MultiCell(0, 5, plain(text), "", "L", false)
		d.Ln(1)
	}
	head(title, 16)
	for _, s := range Summary(r) {
		say(s)
	}
	if len(r.Broken) > 0 {
		head("Rights that did not hold", 12)
		for i, x := range r.Broken {
			if i == shown {
				say(fmt.Sprintf("... and %d more, all of them in the report as JSON.", len(r.Broken)-shown))
				break
			}
			say(fmt.Sprintf("%s: asked \"%s\". Got: %s. Ask again: candor fairness replay %s", x.Right, x.Text, x.Got, x.Probe))
		}
	}
	for _, v := range []audit.Verdict{audit.HarmfulGap, audit.Unclear, audit.NoGap} {
		first := true
		for _, f := range r.Findings {
			if f.Verdict != v || !f.Gating {
				continue
			}
			if first {
				word := Verdict(v)
				head(strings.ToUpper(word[:1])+word[1:], 12)
				first = false
			}
			say("- " + Sentence(f, r.Plan.Margin))
		}
	}
	head("How this was measured", 12)
	for _, s := range method(r) {
		say(s)
	}
	if err := d.Output(w); err != nil {
		return fmt.Errorf("report: write the PDF: %w", err)
	}
	return nil
}
