package app_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/ledger"
)

const soundPolicy = `version = "2026-11"

[[rule]]
id = "lamps_by_people"
when = 'message.contains("lamp")'
action = "hand_over"
says = { en = "Lamps are looked at by a person here." }

[[case]]
message = "I have a question about my lamp."
expect = "hand_over"

[[case]]
message = "How do I change my address?"
expect = "pass"
`

const loosePolicy = `version = "2026-12"

[matter.bereavement]
action = "offer"
`

// withPolicy opens a desk with a policy file.
func withPolicy(t *testing.T, text string, log *slog.Logger) (d *desk, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "policy.toml")
	write(t, file, text)
	return open(t, apptest.Options{Log: log, Change: func(c *config.Config) { c.Policy.File = file }}), file
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) policyFinding() app.Finding {
	for _, f := range app.Doctor(d.ctx(), d.c) {
		if f.Name == "policy" {
			return f
		}
	}
	d.t.Fatal("the doctor does not look at the policy")
	return app.Finding{}
}

func TestARuleOfTheFileBringsAPersonAndSaysWhy(t *testing.T) {
	t.Parallel()
	d, _ := withPolicy(t, soundPolicy, nil)
	x := d.begin("assistant", "How long do I have to return a lamp?")
	if c := d.conversation(x.ID); c.State != candor.Waiting || c.Reason != "own_rule" {
		t.Fatalf("%s for %q", c.State, c.Reason)
	}
	said := d.messages(x)
	if string(said[1].Body) != "Lamps are looked at by a person here." {
		t.Errorf("the customer reads %q", said[1].Body)
	}
	why := d.call("GET", "/api/v1/conversations/"+string(x.ID)+"/messages/"+string(said[0].ID)+"/why", x.pass, nil)
	if !strings.Contains(why.body, "Lamps are looked at by a person here.") || !strings.Contains(why.body, `"reason":"own_rule"`) {
		t.Errorf("why: %s", why.body)
	}
	var entry map[string]string
	err := d.app.Store().LedgerRows(t.Context(), func(r ledger.Row) error {
		e, err := ledger.ParseRecord(r.Record)
		if err == nil && e.Facts["setting"] == "policy" {
			entry = e.Facts
		}
		return err
	})
	if err != nil || entry["version"] != "2026-11" || len(entry["new"]) != 12 {
		t.Errorf("on the record: %v, %v", entry, err)
	}
	cookie := d.signIn(d.agent("Leah", candor.RoleLead))
	if page := d.page("/console/policy", cookie).body; !regexp.MustCompile(`own\.lamps_by_people(?s:.{0,600}?)<td class="number">1</td>`).MatchString(page) {
		t.Errorf("the page does not count the rule: %s", page)
	}
	if page := d.page("/console/c/"+string(x.ID)+"/why/"+string(said[1].ID), cookie).body; !strings.Contains(page, "own.lamps_by_people") {
		t.Error("an agent does not read which rule it was")
	}
}

// A file that loosens something is refused while the desk runs: the last one stays in force, and page and
// doctor say so. Mended, it comes into force by itself.
func TestALooseFileChangesNothingAndIsTold(t *testing.T) {
	t.Parallel()
	d, file := withPolicy(t, soundPolicy, nil)
	lead := d.agent("Leah", candor.RoleLead)
	cookie := d.signIn(lead)
	write(t, file, loosePolicy)
	await(t, "the page tells of it", func() bool {
		return strings.Contains(d.page("/console/policy", cookie).body, "would let the assistant answer")
	})
	if page := d.page("/console/policy", cookie).body; !strings.Contains(page, "Version 2026-11") || !strings.Contains(page, "own.lamps_by_people") {
		t.Error("the page does not say that the last sound file stays in force")
	}
	if page := d.page("/console/desk", cookie).body; !strings.Contains(page, `data-part="policy-fault"`) {
		t.Error("the desk page is silent about it")
	}
	if f := d.policyFinding(); f.Level != app.Bad || !strings.Contains(f.What, "version 2026-11 stays in force") {
		t.Errorf("the doctor: %+v", f)
	}
	x := d.begin("assistant", "How long do I have to return a lamp?")
	if c := d.conversation(x.ID); c.State != candor.Waiting {
		t.Errorf("the last sound file is not in force: %s", c.State)
	}
	write(t, file, strings.Replace(soundPolicy, "2026-11", "2026-12\"\nby = \"leah@desk.example", 1))
	await(t, "the mended file is in force", func() bool {
		s, err := app.PolicyInForce(t.Context(), d.c)
		return err == nil && s.Version == "2026-12" && s.By == string(lead.ID)
	})
	if page := d.page("/console/policy", cookie).body; strings.Contains(page, `data-part="policy-fault"`) || !strings.Contains(page, "2026-11") {
		t.Error("the page still warns, or the history is gone")
	}
}

// A desk that never had a sound file starts with what is built in and says so loudly. A file that goes missing
// ends nothing, also across a restart.
func TestWithoutASoundFileTheTableStands(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	d, file := withPolicy(t, loosePolicy, slog.New(slog.NewTextHandler(&log, nil)))
	d.stop()
	if !strings.Contains(log.String(), "the policy file is refused") {
		t.Errorf("the log is silent: %s", log.String())
	}
	if f := d.policyFinding(); f.Level != app.Bad || !strings.Contains(f.What, "the built-in rules stand alone") {
		t.Errorf("the doctor: %+v", f)
	}
	d.o.Log = nil
	write(t, file, soundPolicy)
	d.run()
	d.stop()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	d.run()
	x := d.begin("assistant", "How long do I have to return a lamp?")
	if c := d.conversation(x.ID); c.Reason != "own_rule" {
		t.Errorf("a missing file ended the policy: %s for %q", c.State, c.Reason)
	}
	if f := d.policyFinding(); f.Level != app.Bad || !strings.Contains(f.What, "is not there") {
		t.Errorf("the doctor: %+v", f)
	}
}

// A replay opens only what customers let the desk learn from, each on the record, and gives no words.
func TestAReplayReadsOnlyWhatItMay(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	allowed, refused := d.begin("assistant", "How long do I have to return a lamp?"), d.begin("assistant", "How long do I have to return a lamp?")
	for _, x := range []talk{allowed, refused} {
		await(t, "an answer", func() bool { c := d.conversation(x.ID); return c.LastAnswered == c.LastCustomer })
	}
	d.decides(allowed, candor.Improve, true)
	before := d.count(`SELECT COUNT(*) FROM reading WHERE purpose = 'improve'`)
	got, err := app.ReplayPolicy(t.Context(), d.c, []byte(soundPolicy), 24*365*40*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if got.Conversations != 2 || got.Closed != 1 || len(got.Changes) != 1 {
		t.Fatalf("%+v", got)
	}
	change := got.Changes[0]
	if change.From != "pass" || change.To != "hand_over" || change.Rule != "own.lamps_by_people" || len(change.References) != 1 ||
		!strings.HasSuffix(strings.ToUpper(string(allowed.ID)), change.References[0]) {
		t.Errorf("%+v", change)
	}
	if after := d.count(`SELECT COUNT(*) FROM reading WHERE purpose = 'improve'`); after != before+1 {
		t.Errorf("%d readings on the record, want one more than %d", after, before)
	}
	if _, err := app.ReplayPolicy(t.Context(), d.c, []byte(loosePolicy), time.Hour); candor.CodeOf(err) != candor.CodeInvalid {
		t.Errorf("a file that is not sound: %v", err)
	}
}
