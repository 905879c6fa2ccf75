package turn_test

import (
	"testing"

	"candor"
)

// A complaint to a person starts its clock when it is made, as one to the assistant does; nobody has to mark it.
func TestAComplaintToAPersonStartsItsClock(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	h.say(id, "My lamp flickers since Monday.")
	if _, err := h.desk.Take(t.Context(), id, h.agent("maya@example.org", "Maya")); err != nil {
		t.Fatal(err)
	}
	if c := h.conversation(id); !c.Complained.IsZero() {
		t.Fatal("no complaint was made")
	}
	h.say(id, "I want to make a formal complaint about this.")
	c := h.conversation(id)
	if c.Complained.IsZero() || c.Matter != candor.Complaint || c.State != candor.Attended {
		t.Errorf("complained %v about %q, %s", c.Complained, c.Matter, c.State)
	}
	h.say(id, "As I said: this is a formal complaint.")
	if again := h.conversation(id); !again.Complained.Equal(c.Complained) {
		t.Error("the clock was set back")
	}
}
