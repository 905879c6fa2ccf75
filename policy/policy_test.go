package policy_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor"
	"candor/policy"
)

type gate struct {
	name  string
	check func(context.Context, *policy.Case) (policy.Verdict, error)
}

func (g gate) Name() string { return g.name }
func (g gate) Check(ctx context.Context, c *policy.Case) (policy.Verdict, error) {
	return g.check(ctx, c)
}

func says(name string, v policy.Verdict) policy.Gate {
	return gate{name, func(context.Context, *policy.Case) (policy.Verdict, error) { return v, nil }}
}

type phrases map[string]string

func (p phrases) Phrase(_, key string, _ map[string]string) (string, bool) {
	s, ok := p[key]
	return s, ok
}

var pass = policy.Verdict{Action: policy.Pass, Reason: "fine"}

func pipeline(t *testing.T, route, say []policy.Gate) *policy.Pipeline {
	t.Helper()
	return screening(t, sieve(keepAll), route, say)
}

func screening(t *testing.T, s policy.Screen, route, say []policy.Gate) *policy.Pipeline {
	t.Helper()
	p, err := policy.New(policy.Options{
		Route: route, Say: say, Phrases: phrases{"greeting": "Hello."}, Screen: s, Timeout: 50 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func assisting() *policy.Case {
	return &policy.Case{
		Now: time.Now(), Desk: "Harbour & Pine",
		Conversation: candor.Conversation{ID: candor.NewConversationID(), State: candor.Assisting},
		Message:      candor.Message{ID: candor.NewMessageID(), Body: "hello there"},
	}
}

func answer() *policy.Draft {
	return &policy.Draft{
		Author: candor.ByAssistant, Kind: candor.Said, Language: "en",
		Sentences: []policy.Sentence{{Text: "You can return most items within 60 days."}},
	}
}

// failures are the ways in which a gate can let us down.
func failures() map[string]policy.Gate {
	return map[string]policy.Gate{
		policy.ReasonGateFailed: gate{"broken", func(context.Context, *policy.Case) (policy.Verdict, error) {
			return pass, errors.New("no database")
		}},
		policy.ReasonGatePanicked: gate{"broken", func(context.Context, *policy.Case) (policy.Verdict, error) {
			panic("the customer's own words")
		}},
		policy.ReasonGateTimeout: gate{"broken", func(ctx context.Context, _ *policy.Case) (policy.Verdict, error) {
			<-ctx.Done()
			time.Sleep(time.Second) // does not even honour its context
			return pass, nil
		}},
		policy.ReasonNoVerdict: says("broken", policy.Verdict{}),
	}
}

func TestAFailingGateHoldsTheReply(t *testing.T) {
	t.Parallel()
	for reason, broken := range failures() {
		t.Run(reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pipeline(t, []policy.Gate{says("first", pass)}, []policy.Gate{says("first", pass), broken, says("last", pass)})
				c := assisting()
				c.Draft = answer()
				x, d := p.Clear(t.Context(), c)
				if !x.Empty() || d.Action != policy.Hold || d.Reason != reason {
					t.Errorf("cleared %v, decision %s %q; want nothing, hold %q", !x.Empty(), d.Action, d.Reason, reason)
				}
				if len(d.Verdicts) != 2 || d.Verdicts[1].Gate != "broken" {
					t.Errorf("verdicts %+v; want the gates up to the broken one", d.Verdicts)
				}
				if err := d.Failed(); err != nil && strings.Contains(err.Error(), "own words") {
					t.Errorf("the error repeats what a panic held: %v", err)
				}
				time.Sleep(2 * time.Second) // let the gate that ignored its context end
			})
		})
	}
}

func TestAFailingGateNeverLosesACustomersWords(t *testing.T) {
	t.Parallel()
	for reason, broken := range failures() {
		t.Run(reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pipeline(t, []policy.Gate{broken}, []policy.Gate{says("first", pass)})
				r := p.Receive(t.Context(), assisting())
				if r.Empty() || r.Message().Body != "hello there" || r.Message().Author != candor.ByCustomer {
					t.Errorf("received %+v; want the customer's words", r.Message())
				}
				if d := r.Decision(); d.Action != policy.Hold || d.Reason != reason {
					t.Errorf("decision %s %q; want hold %q", d.Action, d.Reason, reason)
				}
				time.Sleep(2 * time.Second)
			})
		})
	}
}

func TestTheFirstObjectionDecides(t *testing.T) {
	t.Parallel()
	p := pipeline(t, []policy.Gate{
		says("calm", pass),
		says("person", policy.Verdict{Action: policy.HandOver, Reason: "asked_person", Priority: candor.Urgent}),
		says("never asked", policy.Verdict{Action: policy.Reply}),
	}, []policy.Gate{says("first", pass)})
	d := p.Receive(t.Context(), assisting()).Decision()
	if d.Action != policy.HandOver || d.Reason != "asked_person" || d.Priority != candor.Urgent || len(d.Verdicts) != 2 {
		t.Errorf("decision %+v", d)
	}
}

