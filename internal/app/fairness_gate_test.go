package app_test

import (
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/fairness"
	"candor/internal/app"
	"candor/internal/app/apptest"
)

// outcome asks the assistant something new by the API and tells who dealt with it: "assistant", or "person" with a
// reason.
func (d *desk) outcome(question string) string {
	d.t.Helper()
	x := d.begin("assistant", question)
	var out string
	await(d.t, "somebody deals with it", func() bool {
		if d.conversation(x.ID).State == candor.Waiting {
			out = "person"
			return true
		}
		for _, m := range d.messages(x) {
			if m.Author == candor.ByAssistant && m.Kind == candor.Said {
				out = "assistant"
			}
		}
		return out != ""
	})
	for _, m := range d.messages(x) {
		if out == "person" && m.Author == candor.ByAssistant && m.Kind == candor.Said {
			d.t.Errorf("a person takes over, and the assistant said %q", m.Body)
		}
	}
	return out
}

func (d *desk) deals(with string) {
	d.t.Helper()
	if got := d.outcome(howLong); got != with {
		d.t.Errorf("%s deals with it, want %s", got, with)
	}
}

func TestWhatWasNotAuditedGoesToPeopleByWhateverDoor(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	d.deals("person")

	// The database, edited directly: a row of another's making, and a flag turned.
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
	change(t, d, `INSERT INTO fairness_release (release, at, signed) VALUES (?, ?, ?)`, digest, now.UnixMicro(), forged)
	bad := good(t, d.app)
	bad.Findings[0].Verdict = "harmful_gap"
	if err := app.KeepAudit(t.Context(), d.app, bad); err != nil {
		t.Fatal(err)
	}
	change(t, d, `UPDATE fairness_audit SET blocked = 0, report = replace(report, 'harmful_gap', 'no_gap')`)
	d.deals("person")

	// By the command and the console: person instead of two.
	alone := fairness.Override{By: [2]string{"Maya Lindqvist", "maya lindqvist"}, Reason: "We are sure that it is all right."}
	if _, err := d.app.Overrule(t.Context(), alone, now.Add(time.Hour)); !errors.Is(err, fairness.ErrOverride) {
		t.Errorf("the same person twice: %v", err)
	}
	d.deals("person")

	// Two persons, in public and for a while.
	both := fairness.Override{By: [2]string{"Maya Lindqvist", "Tom Okoro"}, Reason: "The delivery strike fills the queue."}
	if _, err := d.app.Overrule(t.Context(), both, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	d.deals("assistant")
	d.clock.Advance(61 * time.Minute)
	d.deals("person")
}

func TestAnAuditThatPassedLetsTheAssistantAnswer(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	if err := app.KeepAudit(t.Context(), d.app, good(t, d.app)); err != nil {
		t.Fatal(err)
	}
	d.deals("assistant")
}

// Yesterday's copy of the data holds yesterday's records. They end when they ended, and release what they released.
func TestARestoredBackupReleasesNothingThatIsOver(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	both := fairness.Override{By: [2]string{"Maya Lindqvist", "Tom Okoro"}, Reason: "The delivery strike fills the queue."}
	if _, err := d.app.Overrule(t.Context(), both, d.clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	d.deals("assistant")
	yesterday := filepath.Join(t.TempDir(), "backup")
	if _, err := app.Backup(t.Context(), d.c, yesterday); err != nil {
		t.Fatal(err)
	}
	d.stop()
	d.clock.Advance(25 * time.Hour)
	copied, err := os.ReadFile(filepath.Join(yesterday, "candor.db"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(d.c.Data.Dir, "candor.db")
	if err := os.WriteFile(file, copied, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		if err := os.Remove(file + beside); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	d.run()
	d.deals("person")
}

// What an audit rehearses goes through the desk's own gates, and the store takes none of it.
func TestTheStoreRefusesARehearsal(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	x := d.begin("assistant", "Hello!")
	d.jobsDone()
	if c := d.conversation(x.ID); !c.AssistantMaySpeak() {
		t.Fatalf("the premise: the assistant has the conversation, which is %s", c.State)
	}
	cleared := app.Rehearse(t.Context(), d.app, x.ID, apptest.Quote(t, d.app, "return-an-item"))
	if cleared == nil || cleared.Message().Body == "" {
		t.Fatal("the premise: the gates let a rehearsal pass, whatever was audited")
	}
	before := len(d.messages(x))
	if err := app.CommitSaid(t.Context(), d.app, x.ID, cleared); err == nil || !strings.Contains(err.Error(), "no pipeline made") {
		t.Errorf("the store takes it: %v", err)
	}
	if n := len(d.messages(x)); n != before {
		t.Errorf("%d messages, %d before", n, before)
	}
}

// What the gate costs each answer: the digest of what answers, its records, and their signatures.
func BenchmarkReleased(b *testing.B) {
	d := open(b, apptest.Options{})
	for b.Loop() {
		if err := app.Released(b.Context(), d.app); err != nil {
			b.Fatal(err)
		}
	}
}

// Words that were not drafted from something released name no release, and are not said, whatever else is released.
func TestADraftThatNamesNoReleaseIsNotSaid(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	if err := app.Released(t.Context(), d.app); err != nil {
		t.Fatalf("the premise: what answers is released: %v", err)
	}
	for _, release := range []string{"", fairness.Parts{Knowledge: "other"}.Digest()} {
		if err := app.ReleasedAs(t.Context(), d.app, release); !errors.Is(err, fairness.ErrNoRecord) {
			t.Errorf("release %q: %v", release, err)
		}
	}
}
