package fairness

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"candor/fairness"
	"candor/fairness/audit"
	"candor/fairness/report"
)

// What commands hand on.
type (
	Report   = audit.Report
	Asked    = audit.Plan
	Probe    = audit.Probe
	Observed = audit.Observed
	Signed   = fairness.SignedReport
)

// Plan makes a plan with the usual alpha.
func Plan(axes []string, every, repeat int, margin float64) Asked {
	p := audit.Usual()
	p.Axes, p.Every, p.Repeat, p.Margin = axes, every, repeat, margin
	return p
}

// WriteReport writes a report as JSON, signed by the desk that made it.
func WriteReport(w io.Writer, r Signed) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(r); err != nil {
		return fmt.Errorf("fairness: write the report: %w", err)
	}
	return nil
}

// Canonical gives a report as the bytes whose digest is signed.
func Canonical(r Report) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("fairness: write down the report: %w", err)
	}
	return text, nil
}

// ReadReport reads what WriteReport wrote, and gives the key that signed it. A report that is not as it was signed is
// an error.
func ReadReport(text []byte) (r Report, key string, err error) {
	var signed Signed
	if err := json.Unmarshal(text, &signed); err != nil || len(signed.Report) == 0 {
		return Report{}, "", errors.New("it is not the report of an audit")
	}
	if _, err := signed.Verify(); err != nil {
		return Report{}, "", errors.New("the report is not as the desk signed it: somebody changed it")
	}
	if err := json.Unmarshal(signed.Report, &r); err != nil || r.Release == "" || r.Probes == 0 {
		return Report{}, "", errors.New("it is not the report of an audit")
	}
	return r, signed.Key, nil
}

// ShowReport writes a report in plain sentences.
func ShowReport(w io.Writer, r Report) error { return report.Text(w, r) }

// WritePage writes a report as a page that stands alone.
func WritePage(w io.Writer, r Report) error { return report.HTML(w, r) }

// WritePDF writes a report for paper.
func WritePDF(w io.Writer, r Report) error { return report.PDF(w, r) }

// ShowChanges says what changed between two reports.
func ShowChanges(w io.Writer, before, after Report) {
	changed := report.Diff(before, after)
	if len(changed) == 0 {
		fmt.Fprintln(w, "Nothing that can stop a release changed.")
	}
	for _, c := range changed {
		fmt.Fprintln(w, c)
	}
}
