package candor_test

import (
	"testing"
	"time"

	"candor"
)

func TestWhoAskedAndDidNotGetAPerson(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	type step struct {
		act   candor.Act
		after time.Duration
	}
	for _, x := range []struct {
		name     string
		promise  time.Duration // after the beginning; 0: none
		steps    []step
		asks     bool
		missedAt time.Duration // -1: not
	}{
		{"asked and waits", time.Hour, []step{{candor.CustomerAsksPerson, 0}}, true, -1},
		{"a person came in time", time.Hour, []step{{candor.CustomerAsksPerson, 0}, {candor.AgentTakes, 59 * time.Minute}}, false, -1},
		{"a person came late", time.Hour, []step{{candor.CustomerAsksPerson, 0}, {candor.AgentTakes, 2 * time.Hour}}, false, time.Hour},
		{"without a date no hour is too late", 0, []step{{candor.CustomerAsksPerson, 0}, {candor.AgentTakes, 2 * time.Hour}}, false, -1},
		{"it ended before anybody came", 0, []step{{candor.CustomerAsksPerson, 0}, {candor.CustomerConfirms, time.Minute}}, true, time.Minute},
		{"erased before anybody came", 0, []step{{candor.CustomerAsksPerson, 0}, {candor.CustomerErases, time.Minute}}, true, time.Minute},
		{"back with the assistant, and it ended there", 0, []step{{candor.CustomerAsksPerson, 0}, {candor.CustomerPicksAssistant, time.Minute}, {candor.CustomerConfirms, time.Hour}}, true, time.Hour},
		{"asking again keeps the first time", time.Hour, []step{{candor.CustomerAsksPerson, 0}, {candor.CustomerAsksPerson, 2 * time.Hour}, {candor.AgentTakes, 3 * time.Hour}}, false, time.Hour},
		{"asked for another person", 0, []step{{candor.CustomerAsksPerson, 0}, {candor.AgentTakes, time.Minute}, {candor.CustomerAsksPerson, time.Hour}}, true, -1},
		{"sent by a rule, and nobody asked", time.Hour, []step{{candor.CustomerPicksAssistant, 0}, {candor.DeskHandsOver, time.Minute}, {candor.CustomerConfirms, 3 * time.Hour}}, false, -1},
		{"missed stays missed", time.Hour, []step{{candor.CustomerAsksPerson, 0}, {candor.CustomerWrites, 2 * time.Hour}, {candor.AgentTakes, 3 * time.Hour}, {candor.AgentResolves, 4 * time.Hour}}, false, time.Hour},
	} {
		var c candor.Conversation
		for _, s := range x.steps {
			var err error
			if c, err = c.After(s.act, start.Add(s.after)); err != nil {
				t.Fatalf("%s: %s: %v", x.name, s.act, err)
			}
			if c.State == candor.Waiting && x.promise > 0 {
				c.PromisedBy = start.Add(x.promise)
			}
		}
		if c.StillAsks() != x.asks {
			t.Errorf("%s: still asks is %v", x.name, c.StillAsks())
		}
		want := time.Time{}
		if x.missedAt >= 0 {
			want = start.Add(x.missedAt)
		}
		if !c.Missed.Equal(want) {
			t.Errorf("%s: missed at %v, want %v", x.name, c.Missed, want)
		}
	}
}

func TestACaseKeyIsShortAndOpensNothing(t *testing.T) {
	t.Parallel()
	a, b := candor.NewConversationID(), candor.NewConversationID()
	if len(a.CaseKey()) != 8 || a.CaseKey() == b.CaseKey() || candor.ConversationID(a.CaseKey()).Valid() {
		t.Errorf("%q and %q", a.CaseKey(), b.CaseKey())
	}
}
