package console_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/internal/web/console"
	"candor/internal/web/port"
)

// sureness is a calibration as a test says. What a real one does is tested where it is made.
type sureness struct {
	mu      sync.Mutex
	state   port.Calibration
	judging console.Judging
	refuses error
	renewed []candor.AgentID
	said    []string
}

func (s *sureness) Calibration(context.Context) (port.Calibration, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, nil
}

func (s *sureness) Renew(_ context.Context, by candor.AgentID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.renewed = append(s.renewed, by)
	return nil
}

func (s *sureness) ToJudge(context.Context, candor.AgentID, int) ([]console.Judging, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.judging.May {
		return nil, nil
	}
	return []console.Judging{s.judging}, nil
}

func (s *sureness) Judging(context.Context, candor.AgentID, candor.Message) (console.Judging, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.judging, nil
}

func (s *sureness) Judge(_ context.Context, by candor.AgentID, m candor.Message, article candor.ArticleID, verdict string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuses != nil {
		return s.refuses
	}
	s.said = append(s.said, string(m.ID)+" "+string(article)+" "+verdict)
	return nil
}

// tiers gives a calibration in which the first n tiers hold.
func tiers(n int) port.Calibration {
	c := port.Calibration{Target: 0.1, Bar: 0.8, Made: true, By: "desk", At: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), InForce: true, Drawn: 12, Pointed: 3}
	for i, name := range []string{"information", "account", "money-legal-health"} {
		b := port.Bound{Tier: name, Target: 0.1, Level: 0.95, Error: 1, N: 60, Reason: "too few labels", More: 80, Cold: 90, Drift: port.DriftCalm}
		if i < n {
			b.Holds, b.Error, b.Threshold, b.N, b.Answered, b.Wrong, b.Coverage, b.Reason, b.More = true, 0.0771, 0.62, 212, 120, 4, 0.566, "", 0
		}
		c.Tiers = append(c.Tiers, b)
	}
	c.All = c.Tiers[0]
	c.All.Tier = ""
	return c
}

func TestCalibrationPageSaysWhatHoldsInOneSentence(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	alarmed := tiers(1)
	alarmed.Tiers[0].Holds, alarmed.Tiers[0].Reason, alarmed.Tiers[0].Drift = false, "alarm", port.DriftAlarm
	alarmed.Alarms = []port.Alarm{{Cause: "more wrong answers than stated", Tier: "information", At: alarmed.At}}
	helped, useless := tiers(3), tiers(3)
	helped.Vectors = port.Vectors{Vectors: true, Asked: 440, With: 0.613, Without: 0.604, Doubt: 0.004}
	useless.Vectors = port.Vectors{Asked: 440, With: 0.604, Without: 0.604, Doubt: 0.004}
	const said = "At most 7.8 of 100 answers are from a wrong article, with 95 % confidence, measured on 212 questions: 120 were answered, 4 of them wrongly."
	for name, x := range map[string]struct {
		state port.Calibration
		first string
		also  []string
	}{
		"every matter":    {tiers(3), "<b>" + said + "</b>", []string{"56.6", "0.62"}},
		"information":     {tiers(1), "<b>In matters of information: " + said, []string{"About 80 more labels", "fixed bar of 0.80"}},
		"none":            {tiers(0), "<b>No guarantee yet. There are too few labels. About 80 more labels like these would be enough.</b>", []string{"90 made from the articles, 0 real", "12 questions drawn by lot"}},
		"vectors help":    {helped, "<b>" + said + "</b>", []string{"Word vectors are used", "440 questions", "0.613 with them and 0.604 without"}},
		"they do not":     {useless, "<b>" + said + "</b>", []string{"Word vectors are not used: they do not help enough", "440 questions"}},
		"never tried":     {tiers(3), "<b>" + said + "</b>", []string{"no English articles to try them on"}},
		"nothing at all":  {port.Calibration{Target: 0.1, Bar: 0.8}, "No guarantee yet.", []string{"Not calibrated yet"}},
		"under an alarm":  {alarmed, "<b>No guarantee yet. There is an alarm.</b>", []string{"answers are wrong more often than was stated"}},
		"a fault":         {port.Calibration{Fault: "secret cause"}, "No guarantee yet.", []string{"What was stored cannot be used"}},
		"one in the make": {port.Calibration{Busy: true}, "No guarantee yet.", []string{"A new calibration is being made"}},
	} {
		h.sure.mu.Lock()
		h.sure.state = x.state
		h.sure.mu.Unlock()
		got := b.get("/console/calibration")
		for _, want := range append(x.also, x.first) {
			if got.status != http.StatusOK || !strings.Contains(got.body, want) {
				t.Errorf("%s: %d, no %q in %s", name, got.status, want, got.body)
			}
		}
		if strings.Contains(got.body, "secret cause") {
			t.Errorf("%s: the cause of a fault is shown", name)
		}
	}
	if page := b.get("/console/desk").body; !strings.Contains(page, `href="/console/calibration"`) {
		t.Error("the page of the desk does not lead there")
	}
	if got := b.do("POST", "/console/calibration", strings.NewReader("")); got.status != http.StatusSeeOther || len(h.sure.renewed) != 1 || h.sure.renewed[0] != h.people["Olu"].ID {
		t.Errorf("calibrate anew: %d, by %v", got.status, h.sure.renewed)
	}
}

