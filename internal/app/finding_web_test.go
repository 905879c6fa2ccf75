package app_test

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/fairness"
	"candor/fairness/audit"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/internal/locale"
)

// inPublic gets a page as anybody does.
func inPublic(t *testing.T, d *desk, path string) (status int, body string) {
	t.Helper()
	r, err := d.http.Get(d.app.URL() + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(text)
}

// The trust page tells in every language what may answer, who overruled what, and what is overdue.
func TestEverybodyReadsAuditsOverridesAndFindings(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	began := d.clock.Now().Add(-40 * 24 * time.Hour)
	keptAudit(t, d.app, frenchFares(t, d.app, began, audit.HarmfulGap))
	if err := app.OverruleAudit(t.Context(), d.app, fairness.Override{By: [2]string{"Maya Example", "Tom <b> Example"}, Reason: "The delivery strike fills the queue."}, d.clock.Now().Add(48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, language := range locale.Languages() {
		for path, wants := range map[string][]string{
			"/trust?lang=":        {`data-part="audits"`, "Maya Example", "Tom &lt;b&gt; Example", "The delivery strike", `data-part="overdue"`, `href="/trust/audits?lang=` + language},
			"/trust/audits?lang=": {"Maya Example", "Out of 100 people writing in French about 60 are answered at once", "data-overdue", `data-part="verify"`, "openssl", strings.ReplaceAll(app.AuditsOf(d.app).PublicKey(), "+", "&#43;")},
		} {
			status, page := inPublic(t, d, path+language)
			for _, want := range wants {
				if status != http.StatusOK || !strings.Contains(page, want) {
					t.Errorf("%s%s: %d, no %q", path, language, status, want)
				}
			}
			if strings.Contains(page, "<b> Example") || regexp.MustCompile(`>\s*trust\.[a-z_]+`).MatchString(page) {
				t.Errorf("%s%s: something is not written as it should", path, language)
			}
		}
	}
	if _, page := inPublic(t, d, "/trust/audits?lang=ar"); !strings.Contains(page, `dir="rtl"`) || !strings.Contains(page, `<span lang="en" dir="ltr">Out of 100`) {
		t.Error("English within an Arabic page does not read from left to right")
	}
}

var reportLink = regexp.MustCompile(`href="(/trust/audits/[0-9a-f]{64})\?`)

func TestTheLatestReportIsPublishedAndCanBeChecked(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	if status, page := inPublic(t, d, "/trust/audits"); status != http.StatusOK || !strings.Contains(page, "No check has been kept yet.") || !strings.Contains(page, "People answer.") {
		t.Errorf("before any audit: %d", status)
	}
	began := d.clock.Now().Add(-time.Hour)
	keptAudit(t, d.app, frenchFares(t, d.app, began, audit.HarmfulGap))
	keptAudit(t, d.app, frenchFares(t, d.app, began.Add(10*time.Minute), audit.NoGap))
	_, list := inPublic(t, d, "/trust/audits?lang=en")
	links := reportLink.FindAllStringSubmatch(list, -1)
	if len(links) != 3 || links[0][1] != links[1][1] || !strings.Contains(list, "Passed") || !strings.Contains(list, "Found something, and stopped the release") || !strings.Contains(list, "What answers now was checked on") {
		t.Fatalf("%d links in %s", len(links), list)
	}
	status, page := inPublic(t, d, links[0][1])
	for _, want := range []string{"Out of 100 people writing in French", `<svg class="chart forest"`, `lang="en" dir="ltr"`, "report.css"} {
		if status != http.StatusOK || !strings.Contains(page, want) {
			t.Errorf("%d, no %q in the report", status, want)
		}
	}
	if status, pdf := inPublic(t, d, links[0][1]+"/report.pdf"); status != http.StatusOK || !strings.HasPrefix(pdf, "%PDF-") {
		t.Errorf("PDF: %d", status)
	}
	status, text := inPublic(t, d, links[0][1]+"/report.json")
	var signed fairness.SignedReport
	if err := json.Unmarshal([]byte(text), &signed); status != http.StatusOK || err != nil {
		t.Fatalf("JSON: %d, %v", status, err)
	}
	if _, err := signed.Verify(); err != nil || !strings.Contains(html.UnescapeString(page), signed.Key) {
		t.Errorf("the signature: %v", err)
	}
	byCommonTools(t, page, text)
	if status, _ := inPublic(t, d, "/trust/audits/"+strings.Repeat("0", 64)); status != http.StatusNotFound {
		t.Errorf("a report that is not there: %d", status)
	}
}

// byCommonTools does what the page says to do without our program.
func byCommonTools(t *testing.T, page, report string) {
	t.Helper()
	for _, tool := range []string{"sh", "sed", "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Logf("%s is not here: the steps with common tools are not tried", tool)
			return
		}
	}
	steps := regexp.MustCompile(`(?s)<pre[^>]*>(printf .*?)</pre>`).FindStringSubmatch(page)
	if steps == nil {
		t.Fatal("no steps on the page")
	}
	script := html.UnescapeString(steps[1])
	run := func(text string) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "audit.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c := exec.CommandContext(t.Context(), "sh", "-c", script)
		c.Dir = dir
		out, _ := c.CombinedOutput()
		return string(out)
	}
	if got := run(report); !strings.Contains(got, "Verified Successfully") {
		t.Errorf("the steps of the page came to: %s\n%s", got, script)
	}
	if !strings.Contains(report, `"worse":9`) {
		t.Error("the premise: the report says how many fared worse")
	}
	if got := run(strings.Replace(report, `"worse":9`, `"worse":8`, 1)); strings.Contains(got, "Verified Successfully") {
		t.Error("a number that was changed passes")
	}
}

func TestAnOwnerWhoPublishesNoReportsStillPublishesWhatIsOverdue(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true, Change: func(c *config.Config) { c.Trust.HideAudits = true }})
	keptAudit(t, d.app, frenchFares(t, d.app, d.clock.Now().Add(-time.Hour), audit.HarmfulGap))
	_, page := inPublic(t, d, "/trust/audits?lang=en")
	if !strings.Contains(page, "does not publish the reports") || strings.Contains(page, "people writing in French") || reportLink.MatchString(page) {
		t.Errorf("what is open and not overdue is published: %s", page)
	}
	all, err := app.AuditsOf(d.app).Audits(t.Context(), 1)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d audits, %v", len(all), err)
	}
	for _, end := range []string{"", "/report.json", "/report.pdf"} {
		if status, _ := inPublic(t, d, "/trust/audits/"+all[0].Digest+end); status != http.StatusNotFound {
			t.Errorf("%q: %d", end, status)
		}
	}
	d.clock.Advance(31 * 24 * time.Hour)
	if _, page := inPublic(t, d, "/trust/audits?lang=en"); !strings.Contains(page, "people writing in French") || !strings.Contains(page, "Overdue since") {
		t.Error("what is overdue is not published")
	}
	if _, page := inPublic(t, d, "/trust?lang=en"); !strings.Contains(page, "1 finding is overdue.") {
		t.Error("the trust page does not count it")
	}
}

