package turn_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/teamwork"
	"candor/turn"
)

func colleague(name string) candor.Agent {
	return candor.Agent{ID: candor.NewAgentID(), FirstName: name, Name: name + " Example", Roles: []candor.Role{candor.RoleAgent}}
}

func TestOnlyWhoHasItOrALeadHandsItOn(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	maya, tom := colleague("Maya"), colleague("Tom")
	id := h.begin(candor.CustomerAsksPerson)
	if _, err := h.desk.Take(t.Context(), id, maya); err != nil {
		t.Fatal(err)
	}
	note := incoming("She waits for a call.")
	if _, err := h.desk.Assign(t.Context(), id, tom, turn.Meant{Agent: tom.ID}, note); !errors.Is(err, candor.ErrTaken) {
		t.Errorf("a colleague hands on what Maya has: %v", err)
	}
	if _, err := h.desk.Assign(t.Context(), id, maya, turn.Meant{Agent: tom.ID}, turn.Incoming{Key: "key-without-words"}); candor.CodeOf(err) != candor.CodeInvalid {
		t.Errorf("without a note: %v", err)
	}
	lead := tom
	lead.Roles = []candor.Role{candor.RoleLead}
	c, err := h.desk.Assign(t.Context(), id, lead, turn.Meant{Agent: tom.ID}, note)
	if err != nil || c.State != candor.Waiting || c.WaitingSince.IsZero() {
		t.Fatalf("a lead hands it on: %s, %v", c.State, err)
	}
	again, err := h.desk.Assign(t.Context(), id, lead, turn.Meant{Agent: tom.ID}, note)
	if err != nil || again.Messages != c.Messages {
		t.Errorf("the same again: %d messages, then %d, %v", c.Messages, again.Messages, err)
	}
	notes := 0
	all, err := h.store.Messages(t.Context(), candor.AgentReads(tom.ID), id, 0, 100, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if m.Kind == candor.Note {
			notes++
		}
	}
	if notes != 1 {
		t.Errorf("%d notes", notes)
	}
	free := h.begin(candor.CustomerPicksAssistant)
	if _, err := h.desk.Assign(t.Context(), free, lead, turn.Meant{Agent: tom.ID}, turn.Incoming{}); !errors.Is(err, candor.ErrNotPossible) {
		t.Errorf("what the assistant has is handed to somebody: %v", err)
	}
}

func TestALimitHoldsBackWordsButNoWayToHelp(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	maya := colleague("Maya")
	id := h.begin(candor.CustomerAsksPerson)
	limit := turn.Limit{Reason: "You called a colleague names, again and again.", Until: time.Now().Add(48 * time.Hour)}
	if _, err := h.desk.LimitWriting(t.Context(), id, maya, limit, "limit-key-0001"); !errors.Is(err, candor.ErrNotPossible) {
		t.Errorf("by somebody who does not have it: %v", err)
	}
	if _, err := h.desk.Take(t.Context(), id, maya); err != nil {
		t.Fatal(err)
	}
	if _, err := h.desk.LimitWriting(t.Context(), id, maya, limit, "limit-key-0001"); err != nil {
		t.Fatal(err)
	}
	before, _ := h.store.Conversation(t.Context(), id)
	_, err := h.desk.Receive(t.Context(), id, incoming("You are all useless, useless, useless"))
	if !errors.Is(err, turn.ErrLimited) {
		t.Fatalf("words of somebody who may not write: %v", err)
	}
	var told *candor.Error
	if !errors.As(err, &told) || told.Args["until_at"] == "" {
		t.Errorf("until when is not told: %+v", told)
	}
	if now, _ := h.store.Conversation(t.Context(), id); now.Messages != before.Messages {
		t.Error("they were stored all the same")
	}
	for _, through := range []string{
		"I want to kill myself", "I want to talk to a human", "I want to make a formal complaint about how I was treated.",
		"Please delete all personal data that you hold about me.",
	} {
		if _, err := h.desk.Receive(t.Context(), id, incoming(through)); err != nil {
			t.Errorf("%q does not get through: %v", through, err)
		}
	}
	if _, err := h.desk.AskPerson(t.Context(), id, "button"); err != nil {
		t.Errorf("asking for a person: %v", err)
	}
	if _, err := h.desk.LiftLimit(t.Context(), id, maya); err != nil {
		t.Fatal(err)
	}
	if _, err := h.desk.Receive(t.Context(), id, incoming("Thank you, where is my order?")); err != nil {
		t.Errorf("after it was lifted: %v", err)
	}
	said, err := h.store.Messages(t.Context(), candor.CustomerReads(), id, 0, 100, false)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, m := range said {
		all.WriteString(string(m.Body) + "\n")
	}
	if !strings.Contains(all.String(), string(limit.Reason)) {
		t.Error("the customer does not read the reason")
	}
}

func TestMergingKeepsTheLongerWait(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	maya := colleague("Maya")
	one, other := h.begin(candor.CustomerAsksPerson), h.begin(candor.CustomerAsksPerson)
	may := func(from, into candor.Conversation) error { return teamwork.MayMerge(from, into, maya) }
	if _, err := h.desk.Merge(t.Context(), one, other, maya, may); !errors.Is(err, teamwork.ErrOtherCustomer) {
		t.Errorf("two customers: %v", err)
	}
	for _, id := range []candor.ConversationID{one, other} {
		if c, err := h.store.Conversation(t.Context(), id); err != nil || c.State != candor.Waiting {
			t.Errorf("a refused merge moved one: %s, %v", c.State, err)
		}
	}
}

func TestOnlyACustomersYesConfirms(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	maya := colleague("Maya")
	id := h.begin(candor.CustomerAsksPerson)
	if _, err := h.desk.AnswerSolved(t.Context(), id, turn.Solved{Answer: "yes"}); !errors.Is(err, candor.ErrNotPossible) {
		t.Errorf("before anything was solved: %v", err)
	}
	h.say(id, "Where is my order?")
	if _, err := h.desk.Confirm(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	h.say(id, "It is not solved after all")
	if _, err := h.desk.Take(t.Context(), id, maya); err != nil {
		t.Fatal(err)
	}
	if c, err := h.store.Conversation(t.Context(), id); err != nil || !c.Confirmed.IsZero() {
		t.Fatalf("confirmed %v, %v", c.Confirmed, err)
	}
	if _, err := h.desk.Confirm(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	before, _ := h.store.Conversation(t.Context(), id)
	after, err := h.desk.AnswerSolved(t.Context(), id, turn.Solved{Answer: "no", Comment: "It broke again"})
	if err != nil || after.State != candor.Resolved || !after.Confirmed.Equal(before.Confirmed) {
		t.Errorf("a no: %s, confirmed %v, %v", after.State, after.Confirmed, err)
	}
	a, ok, err := h.store.SolvedAnswer(t.Context(), candor.CustomerReads(), id)
	if err != nil || !ok || a.Solved != teamwork.SolvedNo || a.Comment != "It broke again" {
		t.Error(a, ok, err)
	}
}
