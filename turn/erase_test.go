package turn_test

import (
	"context"
	"testing"

	"candor"
	"candor/ledger"
	"candor/policy"
)

// A draft that was being made when the customer had their data erased is said to nobody.
func TestErasingDropsADraftInFlight(t *testing.T) {
	t.Parallel()
	drafting, release := make(chan struct{}, 8), make(chan struct{})
	h := open(t, with{drafter: func(ctx context.Context, h *harness) (policy.Draft, error) {
		drafting <- struct{}{}
		select {
		case <-release:
		case <-ctx.Done():
		}
		return quotes(ctx, h)
	}})
	id := h.begin(candor.CustomerPicksAssistant)
	h.say(id, "How long do I have to return a lamp that I bought?")
	<-drafting
	if err := h.desk.CloseForErasure(t.Context(), id, "customer"); err != nil {
		t.Fatal(err)
	}
	close(release)
	h.quiet(id)
	c := h.conversation(id)
	if c.State != candor.Resolved || c.LastAnswered != c.LastCustomer {
		t.Errorf("the conversation is %s, answered up to %d of %d", c.State, c.LastAnswered, c.LastCustomer)
	}
	all := h.messages(id)
	for _, m := range all {
		if m.Author == candor.ByAssistant && m.Kind == candor.Said {
			t.Errorf("message %d was said after the conversation closed", m.Number)
		}
	}
	if last := all[len(all)-1]; last.Key != "conversation.erasing" || last.Author != candor.ByDesk || last.Body == "" {
		t.Errorf("the last message is %q by %s", last.Key, last.Author)
	}
}

func TestClosingForErasureAgainChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	h.say(id, "I want everything gone.")
	const actor = "agent:agt_06h2k8m4n6p0q2r4s6t8v0w2x4"
	for range 3 {
		if err := h.desk.CloseForErasure(t.Context(), id, actor); err != nil {
			t.Fatal(err)
		}
	}
	notices := 0
	for _, m := range h.messages(id) {
		if m.Key == "conversation.erasing" {
			notices++
		}
	}
	if c := h.conversation(id); notices != 1 || c.State != candor.Resolved {
		t.Errorf("%d notices, and the conversation is %s", notices, c.State)
	}
	if got := h.resolvedBy(); len(got) != 1 || got[0] != actor {
		t.Errorf("the ledger says that %v closed it", got)
	}
	if err := h.desk.CloseForErasure(t.Context(), candor.NewConversationID(), "customer"); err != nil {
		t.Errorf("a conversation that is not there: %v", err)
	}
}

// resolvedBy gives who ended conversations, as the ledger names them.
func (h *harness) resolvedBy() []string {
	h.t.Helper()
	var out []string
	err := h.store.LedgerRows(h.t.Context(), func(r ledger.Row) error {
		e, err := ledger.ParseRecord(r.Record)
		if err == nil && e.Kind == ledger.KindResolve {
			out = append(out, e.Actor)
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return out
}
