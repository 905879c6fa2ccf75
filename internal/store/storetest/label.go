package storetest

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/store"
)

func labelCases() []testCase {
	return []testCase{
		{"a label is numbers and a day, and the same question has one", labelsAreNumbers},
		{"a label outlives the person, and nothing says whose it was", labelsOutlive},
		{"a label that is not whole is refused", labelsAreWhole},
		{"answered or not, every turn is there to be drawn", turnsAreAll},
		{"the calibration in force is one, and on the record", calibrationIsOne},
	}
}

// measured is how a search did.
func measured() map[string]float64 { return map[string]float64{"coverage": 0.8125, "margin": 0.3} }

func (d *desk) judged(t testing.TB, c candor.Conversation, message candor.MessageID, id string) store.Label {
	t.Helper()
	l := store.Label{ID: id, Article: "art_lamp", Tier: "account", Verdict: store.WrongSource, Drawn: true, Features: measured(), Agent: mayaID}
	must(t, d.SaveLabel(t.Context(), c.ID, message, l))
	return l
}

func labelsAreNumbers(t *testing.T, d *desk) {
	c, m := d.answered(t)
	d.judged(t, c, m.ID, "lbl_1")
	want := store.Label{ID: "lbl_2", Article: "art_lamp", Tier: "account", Verdict: store.RightSource, Features: measured(), Agent: mayaID}
	must(t, d.SaveLabel(t.Context(), c.ID, m.ID, want))
	want.Features = map[string]float64{"coverage": 0.81, "margin": 0.3} // in hundredths
	want.Day = time.Now().UTC().Truncate(24 * time.Hour)
	all, err := d.Labels(t.Context())
	must(t, err)
	if diff := cmp.Diff([]store.Label{want}, all); diff != "" {
		t.Error(diff)
	}
	got, ok, err := d.LabelOf(t.Context(), c.ID, m.ID)
	must(t, err)
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Error(ok, diff)
	}
	if _, ok, err := d.LabelOf(t.Context(), c.ID, candor.NewMessageID()); ok || err != nil {
		t.Error(ok, err)
	}
	if raw, _ := json.Marshal(all); strings.Contains(string(raw), "lamp?") || strings.Contains(string(raw), string(c.ID)) || strings.Contains(string(raw), string(m.ID)) {
		t.Errorf("the label says more than numbers: %s", raw)
	}
}

func labelsOutlive(t *testing.T, d *desk) {
	c, m := d.answered(t)
	d.judged(t, c, m.ID, "lbl_1")
	before, err := d.Labels(t.Context())
	must(t, err)
	if drawn, picked, err := d.LabelCounts(t.Context()); err != nil || drawn != 1 || picked != 0 {
		t.Errorf("%d drawn and %d picked, %v", drawn, picked, err)
	}
	if d.left(t, c.Customer)["label_tie"] != 1 {
		t.Fatal("the premise: nothing ties the label to the customer")
	}
	d.erase(t, c.Customer)
	after, err := d.Labels(t.Context())
	must(t, err)
	if diff := cmp.Diff(before, after); diff != "" || len(after) != 1 {
		t.Errorf("the figures are not what they were: %s", diff)
	}
	if n := d.left(t, c.Customer)["label_tie"]; n != 0 {
		t.Errorf("%d ties are left", n)
	}
	if _, ok, err := d.LabelOf(t.Context(), c.ID, m.ID); ok || err != nil {
		t.Errorf("the label can still be found by the message: %v", err)
	}
}

func labelsAreWhole(t *testing.T, d *desk) {
	c, m := d.answered(t)
	whole := store.Label{ID: "lbl_1", Article: "art_lamp", Tier: "information", Verdict: store.RightSource, Agent: mayaID}
	for name, spoil := range map[string]func(*store.Label){
		"no verdict":     func(l *store.Label) { l.Verdict = "maybe" },
		"nobody":         func(l *store.Label) { l.Agent = "" },
		"right, nothing": func(l *store.Label) { l.Article = "" },
		"a tier unknown": func(l *store.Label) { l.Tier = "grave" },
		"no number":      func(l *store.Label) { l.Features = map[string]float64{"x": 1e300} },
	} {
		l := whole
		spoil(&l)
		if err := d.SaveLabel(t.Context(), c.ID, m.ID, l); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if err := d.SaveLabel(t.Context(), c.ID, candor.NewMessageID(), whole); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("of no message: %v", err)
	}
	if all, err := d.Labels(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("kept %v, %v", all, err)
	}
}

func turnsAreAll(t *testing.T, d *desk) {
	said, answer := d.answered(t)
	d.judged(t, said, answer.ID, "lbl_1")
	d.say(t, d.begin(t, candor.CustomerPicksAssistant), "Anybody?", "")
	turns, err := d.Turns(t.Context(), time.Now().Add(-time.Hour), 10)
	must(t, err)
	if len(turns) != 1 || turns[0].Message != answer.ID || !turns[0].Labelled || turns[0].Conversation != said.ID {
		t.Errorf("turns %+v", turns)
	}
	if later, err := d.Turns(t.Context(), time.Now().Add(time.Hour), 10); err != nil || len(later) != 0 {
		t.Errorf("of a time to come: %v, %v", later, err)
	}
}

func calibrationIsOne(t *testing.T, d *desk) {
	if _, ok, err := d.Calibration(t.Context()); ok || err != nil {
		t.Fatalf("before there is one: %v", err)
	}
	want := store.Calibration{
		At: now(), By: "desk", Knowledge: "k", Target: 0.1, Bar: 0.8, Model: "m", Digest: "one", Watch: "w", Alarms: "[]", Labels: 3,
	}
	must(t, d.SetCalibration(t.Context(), want))
	want.Digest, want.By = "two", string(mayaID)
	must(t, d.SetCalibration(t.Context(), want))
	if kept, err := d.SaveWatch(t.Context(), "one", "late", "[1]", 1); kept || err != nil {
		t.Errorf("the watch of a model that is gone: %v, %v", kept, err)
	}
	kept, err := d.SaveWatch(t.Context(), "two", "w2", "[2]", 1)
	must(t, err)
	want.Watch, want.Alarms = "w2", "[2]"
	got, ok, err := d.Calibration(t.Context())
	must(t, err)
	if diff := cmp.Diff(want, got); !kept || !ok || diff != "" {
		t.Error(kept, ok, diff)
	}
	var acts []string
	for _, e := range d.records(t) {
		if strings.HasPrefix(e.Facts["setting"], store.SettingCalibration) {
			acts = append(acts, e.Actor+" "+e.Facts["setting"]+" "+e.Facts["old"]+">"+e.Facts["new"])
		}
	}
	if diff := cmp.Diff([]string{"desk calibration >one", "agent:" + string(mayaID) + " calibration one>two", "desk calibration_alarm >1"}, acts); diff != "" {
		t.Error(diff)
	}
}
