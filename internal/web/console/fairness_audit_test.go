package console_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"candor"
	"candor/fairness"
	"candor/fairness/audit"
	"candor/fairness/finding"
	"candor/fairness/stats"
	"candor/internal/web/console"
	"candor/internal/web/port"
)

// audited is what audits came to as a test says, with findings that are real. What a real desk does is tested where it is wired.
type audited struct {
	mu        sync.Mutex
	released  port.Released
	reports   []audit.Report // the newest first
	overrides []port.Override
	progress  console.AuditProgress
	openings  []finding.Opening
	acts      map[finding.ID][]finding.Act
	ask       *console.OverrideAsk
	ended     []string
	now       func() time.Time
}

var auditKey = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, 32))

func newAudited(now func() time.Time) *audited {
	return &audited{acts: map[finding.ID][]finding.Act{}, now: now, released: port.Released{Digest: strings.Repeat("d", 64), Why: "no_record"}}
}

func (x *audited) Released(context.Context) (port.Released, error) { return x.released, nil }

func (x *audited) Audits(_ context.Context, limit int) (out []port.KeptAudit, _ error) {
	for _, r := range x.reports[:min(limit, len(x.reports))] {
		out = append(out, port.KeptAudit{Digest: finding.Digest(r), Release: r.Release, At: r.Ended, Blocked: r.Blocked(), Released: r.Releases()})
	}
	return out, nil
}

func (x *audited) AuditReport(_ context.Context, digest string) (audit.Report, error) {
	for _, r := range x.reports {
		if finding.Digest(r) == digest {
			return r, nil
		}
	}
	return audit.Report{}, candor.Fail(candor.CodeNotFound, "error.no_page", nil)
}

func (x *audited) SignedAudit(ctx context.Context, digest string) (fairness.SignedReport, error) {
	r, err := x.AuditReport(ctx, digest)
	if err != nil {
		return fairness.SignedReport{}, err
	}
	return fairness.SignReport(r, auditKey)
}

func (x *audited) Overrides(context.Context) ([]port.Override, error) { return x.overrides, nil }

func (x *audited) Findings(context.Context) (out []finding.Finding, _ error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, o := range x.openings {
		out = append(out, finding.Read(o, x.acts[o.ID], auditKey.Public().(ed25519.PublicKey)))
	}
	return out, nil
}

func (x *audited) PublicKey() string {
	return base64.StdEncoding.EncodeToString(auditKey.Public().(ed25519.PublicKey))
}
func (x *audited) Published() bool { return true }

func (x *audited) Begin(context.Context, candor.AgentID) error {
	if x.progress.Busy {
		return candor.Fail(candor.CodeConflict, "console.audits.busy_already", nil)
	}
	x.progress = console.AuditProgress{Busy: true, Done: 1200, All: 26592}
	return nil
}

func (x *audited) Progress() console.AuditProgress { return x.progress }

func (x *audited) Replay(_ context.Context, id string) (console.Replay, error) {
	p, err := audit.Find(id)
	if err != nil {
		return console.Replay{}, candor.Fail(candor.CodeNotFound, "console.audits.no_probe", err)
	}
	control := p
	control.Arm, control.Group = audit.Control, ""
	return console.Replay{
		Probe: p, Observed: audit.Observed{Decision: audit.Abstained, Reason: "not_sure", Wait: 4}, Control: control,
		ControlObserved: audit.Observed{Decision: audit.Answered, Reason: "not_sure", Sources: []string{"Return an item"}, Reply: "You can <b>return</b> it.", Wait: 4},
	}, nil
}

func (x *audited) act(id finding.ID, seen int, do func(finding.Finding) (finding.Act, error)) error {
	all, _ := x.Findings(context.Background())
	for _, f := range all {
		if f.ID != id {
			continue
		}
		if len(f.Acts) != seen {
			return candor.Fail(candor.CodeConflict, "console.audits.moved", nil)
		}
		a, err := do(f)
		if err == nil {
			x.acts[id] = append(x.acts[id], a)
		}
		return err
	}
	return candor.Fail(candor.CodeNotFound, "error.not_found", nil)
}

func (x *audited) Take(_ context.Context, id finding.ID, seen int, owner, by candor.AgentID) error {
	return x.act(id, seen, func(f finding.Finding) (finding.Act, error) { return f.Take(owner, string(by), x.now()) })
}

