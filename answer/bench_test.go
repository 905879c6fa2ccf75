package answer_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"candor/answer"
	"candor/answer/eval/sets"
)

func BenchmarkAnswerFrom10000Articles(b *testing.B) { answerFrom(b, 10_000) }

// It takes minutes to index so many: CANDOR_LARGE=1 allows it.
func BenchmarkAnswerFrom100000Articles(b *testing.B) {
	if os.Getenv("CANDOR_LARGE") == "" {
		b.Skip("set CANDOR_LARGE=1")
	}
	answerFrom(b, 100_000)
}

func answerFrom(b *testing.B, articles int) {
	desk := newBenchWith(b, sets.Library(b, articles), true)
	questions := []string{
		"how do I reset my password after changing domain", "refund for a duplicate payment on my card statement",
		"server fails to start after upgrade with error", "connect my existing domain to the new site editor",
		"cancel premium plan and keep the email account", "what is the daily limit for cash withdrawals",
	}
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		if _, err := desk.drafts.Answer(context.Background(), answer.Question{Text: questions[len(took)%len(questions)], Expects: "en"}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "p95-µs")
}
