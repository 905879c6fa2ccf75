package storetest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/ledger"
	"candor/policy"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func commitCases() []testCase {
	return []testCase{
		{"a whole change is there at once and after a restart", wholeChange},
		{"a new conversation is stored as it is", newConversation},
		{"every field of a conversation is kept", everyField},
		{"the same client key is stored once", sameClientKey},
		{"the same begin key begins once", sameBeginKey},
		{"a change decided on an older version changes nothing", olderVersion},
		{"of many at once exactly one wins", oneWins},
		{"a change for a conversation that is not there changes nothing", unknownConversation},
		{"what no pipeline made is refused", notCleared},
		{"the assistant is refused where people have it", assistantRefused},
		{"a change stays within its conversation", withinOne},
		{"a refused change leaves those beside it alone", refusedBesideOthers},
		{"an abandoned call changes nothing", abandonedCall},
	}
}

func wholeChange(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.begin(t, candor.CustomerPicksAssistant)
	change := d.received(t, c, "Where is my parcel? <b>é</b> ١", "key-1")
	answer := d.assistantSays(t, c, "Parcels take three days.")
	change.Cleared = append(change.Cleared, answer, d.notice(t, c, "hours"))
	held := answer.Decision()
	held.ID, held.Action, held.Reason = candor.NewVerdictID(), policy.Hold, "leak"
	change.Decisions = []policy.Decision{held}
	consent := candor.Consent{
		ID: candor.NewConsentID(), Customer: c.Customer, Purpose: candor.Answers, Act: candor.Gave, Version: 1, Via: candor.ViaAPI, Notice: "abc", Language: "en", At: now(),
	}
	change.Consents = []candor.Consent{consent}
	change.Waited = &turn.Wait{Inbox: "main", At: now(), For: 90 * time.Second}
	stored, err := d.Commit(ctx, change)
	must(t, err)
	if stored.Version != c.Version+1 || stored.Messages != 3 {
		t.Errorf("stored as version %d with %d messages", stored.Version, stored.Messages)
	}

	for range 2 {
		got := d.look(t, c.ID)
		if diff := cmp.Diff(stored, got.Conversation); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(policy.Consents{candor.Answers: consent}, got.Consents); diff != "" {
			t.Error(diff)
		}
		want := []candor.Message{change.Received.Message(), answer.Message(), change.Cleared[1].Message()}
		for i := range want {
			want[i].Number = int64(i + 1)
		}
		if diff := cmp.Diff(want, got.Messages); diff != "" {
			t.Error(diff)
		}
		for _, want := range []policy.Decision{change.Received.Decision(), answer.Decision(), held} {
			decision, err := d.Decision(ctx, want.ID)
			must(t, err)
			want.At = want.At.UTC().Truncate(time.Microsecond)
			if diff := cmp.Diff(want, decision); diff != "" {
				t.Error(diff)
			}
		}
		waits, err := d.RecentWaits(ctx, "main", now().Add(-time.Hour), 10)
		must(t, err)
		if diff := cmp.Diff([]turn.Wait{*change.Waited}, waits); diff != "" {
			t.Error(diff)
		}
		if got.Ledger != 1 || len(got.Events) != 1 {
			t.Errorf("%d ledger entries, %d events", got.Ledger, len(got.Events))
		}
		d.sound(t)
		d.reopen(t)
	}
	jobs, _, err := d.Due(ctx, now().Add(time.Second), time.Minute, "desk", 10)
	must(t, err)
	if len(jobs) != 1 || jobs[0].ID != change.Jobs[0].ID || jobs[0].Conversation != c.ID {
		t.Errorf("jobs %+v", jobs)
	}
}

func newConversation(t *testing.T, d *desk) {
	c := fresh()
	next := after(t, c, candor.CustomerAsksPerson)
	stored, err := d.Commit(t.Context(), turn.Change{Before: c, After: next, BeginKey: "begin-1"})
	must(t, err)
	next.Version = 1
	if diff := cmp.Diff(next, stored); diff != "" {
		t.Error(diff)
	}
	got, err := d.Conversation(t.Context(), c.ID)
	must(t, err)
	if diff := cmp.Diff(next, got); diff != "" {
		t.Error(diff)
	}
	if _, err := d.Conversation(t.Context(), candor.NewConversationID()); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("an unknown one: %v", err)
	}
	if _, _, err := d.Load(t.Context(), candor.NewConversationID()); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("an unknown one: %v", err)
	}
}

