package fairness_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"candor"
	"candor/fairness/audit"
	"candor/internal/app/fairness"
	"candor/policy"
)

type says struct {
	verdict policy.Verdict
	err     error
}

func (says) Name() string { return "says" }
func (s says) Check(context.Context, *policy.Case) (policy.Verdict, error) {
	return s.verdict, s.err
}

type phrases struct{}

func (phrases) Phrase(_, key string, _ map[string]string) (string, bool) {
	return "We " + key, key != ""
}

type screen struct{}

func (screen) Screen(_ context.Context, words candor.Text, _ string) (candor.Text, []string, error) {
	return words, nil, nil
}

type drafts func(*policy.Case) (policy.Draft, error)

func (d drafts) Draft(_ context.Context, c *policy.Case) (policy.Draft, error) { return d(c) }

func dry(t *testing.T, route, say says, draft policy.Draft, failed error) fairness.Dry {
	t.Helper()
	p, err := policy.New(policy.Options{Route: []policy.Gate{route}, Say: []policy.Gate{say}, Phrases: phrases{}, Screen: screen{}})
	if err != nil {
		t.Fatal(err)
	}
	d := fairness.Dry{
		Gates: p, Quotes: fairness.Side{Drafter: drafts(func(*policy.Case) (policy.Draft, error) { return draft, failed })}, Phrases: phrases{}, Desk: "Harbour & Pine",
		Status: policy.Service{Staffed: true, Waiting: 3, Wait: 8 * time.Minute}, Now: time.Now,
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADryDeskTellsWhatTheRealOneWouldDo(t *testing.T) {
	t.Parallel()
	pass := says{verdict: policy.Verdict{Action: policy.Pass, Reason: "fine"}}
	answer := policy.Draft{Sentences: []policy.Sentence{{Text: "60 days.", Citation: candor.Citation{Title: "Returns"}}, {Text: "Any item.", Citation: candor.Citation{Title: "Returns"}}}}
	broken := errors.New("no database")
	for name, c := range map[string]struct {
		route, say says
		draft      policy.Draft
		failed     error
		want       audit.Decision
		priority   int
		wait       int
		sources    int
		err        error
	}{
		"an answer":              {pass, pass, answer, nil, audit.Answered, 0, 0, 1, nil},
		"nothing found":          {pass, pass, policy.Draft{}, nil, audit.Abstained, 0, 8, 0, nil},
		"asked back":             {pass, pass, policy.Draft{Fixed: policy.Fixed{Key: "assistant.which"}}, nil, audit.Clarified, 0, 0, 0, nil},
		"a fixed reply":          {says{verdict: policy.Verdict{Action: policy.Reply, Reason: "human", Say: policy.Fixed{Key: "assistant.human"}}}, pass, answer, nil, audit.Replied, 0, 0, 0, nil},
		"a person":               {says{verdict: policy.Verdict{Action: policy.HandOver, Reason: "asked_person"}}, pass, answer, nil, audit.Person, 0, 8, 0, nil},
		"a person first in line": {says{verdict: policy.Verdict{Action: policy.HandOver, Reason: "crisis", Priority: candor.Urgent}}, pass, answer, nil, audit.Person, 2, 2, 0, nil},
		"a draft that is held":   {pass, says{verdict: policy.Verdict{Reason: "ungrounded"}}, answer, nil, audit.Held, 0, 8, 0, nil},
		"a draft for a person":   {pass, says{verdict: policy.Verdict{Action: policy.HandOver, Reason: "not_released"}}, answer, nil, audit.Person, 0, 8, 0, nil},
		"a gate that fails":      {says{err: broken}, pass, answer, nil, "", 0, 0, 0, broken},
		"a say gate that fails":  {pass, says{err: broken}, answer, nil, "", 0, 0, 0, broken},
		"a drafter that fails":   {pass, pass, answer, broken, "", 0, 0, 0, broken},
	} {
		got, err := dry(t, c.route, c.say, c.draft, c.failed).Ask(t.Context(), audit.Probe{Text: "How long do I have?", Language: "en"})
		if !errors.Is(err, c.err) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Decision != c.want || got.Priority != c.priority || got.Wait != c.wait || len(got.Sources) != c.sources {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if (fairness.Dry{}).Check() == nil {
		t.Error("a desk of nothing was accepted")
	}
}
