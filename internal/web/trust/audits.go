package trust

import (
	"context"
	"html/template"
	"net/http"
	"strconv"
	"time"

	"candor"
	"candor/fairness/finding"
	"candor/fairness/report"
	"candor/internal/web/port"
	"candor/internal/web/respond"
	"candor/internal/web/ui"
	"candor/internal/web/view"
)

// checked is what may answer now, in the reader's language. Key names the sentence.
type checked struct {
	Key, Date string
	StandsIn  bool
	Overdue   string // how many findings are; empty: none
	Overrides []override
}

// override is a release on the word of two persons, as it is published.
type override struct {
	First, Second, Reason, Until string
	InUse                        bool
}

// auditsPage tells what audits of fairness came to.
type auditsPage struct {
	Ask       string
	Tongues   []view.Tongue
	Language  string
	Now       checked
	Published bool
	Latest    []string // what the newest report says first, in English
	LatestAt  string
	LatestURL string
	Kept      []keptLine
	Open      []findingLine
	Closed    []findingLine
	Key       string
}

type keptLine struct{ URL, Date, Key string }

type findingLine struct {
	Says, Opened, Due, First, Closed, Change string
	Overdue, Owned                           bool
}

// auditPage is one report.
type auditPage struct {
	Ask       string
	Tongues   []view.Tongue
	Date      string
	JSON, PDF string
	Body      template.HTML
	Key       string
}

const keptAudits = 20