func (x *audited) Move(_ context.Context, id finding.ID, seen int, due time.Time, by candor.AgentID) error {
	return x.act(id, seen, func(f finding.Finding) (finding.Act, error) { return f.Move(due, string(by), x.now()) })
}

func (x *audited) Mend(_ context.Context, id finding.ID, seen int, change string, by candor.AgentID) error {
	return x.act(id, seen, func(f finding.Finding) (finding.Act, error) { return f.Mend(change, string(by), x.now()) })
}

func (x *audited) AskOverride(_ context.Context, by candor.AgentID, reason string, days int) error {
	if len(reason) < 20 || days < 1 || days > 14 {
		return candor.Fail(candor.CodeInvalid, "console.audits.override_bounds", nil)
	}
	x.ask = &console.OverrideAsk{ID: "ask", At: x.now(), By: by, Reason: reason, Days: days, Until: x.now().Add(24 * time.Hour)}
	return nil
}

func (x *audited) WaitingOverride(context.Context) (console.OverrideAsk, bool, error) {
	if x.ask == nil {
		return console.OverrideAsk{}, false, nil
	}
	return *x.ask, true, nil
}

func (x *audited) EndOverride(_ context.Context, id string, confirm bool, by candor.AgentID) error {
	switch {
	case x.ask == nil || x.ask.ID != id:
		return candor.Fail(candor.CodeConflict, "console.audits.override_ended", nil)
	case confirm && x.ask.By == by:
		return candor.Fail(candor.CodeForbidden, "console.audits.override_self", nil)
	}
	x.ask, x.ended = nil, append(x.ended, fmt.Sprintf("%v by %s", confirm, by))
	return nil
}

// frenchAudit gives a report in which people writing in French fare so.
func frenchAudit(at time.Time, v audit.Verdict) audit.Report {
	r := audit.Report{
		Release: strings.Repeat("e", 64), PlanDigest: "plan", Plan: audit.Usual(), Began: at.Add(-time.Minute), Ended: at, Probes: 100, Templates: 44, Controls: 44, AtOnce: 30, BrokenOf: 20,
		Findings: []audit.Finding{{Axis: "language", Group: "fr", Outcome: "not_answered", Gating: true, Verdict: v, Templates: 44, Worse: 14, Better: 2, Gap: 0.27,
			Interval: stats.Interval{Low: 0.1, High: 0.4}, ControlRate: stats.Known(0.17), GroupRate: stats.Known(0.29)}},
	}
	if v == audit.HarmfulGap {
		r.Broken = []audit.Broken{{Right: audit.RightPerson, Probe: "person-03/typos/three", Control: "person-03/typos/control", Text: "Plesae <connect> me.", Got: "abstained"}}
	}
	return r
}

func TestThePageOfAuditsSaysWhatMayAnswerAndWhyNot(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	x := h.audits
	digest := strings.Repeat("d", 64)
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	record := fairness.Record{Release: digest, Report: strings.Repeat("a", 64), Plan: "p", Passed: true, At: at, Until: at.Add(fairness.Valid)}
	overruled := fairness.Record{Release: digest, At: at, Until: at.Add(72 * time.Hour), Override: &fairness.Override{By: [2]string{"Maya Example", "Tom <b> Example"}, Reason: "The delivery strike fills the queue."}}
	for name, c := range map[string]struct {
		released port.Released
		want     []string
	}{
		"nothing":       {port.Released{Digest: digest, Why: "no_record"}, []string{"People answer. What would answer now was not audited"}},
		"forged":        {port.Released{Digest: digest, Why: "forged"}, []string{"somebody wrote it past the program"}},
		"out of date":   {port.Released{Digest: digest, Why: "expired", StandsIn: true}, []string{"out of date", "Meanwhile the set that was released last"}},
		"blocked":       {port.Released{Digest: digest, Why: "blocked"}, []string{"The audit did not release"}},
		"an audit":      {port.Released{Digest: digest, Holds: true, Record: record}, []string{"no harmful gap and no broken right", "20 November 2026", "/console/audits/" + record.Report}},
		"two persons":   {port.Released{Digest: digest, Holds: true, Record: overruled}, []string{"on the word of Maya Example and Tom &lt;b&gt; Example"}},
		"what it is of": {port.Released{Digest: digest, Why: "no_record", Parts: []port.ReleasedPart{{Name: "knowledge", Digest: "k1"}, {Name: "policy"}}}, []string{digest, "Articles", "k1", "none"}},
	} {
		x.released = c.released
		page := b.get("/console/audits")
		for _, want := range c.want {
			if page.status != http.StatusOK || !strings.Contains(page.body, want) {
				t.Errorf("%s: %d, no %q in %s", name, page.status, want, page.body)
			}
		}
	}
	if page := b.get("/console/desk").body; !strings.Contains(page, `href="/console/audits"`) {
		t.Error("the navigation does not lead there")
	}
}

