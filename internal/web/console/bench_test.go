package console_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/turn"
)

// fill makes a desk with so many open conversations.
func (h *harness) fill(waiting, assisting int) {
	var wg sync.WaitGroup
	const writers = 32
	for w := range writers {
		wg.Go(func() {
			for i := w; i < waiting; i += writers {
				h.asks("")
			}
			for i := w; i < assisting; i += writers {
				h.asksAssistant("")
			}
		})
	}
	wg.Wait()
}

// BenchmarkQueuePage asks for the queue of a desk with 10,000 open conversations.
func BenchmarkQueuePage(b *testing.B) {
	h := newHarness(b)
	h.fill(6000, 4000)
	maya := h.signedIn("Maya")
	took := make([]time.Duration, 0, b.N)
	for b.Loop() {
		began := time.Now()
		if got := maya.get("/console"); got.status != 200 || !strings.Contains(got.body, "And 5950 more") {
			b.Fatalf("%d", got.status)
		}
		took = append(took, time.Since(began))
	}
	report(b, took)
}

// BenchmarkOpenConversation opens a conversation of 40 messages.
func BenchmarkOpenConversation(b *testing.B) {
	h := newHarness(b)
	c := h.asks("")
	for i := range 40 {
		h.says(c.ID, fmt.Sprintf("Message %d, about as long as people write when they ask where their order is.", i))
	}
	maya := h.signedIn("Maya")
	took := make([]time.Duration, 0, b.N)
	for b.Loop() {
		began := time.Now()
		if got := maya.get("/console/c/" + string(c.ID)); got.status != 200 {
			b.Fatalf("%d", got.status)
		}
		took = append(took, time.Since(began))
	}
	report(b, took)
}

// BenchmarkMessageToConsole measures from the return of a customer's Receive, which is after the
// commit, to the event in the hands of a reader of the stream, while 20 consoles are open.
func BenchmarkMessageToConsole(b *testing.B) {
	h := newHarness(b)
	h.fill(200, 0)
	c := h.asks("")
	maya := h.signedIn("Maya")
	address, _ := maya.page("/console/c/" + string(c.ID))
	l := maya.stream(address, "")
	l.until(`id="head"`)
	for range 19 {
		queue, _ := maya.page("/console")
		go func(l *line) {
			for range l.events {
			}
		}(maya.stream(queue, ""))
	}
	took := make([]time.Duration, 0, b.N)
	for b.Loop() {
		m, err := h.desk.Receive(context.Background(), c.ID, turn.Incoming{Text: candor.Text("Are you there?"), Key: newKey()})
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		l.until(string(m.ID))
		took = append(took, time.Since(began))
	}
	report(b, took)
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	at := func(q float64) float64 { return float64(took[int(q*float64(len(took)-1))].Microseconds()) / 1000 }
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.95), "p95-ms")
	b.ReportMetric(at(0.99), "p99-ms")
}