func everyField(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerAsksPerson)
	want := after(t, c, candor.AgentTakes)
	want.Language, want.Priority, want.Offered, want.Unresolved = "ar", candor.Urgent, true, 3
	want.Agent, want.AgentName, want.Reason = mayaID, "Maya", "crisis"
	want.PromisedBy, want.SnoozedUntil, want.WaitingSince, want.Waited = now(), now(), now(), 4*time.Minute
	want.LastCustomer, want.LastAnswered = 5, 4
	stored, err := d.Commit(t.Context(), turn.Change{Before: c, After: want})
	must(t, err)
	want.Version, want.Messages = 2, 0
	if diff := cmp.Diff(want, stored); diff != "" {
		t.Error(diff)
	}
	got, err := d.Conversation(t.Context(), c.ID)
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// And back to nothing.
	want.Offered, want.Unresolved, want.Reason, want.Priority = false, 0, "", candor.Normal
	want.PromisedBy, want.SnoozedUntil, want.WaitingSince, want.Waited = time.Time{}, time.Time{}, time.Time{}, 0
	_, err = d.Commit(t.Context(), turn.Change{Before: stored, After: want})
	must(t, err)
	want.Version = 3
	got, err = d.Conversation(t.Context(), c.ID)
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func sameClientKey(t *testing.T, d *desk) {
	c := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "one", "key-1")
	before := d.look(t, c.ID)
	again := d.received(t, c, "one", "key-1")
	again.Consents = []candor.Consent{{ID: "cns_1", Customer: c.Customer, Purpose: candor.Answers, Act: candor.Refused, At: now()}}
	if _, err := d.Commit(t.Context(), again); !errors.Is(err, turn.ErrSent) {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(before, d.look(t, c.ID)); diff != "" {
		t.Errorf("it changed something: %s", diff)
	}
	sent, err := d.Sent(t.Context(), candor.CustomerReads(), c.ID, "key-1")
	must(t, err)
	if diff := cmp.Diff(before.Messages[0], sent); diff != "" {
		t.Error(diff)
	}
	// Sent again by a client that saw nothing of it, on the version before.
	stale := again
	stale.Before.Version--
	stale.Before.Messages--
	if _, err := d.Commit(t.Context(), stale); !errors.Is(err, turn.ErrSent) {
		t.Errorf("on an old version: got %v", err)
	}
	other := d.begin(t, candor.CustomerPicksAssistant)
	d.say(t, other, "another conversation may use the key", "key-1")
	for _, key := range []string{"key-2", ""} {
		if _, err := d.Sent(t.Context(), candor.CustomerReads(), c.ID, key); !errors.Is(err, turn.ErrNoMessage) {
			t.Errorf("key %q: %v", key, err)
		}
	}
	c = d.say(t, c, "no key", "")
	d.say(t, c, "no key again", "")
}

func sameBeginKey(t *testing.T, d *desk) {
	var won atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			c := fresh()
			_, err := d.Commit(context.Background(), turn.Change{Before: c, After: after(t, c, candor.CustomerAsksPerson), BeginKey: "begin-1"})
			switch {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, turn.ErrSent):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d conversations began", won.Load())
	}
	if _, err := d.Begun(t.Context(), "begin-1"); err != nil {
		t.Error(err)
	}
	for _, key := range []string{"begin-2", ""} {
		if _, err := d.Begun(t.Context(), key); !errors.Is(err, candor.ErrNoConversation) {
			t.Errorf("key %q: %v", key, err)
		}
	}
	d.begin(t, candor.CustomerAsksPerson) // without a key, any number of times
	d.begin(t, candor.CustomerAsksPerson)
}

