package app_test

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"candor"
	answers "candor/answer"
	"candor/answer/calibrate"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/internal/store"
	"candor/knowledge"
)

// stored gives the calibration in force, as it is kept.
func (d *desk) calibrated() store.Calibration {
	d.t.Helper()
	row, ok, err := d.app.Store().Calibration(d.ctx())
	if err != nil || !ok {
		d.t.Fatalf("no calibration: %v", err)
	}
	return row
}

func TestCalibrationComesByItselfAndNeverDelaysAnswers(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Calibrate: true})
	if _, ok, err := d.app.Store().Calibration(t.Context()); ok || err != nil {
		t.Fatalf("a desk is ready before it calibrates: %v, %v", ok, err)
	}
	if s := app.SureOf(d.app).Sureness(); s.Model.Digest() != "" {
		t.Error("a model out of nowhere")
	}
	for range 600 { // a minute: it begins some seconds after the start, and rests as long as it works
		if _, ok, err := d.app.Store().Calibration(t.Context()); ok || err != nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	row := d.calibrated()
	if row.By != "desk" || row.Knowledge != app.SureOf(d.app).Digest() || row.Target != config.DefaultTarget || row.Bar != answers.Bar {
		t.Errorf("%+v", row)
	}
	await(t, "it is in force", func() bool { return app.SureOf(d.app).Sureness().Model.Digest() == row.Digest })
}

// Every figure that is shown is the one that the calibration computed.
func TestBoundShownIsTheOneComputed(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	d.holds()
	m := app.ModelOf(d.calibrated())
	shown, err := app.SureOf(d.app).Now(t.Context())
	if err != nil || !shown.InForce || len(shown.Tiers) != len(calibrate.Tiers()) {
		t.Fatalf("%+v, %v", shown, err)
	}
	for i, tier := range calibrate.Tiers() {
		g, b := m.Guarantee(tier), shown.Tiers[i]
		if b.Holds != g.Holds || b.Error != g.ErrorBound || b.Threshold != g.Threshold || b.N != g.N || b.More != g.More || b.Reason != string(g.Reason) {
			t.Errorf("%s: %+v, computed %+v", tier, b, g)
		}
	}
	g := m.Guarantee(calibrate.Information)
	if !g.Holds {
		t.Fatalf("the premise: %+v", g)
	}
	say := fmt.Sprintf("At most %s of 100 answers are from a wrong article, with 95 %% confidence, measured on %d questions", app.OfHundred(g.ErrorBound), g.N)
	if page := d.page("/console/calibration", d.signIn(d.agent("Lea", candor.RoleLead))).body; !strings.Contains(page, say) {
		t.Errorf("the console does not say %q: %s", say, page)
	}
	if page := d.page("/trust", "").body; !strings.Contains(page, app.OfHundred(g.ErrorBound)+" of 100 answers are from a wrong article") || !strings.Contains(page, strconv.Itoa(g.N)+" questions") {
		t.Error("the trust page does not say it")
	}
	if got, err := app.Calibration(t.Context(), d.c); err != nil || got.Tiers[0] != shown.Tiers[0] {
		t.Errorf("the command says %+v, %v", got.Tiers, err)
	}
}

// holds puts a calibration in force that guarantees something: of the desk's articles, from made questions and labels
// of such numbers as people might give.
func (d *desk) holds() {
	d.t.Helper()
	row, err := app.Train(d.ctx(), d.app, manyLabels(1200, 0.985))
	if err != nil {
		d.t.Fatal(err)
	}
	row.By = "command"
	if err := d.app.Store().SetCalibration(d.ctx(), row); err != nil {
		d.t.Fatal(err)
	}
	if err := app.SureOf(d.app).Load(d.ctx()); err != nil {
		d.t.Fatal(err)
	}
}

// manyLabels gives labels whose numbers speak for what they say: of those that look good, such a share is right.
func manyLabels(n int, right float64) []store.Label {
	var out []store.Label
	for i := range n {
		v := float64(i%50) / 50
		l := store.Label{
			ID: "lbl_" + strconv.Itoa(i), Article: "art_some", Tier: "information", Verdict: store.WrongSource, Drawn: true,
			Features: map[string]float64{}, Agent: "agt_1", Day: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
		}
		for k, name := range answers.FeatureNames() {
			l.Features[name] = math.Round(100*min(1, max(0, v+float64((i*7+k*13)%11-5)/100))) / 100
		}
		if v > 0.5 && float64(i%1000)/1000 < right || v <= 0.5 && i%10 == 0 {
			l.Verdict = store.RightSource
		}
		out = append(out, l)
	}
	return out
}

