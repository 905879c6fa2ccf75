package storetest

import (
	"errors"
	"testing"
	"time"

	"candor"
	"candor/policy"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func readCases() []testCase {
	return []testCase{
		{"messages come in order, in pages, notes for staff only", messagePages},
		{"history is the newest without notes", history},
		{"one message is found within its conversation only", oneMessage},
		{"the last consent counts and all are kept", consents},
		{"reading only goes up and never past the end", reading},
		{"a rating is kept once with its event", rating},
		{"an unknown decision is not found", unknownDecision},
	}
}

// talk is a conversation with a person: said, noted, said, noted …
func talk(t testing.TB, d *desk, n int) candor.Conversation {
	t.Helper()
	c := d.begin(t, candor.CustomerAsksPerson)
	c, err := d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, candor.AgentTakes)})
	must(t, err)
	for i := range n {
		kind := candor.Said
		if i%2 == 1 {
			kind = candor.Note
		}
		x := d.agentSays(t, c, kind, words(i+1), "")
		c, err = d.Commit(t.Context(), turn.Change{Before: c, After: c, Cleared: []*policy.Cleared{x}})
		must(t, err)
	}
	return c
}

func numbers(messages []candor.Message) []int64 {
	var out []int64
	for _, m := range messages {
		out = append(out, m.Number)
	}
	return out
}

func messagePages(t *testing.T, d *desk) {
	c := talk(t, d, 7)
	for _, tt := range []struct {
		after    int64
		limit    int
		internal bool
		want     []int64
	}{
		{0, 100, true, []int64{1, 2, 3, 4, 5, 6, 7}},
		{0, 100, false, []int64{1, 3, 5, 7}},
		{0, 3, true, []int64{1, 2, 3}},
		{3, 2, false, []int64{5, 7}},
		{7, 10, true, nil},
		{0, 0, true, nil},
	} {
		got, err := d.Messages(t.Context(), candor.CustomerReads(), c.ID, tt.after, tt.limit, tt.internal)
		must(t, err)
		if diff := cmp.Diff(tt.want, numbers(got)); diff != "" {
			t.Errorf("after %d, %d, internal %v: %s", tt.after, tt.limit, tt.internal, diff)
		}
		for _, m := range got {
			if m.Body != candor.Text(words(int(m.Number))) {
				t.Errorf("message %d has another's words", m.Number)
			}
		}
	}
}

func history(t *testing.T, d *desk) {
	c := talk(t, d, 9)
	for limit, want := range map[int][]int64{2: {7, 9}, 100: {1, 3, 5, 7, 9}, 0: nil} {
		got, err := d.History(t.Context(), candor.CustomerReads(), c.ID, limit)
		must(t, err)
		if diff := cmp.Diff(want, numbers(got)); diff != "" {
			t.Errorf("limit %d: %s", limit, diff)
		}
	}
}

func oneMessage(t *testing.T, d *desk) {
	c, other := talk(t, d, 3), talk(t, d, 1)
	all, err := d.Messages(t.Context(), candor.CustomerReads(), c.ID, 0, 10, true)
	must(t, err)
	for _, want := range all {
		got, err := d.Message(t.Context(), candor.CustomerReads(), c.ID, want.ID)
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if _, err := d.Message(t.Context(), candor.CustomerReads(), other.ID, want.ID); !errors.Is(err, turn.ErrNoMessage) {
			t.Errorf("through another conversation: %v", err)
		}
	}
	if _, err := d.Message(t.Context(), candor.CustomerReads(), c.ID, candor.NewMessageID()); !errors.Is(err, turn.ErrNoMessage) {
		t.Errorf("an unknown one: %v", err)
	}
}

func consents(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	at := now() // the same moment: order is what counts
	var all []candor.Consent
	for i, act := range []candor.ConsentAct{candor.Gave, candor.Withdrew, candor.Refused, candor.Objected} {
		consent := candor.Consent{
			ID: candor.NewConsentID(), Customer: c.Customer, Purpose: candor.Vendor, Act: act, Notice: words(i), Version: i + 1,
			Recipients: []string{"Acme AI", "Other \"& Sons\""}[:i%3], Language: "en", Via: candor.ViaPage, At: at,
		}
		if len(consent.Recipients) == 0 {
			consent.Recipients = nil
		}
		all = append(all, consent)
		var err error
		c, err = d.Commit(t.Context(), turn.Change{Before: c, After: c, Consents: []candor.Consent{consent}})
		must(t, err)
		now, err := d.Consents(t.Context(), c.Customer)
		must(t, err)
		if diff := cmp.Diff(policy.Consents{candor.Vendor: consent}, now); diff != "" {
			t.Error(diff)
		}
	}
	kept, err := d.ConsentHistory(t.Context(), c.Customer)
	must(t, err)
	if diff := cmp.Diff(all, kept); diff != "" {
		t.Error(diff)
	}
	none, err := d.Consents(t.Context(), candor.NewCustomerID())
	if err != nil || none.Allows(candor.Answers) || len(none) != 0 {
		t.Errorf("a stranger: %v, %v", none, err)
	}
}

