package console

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"candor"
	"candor/fairness/finding"
	"candor/internal/staff"
)

// findingsView is the list of all findings.
type findingsView struct {
	frameView
	Open, Closed []findingRow
}

// findingView is one finding.
type findingView struct {
	frameView
	findingRow
	Wants         string
	First         string // the deadline of the first day, where it moved
	Change        string
	Closing       string // what closed it
	Report, Plan  string // address of the report that found it; digest of the questions
	Restated      string // since when the questions are other ones
	Examples      []exampleView
	More          string
	History       []historyView
	Seen          string // how many acts whoever looks has seen
	Staff         []staffView
	DueBy, DueTop string // as the field takes them
	MayWork       bool
	Typed, Wrong  string
}

type exampleView struct{ Text, Got, URL string }
type historyView struct{ At, Who, Did string }
type staffView struct {
	ID, Name string
	Owner    bool
}

// findingRow is one finding in a list.
type findingRow struct {
	URL, Says, Owner, Due, State, Opened string
	Late, Open                           bool
}

func (c *Console) findingRow(ctx context.Context, f finding.Finding, now time.Time) findingRow {
	v := findingRow{URL: "/console/findings/" + string(f.ID), Says: f.Says(), Due: c.day(f.Due), Opened: c.day(f.At), Late: f.Overdue(now), Open: f.Open(), Owner: c.text("console.audits.nobody")}
	if f.Owner != "" {
		v.Owner = c.whoIs(ctx, "agent:"+string(f.Owner))
	}
	switch {
	case !v.Open:
		closing, _ := f.Closed()
		v.State = c.textWith("console.audits.state_closed", map[string]string{"at": c.day(closing.At())})
	case v.Late:
		v.State = c.textWith("console.audits.state_overdue", map[string]string{"how": elapsed(now.Sub(f.Due))})
	case !f.Mended.IsZero():
		v.State = c.text("console.audits.state_mended")
	default:
		v.State = c.textWith("console.audits.state_open", map[string]string{"how": elapsed(f.Due.Sub(now))})
	}
	return v
}

