package respond

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"candor/fairness"
	"candor/fairness/audit"
	"candor/fairness/report"
)

// AuditFiles gives reports of audits.
type AuditFiles interface {
	AuditReport(ctx context.Context, digest string) (audit.Report, error)
	SignedAudit(ctx context.Context, digest string) (fairness.SignedReport, error)
}

// SendAudit sends the report that the address names as the desk signed it, in one line: so it can be checked with common tools too. An
// error comes before the first byte.
func SendAudit(w http.ResponseWriter, r *http.Request, from AuditFiles) error {
	signed, err := from.SignedAudit(r.Context(), r.PathValue("digest"))
	if err != nil {
		return err
	}
	text, err := json.Marshal(signed)
	if err != nil {
		return fmt.Errorf("write down the report of an audit: %w", err)
	}
	sendFile(w, "application/json", "audit.json", append(text, '\n'))
	return nil
}

// SendAuditPDF sends the same report for paper.
func SendAuditPDF(w http.ResponseWriter, r *http.Request, from AuditFiles) error {
	found, err := from.AuditReport(r.Context(), r.PathValue("digest"))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := report.PDF(&b, found); err != nil {
		return err
	}
	sendFile(w, "application/pdf", "audit.pdf", b.Bytes())
	return nil
}

func sendFile(w http.ResponseWriter, kind, name string, content []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
	if _, err := w.Write(content); err != nil {
		return // whoever asked has gone
	}
}
