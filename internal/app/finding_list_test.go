package app_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"candor"
	"candor/fairness/audit"
	"candor/internal/app"
	"candor/internal/app/apptest"
)

func TestACommandListsFindings(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	pia := hire(t, d.app, "Pia", candor.RoleOfficer)
	keptAudit(t, d.app, frenchFares(t, d.app, d.clock.Now(), audit.HarmfulGap))
	_, f := standing(t, d.app)
	if err := app.AuditsOf(d.app).Take(t.Context(), f.ID, 0, pia.ID, pia.ID); err != nil {
		t.Fatal(err)
	}
	all, err := app.Findings(t.Context(), d.c)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d findings, %v", len(all), err)
	}
	if got := all[0]; got.Owner != "Pia Example" || got.Group != "fr" || got.Plan != "plan" || got.Closed != nil || !strings.Contains(got.Says, "people writing in French") {
		t.Errorf("%+v", got)
	}
}

func TestAReportIsCheckedWithTheKeyOfTheTrustPage(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Unreleased: true})
	own := app.AuditsOf(d.app).PublicKey()
	_, page := inPublic(t, d, "/trust/key")
	other := base64.StdEncoding.EncodeToString(make([]byte, 32))
	for key, want := range map[string]bool{own: true, page: true, " " + own + "\n": true, other: false} {
		if same, err := app.SignedWith(own, key); same != want || err != nil {
			t.Errorf("%q: %v, %v", key, same, err)
		}
	}
	for _, key := range []string{"", "AAAA", "candor-ledger+00+AAAA", own + own} {
		if same, err := app.SignedWith(own, key); same || err == nil {
			t.Errorf("%q was taken for a key", key)
		}
	}
}
