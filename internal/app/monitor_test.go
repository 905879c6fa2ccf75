package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/fairness/monitor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/policy"
	"candor/turn"
)

// counts puts in place what is told of a language, as if so many people had written.
func (d *desk) counts(t *testing.T, language string, n, k int64) {
	t.Helper()
	change(t, d, `
		INSERT INTO monitor_cell (family, part, cell, begun, n, k0) VALUES ('first', 'way', $1, $2, $2, $3)
		ON CONFLICT (family, part, cell) DO UPDATE SET begun = excluded.begun, n = excluded.n, k0 = excluded.k0`, language+"\twidget", n, k)
	change(t, d, `
		INSERT INTO monitor_day (family, part, cell, day, begun, n, k0, k1, k2, k3) VALUES ('first', 'way', $1, $2, $3, $3, $4, 0, 0, 0)
		ON CONFLICT (family, part, cell, day) DO UPDATE SET begun = excluded.begun, n = excluded.n, k0 = excluded.k0`,
		language+"\twidget", d.clock.Now().Unix()/86400, n, k)
}

// gap lets people come for some hours, of whom those who write in German fare worse.
func (d *desk) gap(t *testing.T, hours int64) {
	t.Helper()
	for i := int64(1); i <= hours; i++ {
		d.counts(t, "de", 40*i, 20*i)
		d.counts(t, "en", 100*i, 76*i)
		if err := app.LookForGaps(d.ctx(), d.app); err != nil {
			t.Fatal(err)
		}
		d.clock.Advance(time.Hour)
	}
}

func TestAGapBetweenGroupsIsHeardAndTold(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	olga, pia := d.agent("Olga", candor.RoleOwner), d.agent("Pia", candor.RoleOfficer)
	tom, maya := d.agent("Tom", candor.RoleLead), d.agent("Maya")
	d.gap(t, 2)
	if got := d.page("/console/fairness/live", d.signIn(tom)).body; strings.Contains(got, `data-part="alarm"`) {
		t.Error("an alarm after 80 people")
	}
	d.gap(t, 14)
	await(t, "letters", func() bool { return d.lettersWith("A group of customers fares worse") == 2 })
	for _, a := range []candor.Agent{olga, pia} {
		if d.lettersWith(a.Email, "A group of customers fares worse") != 1 {
			t.Errorf("%s was not told once", a.FirstName)
		}
	}
	page := d.page("/console/fairness/live?days=7", d.signIn(tom)).body
	has(t, page, `data-part="alarm"`, "Of 100 people writing in German about 50 were dealt with at once; of all others 76. This is more than chance makes",
		"fewer than 10", "Evidence over time")
	if strings.Contains(page, "/console/fairness/live/end") {
		t.Error("a lead is asked whether somebody looked into it")
	}
	csv := d.page("/console/fairness/live.csv?days=7", d.signIn(pia)).body
	has(t, csv, "at_once,language,de,560,0,280,0.5,", ",alarm\n")
	if got := d.page("/console/fairness/live", d.signIn(maya)); got.status != http.StatusForbidden {
		t.Errorf("an agent sees it: %d", got.status)
	}
	alarms, err := d.app.Store().Alarms(d.ctx(), 10)
	if err != nil || len(alarms) != 1 || alarms[0].Group != "de" || alarms[0].Outcome != monitor.AtOnce {
		t.Fatalf("alarms: %+v, %v", alarms, err)
	}
	d.stop()
	d.run() // it stands after a restart, and is not told again
	d.gap(t, 15)
	if n := d.lettersWith("A group of customers fares worse"); n != 2 {
		t.Errorf("%d letters", n)
	}
	number := url.Values{"alarm": {fmt.Sprint(alarms[0].Number)}}
	if got := d.form("/console/fairness/live/end", d.signIn(tom), number); got.status != http.StatusForbidden {
		t.Errorf("a lead ends it: %d", got.status)
	}
	if got := d.form("/console/fairness/live/end", d.signIn(pia), number); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := d.form("/console/fairness/live/end", d.signIn(pia), number); got.status != http.StatusNotFound {
		t.Errorf("ending it twice: %d", got.status)
	}
	has(t, d.page("/console/fairness/live", d.signIn(pia)).body, "Pia Moore looked into it on")
	if got := d.count(`SELECT COUNT(*) FROM ledger WHERE CAST(record AS TEXT) LIKE '%fairness_alarm%'`); got != 2 {
		t.Errorf("%d entries in the ledger", got)
	}
}

