package search_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"candor/answer/eval/sets"
	"candor/internal/search"
	"candor/knowledge"
)

func library(t testing.TB, n int) []search.Document {
	t.Helper()
	return search.Documents(knowledge.NewShelf(sets.Library(t, n)))
}

var eightWords = []string{
	"how do I reset my password after changing domain", "refund for a duplicate payment on my card statement",
	"server fails to start after upgrade with error", "connect my existing domain to the new site editor",
	"cancel premium plan and keep the email account", "what is the daily limit for cash withdrawals",
}

func BenchmarkEightWordsIn10000Articles(b *testing.B) {
	var index search.Index
	if err := index.Replace(context.Background(), library(b, 10_000)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		if _, err := index.Search(context.Background(), knowledge.Query{Text: eightWords[i%len(eightWords)], Language: "en"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuild5000Articles(b *testing.B) {
	docs := library(b, 5_000)
	for b.Loop() {
		var index search.Index
		if err := index.Replace(context.Background(), docs); err != nil {
			b.Fatal(err)
		}
	}
}

func TestIndexIsSmallAndQuick(t *testing.T) {
	if testing.Short() {
		t.Skip("measures memory and time")
	}
	docs := library(t, 2_500)
	before := heap()
	var index search.Index
	start := time.Now()
	if err := index.Replace(context.Background(), docs); err != nil {
		t.Fatal(err)
	}
	built := time.Since(start)
	each := (heap() - before) / len(docs)
	t.Logf("2,500 articles: built in %v, %d bytes an article", built.Round(time.Millisecond), each)
	if each > 12<<10 {
		t.Errorf("an article takes %d bytes, more than 12 KiB", each)
	}
	start = time.Now()
	const rounds = 300
	for i := range rounds {
		if _, err := index.Search(context.Background(), knowledge.Query{Text: eightWords[i%len(eightWords)], Language: "en"}); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("eight words over 2,500 articles: %v", (time.Since(start) / rounds).Round(time.Microsecond))
	runtime.KeepAlive(&index)
	runtime.KeepAlive(docs)
}

func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