func TestAnAuditRunsBesideTheWorkOneAtATime(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	if got := b.post("/console/audits/run"); got.status != http.StatusSeeOther || got.location != "/console/audits?done=begun" {
		t.Fatalf("%d to %s", got.status, got.location)
	}
	if page := b.get("/console/audits").body; !strings.Contains(page, "1200 of 26592 questions are asked.") || !strings.Contains(page, `<progress aria-label="Audit now" max="26592" value="1200">`) || !strings.Contains(page, `data-part="run" disabled`) {
		t.Errorf("no progress in %s", page)
	}
	var now struct {
		Busy       bool
		Done, All  int
		Words, URL string
	}
	if got := b.get("/console/audits/progress"); json.Unmarshal([]byte(got.body), &now) != nil || !now.Busy || now.Done != 1200 || now.All != 26592 {
		t.Errorf("progress %s", got.body)
	}
	if got := b.post("/console/audits/run"); got.status != http.StatusConflict || !strings.Contains(got.body, "running already") {
		t.Errorf("a second one: %d", got.status)
	}
	h.audits.progress = console.AuditProgress{Failed: true}
	if page := b.get("/console/audits").body; !strings.Contains(page, "The last audit could not be done.") {
		t.Error("nobody is told that it failed")
	}
}

func TestAReportIsShownWithWhatChanged(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	h.audits.reports = []audit.Report{frenchAudit(at.Add(time.Hour), audit.NoGap), frenchAudit(at, audit.HarmfulGap)}
	newest, before := "/console/audits/"+finding.Digest(h.audits.reports[0]), "/console/audits/"+finding.Digest(h.audits.reports[1])
	list := b.get("/console/audits").body
	for _, want := range []string{newest, before, "Released it", "Stopped the release"} {
		if !strings.Contains(list, want) {
			t.Errorf("no %q in the list", want)
		}
	}
	page := b.get(newest)
	for _, want := range []string{"What changed since 20 November 2026", "A right holds again: a person for who asks for one", "Out of 100 people writing in French", `<svg class="chart forest"`, `role="img"`, `/report.pdf" download`, "report.css"} {
		if page.status != http.StatusOK || !strings.Contains(page.body, want) {
			t.Errorf("%d, no %q in the report", page.status, want)
		}
	}
	if page := b.get(before).body; !strings.Contains(page, "Plesae &lt;connect&gt; me.") || strings.Contains(page, "What changed") {
		t.Error("the first report is not told as it should")
	}
	got := b.get(newest + "/report.json")
	var signed fairness.SignedReport
	if err := json.Unmarshal([]byte(got.body), &signed); err != nil || got.header.Get("Content-Type") != "application/json" {
		t.Fatalf("%v in %s", err, got.body)
	}
	if _, err := signed.Verify(); err != nil || strings.Count(got.body, "\n") != 1 {
		t.Errorf("%v", err)
	}
	if got := b.get(newest + "/report.pdf"); got.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(got.body, "%PDF-") {
		t.Errorf("PDF: %d", got.status)
	}
	if got := b.get("/console/audits/" + strings.Repeat("0", 64)); got.status != http.StatusNotFound {
		t.Errorf("a report that is not there: %d", got.status)
	}
}

func TestAQuestionIsAskedAgainBesideItsControl(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	page := b.get("/console/audits/replay?probe=" + url.QueryEscape("person-03/typos/three"))
	for _, want := range []string{"The question", "The control", "person-03/typos/three", "person-03/typos/control", "It says that it does not know", "It answers from the help articles.",
		"You can &lt;b&gt;return&lt;/b&gt; it.", "Return an item", "What differs: What the desk does, Sources."} {
		if page.status != http.StatusOK || !strings.Contains(page.body, want) {
			t.Errorf("%d, no %q in %s", page.status, want, page.body)
		}
	}
	if got := b.get("/console/audits/replay?probe=no/such/probe"); got.status != http.StatusNotFound || !strings.Contains(got.body, "There is no such question") || !strings.Contains(got.body, `aria-invalid="true"`) {
		t.Errorf("a probe that is not there: %d", got.status)
	}
	if got := b.get("/console/audits/replay"); got.status != http.StatusOK || strings.Contains(got.body, `data-part="side"`) {
		t.Errorf("without a probe: %d", got.status)
	}
}

