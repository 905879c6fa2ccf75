package app_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor"
	"candor/fairness"
	"candor/fairness/audit"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/policy"
)

func released(t *testing.T, a *app.App, want error) {
	t.Helper()
	if err := app.InForce(t.Context(), a); !errors.Is(err, want) {
		t.Errorf("released: %v, want %v", err, want)
	}
}

// good is a report of a whole audit that found nothing, of what would answer now.
func good(t *testing.T, a *app.App) audit.Report {
	t.Helper()
	digest, err := app.ReleaseDigest(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return audit.Report{
		Release: digest, Plan: audit.Usual(), PlanDigest: "plan", Began: time.Date(2026, 6, 17, 12, 0, 0, 0, time.UTC), Ended: time.Date(2026, 6, 17, 12, 0, 0, 0, time.UTC),
		Controls: 10, AtOnce: 5,
		Findings: []audit.Finding{{Axis: "age", Group: "72", Outcome: "not_answered", Gating: true, Verdict: audit.NoGap}},
	}
}

func change(t *testing.T, d *desk, statement string, args ...any) {
	t.Helper()
	db := d.sql()
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func signedNow(t *testing.T, d *desk) string {
	t.Helper()
	all, err := d.app.Store().AllReleases(t.Context(), 1)
	if err != nil || len(all) == 0 {
		t.Fatalf("%d were signed: %v", len(all), err)
	}
	return all[0]
}

func TestWhatWasNotAuditedIsNotReleased(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	released(t, d.app, fairness.ErrNoRecord)
	bad := good(t, d.app)
	bad.Findings[0].Verdict = audit.HarmfulGap
	bad.Ended = bad.Ended.Add(-time.Hour)
	quick := good(t, d.app)
	quick.Plan.Every = 2
	other := good(t, d.app)
	other.Release = fairness.Parts{Program: "another"}.Digest()
	mute := good(t, d.app)
	mute.AtOnce = 0
	for name, r := range map[string]audit.Report{"a harmful gap": bad, "a desk that answers nothing": mute, "a quick look": quick, "another release": other} {
		if err := app.KeepAudit(t.Context(), d.app, r); err != nil {
			t.Fatal(name, err)
		}
		released(t, d.app, fairness.ErrNoRecord)
	}
	if err := app.KeepAudit(t.Context(), d.app, good(t, d.app)); err != nil {
		t.Fatal(err)
	}
	released(t, d.app, nil)
	// A later audit of the same that finds harm takes it back.
	later := good(t, d.app)
	later.Ended, later.Findings = later.Ended.Add(time.Hour), bad.Findings
	if err := app.KeepAudit(t.Context(), d.app, later); err != nil {
		t.Fatal(err)
	}
	released(t, d.app, fairness.ErrBlocked)
	again := good(t, d.app)
	again.Ended = later.Ended.Add(time.Hour)
	if err := app.KeepAudit(t.Context(), d.app, again); err != nil {
		t.Fatal(err)
	}
	released(t, d.app, nil)
	d.clock.Advance(fairness.Valid + 3*time.Hour)
	released(t, d.app, fairness.ErrExpired)
}

func TestOtherKnowledgeIsAnotherRelease(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	if err := app.KeepAudit(t.Context(), d.app, good(t, d.app)); err != nil {
		t.Fatal(err)
	}
	released(t, d.app, nil)
	more := fstest.MapFS{"gift-wrap.md": {Data: []byte("---\ntitle: Gift wrap\nslug: gift-wrap\nlanguage: en\naudience: public\n---\n\nWe wrap gifts in paper for 4 euros each.\n")}}
	if _, err := app.AddKnowledgeFS(t.Context(), d.c, func() (fs.FS, error) { return more, nil }, "test"); err != nil {
		t.Fatal(err)
	}
	released(t, d.app, fairness.ErrNoRecord)
}

// A change of an article must not mute a desk: what was released last answers until the change is audited.
func TestTheLastReleasedSetAnswersWhileAChangeIsAudited(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	if err := app.KeepAudit(t.Context(), d.app, good(t, d.app)); err != nil {
		t.Fatal(err)
	}
	if err := app.HoldReleased(t.Context(), d.app); err != nil {
		t.Fatal(err)
	}
	more := fstest.MapFS{"zebra.md": {Data: []byte("---\ntitle: Zebra parcels\nslug: zebra\nlanguage: en\naudience: public\n---\n\nWe deliver zebra parcels within 77 days.\n")}}
	if _, err := app.AddKnowledgeFS(t.Context(), d.c, func() (fs.FS, error) { return more, nil }, "test"); err != nil {
		t.Fatal(err)
	}
	released(t, d.app, fairness.ErrNoRecord)
	if err := app.Released(t.Context(), d.app); err != nil {
		t.Errorf("the last set does not stand in: %v", err)
	}
	drafter := app.FromReleased(d.app)
	ask := func(text string) string {
		t.Helper()
		draft, err := drafter.Draft(t.Context(), &policy.Case{
			Now: d.clock.Now(), Conversation: candor.Conversation{State: candor.Assisting, Language: "en"}, Message: candor.Message{Body: candor.Text(text), Language: "en", Number: 1},
		})
		if err != nil {
			t.Fatal(err)
		}
		var said string
		for _, s := range draft.Sentences {
			said += s.Text
		}
		return said
	}
	if said := ask("When do you deliver zebra parcels?"); strings.Contains(said, "77 days") {
		t.Errorf("an article that was not audited answers: %s", said)
	}
	if said := ask("How long do I have to return something?"); !strings.Contains(said, "60 days") {
		t.Errorf("the last released set says %q", said)
	}
	d.clock.Advance(fairness.Valid + time.Hour)
	if err := app.Released(t.Context(), d.app); !errors.Is(err, fairness.ErrNoRecord) {
		t.Errorf("the last set stands in after its time: %v", err)
	}
}

func TestNoEditOfTheDatabaseReleasesAnything(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	digest, err := app.ReleaseDigest(t.Context(), d.app)
	if err != nil {
		t.Fatal(err)
	}
	_, foreign, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	now := d.clock.Now()
	forged, err := fairness.Record{Release: digest, Report: "r", Plan: "p", Passed: true, At: now, Until: now.Add(time.Hour)}.Sign(foreign)
	if err != nil {
		t.Fatal(err)
	}
	const insert = `INSERT INTO fairness_release (release, at, signed) VALUES (?, ?, ?)`
	change(t, d, insert, digest, now.UnixMicro(), forged)
	released(t, d.app, fairness.ErrForged)
	change(t, d, insert, digest, now.UnixMicro(), `{"release":"`+digest+`","passed":true}`)
	released(t, d.app, fairness.ErrForged)
	// One that the desk signed for something else does not move to this release.
	other := good(t, d.app)
	other.Release = fairness.Parts{Knowledge: "other"}.Digest()
	if err := app.KeepAudit(t.Context(), d.app, other); err != nil {
		t.Fatal(err)
	}
	change(t, d, insert, digest, now.UnixMicro(), signedNow(t, d))
	released(t, d.app, fairness.ErrNoRecord)
	change(t, d, `UPDATE fairness_audit SET blocked = 0`)
	released(t, d.app, fairness.ErrNoRecord)
}

func TestTheDatabaseOfAnotherDeskReleasesNothingHere(t *testing.T) {
	t.Parallel()
	here, there := open(t, apptest.Options{Unreleased: true}), open(t, apptest.Options{Unreleased: true})
	if err := app.KeepAudit(t.Context(), there.app, good(t, there.app)); err != nil {
		t.Fatal(err)
	}
	digest, err := app.ReleaseDigest(t.Context(), here.app)
	if err != nil {
		t.Fatal(err)
	}
	change(t, here, `INSERT INTO fairness_release (release, at, signed) VALUES (?, 1, ?)`, digest, signedNow(t, there))
	released(t, here.app, fairness.ErrForged)
}

func TestTwoPersonsReleaseForAWhileAndInPublic(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	until := d.clock.Now().Add(72 * time.Hour)
	alone := fairness.Override{By: [2]string{"Maya Lindqvist", ""}, Reason: "The delivery strike fills the queue."}
	if err := app.OverruleAudit(t.Context(), d.app, alone, until); !errors.Is(err, fairness.ErrOverride) {
		t.Errorf("one person alone: %v", err)
	}
	released(t, d.app, fairness.ErrNoRecord)
	both := fairness.Override{By: [2]string{"Maya Lindqvist", "Tom Okoro"}, Reason: alone.Reason}
	if err := app.OverruleAudit(t.Context(), d.app, both, until); err != nil {
		t.Fatal(err)
	}
	released(t, d.app, nil)
	d.clock.Advance(73 * time.Hour)
	released(t, d.app, fairness.ErrExpired)
}

func TestAnAuditStoresAndSendsNothing(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	plan := audit.Plan{Alpha: 0.05, Margin: 0.05, Every: 40, Axes: []string{"age", "language"}}
	before := rowsOf(t, d)
	r, err := d.app.Audit(t.Context(), plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Probes < 40 || r.Releases() {
		t.Errorf("%d probes, releases %v", r.Probes, r.Releases())
	}
	answered := 0
	for _, f := range r.Findings {
		if rate, ok := f.ControlRate.Number(); ok && f.Outcome == "left_alone" && rate < 1 {
			answered++
		}
	}
	if answered == 0 {
		t.Error("the desk answered nothing at all")
	}
	if after := rowsOf(t, d); before != after {
		t.Errorf("rows before %+v, after %+v", before, after)
	}
}

type rowCount struct{ conversations, messages, outbox, verdicts, ledger int }

func rowsOf(t *testing.T, d *desk) (n rowCount) {
	t.Helper()
	db := d.sql()
	defer db.Close()
	err := db.QueryRowContext(t.Context(), `SELECT (SELECT COUNT(*) FROM conversation), (SELECT COUNT(*) FROM message), (SELECT COUNT(*) FROM outbox),
		(SELECT COUNT(*) FROM verdict), (SELECT COUNT(*) FROM ledger)`).Scan(&n.conversations, &n.messages, &n.outbox, &n.verdicts, &n.ledger)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAPersonIsBroughtToWhoeverAsks(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for _, id := range []string{"person-01/name-region/control", "person-01/language/ar", "person-01/disability/deaf"} {
		p, o, err := d.app.Probe(ctx, id)
		if err != nil || o.Decision != audit.Person || !p.Person {
			t.Errorf("%s: %+v, %v", id, o, err)
		}
	}
	if _, _, err := d.app.Probe(ctx, "nothing/such/here"); err == nil {
		t.Error("a probe that does not exist was asked")
	}
}
