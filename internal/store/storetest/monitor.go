package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/fairness/monitor"
	"candor/internal/store"
	"candor/policy"
	"candor/privacy/rights"
	"candor/turn"
)

func monitorCases() []testCase {
	return []testCase{
		{"what came of a question is counted with the answer, ten people at a time", countedInTens},
		{"somebody who comes back is not counted twice", countedOnce},
		{"how a conversation stands is counted a week after it began, whatever became of it", countedAfterAWeek},
		{"counts survive an erasure, and nothing tells who was counted (lesson 24)", countsOutlive},
		{"a stated group is counted under a live consent only, and on the record", statedIsCounted},
		{"what was stated is refused to everybody who decides or serves", statedIsSealed},
		{"taking the consent back destroys what was stated", withdrawalDestroys},
		{"a person takes along, corrects and erases what they stated", statedIsTheirs},
		{"only groups of the desk's lists are kept", statedIsListed},
		{"a look is kept with its alarms, once, across restarts", looksAreKept},
		{"a window is what was told since, and needs no rows of people", windowsAreTold},
	}
}

// asked stores a question that the assistant answered.
func (d *desk) asked(t testing.TB, c candor.Conversation) candor.Conversation {
	t.Helper()
	stored, err := d.Commit(context.Background(), turn.Change{Before: c, After: after(t, c, candor.CustomerPicksAssistant)})
	must(t, err)
	stored = d.say(t, stored, "Where is my lamp?", "")
	x := d.assistantSays(t, stored, "It is on its way.")
	next := stored
	next.LastAnswered = stored.LastCustomer
	stored, err = d.Commit(context.Background(), turn.Change{Before: stored, After: next, Cleared: []*policy.Cleared{x}})
	must(t, err)
	return stored
}

// told sums what is told of a group.
func (d *desk) told(t testing.TB, f monitor.Family, by monitor.Part, group string) monitor.Count {
	t.Helper()
	all, err := d.GroupsTold(context.Background(), time.Time{}, by)
	must(t, err)
	for _, table := range monitor.Tables(all) {
		if table.Family == f && table.Part == by {
			return table.Of(group)
		}
	}
	return monitor.Count{}
}

func countedInTens(t *testing.T, d *desk) {
	french := func() candor.Conversation {
		c := fresh()
		c.Language = "fr-CA"
		return c
	}
	for range 9 {
		d.asked(t, french())
	}
	if got := d.told(t, monitor.First, monitor.ByLanguage, "fr"); got != (monitor.Count{}) {
		t.Errorf("of nine people %+v is told", got)
	}
	d.asked(t, french())
	want := monitor.Count{Begun: 10, N: 10, K: [monitor.Slots]int64{10}}
	for by, group := range map[monitor.Part]string{monitor.ByLanguage: "fr", monitor.ByChannel: "widget"} {
		if diff := cmp.Diff(want, d.told(t, monitor.First, by, group)); diff != "" {
			t.Errorf("%s: %s", by, diff)
		}
	}
	handed := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "Everything burns.", "")
	d.step(t, handed, candor.DeskHandsOver)
	for range 9 {
		d.asked(t, fresh())
	}
	want = monitor.Count{Begun: 10, N: 10, K: [monitor.Slots]int64{9, 0, 1}}
	if diff := cmp.Diff(want, d.told(t, monitor.First, monitor.ByLanguage, "en")); diff != "" {
		t.Errorf("one of ten was handed over: %s", diff)
	}
}