// Findings answers GET /console/findings.
func (c *Console) Findings(w http.ResponseWriter, r *http.Request) {
	err := c.auditsOn()
	var v findingsView
	var all []finding.Finding
	if err == nil {
		v.frameView, err = c.auditsFrame(r)
	}
	if err == nil {
		all, err = c.o.Audits.Findings(r.Context())
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	now := c.o.Now()
	for _, f := range all {
		row := c.findingRow(r.Context(), f, now)
		if row.Open {
			v.Open = append(v.Open, row)
		} else {
			v.Closed = append(v.Closed, row)
		}
	}
	c.auditPage(w, r, http.StatusOK, "console_findings", c.text("console.audits.findings_title"), v)
}

// Finding answers GET /console/findings/{id}.
func (c *Console) Finding(w http.ResponseWriter, r *http.Request) {
	c.showFinding(w, r, http.StatusOK, "", "")
}

func (c *Console) findingOf(r *http.Request) (finding.Finding, error) {
	if err := c.auditsOn(); err != nil {
		return finding.Finding{}, err
	}
	all, err := c.o.Audits.Findings(r.Context())
	if err != nil {
		return finding.Finding{}, err
	}
	for _, f := range all {
		if string(f.ID) == r.PathValue("id") {
			return f, nil
		}
	}
	return finding.Finding{}, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
}

func (c *Console) showFinding(w http.ResponseWriter, r *http.Request, status int, typed, wrong string) {
	f, err := c.findingOf(r)
	v := findingView{Typed: typed, Wrong: wrong, MayWork: f.Open() && staff.May(actor(r), staff.WorkOnPrivacy)}
	if err == nil {
		v.frameView, err = c.auditsFrame(r)
	}
	if err == nil && v.MayWork {
		v.Staff, err = c.mayOwn(r.Context(), f, actor(r).ID)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.fillFinding(r.Context(), &v, f)
	c.auditPage(w, r, status, "console_finding", c.text("console.audits.finding_title"), v)
}

func (c *Console) fillFinding(ctx context.Context, v *findingView, f finding.Finding) {
	now := c.o.Now()
	v.findingRow, v.Wants, v.Change, v.Seen = c.findingRow(ctx, f, now), f.Test.Wants(), f.Change, strconv.Itoa(len(f.Acts))
	if v.Typed == "" {
		v.Typed = f.Change
	}
	v.DueBy, v.DueTop = f.Due.In(c.o.Zone).Format(time.DateOnly), f.At.Add(finding.Longest).In(c.o.Zone).Format(time.DateOnly)
	if !f.First.Equal(f.Due) {
		v.First = c.day(f.First)
	}
	if f.Report != "" {
		v.Report, v.Plan = auditURL(f.Report), f.Test.Plan[:min(16, len(f.Test.Plan))]
	}
	if f.Test.Plan != f.Opening.Test.Plan {
		v.Restated = c.dayTime(f.Since)
	}
	for _, b := range f.Broken {
		v.Examples = append(v.Examples, exampleView{b.Text, b.Got, address("/console/audits/replay", "probe", b.Probe)})
	}
	if more := f.Count - len(f.Broken); more > 0 {
		v.More = c.textWith("console.audits.more", map[string]string{"count": strconv.Itoa(more)})
	}
	if closing, ok := f.Closed(); ok {
		v.Closing = c.textWith("console.audits.closed_by_count", map[string]string{"at": c.dayTime(closing.At()), "count": strconv.Itoa(closing.Counted())})
		if closing.Report() != "" {
			v.Closing = c.textWith("console.audits.closed_by_audit", map[string]string{"at": c.dayTime(closing.At())})
			v.Report = auditURL(closing.Report())
		}
	}
	v.History = append(v.History, historyView{c.dayTime(f.At), c.text("console.audits.the_desk"), c.text("console.audits.did_opened")})
	for _, a := range f.Acts {
		v.History = append(v.History, c.historyOf(ctx, a))
	}
}

func (c *Console) historyOf(ctx context.Context, a finding.Act) historyView {
	h := historyView{At: c.dayTime(a.At), Who: c.text("console.audits.the_desk"), Did: c.known("console.audits.did_", string(a.Do))}
	if candor.AgentID(a.By).Valid() {
		h.Who = c.whoIs(ctx, "agent:"+a.By)
	}
	switch a.Do {
	case finding.Took:
		h.Did = c.textWith("console.audits.did_took_by", map[string]string{"name": c.whoIs(ctx, "agent:"+a.Text)})
	case finding.Moved:
		if due, err := time.Parse(time.RFC3339, a.Text); err == nil {
			h.Did = c.textWith("console.audits.did_moved_to", map[string]string{"date": c.day(due)})
		}
	}
	return h
}

// mayOwn gives the staff who can answer for a finding: whoever does or, while nobody does, whoever looks is proposed.
func (c *Console) mayOwn(ctx context.Context, f finding.Finding, me candor.AgentID) ([]staffView, error) {
	all, err := c.o.Team.Agents(ctx)
	var out []staffView
	for _, a := range all {
		if !a.Disabled {
			out = append(out, staffView{string(a.ID), a.Name, a.ID == cmp.Or(f.Owner, me)})
		}
	}
	return out, err
}

// ActOnFinding answers POST /console/findings/{id}. There is no way here to close one: its test does.
func (c *Console) ActOnFinding(w http.ResponseWriter, r *http.Request) {
	f, err := c.findingOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	words := r.PostFormValue("change")
	done, err := c.actOnFinding(r, f)
	if wrong := c.findingWrong(err); wrong != "" {
		status := http.StatusBadRequest
		if candor.CodeOf(err) == candor.CodeConflict {
			status = http.StatusConflict
		}
		c.showFinding(w, r, status, words, wrong)
		return
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if now, err := c.findingOf(r); err == nil && !now.Open() {
		done = "closed"
	}
	http.Redirect(w, r, address("/console/findings/"+string(f.ID), "done", done), http.StatusSeeOther)
}

func (c *Console) actOnFinding(r *http.Request, f finding.Finding) (done string, err error) {
	ctx, me := r.Context(), actor(r).ID
	seen, err := strconv.Atoi(r.PostFormValue("seen"))
	if err != nil {
		return "", candor.Fail(candor.CodeInvalid, "error.bad_request", err)
	}
	switch r.PostFormValue("do") {
	case "take":
		owner, err := c.o.Team.Agent(ctx, candor.AgentID(r.PostFormValue("owner")))
		if err != nil || owner.Disabled {
			return "", finding.ErrOwner
		}
		return "took", c.o.Audits.Take(ctx, f.ID, seen, owner.ID, me)
	case "move":
		day, err := time.ParseInLocation(time.DateOnly, r.PostFormValue("due"), c.o.Zone)
		if err != nil {
			return "", finding.ErrDeadline
		}
		due := day.AddDate(0, 0, 1).Add(-time.Second) // the end of that day
		if last := f.At.Add(finding.Longest); due.After(last) && day.Before(last) {
			due = last
		}
		return "moved", c.o.Audits.Move(ctx, f.ID, seen, due, me)
	case "mend":
		return "mended", c.o.Audits.Mend(ctx, f.ID, seen, r.PostFormValue("change"), me)
	}
	return "", candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
}

// findingWrong says in words what was not taken; empty: nothing that typing otherwise would mend.
func (c *Console) findingWrong(err error) string {
	for _, known := range []struct {
		err error
		key string
	}{{finding.ErrOwner, "wrong_owner"}, {finding.ErrDeadline, "wrong_due"}, {finding.ErrChange, "wrong_change"}, {finding.ErrClosed, "wrong_closed"}} {
		if errors.Is(err, known.err) {
			return c.text("console.audits." + known.key)
		}
	}
	if candor.CodeOf(err) == candor.CodeConflict {
		return c.text("console.audits.moved")
	}
	return ""
}