func olderVersion(t *testing.T, d *desk) {
	old := d.begin(t, candor.CustomerPicksAssistant)
	draft := d.assistantSays(t, old, "An answer that took a while.")
	taken, err := d.Commit(t.Context(), turn.Change{Before: old, After: after(t, old, candor.AgentTakes)})
	must(t, err)
	before := d.look(t, taken.ID)
	_, err = d.Commit(t.Context(), turn.Change{
		Before: old, After: old, Cleared: []*policy.Cleared{draft},
		Ledger: []turn.Entry{{Entry: ledger.Entry{At: now(), Kind: ledger.KindVerdict, Actor: "assistant"}}},
		Events: []candor.Event{{Kind: candor.MessageAdded, Conversation: old.ID, At: now()}},
		Jobs:   []candor.Job{{ID: candor.NewJobID(), Kind: candor.JobWake, Conversation: old.ID, RunAt: now()}},
	})
	if !errors.Is(err, candor.ErrMoved) {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(before, d.look(t, taken.ID)); diff != "" {
		t.Errorf("it changed something: %s", diff)
	}
	if jobs, _, err := d.Due(t.Context(), now().Add(time.Hour), time.Second, "desk", 9); err != nil || len(jobs) != 0 {
		t.Errorf("jobs %v, %v", jobs, err)
	}
}

func oneWins(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	var won atomic.Int64
	var wg sync.WaitGroup
	for i := range 16 {
		change := d.received(t, c, words(i), "")
		wg.Go(func() {
			_, err := d.Commit(context.Background(), change)
			switch {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, candor.ErrMoved):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	got := d.look(t, c.ID)
	if won.Load() != 1 || len(got.Messages) != 1 || got.Conversation.Version != 2 || got.Ledger != 1 || len(got.Events) != 1 {
		t.Errorf("%d won: %d messages, version %d, %d ledger entries, %d events",
			won.Load(), len(got.Messages), got.Conversation.Version, got.Ledger, len(got.Events))
	}
}

func unknownConversation(t *testing.T, d *desk) {
	c := fresh()
	c.State, c.Version = candor.Assisting, 4
	if _, err := d.Commit(t.Context(), d.received(t, c, "hello", "")); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("got %v", err)
	}
	stored := d.begin(t, candor.CustomerPicksAssistant)
	stored.Version = 0
	if _, err := d.Commit(t.Context(), turn.Change{Before: stored, After: stored}); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("beginning one that is there: %v", err)
	}
}

func notCleared(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	other := d.begin(t, candor.CustomerPicksAssistant)
	before := d.look(t, c.ID)
	tests := map[string]turn.Change{
		"a nil Cleared":            {Cleared: []*policy.Cleared{nil}},
		"an empty Cleared":         {Cleared: []*policy.Cleared{{}}},
		"an empty Received":        {Received: &policy.Received{}},
		"an empty one among good":  {Cleared: []*policy.Cleared{d.notice(t, c, "hours"), {}}},
		"one made for another":     {Cleared: []*policy.Cleared{d.notice(t, other, "hours")}},
		"words of another's":       {Received: d.customerSays(other, "hello", "")},
		"an entry for no message":  {Ledger: []turn.Entry{{Message: candor.NewMessageID(), Entry: ledger.Entry{At: now(), Kind: ledger.KindVerdict, Actor: "desk"}}}},
		"an entry with free words": {Ledger: []turn.Entry{{Entry: ledger.Entry{At: now(), Kind: ledger.KindVerdict, Actor: "desk", Facts: map[string]string{"reason": "my secret"}}}}},
	}
	for name, change := range tests {
		change.Before, change.After = c, c
		_, err := d.Commit(t.Context(), change)
		if candor.CodeOf(err) != candor.CodeInternal || err == nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if diff := cmp.Diff(before, d.look(t, c.ID)); diff != "" {
		t.Errorf("something was changed: %s", diff)
	}
}

func assistantRefused(t *testing.T, d *desk) {
	assisting := d.begin(t, candor.CustomerPicksAssistant)
	draft := d.assistantSays(t, assisting, "Let me answer.")

	// The change itself hands the conversation to people.
	_, err := d.Commit(t.Context(), turn.Change{
		Before: assisting, After: after(t, assisting, candor.CustomerAsksPerson), Cleared: []*policy.Cleared{draft},
	})
	if candor.CodeOf(err) != candor.CodeInternal || err == nil {
		t.Errorf("leaving the assistant: %v", err)
	}
	// The caller says that the conversation is the assistant's; the database knows better.
	for _, act := range []candor.Act{candor.CustomerAsksPerson, candor.AgentTakes} {
		c := d.begin(t, candor.CustomerPicksAssistant)
		draft := d.assistantSays(t, c, "Let me answer.")
		moved, err := d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, act)})
		must(t, err)
		lie := c
		lie.Version = moved.Version
		if _, err := d.Commit(t.Context(), turn.Change{Before: lie, After: lie, Cleared: []*policy.Cleared{draft}}); candor.CodeOf(err) != candor.CodeInternal || err == nil {
			t.Errorf("after %s: %v", act, err)
		}
		if got := d.look(t, c.ID); len(got.Messages) != 0 || got.Conversation.State != moved.State {
			t.Errorf("after %s: %d messages, %s", act, len(got.Messages), got.Conversation.State)
		}
	}
	// A conversation cannot begin with the assistant's words either.
	c := fresh()
	begun := after(t, c, candor.CustomerPicksAssistant)
	if _, err := d.Commit(t.Context(), turn.Change{Before: c, After: begun, Cleared: []*policy.Cleared{d.assistantSays(t, begun, "Hello.")}}); err == nil {
		t.Error("a conversation began with the assistant's words")
	}
}

