package app_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"candor"
	"candor/internal/app/apptest"
)

func TestReportsAreSumsForLeads(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	maya, lena := d.agent("Maya"), d.agent("Lena", candor.RoleLead)
	x := d.begin("person", "my lamp crackles")
	if err := d.reply(x, maya, "Please send it back to us."); err != nil {
		t.Fatal(err)
	}
	if got := d.page("/console/reports", d.signIn(maya)); got.status != http.StatusForbidden {
		t.Errorf("an agent: %d", got.status)
	}
	cookie := d.signIn(lena)
	page := d.page("/console/reports?days=7", cookie)
	if page.status != http.StatusOK || !strings.Contains(page.body, "<svg") || strings.Contains(page.body, "Maya") {
		t.Errorf("%d, or a person is named: %s", page.status, page.body)
	}
	got := d.page("/console/reports.csv", cookie)
	rows, err := csv.NewReader(strings.NewReader(got.body)).ReadAll()
	if err != nil || len(rows) < 25 {
		t.Fatalf("%v, %d rows", err, len(rows))
	}
	head := map[string]int{}
	for i, name := range rows[0] {
		head[name] = i
	}
	all := rows[1]
	for name, want := range map[string]string{"part": "all", "begun": "1", "waits": "1", "first_replies": "1"} {
		if all[head[name]] != want {
			t.Errorf("%s is %q, want %q", name, all[head[name]], want)
		}
	}
	if all[head["wait_p50_s"]] == "" {
		t.Error("no wait was measured")
	}
}
