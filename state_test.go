package candor_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"candor"
)

// explored is what the future of a conversation depends on.
type explored struct {
	state      candor.State
	withPerson bool
}

// explore walks every reachable state with every act and calls see for each step that can happen.
func explore(t *testing.T, see func(before candor.Conversation, act candor.Act, after candor.Conversation)) map[explored]bool {
	t.Helper()
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	seen := map[explored]bool{{}: true}
	todo := []candor.Conversation{{}}
	for len(todo) > 0 {
		before := todo[0]
		todo = todo[1:]
		for _, act := range candor.Acts() {
			after, err := before.After(act, at)
			if errors.Is(err, candor.ErrNotPossible) {
				if after != before {
					t.Errorf("%s in %q is refused but changed the conversation", act, before.State)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s in %q: %v", act, before.State, err)
			}
			see(before, act, after)
			if key := (explored{after.State, after.WithPerson}); !seen[key] {
				seen[key] = true
				todo = append(todo, after)
			}
		}
	}
	return seen
}

func TestEveryStateIsReachable(t *testing.T) {
	t.Parallel()
	reached := map[candor.State]bool{}
	for key := range explore(t, func(candor.Conversation, candor.Act, candor.Conversation) {}) {
		reached[key.state] = true
	}
	for _, s := range candor.States() {
		if !reached[s] {
			t.Errorf("no way leads to %s", s)
		}
	}
}

// Lesson 8: nothing can remove the person; the table itself leads there from everywhere.
func TestAskingForAPersonLeadsToWaitingInOneStepFromEveryState(t *testing.T) {
	t.Parallel()
	asked := map[explored]bool{}
	all := explore(t, func(before candor.Conversation, act candor.Act, after candor.Conversation) {
		if act != candor.CustomerAsksPerson {
			return
		}
		asked[explored{before.State, before.WithPerson}] = true
		if after.State != candor.Waiting {
			t.Errorf("asking for a person in %q leads to %s", before.State, after.State)
		}
	})
	for key := range all {
		if !asked[key] {
			t.Errorf("asking for a person is not possible in %+v", key)
		}
	}
}

func TestTheAssistantMayNotSpeakWhileAPersonHasIt(t *testing.T) {
	t.Parallel()
	explore(t, func(_ candor.Conversation, act candor.Act, after candor.Conversation) {
		if (after.State == candor.Waiting || after.State == candor.Attended) && after.AssistantMaySpeak() {
			t.Errorf("after %s the assistant may speak in %s", act, after.State)
		}
		if after.State == candor.Assisting && !after.AssistantMaySpeak() {
			t.Errorf("after %s the conversation is with an assistant that may not speak", act)
		}
	})
}

// Lesson 2: handed over, resolved, reopened, written again: a person, and no assistant unasked.
func TestOnlyTheCustomersPickLeadsFromPeopleBackToTheAssistant(t *testing.T) {
	t.Parallel()
	explore(t, func(before candor.Conversation, act candor.Act, after candor.Conversation) {
		if before.WithPerson && !after.WithPerson && act != candor.CustomerPicksAssistant {
			t.Errorf("%s leads from people in %s to the assistant in %s", act, before.State, after.State)
		}
	})
}

func TestReopeningAfterAPersonLeadsToAPerson(t *testing.T) {
	t.Parallel()
	explore(t, func(before candor.Conversation, act candor.Act, after candor.Conversation) {
		if before.State == candor.Resolved && before.WithPerson && act == candor.CustomerWrites && after.State != candor.Waiting {
			t.Errorf("writing again after a person leads to %s", after.State)
		}
	})
}

// Lesson 13: nothing but a person's or the customer's own act ends a conversation.
func TestNoConversationEndsByTimeAlone(t *testing.T) {
	t.Parallel()
	byWill := []candor.Act{candor.AgentResolves, candor.CustomerConfirms, candor.CustomerErases}
	explore(t, func(before candor.Conversation, act candor.Act, after candor.Conversation) {
		if after.State == candor.Resolved && before.State != candor.Resolved && !slices.Contains(byWill, act) {
			t.Errorf("%s ends a conversation in %s", act, before.State)
		}
	})
}

// Lesson 10: back with the assistant by the customer's choice, it speaks again.
func TestPickingTheAssistantGivesItItsVoiceBack(t *testing.T) {
	t.Parallel()
	explore(t, func(before candor.Conversation, act candor.Act, after candor.Conversation) {
		if act == candor.CustomerPicksAssistant && !after.AssistantMaySpeak() {
			t.Errorf("picked in %q, and the assistant may not speak", before.State)
		}
	})
}

func TestWaitingKeepsItsClock(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	c, err := candor.Conversation{}.After(candor.CustomerAsksPerson, start)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range []candor.Act{candor.CustomerWrites, candor.CustomerAsksPerson, candor.DeskHandsOver} {
		if c, err = c.After(act, start.Add(5*time.Minute)); err != nil {
			t.Fatal(err)
		}
		if !c.WaitingSince.Equal(start) {
			t.Errorf("%s moved the wait clock to %v", act, c.WaitingSince)
		}
	}
	if c, err = c.After(candor.AgentTakes, start.Add(6*time.Minute)); err != nil || !c.WaitingSince.IsZero() {
		t.Errorf("taken: waiting since %v, %v; want no clock", c.WaitingSince, err)
	}
}

func TestTransitionsGivesACopy(t *testing.T) {
	t.Parallel()
	delete(candor.Transitions()[candor.Assisting], candor.CustomerAsksPerson)
	if _, ok := candor.Transitions()[candor.Assisting][candor.CustomerAsksPerson]; !ok {
		t.Error("a caller could take the person out of the table")
	}
}

func ExampleConversation_After() {
	var c candor.Conversation
	c, _ = c.After(candor.CustomerPicksAssistant, time.Now())
	c, _ = c.After(candor.CustomerAsksPerson, time.Now())
	fmt.Println(c.State, c.AssistantMaySpeak())
	// Output: waiting false
}
