package storetest

import (
	"testing"

	"candor"
	"candor/internal/store"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func queueCases() []testCase {
	return []testCase{
		{"the queue is ordered by priority, then by wait", queueOrder},
		{"lists filter by state and agent and page by time", lists},
		{"counts follow every change at once", counts},
		{"a conversation is found by the end of its id", referenced},
	}
}

// wait stores a conversation that waits.
func (d *desk) wait(t testing.TB, inbox candor.InboxID, priority candor.Priority) candor.Conversation {
	t.Helper()
	c := fresh()
	c.Inbox = inbox
	next := after(t, c, candor.CustomerAsksPerson)
	next.Priority = priority
	stored, err := d.Commit(t.Context(), turn.Change{Before: c, After: next})
	must(t, err)
	return stored
}

func ids(list []candor.Conversation) []candor.ConversationID {
	var out []candor.ConversationID
	for _, c := range list {
		out = append(out, c.ID)
	}
	return out
}

func queueOrder(t *testing.T, d *desk) {
	first, second := d.wait(t, "main", candor.Normal), d.wait(t, "main", candor.Normal)
	urgent, third := d.wait(t, "main", candor.Urgent), d.wait(t, "main", candor.Normal)
	elsewhere := d.wait(t, "other", candor.Normal)
	for i, c := range []candor.Conversation{urgent, first, second, third} {
		ahead, waiting, err := d.Ahead(t.Context(), c)
		must(t, err)
		if ahead != i || waiting != 4 {
			t.Errorf("place %d: %d ahead of %d", i, ahead, waiting)
		}
	}
	if ahead, waiting, err := d.Ahead(t.Context(), elsewhere); err != nil || ahead != 0 || waiting != 1 {
		t.Errorf("the other inbox: %d of %d, %v", ahead, waiting, err)
	}
	list, err := d.Listed(t.Context(), store.Filter{States: []candor.State{candor.Waiting}, Limit: 10})
	must(t, err)
	want := []candor.ConversationID{urgent.ID, first.ID, second.ID, third.ID, elsewhere.ID}
	if diff := cmp.Diff(want, ids(list)); diff != "" {
		t.Error(diff)
	}
	// Taking the first moves everybody up.
	_, err = d.Commit(t.Context(), turn.Change{Before: urgent, After: after(t, urgent, candor.AgentTakes)})
	must(t, err)
	if ahead, waiting, err := d.Ahead(t.Context(), third); err != nil || ahead != 2 || waiting != 3 {
		t.Errorf("%d of %d, %v", ahead, waiting, err)
	}
}

func lists(t *testing.T, d *desk) {
	var attended, resolved []candor.ConversationID
	var lastResolved candor.Conversation
	for i := range 6 {
		c := d.wait(t, "main", candor.Normal)
		next := after(t, c, candor.AgentTakes)
		next.Agent = mayaID
		if i%3 == 2 {
			next.Agent = "agt_other"
		}
		c, err := d.Commit(t.Context(), turn.Change{Before: c, After: next})
		must(t, err)
		if i < 3 {
			c, err = d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, candor.AgentResolves), Closing: solved(t, c)})
			must(t, err)
			resolved = append([]candor.ConversationID{c.ID}, resolved...)
			lastResolved = c
			continue
		}
		attended = append([]candor.ConversationID{c.ID}, attended...)
	}
	waits := d.wait(t, "main", candor.Normal)
	for _, tt := range []struct {
		name string
		f    store.Filter
		want []candor.ConversationID
	}{
		{"all", store.Filter{Limit: 50}, append(append([]candor.ConversationID{waits.ID}, attended...), resolved...)},
		{"one state", store.Filter{Limit: 50, States: []candor.State{candor.Resolved}}, resolved},
		{"one agent", store.Filter{Limit: 50, States: []candor.State{candor.Attended}, Agent: mayaID}, attended[1:]},
		{"an agent in all states", store.Filter{Limit: 50, Agent: mayaID}, append(append([]candor.ConversationID{}, attended[1:]...), resolved[1:]...)},
		{"an agent nobody waits for", store.Filter{Limit: 50, States: []candor.State{candor.Waiting}, Agent: mayaID}, nil},
		{"the first two", store.Filter{Limit: 2, States: []candor.State{candor.Attended, candor.Resolved}}, attended[:2]},
		{"a page further", store.Filter{Limit: 50, Before: lastResolved.Updated, States: []candor.State{candor.Resolved, candor.Waiting}}, resolved[1:]},
		{"a limit of nothing gives one", store.Filter{}, []candor.ConversationID{waits.ID}},
	} {
		got, err := d.Listed(t.Context(), tt.f)
		must(t, err)
		if diff := cmp.Diff(tt.want, ids(got)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func counts(t *testing.T, d *desk) {
	check := func(waiting int, want map[candor.State]int) {
		t.Helper()
		n, err := d.Waiting(t.Context(), "main")
		must(t, err)
		got, err := d.Counts(t.Context())
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" || n != waiting {
			t.Errorf("%d wait; %s", n, diff)
		}
	}
	check(0, map[candor.State]int{})
	c := d.wait(t, "main", candor.Normal)
	check(1, map[candor.State]int{candor.Waiting: 1})
	d.wait(t, "other", candor.Normal)
	check(1, map[candor.State]int{candor.Waiting: 2})
	c, err := d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, candor.CustomerPicksAssistant)})
	must(t, err)
	check(0, map[candor.State]int{candor.Waiting: 1, candor.Assisting: 1})
	d.say(t, c, "hello", "")
	check(0, map[candor.State]int{candor.Waiting: 1, candor.Assisting: 1})
}

func referenced(t *testing.T, d *desk) {
	c := d.wait(t, "main", candor.Normal)
	d.wait(t, "main", candor.Normal)
	ending := string(c.ID[len(c.ID)-8:])
	found, err := d.Referenced(t.Context(), ending)
	must(t, err)
	if diff := cmp.Diff([]candor.ConversationID{c.ID}, ids(found)); diff != "" {
		t.Error(diff)
	}
	for _, other := range []string{"", ending[1:], "00000000", string(c.ID)} {
		if found, err := d.Referenced(t.Context(), other); err != nil || len(found) != 0 {
			t.Errorf("%q: %d found, %v", other, len(found), err)
		}
	}
}
