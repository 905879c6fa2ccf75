package blind_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/internal/search/blind"
	"candor/policy"
	"candor/turn"
)

// vocabulary gives made-up words whose frequencies fall off as those of a language do (Zipf).
type vocabulary struct {
	words []string
	zipf  *rand.Zipf
}

func newVocabulary(seed uint64) *vocabulary {
	r := rand.New(rand.NewPCG(seed, 1))
	v := &vocabulary{zipf: rand.NewZipf(r, 1.1, 4, 19_999)}
	for range 20_000 {
		var b strings.Builder
		for range 2 + r.IntN(3) {
			b.WriteByte("bcdfghklmnprtvz"[r.IntN(15)])
			b.WriteByte("aiou"[r.IntN(4)])
		}
		v.words = append(v.words, b.String()+"k")
	}
	return v
}

func (v *vocabulary) message() string {
	var b strings.Builder
	for range 20 {
		b.WriteString(v.words[v.zipf.Uint64()])
		b.WriteByte(' ')
	}
	return b.String()
}

// fill stores conversations of five messages each.
func (d *desk) fill(b testing.TB, v *vocabulary, conversations int) {
	at := time.Now()
	for range conversations {
		c := candor.Conversation{
			ID: candor.NewConversationID(), Inbox: "main", Customer: candor.NewCustomerID(), Language: "en", Created: at,
		}
		next, err := c.After(candor.CustomerAsksPerson, at)
		if err != nil {
			b.Fatal(err)
		}
		r := d.pipeline.Receive(context.Background(), &policy.Case{Now: at, Conversation: c, Message: candor.Message{
			ID: candor.NewMessageID(), Conversation: c.ID, Body: candor.Text(v.message()), Language: "en", At: at,
		}})
		change := turn.Change{Before: c, After: next, Received: r}
		for n := range int64(5) {
			if n > 0 {
				body := candor.Text(v.message())
				change.After, _ = change.Before.After(candor.CustomerWrites, at)
				change.Received = d.pipeline.Receive(context.Background(), &policy.Case{Now: at, Conversation: change.Before, Message: candor.Message{
					ID: candor.NewMessageID(), Conversation: c.ID, Body: body, Language: "en", At: at,
				}})
			}
			change.Events = []candor.Event{{
				Kind: candor.MessageAdded, Conversation: c.ID, Message: change.Received.Message().ID, Number: n + 1, Author: candor.ByCustomer, At: at,
			}}
			stored, err := d.Commit(context.Background(), change)
			if err != nil {
				b.Fatal(err)
			}
			change = turn.Change{Before: stored}
		}
	}
}

// BenchmarkSearch looks words up among 100,000 messages in 20,000 conversations and opens what it
// finds, and says what indexing them cost.
func BenchmarkSearch(b *testing.B) {
	d := newDesk(b)
	v := newVocabulary(7)
	done := make(chan struct{})
	for range 8 { // so that they share commits
		go func() { d.fill(b, newVocabulary(7), 2500); done <- struct{}{} }()
	}
	for range 8 {
		<-done
	}
	rare, often := v.words[15_000], v.words[3]
	middle := v.words[400]
	before := must(d.Size())(b)
	began := time.Now()
	if err := d.index.CatchUp(context.Background()); err != nil {
		b.Fatal(err)
	}
	b.Logf("indexing 100,000 messages: %v, %d rows, the file grew by %d MB", time.Since(began).Round(time.Millisecond), d.rows(b), (must(d.Size())(b)-before)>>20)
	for _, q := range []struct{ name, query string }{
		{"rare", rare}, {"middle", middle}, {"often", often}, {"two", often + " " + middle}, {"nowhere", "sofa"}, {"phrase", fmt.Sprintf("%q", often+" "+middle)},
	} {
		b.Run(q.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				found, _, err := d.index.Search(context.Background(), candor.AgentReads(maya), q.query, 20)
				if err != nil {
					b.Fatal(err)
				}
				n = len(found)
			}
			b.ReportMetric(float64(n), "found")
		})
	}
	b.Run("delete", func(b *testing.B) {
		for b.Loop() {
			if _, err := d.DeleteWords(context.Background(), [16]byte{1}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkIngest stores messages from 16 writers without and with the index being filled beside them.
func BenchmarkIngest(b *testing.B) {
	for _, indexed := range []bool{false, true} {
		b.Run(fmt.Sprintf("indexed=%v", indexed), func(b *testing.B) {
			d := newDesk(b)
			ctx, stop := context.WithCancel(context.Background())
			var run sync.WaitGroup
			if indexed {
				run.Go(func() { d.index.Run(ctx) })
			}
			const writers = 16
			var left atomic.Int64
			left.Store(int64(b.N))
			var write sync.WaitGroup
			b.ResetTimer()
			for w := range writers {
				write.Go(func() {
					v := newVocabulary(uint64(w))
					var own []candor.Conversation
					for range 32 {
						own = append(own, d.begin(b, candor.NewCustomerID(), "en"))
					}
					for i := 0; left.Add(-1) >= 0; i++ {
						own[i%len(own)] = d.says(b, own[i%len(own)], "en", v.message())
					}
				})
			}
			write.Wait()
			b.StopTimer()
			stop()
			run.Wait()
		})
	}
}

// BenchmarkTerms reads one message of usual length.
func BenchmarkTerms(b *testing.B) {
	text := "Hello, I ordered a lamp last week (order A-10023) and the parcel still has not come. Where is it? Write to maya@example.com"
	b.ReportAllocs()
	for b.Loop() {
		blind.Terms("en", text)
	}
}
