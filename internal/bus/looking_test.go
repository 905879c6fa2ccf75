package bus_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/bus"
	"candor/teamwork"
)

func TestWhoLooksIsKnownToTheOthersUntilTheyLeave(t *testing.T) {
	t.Parallel()
	hub := bus.NewHub()
	p := bus.NewPresence(hub)
	const id = candor.ConversationID("con_1")
	hints, cancel := hub.Subscribe(string(id))
	defer cancel()
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	see := func(me candor.AgentID, at time.Time, want ...teamwork.Colleague) {
		t.Helper()
		if diff := cmp.Diff(want, p.Beside(id, me, at)); diff != "" {
			t.Error(diff)
		}
	}
	one, two := p.Looks(id, "tom", "Tom"), p.Looks(id, "tom", "Tom")
	<-hints
	p.Looks(id, "maya", "Maya")
	see("maya", now, teamwork.Colleague{Agent: "tom", Name: "Tom"})
	see("nobody", now, teamwork.Colleague{Agent: "maya", Name: "Maya"}, teamwork.Colleague{Agent: "tom", Name: "Tom"})
	p.Drafts(id, "tom", now)
	p.Drafts(id, "stranger", now) // who does not have it open writes nothing in it
	see("maya", now, teamwork.Colleague{Agent: "tom", Name: "Tom", Writes: true})
	see("maya", now.Add(time.Minute), teamwork.Colleague{Agent: "tom", Name: "Tom"})
	one()
	one()
	see("maya", now.Add(time.Minute), teamwork.Colleague{Agent: "tom", Name: "Tom"})
	two()
	see("maya", now)
	select {
	case <-hints:
	default:
		t.Error("nobody was told that Tom left")
	}
}