// Who works on a finding is not named in public, and what was changed is published once the test passed.
func TestAClosedFindingTellsWhatWasChangedAndNamesNobody(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	audits, pia := app.AuditsOf(d.app), hire(t, d.app, "Pia", candor.RoleOfficer)
	began := d.clock.Now().Add(-time.Hour)
	keptAudit(t, d.app, frenchFares(t, d.app, began, audit.HarmfulGap))
	_, f := standing(t, d.app)
	if err := audits.Take(t.Context(), f.ID, 0, pia.ID, pia.ID); err != nil {
		t.Fatal(err)
	}
	if err := audits.Mend(t.Context(), f.ID, 1, "French articles were <i>approved</i>.", pia.ID); err != nil {
		t.Fatal(err)
	}
	if _, page := inPublic(t, d, "/trust/audits?lang=en"); strings.Contains(page, "articles were") || strings.Contains(page, "Pia") || !strings.Contains(page, "Somebody answers for it.") {
		t.Error("an open finding tells more than it should")
	}
	keptAudit(t, d.app, frenchFares(t, d.app, began.Add(10*time.Minute), audit.NoGap))
	if _, page := inPublic(t, d, "/trust/audits?lang=en"); !strings.Contains(page, "French articles were &lt;i&gt;approved&lt;/i&gt;.") || strings.Contains(page, "Pia") || !strings.Contains(page, "The same test passed on") {
		t.Errorf("a closed finding: %s", page)
	}
}