func TestLabelsAreSaidOnThePageThatSaysWhy(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asksAssistant("Can I return a lamp?")
	m := h.answered(c.ID)
	b := h.signedIn("Maya")
	at := "/console/c/" + string(c.ID) + "/why/" + string(m.ID)
	if page := b.get(at).body; strings.Contains(page, "data-part=\"judging\"") {
		t.Error("there is something to judge of what cannot be judged")
	}
	h.sure.judging = console.Judging{
		Conversation: c.ID, Message: m.ID, Question: "Can I <b>return</b> a lamp?", Article: "art_lamp", Title: "Returns", URL: "/help/returns", May: true, Given: "wrong",
	}
	page := b.get(at).body
	for _, want := range []string{"Was it the right source?", "Can I &lt;b&gt;return&lt;/b&gt; a lamp?", `value="art_lamp"`, "Right source", "Wrong source", "No article answers this", "Said before: wrong source."} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
	act := "/console/c/" + string(c.ID) + "/judge/" + string(m.ID)
	form := func(verdict, back string) string {
		return url.Values{"article": {"art_lamp"}, "verdict": {verdict}, "back": {back}}.Encode()
	}
	if got := b.do("POST", act, strings.NewReader(form("right", "why"))); got.status != http.StatusSeeOther || got.location != at {
		t.Errorf("%d to %s", got.status, got.location)
	}
	if got := b.do("POST", act, strings.NewReader(form("none", ""))); got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/console/calibration/judge") {
		t.Errorf("%d to %s", got.status, got.location)
	}
	if got := b.do("POST", act, strings.NewReader(form("perhaps", ""))); got.status != http.StatusBadRequest {
		t.Errorf("a word that is none: %d", got.status)
	}
	all, err := h.store.Messages(t.Context(), candor.CustomerReads(), c.ID, 0, 50, false)
	if err != nil {
		t.Fatal(err)
	}
	others := 0
	for _, other := range all {
		if other.Author == candor.ByAssistant {
			continue
		}
		others++
		if got := b.do("POST", "/console/c/"+string(c.ID)+"/judge/"+string(other.ID), strings.NewReader(form("right", ""))); got.status != http.StatusNotFound {
			t.Errorf("a message of %s is judged: %d", other.Author, got.status)
		}
	}
	if others == 0 {
		t.Error("the premise: somebody else said something")
	}
	if got := strings.Join(h.sure.said, "; "); got != string(m.ID)+" art_lamp right; "+string(m.ID)+" art_lamp none" {
		t.Errorf("kept %s", got)
	}
	h.sure.refuses = candor.Fail(candor.CodeConflict, "console.calibration.moved", nil)
	if got := b.do("POST", act, strings.NewReader(form("right", ""))); got.status != http.StatusConflict || !strings.Contains(got.body, "finds another article") {
		t.Errorf("moved: %d", got.status)
	}
	if page := b.get("/console/calibration/judge").body; !strings.Contains(page, act) {
		t.Errorf("the question is not among those to judge: %s", page)
	}
	h.sure.judging = console.Judging{Closed: true}
	if page := b.get(at).body; !strings.Contains(page, "has not allowed the desk to learn") || strings.Contains(page, "Right source") {
		t.Error("a closed question can be judged")
	}
	if page := b.get("/console/calibration/judge").body; !strings.Contains(page, "nothing to judge now") {
		t.Error("an empty page says nothing")
	}
}