func countedOnce(t *testing.T, d *desk) {
	c := fresh()
	d.asked(t, c)
	for range 20 {
		again := fresh()
		again.Customer = c.Customer
		d.asked(t, again)
	}
	for range 8 {
		d.asked(t, fresh())
	}
	if got := d.told(t, monitor.First, monitor.ByLanguage, "en"); got.N != 0 {
		t.Errorf("nine people in 29 conversations are told as %d", got.N)
	}
	d.asked(t, fresh())
	if got := d.told(t, monitor.First, monitor.ByLanguage, "en"); got.N != 10 {
		t.Errorf("ten people are told as %d", got.N)
	}
	if _, err := d.SettleEnded(t.Context(), time.Now().Add(monitor.Again+25*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if r, err := d.handler(t, "monitor_turn").Prove(t.Context(), subject(c.Customer)); err != nil || r.Left != 0 {
		t.Errorf("turns of long ago are kept: %+v, %v", r, err)
	}
}

func countedAfterAWeek(t *testing.T, d *desk) {
	for i := range 20 {
		switch c := d.asked(t, fresh()); {
		case i < 5:
			d.step(t, c, candor.CustomerConfirms)
		case i < 8:
			if _, err := d.Erase(t.Context(), c.Customer, "desk", store.Asked); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range 3 {
		d.say(t, d.begin(t, candor.CustomerPicksAssistant), fmt.Sprint("Hello ", i), "")
	}
	settle := func(later time.Duration, want int) {
		t.Helper()
		n, err := d.SettleEnded(t.Context(), time.Now().Add(later))
		if err != nil || n != want {
			t.Errorf("after %v %d were counted, want %d (%v)", later, n, want, err)
		}
	}
	settle(6*24*time.Hour, 0)
	settle(9*24*time.Hour, 20)
	settle(9*24*time.Hour, 0)
	want := monitor.Count{Begun: 20, N: 20, K: [monitor.Slots]int64{17, 5}} // of 23, three erased
	if diff := cmp.Diff(want, d.told(t, monitor.Ended, monitor.ByLanguage, "en")); diff != "" {
		t.Error(diff)
	}
}

func countsOutlive(t *testing.T, d *desk) {
	var last candor.Conversation
	for range 10 {
		last = d.asked(t, fresh())
	}
	before, err := d.GroupsTold(t.Context(), time.Time{}, "")
	must(t, err)
	if _, err := d.Erase(t.Context(), last.Customer, "desk", store.Asked); err != nil {
		t.Fatal(err)
	}
	after, err := d.GroupsTold(t.Context(), time.Time{}, "")
	must(t, err)
	if diff := cmp.Diff(before, after); diff != "" || len(after) == 0 {
		t.Errorf("%d cells; changed: %s", len(after), diff)
	}
}

// states gives a consent to fairness and keeps what a customer says of themselves.
func (d *desk) states(t testing.TB, c candor.Conversation, groups map[string]string) {
	t.Helper()
	d.consents(t, c, candor.Gave)
	must(t, d.State(context.Background(), c.Customer, groups))
}

func (d *desk) consents(t testing.TB, c candor.Conversation, act candor.ConsentAct) {
	t.Helper()
	before := d.look(t, c.ID).Conversation
	_, err := d.Commit(context.Background(), turn.Change{Before: before, After: before, Consents: []candor.Consent{{
		ID: candor.NewConsentID(), Customer: c.Customer, Purpose: candor.Fairness, Act: act, Version: candor.Fairness.Meaning(),
		Notice: "digest", Language: "en", Via: candor.ViaPage, At: now(),
	}}})
	must(t, err)
}

// older states their age in a new conversation, and asks in it.
func (d *desk) older(t testing.TB) candor.Conversation {
	t.Helper()
	c := d.begin(t, candor.CustomerAsksPerson)
	d.states(t, c, map[string]string{monitor.Age: "80_up"})
	next := fresh()
	next.Customer = c.Customer
	return d.asked(t, next)
}

func statedIsCounted(t *testing.T, d *desk) {
	var last candor.Conversation
	for range 9 {
		last = d.older(t)
	}
	before := d.look(t, last.ID).Conversation
	_, err := d.Commit(t.Context(), turn.Change{Before: before, After: after(t, before, candor.CustomerWrites)})
	must(t, err)
	refused := d.begin(t, candor.CustomerAsksPerson)
	d.states(t, refused, map[string]string{monitor.Age: "80_up"})
	must(t, d.Restrict(t.Context(), refused.Customer, true)) // may only be kept
	quiet := fresh()
	quiet.Customer = refused.Customer
	d.asked(t, quiet)
	if got := d.told(t, monitor.First, monitor.Stated(monitor.Age), "80_up"); got.N != 0 {
		t.Errorf("nine people who may be counted are told as %d", got.N)
	}
	last = d.older(t)
	want := monitor.Count{Begun: 10, N: 10, K: [monitor.Slots]int64{10}}
	if diff := cmp.Diff(want, d.told(t, monitor.First, monitor.Stated(monitor.Age), "80_up")); diff != "" {
		t.Error(diff)
	}
	looks, err := d.Readings(t.Context(), last.Customer, 10)
	must(t, err)
	if len(looks) != 1 || looks[0].Access.Purpose != candor.Fairness || looks[0].Access.Actor != "desk" {
		t.Errorf("looks at what was stated: %+v", looks)
	}
	for _, e := range d.records(t) {
		for key, value := range e.Facts {
			if strings.Contains(value, "80") && strings.Contains(value, "up") {
				t.Errorf("the ledger says %s=%s", key, value)
			}
		}
	}
}

func statedIsSealed(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	d.states(t, c, map[string]string{monitor.Disability: "yes"})
	for name, by := range map[string]candor.Access{
		"an agent": candor.AgentReads(mayaID), "the assistant": candor.AssistantReads(), "a vendor": candor.VendorReads("x"),
		"help for agents": {Actor: "agent:" + string(mayaID), Purpose: candor.Assist}, "learning": {Actor: "desk", Purpose: candor.Improve},
		"the desk as it serves": {Actor: "desk", Purpose: candor.Serve}, "keeping safe": {Actor: "desk", Purpose: candor.Secure}, "nobody": {},
	} {
		if got, err := d.Stated(t.Context(), by, c.Customer); !errors.Is(err, candor.ErrNoBasis) || len(got.Groups) > 0 {
			t.Errorf("%s reads %v (%v)", name, got.Groups, err)
		}
	}
	for name, by := range map[string]candor.Access{"they themselves": candor.CustomerReads(), "the monitor": {Actor: "desk", Purpose: candor.Fairness}} {
		if got, err := d.Stated(t.Context(), by, c.Customer); err != nil || got.Groups[monitor.Disability] != "yes" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func withdrawalDestroys(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	if err := d.State(t.Context(), c.Customer, map[string]string{monitor.Gender: "woman"}); !errors.Is(err, candor.ErrConsentNeeded) {
		t.Errorf("stating without a consent: %v", err)
	}
	d.states(t, c, map[string]string{monitor.Gender: "woman"})
	d.consents(t, c, candor.Withdrew)
	got, err := d.Stated(t.Context(), candor.CustomerReads(), c.Customer)
	if err != nil || len(got.Groups) > 0 {
		t.Errorf("after taking it back: %v, %v", got, err)
	}
	d.consents(t, c, candor.Gave)
	if got, err = d.Stated(t.Context(), candor.CustomerReads(), c.Customer); err != nil || len(got.Groups) > 0 {
		t.Errorf("a new consent brings back %v (%v)", got, err)
	}
}

// kept keeps what is attached to an export.
type kept map[string]string

func (kept) Put(rights.Record) error { return nil }
func (k kept) Attach(a rights.Attachment, body io.Reader) error {
	text, err := io.ReadAll(body)
	k[a.Name] = string(text)
	return err
}

func statedIsTheirs(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	d.states(t, c, map[string]string{monitor.Gender: "man", monitor.Age: "25_39"})
	of := subject(c.Customer)
	h := d.handler(t, "stated")
	export := func() string {
		t.Helper()
		k := kept{}
		must(t, h.Export(t.Context(), of, k))
		return k["stated.json"]
	}
	if got := export(); !strings.Contains(got, `"gender": "man"`) || !strings.Contains(got, "25_39") {
		t.Errorf("exported: %s", got)
	}
	must(t, h.Correct(t.Context(), of, rights.Correction{Field: rights.FieldGroup, Old: monitor.Gender, New: "other"}))
	must(t, h.Correct(t.Context(), of, rights.Correction{Field: rights.FieldGroup, Old: monitor.Age}))
	if got := export(); !strings.Contains(got, `"gender": "other"`) || strings.Contains(got, "25_39") {
		t.Errorf("corrected: %s", got)
	}
	if err := h.Correct(t.Context(), of, rights.Correction{Field: rights.FieldGroup, Old: monitor.Gender, New: "my own words"}); !errors.Is(err, rights.ErrNotCorrected) {
		t.Errorf("words that stand in no list: %v", err)
	}
	if _, err := d.Erase(t.Context(), c.Customer, "desk", store.Asked); err != nil {
		t.Fatal(err)
	}
	if r, err := h.Prove(t.Context(), of); err != nil || r.Left != 0 {
		t.Errorf("after an erasure: %+v, %v", r, err)
	}
}

func statedIsListed(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	d.states(t, c, map[string]string{monitor.Gender: "Quillon Oxblood", monitor.Ethnicity: "any", "shoe": "43", monitor.Age: "40_64"})
	got, err := d.Stated(t.Context(), candor.CustomerReads(), c.Customer)
	must(t, err)
	if diff := cmp.Diff(map[string]string{monitor.Age: "40_64"}, got.Groups); diff != "" {
		t.Error(diff)
	}
}

func looksAreKept(t *testing.T, d *desk) {
	ctx, at := t.Context(), now()
	w, version, looked, err := d.Watch(ctx)
	if err != nil || version != 0 || !looked.IsZero() {
		t.Fatalf("before the first look: %d, %v, %v", version, looked, err)
	}
	e := monitor.Evidence{Outcome: monitor.AtOnce, By: monitor.ByLanguage, Group: "fr", LogE: 12.5, N: 200, K: 110, RestN: 900, RestK: 640}
	of := monitor.Watched{monitor.ByLanguage: {"en", "fr"}}
	w.Look(nil, of, at)
	l := store.Looked{At: at, Watch: w, Evidence: []monitor.Evidence{e}, Raised: []monitor.Evidence{e}}
	raised, err := d.SaveLook(ctx, version, l)
	if err != nil || len(raised) != 1 || raised[0].Number == 0 {
		t.Fatalf("raised %+v, %v", raised, err)
	}
	if _, err := d.SaveLook(ctx, version, l); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("a look on an old memory: %v", err)
	}
	d.reopen(t)
	again, version, looked, err := d.Watch(ctx)
	must(t, err)
	if !looked.Equal(at) || !sameJSON(t, again, w) {
		t.Errorf("the memory of the watch changed: %v", looked)
	}
	if raised, err = d.SaveLook(ctx, version, l); err != nil || len(raised) != 0 {
		t.Errorf("an alarm that stands was raised again: %+v, %v", raised, err)
	}
	all, err := d.Alarms(ctx, 10)
	if err != nil || len(all) != 1 || all[0].K != 110 || !all[0].Since.Equal(at) || !all[0].Ended.IsZero() {
		t.Fatalf("alarms: %+v, %v", all, err)
	}
	if err := d.EndAlarm(ctx, all[0], mayaID, version, w); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("ending on an old memory: %v", err)
	}
	must(t, d.EndAlarm(ctx, all[0], mayaID, version+1, w))
	if err := d.EndAlarm(ctx, all[0], mayaID, version+2, w); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("ending it twice: %v", err)
	}
	lines, err := d.Lines(ctx, at.AddDate(0, 0, -1))
	if err != nil || len(lines) != 1 || math.Abs(lines[0].LogE-12.5) > 1e-9 {
		t.Errorf("evidence: %+v, %v", lines, err)
	}
	var told []string
	for _, e := range d.records(t) {
		if e.Facts["setting"] == store.SettingAlarm {
			told = append(told, e.Actor+" "+e.Facts["outcome"]+" "+e.Facts["new"])
		}
	}
	want := []string{"desk raised at_once/language/fr", "agent:" + string(mayaID) + " looked_into at_once/language/fr"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("the ledger: %s", diff)
	}
	d.sound(t)
}

func sameJSON(t testing.TB, a, b any) bool {
	t.Helper()
	x, err := json.Marshal(a)
	must(t, err)
	y, err := json.Marshal(b)
	must(t, err)
	return string(x) == string(y)
}

func windowsAreTold(t *testing.T, d *desk) {
	for range 20 {
		d.asked(t, fresh())
	}
	count := func(from time.Time) (n int64) {
		t.Helper()
		all, err := d.GroupsTold(t.Context(), from, monitor.ByLanguage)
		must(t, err)
		for _, table := range monitor.Tables(all) {
			if table.Family == monitor.First && table.Part == monitor.ByLanguage {
				n += table.All().N
			}
		}
		return n
	}
	if today, ever, later := count(now()), count(time.Time{}), count(now().AddDate(0, 0, 1)); today != 20 || ever != 20 || later != 0 {
		t.Errorf("today %d, ever %d, from tomorrow on %d", today, ever, later)
	}
}
