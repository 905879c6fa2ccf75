package browser_test

import (
	"testing"
	"time"

	"candor"
	"candor/fairness/finding"
	"candor/fairness/stats"
)

// found opens a finding as the live watch does, so that the pages have something to show.
func (s *site) found() {
	s.t.Helper()
	opening, err := finding.Alarm{
		Dimension: "language", Group: "fr", Outcome: "no_answer", Margin: 0.05, Least: 200, Raised: time.Now().Add(-time.Hour),
		Rate: stats.Known(0.4), Others: stats.Known(0.2), N: 240, E: 900,
	}.Raise()
	if err != nil {
		s.t.Fatal(err)
	}
	if kept, err := s.app.Store().OpenFinding(s.t.Context(), opening, 0, "desk"); err != nil || !kept {
		s.t.Fatalf("the finding was not kept: %v", err)
	}
}

// What is told of fairness, to the officer, to everybody, and to a customer who may name their groups: in both themes, on a desk and
// on a phone, and right to left where customers read.
func TestFairnessInEveryLook(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("pia@harbourandpine.example", "Pia Sommer", candor.RoleOfficer)
	s.found()
	for name, l := range map[string]look{
		"desk":             {},
		"dark":             {dark: true},
		"phone":            {width: 390, height: 844},
		"phone-small-dark": {width: 320, height: 640, dark: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for language, dir := range map[string]string{"en": "ltr", "ar": "rtl"} {
				customer := browser(t, l)
				customer.visit(s.app.URL() + "/trust/audits?lang=" + language)
				customer.wait("the finding, for everybody", part("finding"))
				customer.checked("trust-audits-" + language)
				customer.visit(s.app.URL() + "/chat/main?lang=" + language)
				customer.click(part("person"))
				customer.wait("the queue", part("queue")+`?.dataset.state === 'waiting'`)
				customer.visit(s.app.URL() + "/chat/main/data")
				customer.click(part("all-data"))
				customer.wait("the data", part("profile"))
				customer.visit(s.app.URL() + "/privacy/groups")
				customer.wait("the groups in "+language, part("groups")+` && document.documentElement.dir === '`+dir+`'`)
				customer.checked("groups-" + language)
			}
			b := browser(t, l)
			b.signInOfficer(s, "pia@harbourandpine.example")
			b.visit(s.app.URL() + "/console/audits")
			b.wait("what may answer", part("released-words"))
			b.checked("audits")
			b.visit(s.app.URL() + "/console/findings")
			b.wait("the finding", part("finding"))
			b.checked("findings")
			b.js(part("finding")+`.querySelector('a').click()`, nil)
			b.wait("one finding", `location.pathname.startsWith('/console/findings/') && `+part("state"))
			b.checked("finding")
			b.visit(s.app.URL() + "/console/fairness/live")
			b.wait("how people fare", part("outcome"))
			b.checked("live")
		})
	}
}
