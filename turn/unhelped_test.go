package turn_test

import (
	"context"
	"testing"

	"candor"
	"candor/policy"

	"github.com/google/go-cmp/cmp"
)

// Who says only that an answer did not help is not told that this stands in no article. It counts as a turn that did
// not help all the same.
func TestNotItIsNoQuestionThatNothingWasFoundFor(t *testing.T) {
	t.Parallel()
	asked := 0
	h := open(t, with{drafter: func(ctx context.Context, h *harness) (policy.Draft, error) {
		if asked++; asked == 1 {
			return quotes(ctx, h)
		}
		return policy.Draft{}, nil
	}})
	id := h.begin(candor.CustomerPicksAssistant)
	h.say(id, "How long do I have to return a lamp that I bought?")
	h.untilAnswered(id, 1)
	h.say(id, "No, that's not it.")
	c := h.until(id, func(c candor.Conversation) bool { return c.LastAnswered == c.LastCustomer })
	if c.Unresolved != 1 || c.State != candor.Assisting {
		t.Errorf("unresolved %d, %s", c.Unresolved, c.State)
	}
	want := []string{"customer said", "assistant said", "customer said", "assistant assistant.abstain_unhelped"}
	if diff := cmp.Diff(want, h.keysOf(id)); diff != "" {
		t.Error(diff)
	}
	h.say(id, "No, that's still not it.")
	if c := h.until(id, func(c candor.Conversation) bool { return c.State == candor.Waiting }); c.Reason != "unresolved" {
		t.Errorf("handed over for %q", c.Reason)
	}
}

// Nothing was answered yet, so that nothing can be "not it": it is looked for like anything else.
func TestNotItBeforeAnAnswerIsLookedFor(t *testing.T) {
	t.Parallel()
	h := open(t, with{drafter: func(context.Context, *harness) (policy.Draft, error) { return policy.Draft{}, nil }})
	id := h.begin(candor.CustomerPicksAssistant)
	h.say(id, "No, that's not it.")
	h.until(id, func(c candor.Conversation) bool { return c.LastAnswered == c.LastCustomer })
	if got := h.keysOf(id); got[len(got)-1] == "assistant assistant.abstain_unhelped" {
		t.Errorf("%q", got)
	}
}
