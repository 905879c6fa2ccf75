package console

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"candor"
	"candor/internal/staff"
	"candor/internal/web/port"
	"candor/internal/web/ui"
)

// auditsView tells what may answer now, what audits came to, and what is open.
type auditsView struct {
	frameView
	State     releaseView
	Progress  progressView
	Ask       *askView // a release against the audit that waits for a second person
	Overrides []overrideView
	Findings  []findingRow // that are open
	Closed    string       // how many are closed, in words; empty: none
	Kept      []keptAuditView
	MayWork   bool
	Typed     overrideForm
}

// releaseView is what may answer now.
type releaseView struct {
	Holds, StandsIn bool
	Good            bool   // an audit passed
	Words           string // the sentence that is said first
	Digest, Until   string
	Report          string // address; empty: there is none
	Parts           []digestView
}

type digestView struct{ Name, Digest string }

type progressView struct {
	Busy, Failed bool
	Done, All    int
	Words        string
	Report       string // address of the last one's
}

type keptAuditView struct {
	URL, At, Said, Release string
	Blocked, InUse         bool
}

// auditsDone are the words in addresses that say what was done just now.
var auditsDone = []string{"begun", "asked", "confirmed", "dropped", "took", "moved", "mended", "closed"}

// keptShown is how many audits the page lists.
const keptShown = 20

func (c *Console) auditsOn() error {
	if c.o.Audits == nil {
		return candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	return nil
}

// seesAudits reports whether the page is there for somebody.
func (c *Console) seesAudits(a candor.Agent) bool {
	return c.auditsOn() == nil && staff.May(a, staff.SeePrivacy)
}

// auditPage writes a page on which charts may stand.
func (c *Console) auditPage(w http.ResponseWriter, r *http.Request, status int, name, title string, page any) {
	c.o.Respond.PageIn(w, r, status, language, name, ui.View{
		Title: title, Area: "console", Styles: []string{"console.css", "report.css"}, Scripts: []string{"console.js", "console-audits.js"}, Page: page,
	})
}

func (c *Console) auditsFrame(r *http.Request) (frameView, error) {
	frame, err := c.beside(r, "audits")
	if done := r.URL.Query().Get("done"); slices.Contains(auditsDone, done) {
		frame.Done = c.text("console.audits.done_" + done)
	}
	return frame, err
}

// AuditsPage answers GET /console/audits.
func (c *Console) AuditsPage(w http.ResponseWriter, r *http.Request) {
	c.showAudits(w, r, http.StatusOK, "", overrideForm{})
}

func (c *Console) showAudits(w http.ResponseWriter, r *http.Request, status int, problem string, typed overrideForm) {
	err := c.auditsOn()
	var v auditsView
	if err == nil {
		v.frameView, err = c.auditsFrame(r)
	}
	if err == nil {
		err = c.auditsState(r.Context(), actor(r), &v)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.MayWork, v.Typed = staff.May(actor(r), staff.WorkOnPrivacy), typed
	if problem != "" {
		v.Problem = problem
	}
	c.auditPage(w, r, status, "console_audits", c.text("console.audits.title"), v)
}

func (c *Console) auditsState(ctx context.Context, a candor.Agent, v *auditsView) error {
	released, err := c.o.Audits.Released(ctx)
	if err != nil {
		return err
	}
	v.State, v.Progress = c.releaseView(released), c.progressView()
	if v.Ask, err = c.waitingOverride(ctx, a); err != nil {
		return err
	}
	overrides, err := c.o.Audits.Overrides(ctx)
	if err != nil {
		return err
	}
	for _, o := range overrides {
		v.Overrides = append(v.Overrides, c.overrideView(o))
	}
	all, err := c.o.Audits.Findings(ctx)
	if err != nil {
		return err
	}
	now, closed := c.o.Now(), 0
	for _, f := range all {
		if !f.Open() {
			closed++
			continue
		}
		v.Findings = append(v.Findings, c.findingRow(ctx, f, now))
	}
	if closed > 0 {
		v.Closed = c.textWith("console.audits.closed", map[string]string{"count": strconv.Itoa(closed)})
	}
	kept, err := c.o.Audits.Audits(ctx, keptShown)
	for _, k := range kept {
		v.Kept = append(v.Kept, c.keptAudit(k))
	}
	return err
}

func (c *Console) releaseView(s port.Released) releaseView {
	v := releaseView{Holds: s.Holds, StandsIn: s.StandsIn, Digest: s.Digest}
	for _, p := range s.Parts {
		v.Parts = append(v.Parts, digestView{c.text("console.audits.part_" + p.Name), p.Digest})
	}
	args := map[string]string{"at": c.dayTime(s.Record.At), "until": c.dayTime(s.Record.Until)}
	switch o := s.Record.Override; {
	case s.Holds && o != nil:
		args["first"], args["second"] = o.By[0], o.By[1]
		v.Words = c.textWith("console.audits.by_override", args)
	case s.Holds:
		v.Good = true
		v.Words, v.Report = c.textWith("console.audits.by_audit", args), auditURL(s.Record.Report)
	default:
		v.Words = c.text("console.audits.not_" + s.Why)
	}
	return v
}

func (c *Console) progressView() progressView {
	p := c.o.Audits.Progress()
	v := progressView{Busy: p.Busy, Failed: p.Failed, Done: p.Done, All: p.All}
	if p.Digest != "" {
		v.Report = auditURL(p.Digest)
	}
	switch {
	case p.Busy && p.All > 0:
		v.Words = c.textWith("console.audits.progress", map[string]string{"count": strconv.Itoa(p.Done), "all": strconv.Itoa(p.All)})
	case p.Busy:
		v.Words = c.text("console.audits.begins")
	case p.Failed:
		v.Words = c.text("console.audits.failed")
	case p.Digest != "":
		v.Words = c.textWith("console.audits.ended", map[string]string{"at": c.dayTime(p.Ended)})
	}
	return v
}

func (c *Console) keptAudit(k port.KeptAudit) keptAuditView {
	v := keptAuditView{URL: auditURL(k.Digest), At: c.dayTime(k.At), Release: k.Release[:min(16, len(k.Release))], Blocked: k.Blocked, InUse: k.InUse, Said: c.text("console.audits.told_only")}
	switch {
	case k.Released:
		v.Said = c.text("console.audits.released")
	case k.Blocked:
		v.Said = c.text("console.audits.blocked")
	}
	return v
}

func auditURL(digest string) string { return "/console/audits/" + digest }

// AuditProgress answers GET /console/audits/progress: how far the audit is, for the script of the page.
func (c *Console) AuditProgress(w http.ResponseWriter, r *http.Request) {
	if err := c.auditsOn(); err != nil {
		c.fail(w, r, err)
		return
	}
	p := c.progressView()
	c.o.Respond.JSON(w, http.StatusOK, map[string]any{"busy": p.Busy, "done": p.Done, "all": p.All, "words": p.Words, "report": p.Report})
}

// BeginAudit answers POST /console/audits/run.
func (c *Console) BeginAudit(w http.ResponseWriter, r *http.Request) {
	err := c.auditsOn()
	if err == nil {
		err = c.o.Audits.Begin(r.Context(), actor(r).ID)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, address("/console/audits", "done", "begun"), http.StatusSeeOther)
}
