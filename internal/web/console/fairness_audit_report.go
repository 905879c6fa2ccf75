package console

import (
	"html/template"
	"net/http"

	"candor/fairness/audit"
	"candor/fairness/report"
	"candor/internal/web/respond"
)

// auditReportView is one report.
type auditReportView struct {
	frameView
	Desk, At, Release string
	Body              template.HTML
	JSON, PDF         string   // addresses
	Before            string   // when the audit before it was; empty: there was none
	Changes           []string // since then
}

// AuditReport answers GET /console/audits/{digest}.
func (c *Console) AuditReport(w http.ResponseWriter, r *http.Request) {
	err := c.auditsOn()
	digest := r.PathValue("digest")
	var v auditReportView
	var found audit.Report
	if err == nil {
		found, err = c.o.Audits.AuditReport(r.Context(), digest)
	}
	if err == nil {
		v.frameView, err = c.auditsFrame(r)
	}
	if err == nil {
		err = c.sinceBefore(r, digest, found, &v)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Desk, v.At, v.Release = found.Desk, c.dayTime(found.Ended), found.Release
	v.Body = template.HTML(report.Body(found)) // made by the program, every word of it escaped
	v.JSON, v.PDF = auditURL(digest)+"/report.json", auditURL(digest)+"/report.pdf"
	c.auditPage(w, r, http.StatusOK, "console_audit", c.text("console.audits.report_title"), v)
}

// sinceBefore says what changed since the audit before.
func (c *Console) sinceBefore(r *http.Request, digest string, found audit.Report, v *auditReportView) error {
	kept, err := c.o.Audits.Audits(r.Context(), keptShown)
	if err != nil {
		return err
	}
	for i, k := range kept {
		if k.Digest != digest || i+1 == len(kept) {
			continue
		}
		before, err := c.o.Audits.AuditReport(r.Context(), kept[i+1].Digest)
		if err != nil {
			return err
		}
		v.Before, v.Changes = c.dayTime(kept[i+1].At), report.Diff(before, found)
	}
	return nil
}

// AuditJSON answers GET /console/audits/{digest}/report.json: the report as the desk signed it.
func (c *Console) AuditJSON(w http.ResponseWriter, r *http.Request) {
	err := c.auditsOn()
	if err == nil {
		err = respond.SendAudit(w, r, c.o.Audits)
	}
	if err != nil {
		c.fail(w, r, err)
	}
}

// AuditPDF answers GET /console/audits/{digest}/report.pdf.
func (c *Console) AuditPDF(w http.ResponseWriter, r *http.Request) {
	err := c.auditsOn()
	if err == nil {
		err = respond.SendAuditPDF(w, r, c.o.Audits)
	}
	if err != nil {
		c.fail(w, r, err)
	}
}