func withinOne(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	before := d.look(t, c.ID)
	tests := map[string]func(*turn.Change){
		"another conversation": func(x *turn.Change) { x.After.ID = candor.NewConversationID() },
		"another customer":     func(x *turn.Change) { x.After.Customer = candor.NewCustomerID() },
		"another inbox":        func(x *turn.Change) { x.After.Inbox = "other" },
		"no id":                func(x *turn.Change) { x.Before.ID, x.After.ID = "", "" },
		"another customer's consent": func(x *turn.Change) {
			x.Consents = []candor.Consent{{ID: "cns_1", Customer: candor.NewCustomerID(), Purpose: candor.Answers, Act: candor.Gave, Version: 1, At: now()}}
		},
	}
	for name, spoil := range tests {
		change := turn.Change{Before: c, After: c}
		spoil(&change)
		if _, err := d.Commit(t.Context(), change); candor.CodeOf(err) != candor.CodeInternal || err == nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if diff := cmp.Diff(before, d.look(t, c.ID)); diff != "" {
		t.Errorf("something was changed: %s", diff)
	}
}

// Good and bad changes at the same time share transactions; the bad ones must not show.
func refusedBesideOthers(t *testing.T, d *desk) {
	const each = 30
	bad := d.begin(t, candor.CustomerPicksAssistant)
	stale := bad
	stale.Version += 5
	var wg sync.WaitGroup
	var ids sync.Map
	for i := range each {
		c := d.begin(t, candor.CustomerPicksAssistant)
		good := d.received(t, c, words(i), "key")
		ids.Store(c.ID, true)
		wg.Go(func() {
			if _, err := d.Commit(context.Background(), good); err != nil {
				t.Errorf("a good change: %v", err)
			}
		})
		refused := d.received(t, stale, words(i), "")
		wg.Go(func() {
			if _, err := d.Commit(context.Background(), refused); !errors.Is(err, candor.ErrMoved) {
				t.Errorf("a stale change: %v", err)
			}
		})
		// This one is found out only after it has written.
		late := turn.Change{Before: c, After: c, Events: []candor.Event{{Kind: candor.ConversationChanged, Conversation: c.ID, At: now()}}}
		late.Before = fresh()
		late.After = after(t, late.Before, candor.CustomerAsksPerson)
		late.Consents = []candor.Consent{{ID: "cns_1", Customer: candor.NewCustomerID(), Purpose: candor.Answers, Act: candor.Refused, At: now()}}
		wg.Go(func() {
			if _, err := d.Commit(context.Background(), late); err == nil {
				t.Error("another customer's consent was stored")
			}
			if _, err := d.Conversation(context.Background(), late.Before.ID); !errors.Is(err, candor.ErrNoConversation) {
				t.Errorf("half of a refused change is there: %v", err)
			}
		})
	}
	wg.Wait()
	ids.Range(func(id, _ any) bool {
		if got := d.look(t, id.(candor.ConversationID)); len(got.Messages) != 1 || got.Conversation.Version != 2 {
			t.Errorf("%d messages, version %d", len(got.Messages), got.Conversation.Version)
		}
		return true
	})
	got := d.look(t, bad.ID)
	if got.Ledger != each || len(got.Events) != each || len(got.Messages) != 0 {
		t.Errorf("%d ledger entries, %d events, %d bad messages", got.Ledger, len(got.Events), len(got.Messages))
	}
	d.sound(t)
}

func abandonedCall(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	before := d.look(t, c.ID)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Commit(ctx, d.received(t, c, "hello", "")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(before, d.look(t, c.ID)); diff != "" {
		t.Errorf("it changed something: %s", diff)
	}
}