func TestWhatMayNotBeSaidIsRefusedBeforeAnyGate(t *testing.T) {
	t.Parallel()
	p := pipeline(t, []policy.Gate{says("first", pass)}, []policy.Gate{says("first", pass)})
	for name, change := range map[string]func(*policy.Case){
		"no draft":                           func(c *policy.Case) { c.Draft = nil },
		"an empty answer":                    func(c *policy.Case) { c.Draft.Sentences = nil },
		"the assistant while waiting":        func(c *policy.Case) { c.Conversation.State = candor.Waiting },
		"the assistant while attended":       func(c *policy.Case) { c.Conversation.State = candor.Attended },
		"the assistant after a person":       func(c *policy.Case) { c.Conversation.WithPerson = true },
		"the assistant before it was picked": func(c *policy.Case) { c.Conversation.State = candor.None },
		"speaking for the customer":          func(c *policy.Case) { c.Draft.Author = candor.ByCustomer },
		"speaking for nobody":                func(c *policy.Case) { c.Draft.Author = "" },
		"a person without a person":          func(c *policy.Case) { c.Draft.Author, c.Draft.Words = candor.ByAgent, "hi" },
		"the desk in free words":             func(c *policy.Case) { c.Draft.Author, c.Draft.Words = candor.ByDesk, "hi" },
		"a fixed text that does not exist":   func(c *policy.Case) { c.Draft.Fixed.Key = "made.up" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := assisting()
			c.Draft = answer()
			change(c)
			if x, d := p.Clear(t.Context(), c); !x.Empty() || d.Action != policy.Hold {
				t.Errorf("cleared %+v by %+v", x, d)
			}
		})
	}
}

func TestFixedTextsComeFromTheCatalogueWhateverTheDraftSays(t *testing.T) {
	t.Parallel()
	p := pipeline(t, []policy.Gate{says("first", pass)}, []policy.Gate{says("first", pass)})
	c := assisting()
	c.Draft = answer()
	c.Draft.Fixed.Key = "greeting"
	c.Draft.Words = "I am Maya, a real person."
	x, _ := p.Clear(t.Context(), c)
	if x.Empty() || x.Message().Body != "Hello." || x.Message().Kind != candor.Notice {
		t.Errorf("said %+v", x.Message())
	}
}

// Lesson 5: the notice of a hand-over does not depend on the gate that caused it.
func TestTheDesksOwnNoticesSurviveABrokenGate(t *testing.T) {
	t.Parallel()
	p := pipeline(t, []policy.Gate{says("first", pass)}, []policy.Gate{failures()[policy.ReasonGatePanicked]})
	c := assisting()
	c.Conversation.State = candor.Waiting
	c.Draft = &policy.Draft{Author: candor.ByDesk, Fixed: policy.Fixed{Key: "greeting"}, Language: "en"}
	if x, d := p.Clear(t.Context(), c); x.Empty() {
		t.Errorf("held: %+v", d)
	}
}

func TestZeroValuesAreEmpty(t *testing.T) {
	t.Parallel()
	var x *policy.Cleared
	var r *policy.Received
	if !x.Empty() || !r.Empty() || !(&policy.Cleared{}).Empty() || !(&policy.Received{}).Empty() {
		t.Error("something that no pipeline made counts as cleared")
	}
	if (policy.Verdict{}).Action != policy.Hold {
		t.Error("the zero verdict is not hold")
	}
}

func TestNoPipelineWithoutGates(t *testing.T) {
	t.Parallel()
	some := []policy.Gate{says("first", pass)}
	for name, o := range map[string]policy.Options{
		"nothing":    {},
		"no say":     {Route: some, Phrases: phrases{}, Screen: sieve(keepAll)},
		"no route":   {Say: some, Phrases: phrases{}, Screen: sieve(keepAll)},
		"no phrases": {Route: some, Say: some, Screen: sieve(keepAll)},
		"no screen":  {Route: some, Say: some, Phrases: phrases{}},
	} {
		if _, err := policy.New(o); err == nil {
			t.Errorf("%s: a pipeline was made", name)
		}
	}
}

func TestTheVersionNamesTheGatesAndTheirOrder(t *testing.T) {
	t.Parallel()
	a, b := says("a", pass), says("b", pass)
	one := pipeline(t, []policy.Gate{a, b}, []policy.Gate{a}).Version()
	if one != pipeline(t, []policy.Gate{a, b}, []policy.Gate{a}).Version() {
		t.Error("the same gates have two versions")
	}
	for _, other := range []*policy.Pipeline{
		pipeline(t, []policy.Gate{b, a}, []policy.Gate{a}), pipeline(t, []policy.Gate{a}, []policy.Gate{b, a}),
	} {
		if other.Version() == one {
			t.Error("other gates have the same version")
		}
	}
}