func TestAReleaseWithoutAnAuditNeedsASecondSignIn(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.hire("Pia", candor.RoleOfficer)
	olu, pia := h.signedIn("Olu"), h.signedIn("Pia")
	const reason = "The delivery strike fills <i>the queue</i>."
	if got := olu.post("/console/audits/override", "reason", "too short", "days", "3"); got.status != http.StatusBadRequest || !strings.Contains(got.body, ">too short</textarea>") || !strings.Contains(got.body, "20 to 500 characters") {
		t.Errorf("a short reason: %d", got.status)
	}
	if got := olu.post("/console/audits/override", "reason", reason, "days", "3"); got.status != http.StatusSeeOther {
		t.Fatalf("asked: %d %s", got.status, got.body)
	}
	own := olu.get("/console/audits").body
	if !strings.Contains(own, "Somebody else has to confirm it.") || strings.Contains(own, `data-part="confirm"`) {
		t.Error("who asked can confirm")
	}
	if got := olu.post("/console/audits/override/ask", "do", "confirm"); got.status != http.StatusForbidden || len(h.audits.ended) > 0 {
		t.Errorf("who asked confirms: %d", got.status)
	}
	page := pia.get("/console/audits").body
	for _, want := range []string{"fills &lt;i&gt;the queue&lt;/i&gt;.", "for 3 days", `data-part="confirm"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q for the second person", want)
		}
	}
	if got := pia.post("/console/audits/override/ask", "do", "sign for both"); got.status != http.StatusBadRequest {
		t.Errorf("a word that is none: %d", got.status)
	}
	if got := pia.post("/console/audits/override/ask", "do", "confirm"); got.status != http.StatusSeeOther || fmt.Sprint(h.audits.ended) != "[true by "+string(h.people["Pia"].ID)+"]" {
		t.Errorf("the second person: %d, %v", got.status, h.audits.ended)
	}
}

func TestAFindingIsWorkedOnAndNeverClosedByHand(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.hire("Pia", candor.RoleOfficer)
	b := h.signedIn("Pia")
	now := h.clock()
	broken := frenchAudit(now.Add(-8*24*time.Hour), audit.HarmfulGap)
	h.audits.openings = finding.Openings(broken)
	list := b.get("/console/findings").body
	for _, want := range []string{"Out of 100 people writing in French about 71 are answered at once", "nobody yet", "Overdue for", "data-overdue"} {
		if !strings.Contains(list, want) {
			t.Errorf("no %q in %s", want, list)
		}
	}
	if strings.Count(list, "data-overdue") != 1 {
		t.Error("only the broken right is overdue after a week")
	}
	at := "/console/findings/" + string(h.audits.openings[0].ID)
	page := b.get(at).body
	for _, want := range []string{"fewer than 5 more in 100 are not dealt with at once", "Nobody can close it by hand.", "Nothing is written down yet.", ">Maya"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
	if page := b.get("/console/findings/" + string(h.audits.openings[1].ID)).body; !strings.Contains(page, "/console/audits/replay?probe=person-03%2Ftypos%2Fthree") {
		t.Error("its counterexamples cannot be asked again")
	}
	maya := string(h.people["Maya"].ID)
	due := now.Add(20 * 24 * time.Hour).Format(time.DateOnly)
	for _, x := range []struct {
		name   string
		pairs  []string
		status int
		want   string
	}{
		{"nobody", []string{"do", "take", "seen", "0", "owner", ""}, http.StatusBadRequest, "Choose somebody who works here."},
		{"an owner", []string{"do", "take", "seen", "0", "owner", maya}, http.StatusSeeOther, ""},
		{"late", []string{"do", "move", "seen", "0", "due", due}, http.StatusConflict, "Somebody else did something"},
		{"too far", []string{"do", "move", "seen", "1", "due", now.AddDate(1, 0, 0).Format(time.DateOnly)}, http.StatusBadRequest, "at most 90 days"},
		{"no day", []string{"do", "move", "seen", "1", "due", "tomorrow"}, http.StatusBadRequest, "at most 90 days"},
		{"a deadline", []string{"do", "move", "seen", "1", "due", due}, http.StatusSeeOther, ""},
		{"too few words", []string{"do", "mend", "seen", "2", "change", "done"}, http.StatusBadRequest, ">done</textarea>"},
		{"a change", []string{"do", "mend", "seen", "2", "change", "French articles were <b>approved</b>."}, http.StatusSeeOther, ""},
		{"closed by hand", []string{"do", "close", "seen", "3"}, http.StatusBadRequest, ""},
		{"no number", []string{"do", "take", "owner", maya}, http.StatusBadRequest, ""},
	} {
		if got := b.post(at, x.pairs...); got.status != x.status || !strings.Contains(got.body, x.want) {
			t.Errorf("%s: %d, no %q in %s", x.name, got.status, x.want, got.body)
		}
	}
	page = b.get(at).body
	for _, want := range []string{"Maya", "(at first ", "French articles were &lt;b&gt;approved&lt;/b&gt;.", "Changed; waits for the test", "named Maya", "moved the deadline to", "wrote down what was changed"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
	if !strings.Contains(b.get("/console/audits").body, at) {
		t.Error("it does not stand on the page of audits")
	}
	f := finding.Read(h.audits.openings[0], h.audits.acts[h.audits.openings[0].ID], auditKey.Public().(ed25519.PublicKey))
	good := frenchAudit(now.Add(-time.Minute), audit.NoGap)
	good.Findings[0].Interval.High = 0.02
	closing, err := f.Close(good, good.Release, now)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := closing.Seal(auditKey, "desk")
	if err != nil {
		t.Fatal(err)
	}
	h.audits.acts[f.ID] = append(h.audits.acts[f.ID], sealed.Act())
	page = b.get(at).body
	if !strings.Contains(page, "the same test passed in an audit") || strings.Contains(page, `data-part="acts"`) {
		t.Errorf("a closed finding: %s", page)
	}
	if got := b.post(at, "do", "mend", "seen", "4", "change", "Something else was changed."); got.status != http.StatusBadRequest || !strings.Contains(got.body, "") {
		t.Errorf("a closed finding is changed: %d", got.status)
	}
	if got := b.get("/console/findings/20260101-0000000000"); got.status != http.StatusNotFound {
		t.Errorf("a finding that is not there: %d", got.status)
	}
}

// Each form has a label for each field, each table a region that the keyboard reaches, and nothing stands inline.
func TestThePagesOfAuditsCanBeUsedWithoutSeeingThem(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	h.audits.openings = finding.Openings(frenchAudit(h.clock().Add(-time.Hour), audit.HarmfulGap))
	h.audits.reports = []audit.Report{frenchAudit(h.clock(), audit.HarmfulGap)}
	for _, path := range []string{"/console/audits", "/console/findings", "/console/findings/" + string(h.audits.openings[0].ID), "/console/audits/" + finding.Digest(h.audits.reports[0]), "/console/audits/replay?probe=person-03/typos/three"} {
		page := b.get(path).body
		for _, bad := range []string{" style=", "<style", " onclick="} {
			if strings.Contains(page, bad) {
				t.Errorf("%s has %s in it", path, bad)
			}
		}
		if n := strings.Count(page, "<h1"); n != 1 {
			t.Errorf("%s has %d first headings", path, n)
		}
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		labels := map[string]bool{}
		walk(root, func(n *html.Node) {
			if n.Data == "label" {
				labels[attribute(n, "for")] = true
			}
		})
		walk(root, func(n *html.Node) {
			switch {
			case n.Data == "table" && !within(n, func(up *html.Node) bool {
				return attribute(up, "tabindex") == "0" && attribute(up, "aria-label") != "" || up.Data == "dialog"
			}):
				t.Errorf("%s: a table that the keyboard cannot move", path)
			case (n.Data == "textarea" || n.Data == "select" || n.Data == "input" && attribute(n, "type") != "hidden") && !labels[attribute(n, "id")] && !within(n, func(up *html.Node) bool { return up.Data == "label" }):
				t.Errorf("%s: the field %s has no label", path, attribute(n, "name"))
			case n.Data == "svg" && (attribute(n, "role") != "img" || attribute(n, "aria-labelledby") == ""):
				t.Errorf("%s: a picture without words", path)
			case n.Data == "section" && attribute(n, "aria-labelledby") == "":
				t.Errorf("%s: a part of the page without a name", path)
			}
		})
	}
}

func walk(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func within(n *html.Node, is func(*html.Node) bool) bool {
	for up := n.Parent; up != nil; up = up.Parent {
		if is(up) {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