// checked says what may answer now. That it cannot be known is told as not checked.
func (t *Trust) checked(ctx context.Context, language string) (*checked, error) {
	if t.Audited == nil {
		return nil, nil
	}
	s, err := t.Audited.Released(ctx)
	if err != nil {
		return nil, err
	}
	out := &checked{Key: "trust.audits_not", StandsIn: s.StandsIn}
	switch {
	case s.Holds && s.Record.Override != nil:
		out.Key = "trust.audits_overruled"
	case s.Holds:
		out.Key, out.Date = "trust.audits_holds", t.Text.Date(language, s.Record.At)
	}
	all, err := t.Audited.Overrides(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range all {
		if by := o.Record.Override; by != nil {
			out.Overrides = append(out.Overrides, override{by.By[0], by.By[1], by.Reason, t.Text.Date(language, o.Record.Until), o.InUse})
		}
	}
	findings, err := t.Audited.Findings(ctx)
	late := 0
	for _, f := range findings {
		if f.Overdue(t.Now()) {
			late++
		}
	}
	if late > 0 {
		out.Overdue = strconv.Itoa(late)
	}
	return out, err
}

// Audits answers GET /trust/audits: what may answer now, the newest report, what is open and overdue, who released what without an
// audit that passed, and the history.
func (t *Trust) Audits(w http.ResponseWriter, r *http.Request) {
	language := t.Respond.Language(r)
	p, err := t.audits(r.Context(), language)
	if err != nil {
		t.Respond.FailPage(w, r, err, "/trust")
		return
	}
	title, _ := t.Text.Phrase(language, "trust.audits_title", nil)
	t.Respond.PageIn(w, r, http.StatusOK, language, "trust_audits", t.charts(title, p))
}

func (t *Trust) charts(title string, of any) ui.View {
	v := t.frame(title, of)
	v.Styles = append(v.Styles, "report.css")
	return v
}

func (t *Trust) audits(ctx context.Context, language string) (auditsPage, error) {
	now, err := t.checked(ctx, language)
	if err == nil && now == nil {
		err = candor.Fail(candor.CodeNotFound, "error.no_page", nil)
	}
	if err != nil {
		return auditsPage{}, err
	}
	p := auditsPage{Ask: "/chat/" + string(t.Inbox), Tongues: t.Tongues, Language: language, Now: *now, Published: t.Audited.Published(), Key: t.Audited.PublicKey()}
	if err := t.findings(ctx, language, &p); err != nil || !p.Published {
		return p, err
	}
	kept, err := t.Audited.Audits(ctx, keptAudits)
	if err != nil {
		return p, err
	}
	for _, k := range kept {
		p.Kept = append(p.Kept, keptLine{"/trust/audits/" + k.Digest, t.Text.Date(language, k.At), keptKey(k)})
	}
	if len(kept) == 0 {
		return p, nil
	}
	newest, err := t.Audited.AuditReport(ctx, kept[0].Digest)
	p.Latest, p.LatestAt, p.LatestURL = report.Summary(newest), p.Kept[0].Date, p.Kept[0].URL
	return p, err
}

// keptKey names how an audit ended.
func keptKey(k port.KeptAudit) string {
	switch {
	case k.Released:
		return "trust.audits_passed"
	case k.Blocked:
		return "trust.audits_stopped"
	}
	return "trust.audits_partly"
}

// findings gives those that everybody may read: all of them, or those that are overdue where the owner publishes no reports.
func (t *Trust) findings(ctx context.Context, language string, p *auditsPage) error {
	all, err := t.Audited.Findings(ctx)
	now := t.Now()
	for _, f := range all {
		switch line := t.findingLine(language, f, now); {
		case line.Overdue, f.Open() && p.Published:
			p.Open = append(p.Open, line)
		case !f.Open() && p.Published:
			p.Closed = append(p.Closed, line)
		}
	}
	return err
}

// findingLine tells a finding without who works on it: staff are named in public only where they overrule an audit.
func (t *Trust) findingLine(language string, f finding.Finding, now time.Time) findingLine {
	line := findingLine{Says: f.Says(), Opened: t.Text.Date(language, f.At), Due: t.Text.Date(language, f.Due), Overdue: f.Overdue(now), Owned: f.Owner != ""}
	if !f.First.Equal(f.Due) {
		line.First = t.Text.Date(language, f.First)
	}
	if closing, ok := f.Closed(); ok {
		line.Closed, line.Change = t.Text.Date(language, closing.At()), f.Change
	}
	return line
}

// published refuses where the owner publishes no reports.
func (t *Trust) published() error {
	if t.Audited == nil || !t.Audited.Published() {
		return candor.Fail(candor.CodeNotFound, "error.no_page", nil)
	}
	return nil
}

// Audit answers GET /trust/audits/{digest}: one report.
func (t *Trust) Audit(w http.ResponseWriter, r *http.Request) {
	language := t.Respond.Language(r)
	err := t.published()
	p := auditPage{Ask: "/chat/" + string(t.Inbox), Tongues: t.Tongues}
	if err == nil {
		found, failed := t.Audited.AuditReport(r.Context(), r.PathValue("digest"))
		err = failed
		p.Date, p.Body = t.Text.Date(language, found.Ended), template.HTML(report.Body(found)) // made by the program, every word of it escaped
	}
	if err != nil {
		t.Respond.FailPage(w, r, err, "/trust/audits")
		return
	}
	p.Key, p.JSON, p.PDF = t.Audited.PublicKey(), "/trust/audits/"+r.PathValue("digest")+"/report.json", "/trust/audits/"+r.PathValue("digest")+"/report.pdf"
	title, _ := t.Text.Phrase(language, "trust.audits_title", nil)
	t.Respond.PageIn(w, r, http.StatusOK, language, "trust_audit", t.charts(title, p))
}

// AuditJSON answers GET /trust/audits/{digest}/report.json: the report with the desk's signature.
func (t *Trust) AuditJSON(w http.ResponseWriter, r *http.Request) {
	t.sendAudit(w, r, respond.SendAudit)
}

// AuditPDF answers GET /trust/audits/{digest}/report.pdf.
func (t *Trust) AuditPDF(w http.ResponseWriter, r *http.Request) {
	t.sendAudit(w, r, respond.SendAuditPDF)
}

func (t *Trust) sendAudit(w http.ResponseWriter, r *http.Request, send func(http.ResponseWriter, *http.Request, respond.AuditFiles) error) {
	err := t.published()
	if err == nil {
		err = send(w, r, t.Audited)
	}
	if err != nil {
		t.Respond.FailPage(w, r, err, "/trust/audits")
	}
}

// ReportStyle is what reports look like within a page of the desk, in its colours.
func ReportStyle() []byte {
	return []byte(".report,.chart{--bad:var(--brick);--good:var(--green);--open:var(--amber);--band:var(--well)}\n" + report.Style + `
[data-part="findings-table"] .tag{white-space:nowrap}.report details{margin-block:var(--s-3)}.sides{display:grid;gap:var(--s-4);grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr))}progress{inline-size:min(24rem,100%);accent-color:var(--green)}
`)
}
