package storetest

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/internal/store"
	"candor/ledger"
)

func fairnessCases() []testCase {
	return []testCase{
		{"an audit is kept once and is on the record", func(t *testing.T, d *desk) {
			ctx := t.Context()
			at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
			first := store.Audit{Digest: strings.Repeat("a", 64), Release: "one", At: at, Blocked: true, Report: `{"desk":"x"}`}
			second := store.Audit{Digest: strings.Repeat("b", 64), Release: "two", At: at.Add(time.Hour), Report: `{"desk":"y"}`}
			for _, a := range []store.Audit{first, first, second} {
				if err := d.SaveAudit(ctx, a, "command"); err != nil {
					t.Fatal(err)
				}
			}
			got, err := d.Audits(ctx, 10)
			if err != nil {
				t.Fatal(err)
			}
			want := []store.Audit{second, first}
			for i := range want {
				want[i].Report = ""
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("audits, the newest first (-want +got):\n%s", diff)
			}
			if report, ok, err := d.AuditReport(ctx, first.Digest); report != first.Report || !ok || err != nil {
				t.Errorf("the report is %q, %v, %v", report, ok, err)
			}
			if _, ok, err := d.AuditReport(ctx, "none"); ok || err != nil {
				t.Errorf("a report that is not there: %v, %v", ok, err)
			}
			if diff := cmp.Diff([]string{"blocked", "passed"}, fairnessOnRecord(t, d, store.SettingAudit)); diff != "" {
				t.Errorf("on the record:\n%s", diff)
			}
		}},
		{"what was signed about a release is given by release, the newest first", func(t *testing.T, d *desk) {
			ctx := t.Context()
			for _, x := range [][2]string{{"one", "first"}, {"two", "other"}, {"one", "second"}} {
				if err := d.SaveRelease(ctx, x[0], x[1], "command", "passed"); err != nil {
					t.Fatal(err)
				}
			}
			one, err := d.Releases(ctx, "one")
			if diff := cmp.Diff([]string{"second", "first"}, one); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
			all, err := d.AllReleases(ctx, 2)
			if diff := cmp.Diff([]string{"second", "other"}, all); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
			if n := len(fairnessOnRecord(t, d, store.SettingRelease)); n != 3 {
				t.Errorf("%d are on the record", n)
			}
		}},
	}
}

// fairnessOnRecord gives the outcomes that the ledger holds.
func fairnessOnRecord(t *testing.T, d *desk, setting string) (said []string) {
	t.Helper()
	err := d.LedgerRows(t.Context(), func(r ledger.Row) error {
		e, err := ledger.ParseRecord(r.Record)
		if err == nil && e.Kind == ledger.KindSetting && e.Facts["setting"] == setting {
			said = append(said, e.Facts["outcome"])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return said
}
