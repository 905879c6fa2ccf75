package turn_test

import (
	"errors"
	"strings"
	"testing"

	"candor"
	"candor/service"
)

// solved closes what is simple, whatever the customer wrote last.
var solved = service.Filled{Seen: 1 << 40, Reason: service.Solved}

func TestAnAgentClosesOnlyWithAnAnswerToEachPoint(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	maya := h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, maya))
	h.say(id, "Where is my lamp? Can I have my money back?")
	if _, err := h.desk.Resolve(t.Context(), id, maya, solved); !errors.Is(err, service.ErrClosingIncomplete) {
		t.Fatalf("closed with two open points: %v", err)
	}
	if c := h.conversation(id); c.State != candor.Attended {
		t.Fatalf("a refused closing left it %s", c.State)
	}
	open, err := h.store.Case(t.Context(), candor.AgentReads(maya.ID), id)
	if err != nil || len(open.Points) != 2 {
		t.Fatalf("%+v, %v", open.Points, err)
	}
	if _, err := h.desk.Resolve(t.Context(), id, maya, service.Filled{Seen: open.LastCustomer, Replies: map[string]service.Reply{
		open.Points[0].ID: {How: service.Answered, Words: "It arrives on Monday."},
		open.Points[1].ID: {How: service.Refused, Words: "No, because it was used for two years."},
	}}); err != nil {
		t.Fatal(err)
	}
	all := h.messages(id)
	letter, complain, over := all[len(all)-3], all[len(all)-2], all[len(all)-1]
	if letter.Author != candor.ByAgent || letter.Name != "Maya" || !strings.Contains(string(letter.Body), "1. Where is my lamp?\n→ It arrives on Monday.") ||
		!strings.Contains(string(letter.Body), "used for two years") {
		t.Errorf("the customer gets %q by %s", letter.Body, letter.Author)
	}
	if complain.Key != "conversation.complain" || over.Key != "conversation.resolved" {
		t.Errorf("then %s and %s; want where to complain, and that it is over", complain.Key, over.Key)
	}
	if c := h.conversation(id); c.State != candor.Resolved {
		t.Errorf("it is %s", c.State)
	}
}

func TestAComplaintHasAClockUntilItIsAnsweredInFull(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	maya := h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, maya))
	h.say(id, "Your driver was rude to me.")
	h.must(h.desk.MarkComplaint(t.Context(), id, maya, candor.Complaint))
	first := h.conversation(id).Complained
	if first.IsZero() {
		t.Fatal("no clock runs")
	}
	h.must(h.desk.MarkComplaint(t.Context(), id, maya, candor.Billing))
	if c := h.conversation(id); !c.Complained.Equal(first) || c.Matter != candor.Billing {
		t.Errorf("marked anew: since %v about %s; want the first time and the new matter", c.Complained, c.Matter)
	}
	if _, err := h.desk.MarkComplaint(t.Context(), id, maya, "weather"); candor.CodeOf(err) != candor.CodeInvalid {
		t.Errorf("a complaint about nothing known: %v", err)
	}
	if _, err := h.desk.Resolve(t.Context(), id, maya, solved); !errors.Is(err, service.ErrClosingIncomplete) {
		t.Errorf("a complaint is closed with one click: %v", err)
	}
	open, err := h.store.Case(t.Context(), candor.AgentReads(maya.ID), id)
	if err != nil || len(open.Points) != 1 {
		t.Fatalf("%+v, %v", open.Points, err)
	}
	h.must(h.desk.Resolve(t.Context(), id, maya, service.Filled{Seen: open.LastCustomer, Replies: map[string]service.Reply{
		open.Points[0].ID: {How: service.Answered, Words: "You are right, and we have spoken with him."},
	}}))
	if c := h.conversation(id); !c.Complained.IsZero() || c.Matter != candor.NoMatter {
		t.Errorf("the clock runs on: %v", c.Complained)
	}
}

func TestASupervisorIsAskedForFromEveryStateAndComes(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	maya := h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, maya))
	h.must(h.desk.AskSupervisor(t.Context(), id))
	c := h.conversation(id)
	if c.State != candor.Waiting || c.Needs != service.SupervisorSkill || !c.StillAsks() {
		t.Errorf("%+v", c)
	}
	before := len(h.messages(id))
	h.must(h.desk.AskSupervisor(t.Context(), id))
	if n := len(h.messages(id)); n != before {
		t.Error("asking twice is told twice")
	}
	ruth := h.agent("ruth@example.org", "Ruth")
	ruth.Roles = []candor.Role{candor.RoleLead}
	h.must(h.desk.Take(t.Context(), id, ruth))
	if c := h.conversation(id); c.Needs != "" || c.StillAsks() {
		t.Errorf("a lead came, and it still needs %q", c.Needs)
	}
}

func TestADeclaredNeedIsBelievedAndGoesBeforeOthers(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	h.must(h.desk.Declare(t.Context(), id))
	h.must(h.desk.Declare(t.Context(), id))
	if c := h.conversation(id); c.Priority != candor.Declared || c.State != candor.Waiting {
		t.Errorf("%+v", c)
	}
	told := 0
	for _, m := range h.messages(id) {
		if m.Key == "handover.declared" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times, want once", told)
	}
}

func TestEveryHandOverNamesTheCase(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	if first := h.messages(id)[0]; !strings.Contains(string(first.Body), id.CaseKey()) {
		t.Errorf("%q names no case", first.Body)
	}
}