func reading(t *testing.T, d *desk) {
	c := talk(t, d, 4)
	start, err := d.LastSeq(t.Context())
	must(t, err)
	for _, tt := range []struct {
		side            candor.Author
		number          int64
		customer, agent int64
		events          int
	}{
		{candor.ByCustomer, 2, 2, 0, 1},
		{candor.ByCustomer, 1, 2, 0, 1},
		{candor.ByAgent, 3, 2, 3, 2},
		{candor.ByCustomer, 2, 2, 3, 2},
		{candor.ByCustomer, 1 << 40, 4, 3, 3},
		{candor.ByAgent, 0, 4, 3, 3},
	} {
		must(t, d.Store.Read(t.Context(), c.ID, tt.side, tt.number))
		got, err := d.Conversation(t.Context(), c.ID)
		must(t, err)
		if got.CustomerRead != tt.customer || got.AgentRead != tt.agent || got.Version != c.Version {
			t.Errorf("%s read to %d: customer %d, agent %d, version %d", tt.side, tt.number, got.CustomerRead, got.AgentRead, got.Version)
		}
		events, err := d.Events(t.Context(), c.ID, start, 10)
		must(t, err)
		if len(events) != tt.events {
			t.Errorf("%s read to %d: %d events", tt.side, tt.number, len(events))
			continue
		}
		if e := events[len(events)-1]; e.Kind != candor.MessagesRead {
			t.Errorf("event %+v", e)
		}
	}
	// A commit that was put together before does not take it back.
	_, err = d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, candor.AgentReplies)})
	must(t, err)
	if got, err := d.Conversation(t.Context(), c.ID); err != nil || got.CustomerRead != 4 || got.AgentRead != 3 {
		t.Errorf("after a commit: %d, %d, %v", got.CustomerRead, got.AgentRead, err)
	}
	if err := d.Store.Read(t.Context(), candor.NewConversationID(), candor.ByAgent, 1); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("an unknown conversation: %v", err)
	}
	if err := d.Store.Read(t.Context(), c.ID, candor.ByDesk, 1); candor.CodeOf(err) != candor.CodeInvalid {
		t.Errorf("the desk cannot read: %v", err)
	}
}

func rating(t *testing.T, d *desk) {
	c := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "hello", "")
	answer := d.assistantSays(t, c, "An answer.")
	c, err := d.Commit(t.Context(), turn.Change{Before: c, After: c, Cleared: []*policy.Cleared{answer}})
	must(t, err)
	id := answer.Message().ID
	start, err := d.LastSeq(t.Context())
	must(t, err)
	for i, word := range []candor.Helpful{candor.WasHelpful, candor.WasHelpful, candor.NotHelpful} {
		before, err := d.Rate(t.Context(), c.ID, id, word)
		must(t, err)
		if want := []candor.Helpful{candor.NoWord, candor.WasHelpful, candor.WasHelpful}[i]; before.Helpful != want || before.Body != "" {
			t.Errorf("rating %d: before it was %d", i, before.Helpful)
		}
		got, err := d.Message(t.Context(), candor.CustomerReads(), c.ID, id)
		must(t, err)
		if got.Helpful != word {
			t.Errorf("rating %d: stored %d", i, got.Helpful)
		}
	}
	events, err := d.Events(t.Context(), c.ID, start, 10)
	must(t, err)
	if len(events) != 2 || events[0].Kind != candor.MessageRated || events[0].Message != id || events[0].Number != 2 {
		t.Errorf("events %+v", events)
	}
	messages, err := d.Messages(t.Context(), candor.CustomerReads(), c.ID, 0, 1, false)
	must(t, err)
	other := d.begin(t, candor.CustomerPicksAssistant)
	for name, err := range map[string]error{
		"the customer's own": second(d.Rate(t.Context(), c.ID, messages[0].ID, candor.WasHelpful)),
		"another's":          second(d.Rate(t.Context(), other.ID, id, candor.WasHelpful)),
		"an unknown one":     second(d.Rate(t.Context(), c.ID, candor.NewMessageID(), candor.WasHelpful)),
	} {
		if !errors.Is(err, turn.ErrNoMessage) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := second(d.Rate(t.Context(), c.ID, id, 7)); candor.CodeOf(err) != candor.CodeInvalid {
		t.Errorf("a rating of 7: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func unknownDecision(t *testing.T, d *desk) {
	if _, err := d.Decision(t.Context(), candor.NewVerdictID()); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("got %v", err)
	}
	if waits, err := d.RecentWaits(t.Context(), "main", time.Time{}, 5); err != nil || len(waits) != 0 {
		t.Errorf("waits %v, %v", waits, err)
	}
}
