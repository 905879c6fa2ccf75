package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"candor/internal/store"
	"candor/ledger"
)

func policyCases() []testCase {
	return []testCase{
		{"a policy file in force is on the record, and the history stays", func(t *testing.T, d *desk) {
			ctx := t.Context()
			if _, ok, err := d.PolicyInForce(ctx); ok || err != nil {
				t.Fatalf("in force at first: %v, %v", ok, err)
			}
			first := store.Policy{Digest: "aaaaaaaaaaaa", Version: "2026-11", Cases: 2, Text: "version = \"2026-11\"\n", By: "command"}
			second := store.Policy{Digest: "bbbbbbbbbbbb", Version: "2026-12", Text: "version = \"2026-12\"\n", By: "command"}
			for _, p := range []store.Policy{first, first, second, first} {
				if err := d.PutPolicy(ctx, p); err != nil {
					t.Fatal(err)
				}
			}
			got, ok, err := d.PolicyInForce(ctx)
			if err != nil || !ok {
				t.Fatal(ok, err)
			}
			if diff := cmp.Diff(first, got, cmpopts.IgnoreFields(store.Policy{}, "At")); diff != "" || got.At.IsZero() {
				t.Errorf("in force (-want +got):\n%s", diff)
			}
			all, err := d.Policies(ctx, 10)
			if err != nil {
				t.Fatal(err)
			}
			var digests []string
			for _, p := range all {
				digests = append(digests, p.Digest)
			}
			if diff := cmp.Diff([]string{first.Digest, second.Digest, first.Digest}, digests); diff != "" {
				t.Errorf("history, newest first:\n%s", diff)
			}
			var said []string
			err = d.LedgerRows(ctx, func(r ledger.Row) error {
				e, err := ledger.ParseRecord(r.Record)
				if err == nil && e.Kind == ledger.KindSetting && e.Facts["setting"] == store.SettingPolicy {
					said = append(said, e.Actor+" "+e.Facts["old"]+">"+e.Facts["new"]+" "+e.Facts["version"])
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			want := []string{"command >aaaaaaaaaaaa 2026-11", "command aaaaaaaaaaaa>bbbbbbbbbbbb 2026-12", "command bbbbbbbbbbbb>aaaaaaaaaaaa 2026-11"}
			if diff := cmp.Diff(want, said); diff != "" {
				t.Errorf("on the record:\n%s", diff)
			}
			texts, err := d.PolicyTexts(ctx)
			if err != nil || texts[second.Digest] != second.Text {
				t.Errorf("texts %v, %v", texts, err)
			}
		}},
		{"no rule counts where none decided", func(t *testing.T, d *desk) {
			got, err := d.RuleCounts(t.Context(), time.Unix(0, 0))
			if err != nil || len(got) != 0 {
				t.Errorf("%v, %v", got, err)
			}
		}},
	}
}
