package storetest

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/fairness/audit"
	"candor/fairness/finding"
	"candor/fairness/stats"
	"candor/internal/store"
	"candor/ledger"
)

// frenchGap gives a report in which French fares as the verdict says.
func frenchGap(began time.Time, v audit.Verdict) audit.Report {
	return audit.Report{
		Release: "one", Plan: audit.Usual(), PlanDigest: "plan", Began: began, Ended: began.Add(time.Minute),
		Findings: []audit.Finding{{Axis: "language", Group: "fr", Outcome: "not_answered", Gating: true, Verdict: v, Templates: 44, Worse: 9,
			GroupRate: stats.Known(0.4), Interval: stats.Interval{Low: -0.01, High: 0.04}}},
	}
}

func findingCases() []testCase {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32))
	public := key.Public().(ed25519.PublicKey)
	maya := candor.NewAgentID()
	return []testCase{
		{"a finding is opened once, and what is done about it is added", func(t *testing.T, d *desk) {
			ctx := t.Context()
			o := finding.Openings(frenchGap(noon, audit.HarmfulGap))[0]
			for i, want := range []bool{true, false} {
				if opened, err := d.OpenFinding(ctx, o, 0, "desk"); opened != want || err != nil {
					t.Fatalf("time %d: %v, %v", i, opened, err)
				}
			}
			f := finding.Read(o, nil, public)
			took, err := f.Take(maya, string(maya), noon.Add(time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			change, err := f.Mend("French articles were approved.", string(maya), noon.Add(2*time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			for i, a := range []finding.Act{took, change} {
				if err := d.ActOnFinding(ctx, o.ID, i, a); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.ActOnFinding(ctx, o.ID, 1, change); !errors.Is(err, store.ErrFindingMoved) {
				t.Errorf("an act of somebody who saw one less: %v", err)
			}
			got, err := d.Finding(ctx, o.ID)
			if diff := cmp.Diff([]finding.Act{took, change}, got.Acts); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
			if diff := cmp.Diff(asJSON(t, o), asJSON(t, got.Opening)); diff != "" {
				t.Errorf("opened as (-want +got):\n%s", diff)
			}
			if all, err := d.Findings(ctx, 10); len(all) != 1 || err != nil {
				t.Errorf("%d findings, %v", len(all), err)
			}
			if _, err := d.Finding(ctx, "20261123-0000000000"); candor.CodeOf(err) != candor.CodeNotFound {
				t.Errorf("a finding that is not there: %v", err)
			}
			if diff := cmp.Diff([]string{"opened", "took", "changed"}, fairnessOnRecord(t, d, store.SettingFinding)); diff != "" {
				t.Errorf("on the record:\n%s", diff)
			}
			if err := d.LedgerRows(ctx, func(r ledger.Row) error {
				if strings.Contains(string(r.Record), "French articles") {
					t.Error("the ledger holds somebody's words")
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}},
		{"a finding is closed by what was sealed and by nothing else", func(t *testing.T, d *desk) {
			ctx := t.Context()
			o := finding.Openings(frenchGap(noon, audit.HarmfulGap))[0]
			if _, err := d.OpenFinding(ctx, o, 0, "desk"); err != nil {
				t.Fatal(err)
			}
			if err := d.ActOnFinding(ctx, o.ID, 0, finding.Act{At: noon, By: "desk", Do: finding.Closed, Text: "yes"}); err == nil {
				t.Error("a word closed it")
			}
			if err := d.CloseFinding(ctx, 0, finding.Sealed{}); err == nil {
				t.Error("nothing closed it")
			}
			f := finding.Read(o, nil, public)
			took, _ := f.Take(maya, string(maya), noon)
			change, _ := f.Mend("French articles were approved.", string(maya), noon)
			acts := []finding.Act{took, change}
			for i, a := range acts {
				if err := d.ActOnFinding(ctx, o.ID, i, a); err != nil {
					t.Fatal(err)
				}
			}
			closing, err := finding.Read(o, acts, public).Close(frenchGap(noon.Add(time.Hour), audit.NoGap), "one", noon.Add(2*time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			sealed, err := closing.Seal(key, "desk")
			if err != nil {
				t.Fatal(err)
			}
			if err := d.CloseFinding(ctx, 2, sealed); err != nil {
				t.Fatal(err)
			}
			kept, err := d.Finding(ctx, o.ID)
			if err != nil || finding.Read(kept.Opening, kept.Acts, public).Open() {
				t.Errorf("it is open, %v", err)
			}
			// The same test may fail again later: a new finding, which whoever knows of the first may open.
			o2 := finding.Openings(frenchGap(noon.Add(3*time.Hour), audit.HarmfulGap))[0]
			if opened, err := d.OpenFinding(ctx, o2, 1, "desk"); !opened || err != nil {
				t.Errorf("opened again: %v, %v", opened, err)
			}
		}},
		{"an override waits for a second person, one at a time", func(t *testing.T, d *desk) {
			ctx := t.Context()
			tom := candor.NewAgentID()
			if _, waits, err := d.WaitingOverride(ctx); waits || err != nil {
				t.Errorf("of nothing: %v, %v", waits, err)
			}
			first, err := d.AskOverride(ctx, store.OverrideAsk{Release: "one", By: maya, Reason: "The delivery strike fills the queue.", Days: 3})
			if err != nil {
				t.Fatal(err)
			}
			second, err := d.AskOverride(ctx, store.OverrideAsk{Release: "two", By: maya, Reason: "The delivery strike fills the queue.", Days: 2})
			if err != nil {
				t.Fatal(err)
			}
			got, waits, err := d.WaitingOverride(ctx)
			if diff := cmp.Diff(second, got); diff != "" || !waits || err != nil {
				t.Errorf("%v, %v\n%s", waits, err, diff)
			}
			if err := d.EndOverride(ctx, first, store.OverrideConfirmed, tom); !errors.Is(err, store.ErrOverrideEnded) {
				t.Errorf("the one before: %v", err)
			}
			for i, want := range []error{nil, store.ErrOverrideEnded} {
				if err := d.EndOverride(ctx, second, store.OverrideConfirmed, tom); !errors.Is(err, want) {
					t.Errorf("time %d: %v", i, err)
				}
			}
			want := fmt.Sprint([]string{"override_asked", "override_asked", "override_confirmed"})
			if got := fmt.Sprint(fairnessOnRecord(t, d, store.SettingRelease)); got != want {
				t.Errorf("on the record %s, want %s", got, want)
			}
		}},
	}
}

func asJSON(t *testing.T, of any) string {
	t.Helper()
	text, err := json.Marshal(of)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