func TestCalibrationOfOtherArticlesIsNotInForce(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	d.holds()
	sure := app.SureOf(d.app)
	if sure.Sureness().Model.Digest() == "" {
		t.Fatal("the premise: it is in force")
	}
	articles, _, err := d.app.Store().Library().All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	graver := articles[0]
	graver.Tier = knowledge.Grave
	if graver.Tier != articles[0].Tier && app.DigestOf([]knowledge.Article{graver}) == app.DigestOf(articles[:1]) {
		t.Error("another tier is the same knowledge")
	}
	if err := d.app.Store().Library().Withdraw(t.Context(), articles[0].ID, "test"); err != nil {
		t.Fatal(err)
	}
	await(t, "without an article nothing is guaranteed", func() bool { return sure.Sureness().Model.Digest() == "" })
	if shown, err := sure.Now(t.Context()); err != nil || shown.InForce || shown.Tiers[0].Holds || shown.Tiers[0].Error != 1 {
		t.Errorf("%+v, %v", shown, err)
	}
	if page := d.page("/trust", "").body; !strings.Contains(page, "There is no guarantee yet") {
		t.Error("the trust page states a bound")
	}
}

func TestCalibrationThatIsDamagedLeavesTheFixedBar(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	d.holds()
	row, sure := d.calibrated(), app.SureOf(d.app)
	whole := row
	row.Model = strings.Replace(row.Model, `"threshold":0.`, `"threshold":0.0`, 1)
	if row.Model == whole.Model {
		t.Fatal("the premise: it was damaged")
	}
	for _, x := range []store.Calibration{row, {At: row.At, By: "desk", Knowledge: row.Knowledge, Target: 0.1, Bar: 0.8, Model: "{", Digest: "x", Watch: "", Alarms: "[]"}} {
		if err := d.app.Store().SetCalibration(t.Context(), x); err != nil {
			t.Fatal(err)
		}
		if err := sure.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		s := sure.Sureness()
		if _, in := s.Decide(features(1), knowledge.Information); in || s.Model.Digest() != "" || len(s.Alarms) != 0 {
			t.Errorf("a damaged model decides: %+v", s)
		}
		if shown, err := sure.Now(t.Context()); err != nil || shown.Fault == "" || shown.Tiers[0].Holds {
			t.Errorf("%+v, %v", shown, err)
		}
	}
	for name, spoil := range map[string]func(*store.Calibration){
		"its watch is lost":          func(c *store.Calibration) { c.Watch = "{}" },
		"its alarms cannot be read":  func(c *store.Calibration) { c.Alarms = "what" },
		"the owner's target changed": func(c *store.Calibration) { c.Target = 0.2 },
		"its floor was lower":        func(c *store.Calibration) { c.Bar = -0 },
	} {
		x := whole
		spoil(&x)
		if name == "its floor was lower" && app.FloorOf(d.c, app.ModelOf(whole).Base().Labels.Basis()) == 0 {
			continue // labels of people alone need none
		}
		if err := d.app.Store().SetCalibration(t.Context(), x); err != nil {
			t.Fatal(err)
		}
		if err := sure.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, in := sure.Sureness().Decide(features(1), knowledge.Information); in && got.Answer {
			t.Errorf("%s: it answers", name)
		}
	}
}

func features(v float64) []float64 {
	out := make([]float64, len(answers.FeatureNames()))
	for i := range out {
		out[i] = v
	}
	return out
}

// An alarm closes its matter, for the fixed bar too, until a person calibrates anew: not when the desk does it because
// an article changed.
func TestCalibrationAlarmMakesTheDeskStricter(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Calibrate: true})
	d.holds()
	sure := app.SureOf(d.app)
	good := features(0.95)
	if got, in := sure.Sureness().Decide(good, knowledge.Information); !in || !got.Answer {
		t.Fatalf("the premise: %+v", got)
	}
	l := store.Label{Tier: "information", Verdict: store.WrongSource, Drawn: true}
	for range 40 {
		if err := sure.Watched(t.Context(), l, good); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := sure.Sureness().Decide(good, knowledge.Information); got.Answer || got.Refusal != calibrate.Alarmed {
		t.Errorf("after 40 wrong answers: %+v", got)
	}
	var said string
	for _, f := range app.Doctor(t.Context(), d.c) {
		if f.Name == "calibration" {
			said = f.What
		}
	}
	if !strings.Contains(said, "alarm") {
		t.Errorf("the doctor says %q", said)
	}
	lead := d.signIn(d.agent("Lea", candor.RoleLead))
	if page := d.page("/console/calibration", lead).body; !strings.Contains(page, "wrong more often than was stated") {
		t.Error("the console does not show the alarm")
	}
	if page := d.page("/trust", "").body; !strings.Contains(page, "There is no guarantee yet") {
		t.Error("the trust page states a bound under an alarm")
	}
	x := d.unanswered("Can I return an unused lamp?")
	if got := d.conversation(x.ID); got.ID == "" {
		t.Error("no conversation")
	}
	if err := sure.Renew(t.Context(), "desk"); err != nil {
		t.Fatal(err)
	}
	if s := sure.Sureness(); len(s.Alarms) == 0 {
		t.Error("the desk ended the alarm by itself")
	}
	if got := d.form("/console/calibration", lead, url.Values{}); got.status != 303 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	await(t, "a person's calibration ends the alarm", func() bool { return len(sure.Sureness().Alarms) == 0 })
}

