package store_test

import (
	"context"
	"testing"
	"time"

	"candor"
	"candor/turn"
)

// BenchmarkCountedBegin stores beginnings, which live monitoring counts twice in two cells: the dearest of its writes.
// What it costs shows beside BenchmarkCommitMessage, which it does not touch.
func BenchmarkCountedBegin(b *testing.B) {
	s := openBench(b)
	b.ReportAllocs()
	for b.Loop() {
		c := benchFresh()
		next, err := c.After(candor.CustomerPicksAssistant, c.Created)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Commit(context.Background(), turn.Change{Before: c, After: next}); err != nil {
			b.Fatal(err)
		}
	}
	told, err := s.GroupsTold(context.Background(), benchFresh().Created, "")
	if err != nil || b.N >= 100 && len(told) == 0 {
		b.Errorf("%d cells, %v", len(told), err)
	}
}

func benchFresh() candor.Conversation {
	return candor.Conversation{
		ID: candor.NewConversationID(), Inbox: "main", Customer: candor.NewCustomerID(), Language: "en", Channel: candor.ViaWidget,
		Created: time.Now(),
	}
}
