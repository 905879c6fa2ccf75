package people_test

import (
	"path/filepath"
	"strings"
	"testing"

	"candor/privacy/internal/people"
)

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		people.New()
	}
}

func run(b *testing.B, text string, piece int) {
	f := people.New()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < len(text); i += piece {
			f.Find(text[i:min(len(text), i+piece)], "", "")
		}
	}
}

func BenchmarkArticles(b *testing.B) {
	var all strings.Builder
	for _, d := range articles(b) {
		all.WriteString(d.text)
	}
	run(b, all.String(), 400)
}

func BenchmarkMessages(b *testing.B) {
	var all strings.Builder
	for _, d := range labels(b, filepath.Join(shared(b), "pii-chat", "messages.jsonl.gz")) {
		all.WriteString(d.text + "\n")
	}
	run(b, all.String(), 400)
}

func BenchmarkQuestions(b *testing.B) {
	var all strings.Builder
	for _, d := range plainTexts(b, filepath.Join(shared(b), "banking77", "train.jsonl.gz"), "text") {
		all.WriteString(d.text + "\n")
	}
	run(b, all.String(), 400)
}

func BenchmarkLongText(b *testing.B) {
	var all strings.Builder
	for all.Len() < 1<<20 {
		for _, d := range articles(b) {
			all.WriteString(d.text)
		}
	}
	run(b, all.String(), 1<<30)
}
