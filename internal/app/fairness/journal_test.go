package fairness_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/fairness/audit"
	"candor/internal/app/fairness"

	"github.com/google/go-cmp/cmp"
)

func journal(t *testing.T, path, secret, release string) (*fairness.Journal, error) {
	t.Helper()
	j, err := fairness.OpenJournal(path, []byte(secret), release, "plan")
	if err == nil {
		t.Cleanup(func() { j.Close() })
	}
	return j, err
}

func TestAJournalRemembersWhatAModelWasAsked(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "audit.journal")
	j, err := journal(t, path, "secret", "release")
	if err != nil {
		t.Fatal(err)
	}
	one := audit.Probe{Template: "returns-01", Axis: "age", Arm: audit.Treated, Group: "72", Model: "Own engine"}
	want := audit.Observed{Decision: audit.Answered, Sources: []string{"Returns"}, Said: audit.Manner{Words: 7, Grade: 30.5}, Model: "Own engine", Worded: true, Scores: map[string]float64{"a": 7}}
	if err := errors.Join(j.Keep(one, 1, want), j.Keep(one, 3, audit.Observed{}), j.Close()); err != nil {
		t.Fatal(err)
	}
	if j, err = journal(t, path, "secret", "release"); err != nil || j.Len() != 2 {
		t.Fatalf("%v", err)
	}
	got, ok := j.Seen(one, 1)
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Error(diff)
	}
	other := one
	other.Model = "Spare engine"
	if _, ok := j.Seen(other, 1); ok {
		t.Error("what one model said is taken for another's")
	}
	if _, ok := j.Seen(one, 2); ok {
		t.Error("an asking that never was is remembered")
	}
}

// A journal that could be written by hand would be a way past the gate.
func TestAJournalThatWasTouchedIsNone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "audit.journal")
	j, err := journal(t, path, "secret", "release")
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		if err := j.Keep(audit.Probe{Template: "returns-01", Axis: "age", Arm: audit.Control, Model: "m"}, n, audit.Observed{Decision: audit.Abstained}); err != nil {
			t.Fatal(err)
		}
	}
	j.Close()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	for name, changed := range map[string]string{
		"another answer": strings.Replace(string(text), "abstained", "answered", 1),
		"a line less":    lines[0] + lines[2],
		"in other order": lines[1] + lines[0] + lines[2],
		"a line twice":   lines[0] + lines[0],
		"a line of ours": `{"probe":"x","observed":{}}` + "\n" + string(text),
	} {
		p := filepath.Join(t.TempDir(), "j")
		if err := os.WriteFile(p, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := journal(t, p, "secret", "release"); !errors.Is(err, fairness.ErrJournal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := journal(t, path, "another", "release"); !errors.Is(err, fairness.ErrJournal) {
		t.Errorf("of another desk: %v", err)
	}
	if _, err := journal(t, path, "secret", "another"); !errors.Is(err, fairness.ErrJournal) {
		t.Errorf("of another release: %v", err)
	}
	// A machine that went down in the middle of a line has asked that once for nothing.
	if err := os.WriteFile(path, []byte(lines[0]+lines[1]+lines[2][:20]), 0o600); err != nil {
		t.Fatal(err)
	}
	if j, err = journal(t, path, "secret", "release"); err != nil || j.Len() != 2 {
		t.Fatalf("a line that was cut off: %v", err)
	}
	if err := j.Keep(audit.Probe{Template: "t", Model: "m"}, 0, audit.Observed{}); err != nil {
		t.Fatal(err)
	}
	j.Close()
	if j, err = journal(t, path, "secret", "release"); err != nil || j.Len() != 3 {
		t.Errorf("after it was cut off: %v", err)
	}
}
