package escalate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"candor"
	"candor/escalate"
	"candor/policy"
)

// talk makes a case: what was said before, the customer first and then in turn, and the newest
// message.
func talk(state candor.State, message string, before ...string) *policy.Case {
	c := &policy.Case{
		Conversation: candor.Conversation{State: state, WithPerson: state != candor.Assisting, Language: "en"},
		Message:      candor.Message{Author: candor.ByCustomer, Body: candor.Text(message)},
	}
	for i, text := range before {
		author := candor.ByCustomer
		if i%2 == 1 {
			author = candor.ByAssistant
		}
		c.History = append(c.History, candor.Message{Number: int64(i + 1), Author: author, Kind: candor.Said, Body: candor.Text(text)})
	}
	return c
}

func check(t *testing.T, g policy.Gate, c *policy.Case) policy.Verdict {
	t.Helper()
	v, err := g.Check(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestCrisisGoesToPeopleFirstWhoeverHasTheConversation(t *testing.T) {
	t.Parallel()
	g := escalate.CrisisGate{Signals: newInspector(t)}
	for _, state := range candor.States() {
		got := check(t, g, talk(state, "I don't want to live any more"))
		want := policy.Verdict{
			Action: policy.HandOver, Reason: "crisis", Rule: "crisis.en.die", Priority: candor.Urgent, Say: policy.Fixed{Key: "handover.crisis"},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", state, diff)
		}
	}
	if v := check(t, g, talk(candor.Assisting, "This app is killing me")); v.Action != policy.Pass {
		t.Errorf("a figure of speech: %v", v.Action)
	}
}

func TestPersonGateHandsOverOnPlainWords(t *testing.T) {
	t.Parallel()
	g := escalate.PersonGate{Signals: newInspector(t)}
	got := check(t, g, talk(candor.Assisting, "agent please"))
	want := policy.Verdict{Action: policy.HandOver, Reason: "asked_person"}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(policy.Verdict{}, "Rule")); diff != "" || got.Rule == "" {
		t.Errorf("rule %q, %s", got.Rule, diff)
	}
	if v := check(t, g, talk(candor.Assisting, "Can another person pick up my order?")); v.Action != policy.Pass {
		t.Errorf("an ordinary question: %v", v.Action)
	}
}

func TestHumanGateTellsTheTruth(t *testing.T) {
	t.Parallel()
	g := escalate.HumanGate{Signals: newInspector(t)}
	got := check(t, g, talk(candor.Assisting, "bin ich mit einem Menschen verbunden?"))
	if got.Action != policy.Reply || got.Say.Key != "assistant.not_human" || got.Rule == "" {
		t.Errorf("got %+v", got)
	}
	if v := check(t, g, talk(candor.Attended, "are you a bot?")); v.Action != policy.Pass {
		t.Errorf("where a person answers, the assistant says nothing: %v", v.Action)
	}
}

// Lesson 12: "No, that's not it" is no new question. One is heard, two in a row bring a person.
func TestThatsNotItCountsAsUnresolved(t *testing.T) {
	t.Parallel()
	g := escalate.LoopGate{Signals: newInspector(t)}
	question, answer := "How long do I have to return a lamp?", "You can return most items within 60 days."
	for _, c := range []struct {
		name string
		c    *policy.Case
		want policy.Action
		why  string
	}{
		{"a first question", talk(candor.Assisting, question), policy.Pass, ""},
		{"a new question", talk(candor.Assisting, "And who pays for the postage?", question, answer), policy.Pass, ""},
		{"no, once", talk(candor.Assisting, "No, that's not it", question, answer), policy.Pass, ""},
		{"no, twice", talk(candor.Assisting, "That still doesn't help", question, answer, "No, that's not it", answer), policy.HandOver, "unresolved"},
		{"no, then a new question", talk(candor.Assisting, "Where is your shop in Leeds?", question, answer, "No, that's not it", answer), policy.Pass, ""},
		{"the same three times", talk(candor.Assisting, "how long do I have to return this lamp", question, answer, "How long do I have for returning the lamp?", answer), policy.HandOver, "loop"},
		{"with a person", talk(candor.Attended, "That still doesn't help", question, answer, "No, that's not it", answer), policy.Pass, ""},
		{"in German", talk(candor.Assisting, "Das hilft mir nicht weiter", "Wie lange kann ich zurückgeben?", answer, "Nein, das ist es nicht", answer), policy.HandOver, "unresolved"},
		{"thanks", talk(candor.Assisting, "Thank you, that helped", question, answer, "No, that's not it", answer), policy.Pass, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if v := check(t, g, c.c); v.Action != c.want || v.Reason != c.why {
				t.Errorf("%v %q, want %v %q", v.Action, v.Reason, c.want, c.why)
			}
		})
	}
}

// An answer that the customer rated as not helpful, or that could not be given, is a turn
// without help, too.
func TestTurnsThatTheDeskCountedAddUp(t *testing.T) {
	t.Parallel()
	g := escalate.LoopGate{Signals: newInspector(t)}
	c := talk(candor.Assisting, "No, that's not it", "How long do I have?", "60 days.")
	c.Conversation.Unresolved = 1
	if v := check(t, g, c); v.Action != policy.HandOver {
		t.Errorf("one counted and one said: %v", v.Action)
	}
	c = talk(candor.Assisting, "And who pays the postage?", "How long do I have?", "60 days.")
	c.Conversation.Unresolved = 1
	if v := check(t, g, c); v.Action != policy.Pass {
		t.Errorf("one counted and a new question: %v", v.Action)
	}
}

// What was said to people before does not count against the assistant.
func TestWordsToAPersonDoNotCountAgainstTheAssistant(t *testing.T) {
	t.Parallel()
	g := escalate.LoopGate{Signals: newInspector(t)}
	c := talk(candor.Assisting, "That didn't help", "Where is it?", "It is on its way.", "No, that's not it", "It is on its way.")
	c.History[3].Author = candor.ByAgent
	if v := check(t, g, c); v.Action != policy.Pass {
		t.Errorf("got %v", v.Action)
	}
}
