package turn_test

import (
	"errors"
	"strings"
	"testing"

	"candor"
	"candor/policy"
	"candor/turn"
)

func TestTellSaysInTheDesksOwnNameAndBringsAPersonWhereOneHasToLook(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerPicksAssistant)
	if err := h.desk.Tell(t.Context(), id, turn.Acted{Say: policy.Fixed{Key: "action.failed"}}); err != nil {
		t.Fatal(err)
	}
	all := h.messages(id)
	if last := all[len(all)-1]; last.Author != candor.ByDesk || last.Key != "action.failed" {
		t.Errorf("said by %s: %s", last.Author, last.Key)
	}
	if c, err := h.store.Conversation(t.Context(), id); err != nil || c.State != candor.Assisting {
		t.Errorf("%s, %v", c.State, err)
	}
	if err := h.desk.Tell(t.Context(), id, turn.Acted{Say: policy.Fixed{Key: "action.unsure"}, Person: true}); err != nil {
		t.Fatal(err)
	}
	c, err := h.store.Conversation(t.Context(), id)
	if err != nil || c.State != candor.Waiting || c.Reason != turn.ReasonActUnsure {
		t.Errorf("%s because of %q, %v", c.State, c.Reason, err)
	}
	since := c.WaitingSince
	if err := h.desk.Tell(t.Context(), id, turn.Acted{Say: policy.Fixed{Key: "action.unsure"}, Person: true}); err != nil {
		t.Fatal(err)
	}
	if c, err = h.store.Conversation(t.Context(), id); err != nil || !c.WaitingSince.Equal(since) {
		t.Errorf("who waits already was put into the queue again: %v, %v", c.WaitingSince, err)
	}
}

func TestTellRefusesWhatSaysNothingAndWhoIsNotThere(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerPicksAssistant)
	if err := h.desk.Tell(t.Context(), id, turn.Acted{}); err == nil {
		t.Error("nothing was told, and it is no error")
	}
	err := h.desk.Tell(t.Context(), candor.NewConversationID(), turn.Acted{Say: policy.Fixed{Key: "action.failed"}})
	if !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("somebody who is not there: %v", err)
	}
	if err := h.desk.Tell(t.Context(), id, turn.Acted{Say: policy.Fixed{Key: "no.such_text"}}); err == nil || !strings.Contains(err.Error(), "no.such_text") {
		t.Errorf("a text that is not in the catalogue: %v", err)
	}
}
