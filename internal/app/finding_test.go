package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/fairness"
	"candor/fairness/audit"
	"candor/fairness/finding"
	"candor/fairness/stats"
	"candor/internal/app"
	"candor/internal/app/apptest"
)

// frenchFares gives a report of what would answer now, in which French fares so.
func frenchFares(t *testing.T, a *app.App, began time.Time, v audit.Verdict) audit.Report {
	t.Helper()
	r := good(t, a)
	r.Began, r.Ended = began, began.Add(time.Minute)
	r.Findings = []audit.Finding{{
		Axis: "language", Group: "fr", Outcome: "not_answered", Gating: true, Verdict: v, Templates: 44, Worse: 9, Gap: 0.2, Interval: stats.Interval{Low: -0.01, High: 0.03},
		ControlRate: stats.Known(0.2), GroupRate: stats.Known(0.4),
	}}
	return r
}

func keptAudit(t *testing.T, a *app.App, r audit.Report) {
	t.Helper()
	if err := app.KeepAudit(t.Context(), a, r); err != nil {
		t.Fatal(err)
	}
}

// standing gives each finding with how it stands.
func standing(t *testing.T, a *app.App) (all []string, first finding.Finding) {
	t.Helper()
	findings, err := app.AuditsOf(a).Findings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		word := "open"
		if !f.Open() {
			word = "closed"
		}
		all = append(all, fmt.Sprintf("%s %s %d", f.Test.Group, word, len(f.Acts)))
	}
	if len(findings) > 0 {
		first = findings[0]
	}
	return all, first
}

func hire(t *testing.T, a *app.App, name string, role candor.Role) candor.Agent {
	t.Helper()
	agent, err := a.Team().Add(t.Context(), candor.Agent{Name: name + " Example", Email: strings.ToLower(name) + "@harbour.example", Roles: []candor.Role{role}}, "nine calm herons wade", "command")
	if err != nil {
		t.Fatal(err)
	}
	return agent
}

func TestAFindingClosesWhenTheSameTestPassesInAKeptAudit(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	ctx, audits := t.Context(), app.AuditsOf(d.app)
	pia := hire(t, d.app, "Pia", candor.RoleOfficer)
	began := d.clock.Now().Add(-time.Hour)
	for i := range 2 {
		keptAudit(t, d.app, frenchFares(t, d.app, began.Add(time.Duration(i)*time.Minute), audit.HarmfulGap))
	}
	all, f := standing(t, d.app)
	if diff := cmp.Diff([]string{"fr open 0"}, all); diff != "" {
		t.Fatalf("found twice (-want +got):\n%s", diff)
	}
	good := frenchFares(t, d.app, began.Add(10*time.Minute), audit.NoGap)
	keptAudit(t, d.app, good)
	if all, _ := standing(t, d.app); all[0] != "fr open 0" {
		t.Errorf("it closed though nobody answers for it: %v", all)
	}
	if err := audits.Take(ctx, f.ID, 0, pia.ID, pia.ID); err != nil {
		t.Fatal(err)
	}
	if err := audits.Move(ctx, f.ID, 1, d.clock.Now().Add(48*time.Hour), pia.ID); err != nil {
		t.Fatal(err)
	}
	if err := audits.Mend(ctx, f.ID, 1, "French articles were approved.", pia.ID); candor.CodeOf(err) != candor.CodeConflict {
		t.Errorf("an act of somebody who had not seen the last one: %v", err)
	}
	if err := audits.Mend(ctx, f.ID, 2, "French articles were approved.", pia.ID); err != nil {
		t.Fatal(err)
	}
	if all, _ := standing(t, d.app); all[0] != "fr closed 4" {
		t.Errorf("the change is written down and the newest audit passed: %v", all)
	}
	// It comes back: another finding.
	keptAudit(t, d.app, frenchFares(t, d.app, began.Add(20*time.Minute), audit.HarmfulGap))
	if all, _ := standing(t, d.app); len(all) != 2 || all[0] != "fr open 0" || all[1] != "fr closed 4" {
		t.Errorf("found again: %v", all)
	}
}