var judgeForm = regexp.MustCompile(`action="(/console/c/con_[a-z0-9]+/judge/msg_[a-z0-9]+)"[^>]*>\s*<input type="hidden" name="article" value="([^"]*)"`)

// People judge questions drawn by lot, answered or not, of customers who allow it. What is kept is numbers, and
// when the customer's data goes, nothing says any more whose question it was.
func TestLabelsAreTakenOfWhoeverAllowsItAndLoseTheirTie(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	cookie := d.signIn(d.agent("Maya"))
	open := d.unanswered("Do you also repair antique bicycles? My name is Ann Fox, ann.fox@mail.example")
	closed := d.unanswered("Do you also repair antique xylophones?")
	d.decides(open, candor.Improve, true)
	page := d.page("/console/calibration/judge", cookie).body
	if !strings.Contains(page, "antique bicycles") || strings.Contains(page, "xylophones") || strings.Contains(page, "ann.fox") {
		t.Fatalf("to judge: %s", page)
	}
	form := judgeForm.FindStringSubmatch(page)
	if form == nil {
		t.Fatalf("no form: %s", page)
	}
	var why string
	for _, m := range d.messages(closed) {
		if strings.HasPrefix(m.Key, "assistant.abstain") {
			why = d.page("/console/c/"+string(closed.ID)+"/why/"+string(m.ID), cookie).body
		}
	}
	if !strings.Contains(why, "has not allowed the desk to learn") || judgeForm.MatchString(why) {
		t.Errorf("why, of a customer who did not allow it: %s", why)
	}
	if got := d.form(form[1], cookie, url.Values{"article": {"art_other"}, "verdict": {"right"}}); got.status != 409 {
		t.Errorf("of an article that was not found: %d", got.status)
	}
	if got := d.form(form[1], cookie, url.Values{"article": {form[2]}, "verdict": {"maybe"}}); got.status != 400 {
		t.Errorf("a word that is none: %d", got.status)
	}
	if got := d.form(form[1], cookie, url.Values{"article": {form[2]}, "verdict": {"none"}}); got.status != 303 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	labels, err := d.app.Store().Labels(t.Context())
	if err != nil || len(labels) != 1 || !labels[0].Drawn || labels[0].Verdict != store.NoSource {
		t.Fatalf("%+v, %v", labels, err)
	}
	if page := d.page("/console/calibration/judge", cookie).body; strings.Contains(page, "antique bicycles") {
		t.Error("a judged question is asked again")
	}
	whole := d.all(`SELECT id || ' ' || article || ' ' || features || ' ' || day || ' ' || agent FROM label`)
	if text := strings.ToLower(strings.Join(whole, "\n")); strings.Contains(text, "bicycle") || strings.Contains(text, "fox") || strings.Contains(text, string(open.ID)) {
		t.Errorf("the label says whose words it is about: %s", text)
	}
	if n := d.count(`SELECT COUNT(*) FROM label_tie WHERE conversation = $1`, string(open.ID)); n != 1 {
		t.Errorf("%d ties", n)
	}
	if _, err := d.app.Store().Erase(t.Context(), open.Customer, "desk", store.Asked); err != nil {
		t.Fatal(err)
	}
	if n := d.count(`SELECT COUNT(*) FROM label_tie`); n != 0 {
		t.Errorf("%d ties after the customer is gone", n)
	}
	if after, err := d.app.Store().Labels(t.Context()); err != nil || len(after) != 1 {
		t.Errorf("the figure is gone too: %v, %v", after, err)
	}
}
