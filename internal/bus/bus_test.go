package bus_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor"
	"candor/internal/bus"
)

func TestHintReachesItsTopicOnly(t *testing.T) {
	t.Parallel()
	h := bus.NewHub()
	mine, cancel := h.Subscribe("con_a")
	defer cancel()
	other, cancelOther := h.Subscribe("con_b")
	defer cancelOther()
	h.Hint("con_a")
	select {
	case <-mine:
	default:
		t.Error("no hint for the topic that was hinted")
	}
	select {
	case <-other:
		t.Error("a hint for another topic")
	default:
	}
}

func TestHintsFoldWhileOneIsPending(t *testing.T) {
	t.Parallel()
	h := bus.NewHub()
	c, cancel := h.Subscribe("all")
	defer cancel()
	for range 1000 {
		h.Hint("all") // must not block although nobody reads
	}
	<-c
	select {
	case <-c:
		t.Error("a second hint was kept")
	default:
	}
	h.Hint("all")
	select {
	case <-c:
	default:
		t.Error("a hint after reading was lost")
	}
}

func TestCancelForgetsTheTopic(t *testing.T) {
	t.Parallel()
	h := bus.NewHub()
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			_, cancel := h.Subscribe("con_a")
			h.Hint("con_a")
			cancel()
			cancel()
		})
	}
	wg.Wait()
	if n := h.Topics(); n != 0 {
		t.Errorf("%d topics left, want 0", n)
	}
}

func TestOnlineCountsConsolesNotClicks(t *testing.T) {
	t.Parallel()
	p := bus.NewPresence(bus.NewHub())
	first, second := p.Here("agt_1"), p.Here("agt_1")
	first()
	first() // a connection that ends twice must not count twice
	if got := p.Online(); len(got) != 1 {
		t.Errorf("online %v, want one agent with one console left", got)
	}
	second()
	if got := p.Online(); len(got) != 0 {
		t.Errorf("online %v, want none", got)
	}
}

func TestTypingLapses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := bus.NewHub()
		p := bus.NewPresence(h)
		hints, cancel := h.Subscribe("con_a")
		defer cancel()
		p.Types("con_a", candor.ByAgent, "Maya", time.Now())
		<-hints
		if name, ok := p.Typing("con_a", candor.ByAgent, time.Now()); !ok || name != "Maya" {
			t.Errorf("typing = %q, %v; want Maya", name, ok)
		}
		if _, ok := p.Typing("con_a", candor.ByCustomer, time.Now()); ok {
			t.Error("the other side types too")
		}
		time.Sleep(7 * time.Second)
		if _, ok := p.Typing("con_a", candor.ByAgent, time.Now()); ok {
			t.Error("still typing after seven seconds")
		}
		p.Types("con_a", candor.ByAgent, "Maya", time.Now())
		p.Types("con_a", candor.ByCustomer, "", time.Now())
		p.Rests("con_a", candor.ByAgent)
		if _, ok := p.Typing("con_a", candor.ByAgent, time.Now()); ok {
			t.Error("still typing what was sent")
		}
		if _, ok := p.Typing("con_a", candor.ByCustomer, time.Now()); !ok {
			t.Error("the other side stopped as well")
		}
	})
}