func TestNeitherAnotherReleaseNorAnOlderAuditClosesAFinding(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	ctx, audits := t.Context(), app.AuditsOf(d.app)
	pia := hire(t, d.app, "Pia", candor.RoleOfficer)
	began := d.clock.Now().Add(-time.Hour)
	keptAudit(t, d.app, frenchFares(t, d.app, began.Add(-time.Hour), audit.NoGap)) // before it was found
	keptAudit(t, d.app, frenchFares(t, d.app, began, audit.HarmfulGap))
	_, f := standing(t, d.app)
	elsewhere := frenchFares(t, d.app, began.Add(time.Minute), audit.NoGap)
	elsewhere.Release = strings.Repeat("e", 64)
	keptAudit(t, d.app, elsewhere)
	good := frenchFares(t, d.app, began.Add(2*time.Minute), audit.NoGap)
	keptAudit(t, d.app, good)
	again := frenchFares(t, d.app, began.Add(4*time.Minute), audit.HarmfulGap)
	keptAudit(t, d.app, again)
	if err := audits.Take(ctx, f.ID, 0, pia.ID, pia.ID); err != nil {
		t.Fatal(err)
	}
	if err := audits.Mend(ctx, f.ID, 1, "French articles were approved.", pia.ID); err != nil {
		t.Fatal(err)
	}
	if all, _ := standing(t, d.app); all[0] != "fr open 2" {
		t.Errorf("an audit that a newer one overtook closed it: %v", all)
	}
	if err := audits.Mend(ctx, "20260101-0000000000", 0, "Something was changed.", pia.ID); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("a finding that is not there: %v", err)
	}
}

// Somebody with the database in their hands closes nothing, and forgets nothing without a trace.
func TestADirectEditClosesNoFinding(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	keptAudit(t, d.app, frenchFares(t, d.app, d.clock.Now().Add(-time.Hour), audit.HarmfulGap))
	_, f := standing(t, d.app)
	db := d.sql()
	defer db.Close()
	for i, statement := range []string{
		`INSERT INTO fairness_finding_act (finding, number, at, actor, act, words) VALUES ('` + string(f.ID) + `', 1, 1, 'desk', 'closed', '{}')`,
		`UPDATE fairness_finding SET test = 'other'`, `DELETE FROM fairness_finding`, `UPDATE fairness_finding_act SET act = 'took'`, `DELETE FROM fairness_finding_act`,
	} {
		if _, err := db.ExecContext(t.Context(), statement); (err == nil) != (i == 0) {
			t.Errorf("%s: %v", statement, err)
		}
	}
	all, _ := standing(t, d.app)
	if len(all) != 1 || !strings.HasPrefix(all[0], "fr open") {
		t.Errorf("after it: %v", all)
	}
	change(t, d, `UPDATE fairness_audit SET report = REPLACE(report, 'harmful_gap', 'no_gap_beyond_margin')`)
	if _, err := app.AuditsOf(d.app).AuditReport(t.Context(), f.Report); err == nil {
		t.Error("a report that was changed past the program was believed")
	}
}

func TestAnAlarmIsAFindingUntilAFreshCountShowsNoGap(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	ctx, audits := t.Context(), app.AuditsOf(d.app)
	pia := hire(t, d.app, "Pia", candor.RoleOfficer)
	alarm := finding.Alarm{Dimension: "language", Group: "fr", Outcome: "handed_over", Margin: 0.05, Least: 100, Raised: d.clock.Now().Add(-time.Hour), Rate: stats.Known(0.4), Others: stats.Known(0.2), N: 120, E: 30}
	for range 2 {
		if err := app.AlarmOf(ctx, d.app, alarm); err != nil {
			t.Fatal(err)
		}
		alarm.Raised = alarm.Raised.Add(time.Minute)
	}
	all, f := standing(t, d.app)
	if diff := cmp.Diff([]string{"fr open 0"}, all); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	if err := audits.Take(ctx, f.ID, 0, pia.ID, pia.ID); err != nil {
		t.Fatal(err)
	}
	if err := audits.Mend(ctx, f.ID, 1, "A French colleague began.", pia.ID); err != nil {
		t.Fatal(err)
	}
	_, f = standing(t, d.app)
	count := finding.Watched{Dimension: "language", Group: "fr", Outcome: "handed_over", From: f.CountFrom(), Until: d.clock.Now(), N: 99, Interval: stats.Interval{Low: -0.1, High: 0.02}}
	for n, want := range []int{0, 1, 0} {
		count.N = 99 + n
		if closed, err := app.WatchedOf(ctx, d.app, count); closed != want || err != nil {
			t.Errorf("with %d conversations %d closed, %v", count.N, closed, err)
		}
	}
}

