package storetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func eventCases() []testCase {
	return []testCase{
		{"events are numbered without gaps in the order of commits", eventOrder},
		{"events are published once, in order, when readers can see them", published},
		{"events are read in pages, of one conversation or of all", eventPages},
		{"whoever is told of events cannot harm the writer", hostileListener},
	}
}

func eventOrder(t *testing.T, d *desk) {
	const talkers, each = 6, 8
	var wg sync.WaitGroup
	for range talkers {
		c := d.begin(t, candor.CustomerPicksAssistant)
		wg.Go(func() {
			for i := range each {
				change := d.received(t, c, words(i), "")
				change.Events = append(change.Events, candor.Event{Kind: candor.ConversationChanged, Conversation: c.ID, Number: int64(i), At: now()})
				var err error
				if c, err = d.Commit(context.Background(), change); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	events, err := d.Events(t.Context(), "", 0, 1000)
	must(t, err)
	if len(events) != 2*talkers*each {
		t.Fatalf("%d events", len(events))
	}
	last := map[candor.ConversationID]int64{}
	for i, e := range events {
		if e.Seq != int64(i+1) {
			t.Fatalf("event %d has number %d", i+1, e.Seq)
		}
		if e.Kind == candor.MessageAdded {
			if e.Number != last[e.Conversation]+1 {
				t.Errorf("message %d of a conversation after %d", e.Number, last[e.Conversation])
			}
			last[e.Conversation] = e.Number
			if next := events[i+1]; next.Kind != candor.ConversationChanged || next.Conversation != e.Conversation {
				t.Errorf("the events of one commit are parted: %+v", next)
			}
		}
	}
	if seq, err := d.LastSeq(t.Context()); err != nil || seq != int64(len(events)) {
		t.Errorf("last %d, %v", seq, err)
	}
}

func published(t *testing.T, d *desk) {
	var mu sync.Mutex
	var told []candor.Event
	d.OnCommit(func(events []candor.Event) {
		seen, err := d.Events(context.Background(), "", events[0].Seq-1, len(events))
		if diff := cmp.Diff(events, seen); diff != "" || err != nil {
			t.Errorf("told of what cannot be read: %v %s", err, diff)
		}
		mu.Lock()
		defer mu.Unlock()
		told = append(told, events...)
	})
	var wg sync.WaitGroup
	for i := range 20 {
		c := d.begin(t, candor.CustomerPicksAssistant)
		change := d.received(t, c, words(i), "")
		stale := change
		stale.Before.Version = 9
		wg.Go(func() {
			if _, err := d.Commit(context.Background(), change); err != nil {
				t.Error(err)
			}
			if _, err := d.Commit(context.Background(), stale); err == nil {
				t.Error("a stale change was stored")
			}
		})
	}
	wg.Wait()
	stored, err := d.Events(t.Context(), "", 0, 1000)
	must(t, err)
	within(t, func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(told) >= len(stored)
	})
	mu.Lock()
	defer mu.Unlock()
	if diff := cmp.Diff(stored, told); diff != "" {
		t.Error(diff)
	}
}

// within waits for something that another goroutine brings about.
func within(t testing.TB, ok func() bool) {
	t.Helper()
	for range 2000 {
		if ok() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Error("it did not happen")
}

func eventPages(t *testing.T, d *desk) {
	a, b := d.begin(t, candor.CustomerPicksAssistant), d.begin(t, candor.CustomerPicksAssistant)
	for i := range 4 {
		a, b = d.say(t, a, words(i), ""), d.say(t, b, words(i), "")
	}
	for _, tt := range []struct {
		id    candor.ConversationID
		after int64
		limit int
		want  []int64
	}{
		{"", 0, 100, []int64{1, 2, 3, 4, 5, 6, 7, 8}},
		{"", 6, 1, []int64{7}},
		{a.ID, 0, 100, []int64{1, 3, 5, 7}},
		{a.ID, 3, 100, []int64{5, 7}},
		{b.ID, 0, 2, []int64{2, 4}},
		{b.ID, 8, 2, nil},
		{candor.NewConversationID(), 0, 2, nil},
	} {
		events, err := d.Events(t.Context(), tt.id, tt.after, tt.limit)
		must(t, err)
		var got []int64
		for _, e := range events {
			got = append(got, e.Seq)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%+v: %s", tt, diff)
		}
	}
}

func hostileListener(t *testing.T, d *desk) {
	d.OnCommit(func([]candor.Event) { panic("a bug elsewhere") })
	c := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "one", "")
	c = d.say(t, c, "two", "")
	d.OnCommit(func(events []candor.Event) { events[0].Seq = 0 })
	c, err := d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, candor.CustomerAsksPerson)})
	must(t, err)
	if got := d.look(t, c.ID); len(got.Messages) != 2 {
		t.Errorf("%d messages", len(got.Messages))
	}
}