// seer is a drafter that keeps every case that it is given.
type seer struct {
	mu   sync.Mutex
	seen bytes.Buffer
}

func (s *seer) Draft(_ context.Context, c *policy.Case) (policy.Draft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprintf(&s.seen, "%+v\n", *c)
	return policy.Draft{}, json.NewEncoder(&s.seen).Encode(c)
}

func (s *seer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.String()
}

// noticeOf gives the digest of what a customer reads about a purpose.
func (d *desk) noticeOf(x talk, p candor.Purpose) string {
	d.t.Helper()
	var choices struct {
		Purposes []struct {
			Purpose candor.Purpose
			Notice  struct{ Digest string }
		}
	}
	got := d.call(http.MethodGet, "/api/v1/conversations/"+string(x.ID)+"/consents", x.pass, nil)
	if err := json.Unmarshal([]byte(got.body), &choices); err != nil {
		d.t.Fatalf("%d %v", got.status, err)
	}
	for _, one := range choices.Purposes {
		if one.Purpose == p {
			return one.Notice.Digest
		}
	}
	d.t.Fatalf("no notice about %s: %s", p, got.body)
	return ""
}

// A group that somebody named stands on their own page, in their export and in counts of ten; nowhere else.
func TestAStatedGroupReachesNobodyWhoDecides(t *testing.T) {
	t.Parallel()
	var log logged
	eyes := &seer{}
	const label, other = "qoxuvyzk", "vuqyxowj"
	d := open(t, apptest.Options{Drafter: eyes, Log: log.logger(), Change: func(c *config.Config) {
		c.Fairness.Ask, c.Fairness.Groups = []string{monitor.Ethnicity}, map[string][]string{monitor.Ethnicity: {label, other}}
	}})
	x := d.begin("assistant", "")
	choose := func(allow bool) {
		t.Helper()
		notice := d.noticeOf(x, candor.Fairness)
		_, err := d.app.Turn.Decide(d.ctx(), x.ID, turn.Choices{Via: candor.ViaPage, Of: []turn.Choice{{Purpose: candor.Fairness, Allow: allow, Notice: notice}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	choose(true)
	if err := d.app.Store().State(d.ctx(), x.Customer, map[string]string{monitor.Ethnicity: label}); err != nil {
		t.Fatal(err)
	}
	d.say(x, "Where is my lamp?")
	d.jobsDone()
	d.say(x, "I want a person.")
	maya, olga := d.agent("Maya"), d.agent("Olga", candor.RoleOwner)
	if err := d.reply(x, maya, "Hello, I am here."); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(eyes.String(), string(x.ID)) {
		t.Fatal("the drafter saw nothing")
	}
	found := map[string]string{"a prompt or a gate's case": eyes.String(), "the log": log.String(), "letters": strings.Join(d.letters(), "\n")}
	for who, cookie := range map[string]string{"Maya": d.signIn(maya), "Olga": d.signIn(olga)} {
		for _, path := range []string{
			"/console", "/console/c/" + string(x.ID), "/console/search?q=" + label, "/console/reports", "/console/reports.csv", "/console/privacy",
			"/console/desk", "/console/team", "/console/views", "/console/commitments", "/console/fairness/live.csv",
		} {
			got := d.page(path, cookie)
			found[who+" at "+path] = strings.ReplaceAll(got.body, `value="`+label+`"`, "") // of the search field itself
		}
		for _, m := range d.messages(x) {
			found[who+" why "+string(m.ID)] = d.page("/console/c/"+string(x.ID)+"/why/"+string(m.ID), cookie).body
		}
	}
	for _, path := range []string{"", "/messages", "/transcript"} {
		found["the API at "+path] = d.call(http.MethodGet, "/api/v1/conversations/"+string(x.ID)+path, x.pass, nil).body
	}
	for what, text := range found {
		if strings.Contains(text, label) {
			t.Errorf("%s tells the group", what)
		}
	}
	// In the file it stands in counts alone, which name nobody.
	cells := d.count(`SELECT COUNT(*) FROM monitor_cell WHERE cell LIKE '%` + label + `%'`)
	if cells == 0 {
		t.Error("it was not counted")
	}
	choose(false)
	d.stop()
	change(t, d, `DELETE FROM monitor_cell WHERE cell LIKE '%`+label+`%'`)
	change(t, d, `DELETE FROM monitor_watch`) // which names the groups of the lists
	change(t, d, `VACUUM`)
	text, err := os.ReadFile(filepath.Join(d.c.Data.Dir, "candor.db"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte(label)) {
		t.Error("the file holds the group beside the counts")
	}
}