func TestAnOverrideTakesTwoPersonsWhoSignIn(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	ctx, audits := t.Context(), app.AuditsOf(d.app)
	pia, olu, tom := hire(t, d.app, "Pia", candor.RoleOfficer), hire(t, d.app, "Olu", candor.RoleOwner), hire(t, d.app, "Tom", candor.RoleLead)
	const reason = "The delivery strike fills the queue."
	for name, x := range map[string]struct {
		reason string
		days   int
	}{"no reason": {"because", 3}, "for ever": {reason, 15}, "for no day": {reason, 0}, "a long story": {strings.Repeat("x", 501), 3}} {
		if err := audits.AskOverride(ctx, pia.ID, x.reason, x.days); candor.CodeOf(err) != candor.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := audits.AskOverride(ctx, pia.ID, reason, 3); err != nil {
		t.Fatal(err)
	}
	released(t, d.app, fairness.ErrNoRecord)
	ask, waits, err := audits.WaitingOverride(ctx)
	if err != nil || !waits || ask.By != pia.ID {
		t.Fatalf("%+v, %v, %v", ask, waits, err)
	}
	for name, by := range map[string]candor.AgentID{"who asked": pia.ID, "a lead": tom.ID} {
		if err := audits.EndOverride(ctx, ask.ID, true, by); candor.CodeOf(err) != candor.CodeForbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	released(t, d.app, fairness.ErrNoRecord)
	if err := audits.EndOverride(ctx, ask.ID, true, olu.ID); err != nil {
		t.Fatal(err)
	}
	released(t, d.app, nil)
	all, err := audits.Overrides(ctx)
	if err != nil || len(all) != 1 || all[0].Record.Override.By != [2]string{"Pia Example", "Olu Example"} || !all[0].InUse || all[0].Record.Until.Sub(all[0].Record.At) != 72*time.Hour {
		t.Errorf("%+v, %v", all, err)
	}
	if err := audits.EndOverride(ctx, ask.ID, true, olu.ID); candor.CodeOf(err) != candor.CodeConflict {
		t.Errorf("once more: %v", err)
	}
}

func TestAnOverrideThatWaitedTooLongOrForSomethingElseEnds(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	ctx, audits := t.Context(), app.AuditsOf(d.app)
	pia, olu := hire(t, d.app, "Pia", candor.RoleOfficer), hire(t, d.app, "Olu", candor.RoleOwner)
	for name, statement := range map[string]string{
		"a day later":             `UPDATE fairness_override SET at = at - 86400000000 WHERE ended = ''`,
		"of what answers no more": `UPDATE fairness_override SET release = 'other' WHERE ended = ''`,
	} {
		if err := audits.AskOverride(ctx, pia.ID, "The delivery strike fills the queue.", 3); err != nil {
			t.Fatal(err)
		}
		ask, _, err := audits.WaitingOverride(ctx)
		if err != nil {
			t.Fatal(err)
		}
		change(t, d, statement)
		if _, waits, err := audits.WaitingOverride(ctx); waits || err != nil {
			t.Errorf("%s it waits: %v", name, err)
		}
		if err := audits.EndOverride(ctx, ask.ID, true, olu.ID); candor.CodeOf(err) != candor.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	released(t, d.app, fairness.ErrNoRecord)
}

func TestAReportIsHandedOutAsTheDeskSignedIt(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	keptAudit(t, d.app, frenchFares(t, d.app, d.clock.Now().Add(-time.Hour), audit.HarmfulGap))
	audits := app.AuditsOf(d.app)
	all, err := audits.Audits(t.Context(), 5)
	if err != nil || len(all) != 1 || !all[0].Blocked || all[0].Released || !all[0].InUse {
		t.Fatalf("%+v, %v", all, err)
	}
	signed, err := audits.SignedAudit(t.Context(), all[0].Digest)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := signed.Verify(); err != nil || signed.Key != audits.PublicKey() {
		t.Errorf("key %s, %v", signed.Key, err)
	}
	if _, err := audits.SignedAudit(t.Context(), strings.Repeat("0", 64)); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("a report that is not there: %v", err)
	}
	if s, err := audits.Released(t.Context()); err != nil || s.Holds || s.Why != "no_record" || len(s.Parts) != 5 {
		t.Errorf("%+v, %v", s, err)
	}
}
