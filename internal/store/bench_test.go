package store_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/internal/store/storetest"
	"candor/ledger"
	"candor/policy"
	"candor/turn"
)

// BenchmarkCommitMessage stores customers' messages as a turn does: message, verdict, ledger entry,
// event, job and the conversation, in a real file with full sync. Each writer goes round its own
// conversations. µs/message is the time between two durable messages.
func BenchmarkCommitMessage(b *testing.B) {
	for _, writers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			s := openBench(b)
			p := pipeline(b)
			const conversations = 32
			var wg sync.WaitGroup
			var left atomic.Int64
			left.Store(int64(b.N))
			start := make(chan struct{})
			took := make([][]time.Duration, writers)
			for w := range writers {
				own := make([]candor.Conversation, conversations)
				for i := range own {
					own[i] = benchBegin(b, s)
				}
				wg.Go(func() {
					<-start
					for i := 0; left.Add(-1) >= 0; i++ {
						c := &own[i%conversations]
						began := time.Now()
						stored, err := s.Commit(context.Background(), message(p, *c))
						if err != nil {
							b.Error(err)
							return
						}
						took[w] = append(took[w], time.Since(began))
						*c = stored
					}
				})
			}
			began := cpuTime(b)
			b.ReportAllocs()
			b.ResetTimer()
			close(start)
			wg.Wait()
			b.StopTimer()
			all := slices.Concat(took...)
			slices.Sort(all)
			b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "µs/message")
			b.ReportMetric(float64((cpuTime(b)-began).Microseconds())/float64(b.N), "cpu-µs/message")
		})
	}
}

// BenchmarkLoad reads what every step begins with: a conversation and its consents.
func BenchmarkLoad(b *testing.B) {
	s := openBench(b)
	c := benchBegin(b, s)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := s.Load(context.Background(), c.ID); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHistory reads and opens 24 messages.
func BenchmarkHistory(b *testing.B) {
	s := openBench(b)
	p := pipeline(b)
	c := benchBegin(b, s)
	for range 24 {
		var err error
		if c, err = s.Commit(context.Background(), message(p, c)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if got, err := s.History(context.Background(), candor.CustomerReads(), c.ID, 24); err != nil || len(got) != 24 {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen takes up a database that is there: what a restart waits for.
func BenchmarkOpen(b *testing.B) {
	s, d := open(b)
	must(b, s.Close())
	for b.Loop() {
		s, err := store.Open(context.Background(), d.options)
		if err != nil {
			b.Fatal(err)
		}
		must(b, s.Close())
	}
}

func openBench(b *testing.B) *store.Store {
	b.Helper()
	signer, err := ledger.NewSigner(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		b.Fatal(err)
	}
	s, err := store.Open(context.Background(), store.Options{
		Path: filepath.Join(b.TempDir(), "desk.db"), Keys: &storetest.Keys{}, Signer: signer, Create: true,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

type benchGate struct{}

func (benchGate) Name() string { return "a gate of usual length" }
func (benchGate) Check(context.Context, *policy.Case) (policy.Verdict, error) {
	return policy.Verdict{Action: policy.Pass, Reason: "fine"}, nil
}

type benchPhrases struct{}

func (benchPhrases) Phrase(_, key string, _ map[string]string) (string, bool) { return key, true }

type benchScreen struct{}

func (benchScreen) Screen(_ context.Context, words candor.Text, _ string) (candor.Text, []string, error) {
	return words, nil, nil
}

func pipeline(b testing.TB) *policy.Pipeline {
	b.Helper()
	gates := []policy.Gate{benchGate{}, benchGate{}, benchGate{}, benchGate{}, benchGate{}, benchGate{}}
	p, err := policy.New(policy.Options{Route: gates, Say: gates, Phrases: benchPhrases{}, Screen: benchScreen{}})
	if err != nil {
		b.Fatal(err)
	}
	return p
}

func benchBegin(b *testing.B, s *store.Store) candor.Conversation {
	b.Helper()
	c := candor.Conversation{
		ID: candor.NewConversationID(), Inbox: "main", Customer: candor.NewCustomerID(), Language: "en", Created: time.Now(),
	}
	next, err := c.After(candor.CustomerPicksAssistant, time.Now())
	if err != nil {
		b.Fatal(err)
	}
	stored, err := s.Commit(context.Background(), turn.Change{Before: c, After: next})
	if err != nil {
		b.Fatal(err)
	}
	return stored
}

var benchWords = candor.Text("Hello, I ordered a lamp last week and the parcel still has not come. Where is it, and can I change the address?")

func message(p *policy.Pipeline, c candor.Conversation) turn.Change {
	at := time.Now()
	r := p.Receive(context.Background(), &policy.Case{Now: at, Conversation: c, Message: candor.Message{
		ID: candor.NewMessageID(), Conversation: c.ID, Body: benchWords, Language: "en", At: at,
		ClientKey: string(candor.NewMessageID()),
	}})
	next, _ := c.After(candor.CustomerWrites, at)
	next.LastCustomer = c.Messages + 1
	d := r.Decision()
	return turn.Change{
		Before: c, After: next, Received: r,
		Ledger: []turn.Entry{{Message: r.Message().ID, Entry: ledger.Entry{
			At: at, Kind: ledger.KindVerdict, Actor: "customer", Facts: map[string]string{
				"verdict": string(d.ID), "stage": "route", "action": "pass", "reason": "fine", "policy": d.Policy, "gate": "readiness",
			},
		}}},
		Events: []candor.Event{{
			Kind: candor.MessageAdded, Conversation: c.ID, Message: r.Message().ID, Number: c.Messages + 1, Author: candor.ByCustomer, At: at,
		}},
		Jobs: []candor.Job{{ID: candor.NewJobID(), Kind: candor.JobAnswer, Conversation: c.ID, RunAt: at.Add(time.Minute)}},
	}
}
