package app_test

import (
	"testing"
	"time"

	"candor"
	"candor/fairness/audit"
	"candor/internal/app"
	"candor/internal/app/apptest"
)

func TestAnAuditThatSomebodyAsksForRunsAndIsKept(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	app.AuditLess(d.app, audit.Plan{Alpha: 0.05, Margin: 0.05, Axes: []string{"device"}, Every: 60})
	audits, pia := app.AuditsOf(d.app), hire(t, d.app, "Pia", candor.RoleOfficer)
	if err := audits.Begin(t.Context(), pia.ID); err != nil {
		t.Fatal(err)
	}
	if err := audits.Begin(t.Context(), pia.ID); err != nil && candor.CodeOf(err) != candor.CodeConflict {
		t.Errorf("a second one: %v", err)
	}
	p := audits.Progress()
	for end := time.Now().Add(time.Minute); (p.Busy || p.Digest == "") && !p.Failed && time.Now().Before(end); p = audits.Progress() {
		time.Sleep(10 * time.Millisecond)
	}
	if p.Busy || p.Failed || p.Digest == "" {
		t.Fatalf("it came to %+v", p)
	}
	r, err := audits.AuditReport(t.Context(), p.Digest)
	if err != nil || r.Probes == 0 || r.Plan.Whole() {
		t.Errorf("%d probes, %v", r.Probes, err)
	}
	if s, err := audits.Released(t.Context()); err != nil || s.Holds {
		t.Errorf("a look at a part released something: %+v, %v", s, err)
	}
}

func TestAQuestionIsAskedAgainOfTheRunningDesk(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	seen, err := app.AuditsOf(d.app).Replay(t.Context(), "person-01/disability/deaf")
	if err != nil {
		t.Fatal(err)
	}
	if seen.Probe.ID() != "person-01/disability/deaf" || seen.Control.ID() != "person-01/disability/control" || seen.Probe.Text == seen.Control.Text ||
		seen.Observed.Decision != audit.Person || seen.ControlObserved.Decision != audit.Person {
		t.Errorf("%+v", seen)
	}
	if _, err := app.AuditsOf(d.app).Replay(t.Context(), "no/such/probe"); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("a probe that is not there: %v", err)
	}
}
