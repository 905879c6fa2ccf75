package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-pdf/fpdf"

	"candor/fairness/audit"
)

// PDF writes a report for paper: the sentences, the rights that did not hold, and for each axis the charts and the numbers of what
// can stop a release. The same report gives the same bytes.
func PDF(w io.Writer, r audit.Report) error {
	d := fpdf.New("P", "mm", "A4", "")
	p := paper{d, d.UnicodeTranslatorFromDescriptor("")}
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
		d.CellFormat(0, 8, p.plain(fmt.Sprintf("Release %s, page %d", short(r.Release), d.PageNo())), "", 0, "C", false, 0, "")
	})
	d.AddPage()
	p.head(title, 16)
	for _, s := range Summary(r) {
		p.say(s)
	}
	p.rights(r)
	for _, v := range []audit.Verdict{audit.HarmfulGap, audit.Unclear, audit.NoGap} {
		p.found(r, v)
	}
	for _, axis := range axes(r) {
		p.axis(r, axis)
	}
	p.head("How this was measured", 12)
	for _, s := range method(r) {
		p.say(s)
	}
	if err := d.Output(w); err != nil {
		return fmt.Errorf("report: write the PDF: %w", err)
	}
	return nil
}

// paper is a PDF that is being written.
type paper struct {
	d     *fpdf.Fpdf
	latin func(string) string
}

// plain gives what the built-in fonts can write.
func (p paper) plain(text string) string {
	return p.latin(strings.NewReplacer("−", "-", "…", "...", "←", "<", "→", ">").Replace(text))
}

// quoted gives a question as it was asked, or says that it is in a script that the built-in fonts have no letters for.
func quoted(text string) string {
	for _, c := range text {
		if c > 0x17F && !strings.ContainsRune("‘’“”–—…€", c) {
			return "(in a script that this PDF has no letters for; the report as JSON has it)"
		}
	}
	return `"` + text + `"`
}

func (p paper) head(text string, size float64) {
	p.d.Ln(3)
	p.d.SetFont("Helvetica", "B", size)
	p.d.MultiCell(0, size/2, p.plain(text), "", "L", false)
	p.d.Ln(1)
}

func (p paper) say(text string) {
	p.d.SetFont("Helvetica", "", 10)
	p.d.MultiCell(0, 5, p.plain(text), "", "L", false)
	p.d.Ln(1)
}

func (p paper) rights(r audit.Report) {
	if len(r.Broken) == 0 {
		return
	}
	p.head("Rights that did not hold", 12)
	for i, x := range r.Broken {
		if i == shown {
			p.say(fmt.Sprintf("... and %d more, all of them in the report as JSON.", len(r.Broken)-shown))
			return
		}
		p.say(fmt.Sprintf("%s: asked %s. Got: %s. Ask again: candor fairness replay %s", x.Right, quoted(x.Text), x.Got, x.Probe))
	}
}

func (p paper) found(r audit.Report, v audit.Verdict) {
	first := true
	for _, f := range r.Findings {
		if f.Verdict != v || !f.Gating {
			continue
		}
		if first {
			word := Verdict(v)
			p.head(strings.ToUpper(word[:1])+word[1:], 12)
			first = false
		}
		p.say("- " + Sentence(f, r.Plan.Margin))
	}
}
