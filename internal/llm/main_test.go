package llm_test

import (
	"context"
	"testing"
	"time"

	"go.uber.org/goleak"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// quick is for tests in which a server says nothing on purpose.
func quick() llm.Limits {
	return llm.Limits{First: 300 * time.Millisecond, Stall: 300 * time.Millisecond}
}

func model(t testing.TB, s *llmtest.Server, f llm.Format, limits llm.Limits) llm.Model {
	t.Helper()
	m, err := llm.NewWithin(limits, f, s.Base(f), s.Client())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// question is the least that can be asked.
func question(t testing.TB) llm.Request {
	m := llmtest.NewMasker(t)
	return llm.Request{Model: "test", System: m.Text("Answer from the passages."),
		Messages: []llm.Message{{Role: llm.User, Content: m.Text("How long does a refund take?")}}}
}

// heard is what came of a call, plain or streamed.
type heard struct {
	reply  llm.Reply
	pieces []string
	err    error
}

func ask(ctx context.Context, m llm.Model, r llm.Request, stream bool) heard {
	var h heard
	if !stream {
		h.reply, h.err = m.Complete(ctx, r)
		return h
	}
	h.reply, h.err = m.Stream(ctx, r, func(c llm.Chunk) error {
		h.pieces = append(h.pieces, c.Text)
		return nil
	})
	return h
}

// both runs a test for every format, plain and streamed.
func both(t *testing.T, test func(t *testing.T, f llm.Format, stream bool)) {
	for _, f := range llm.Formats() {
		for _, stream := range []bool{false, true} {
			name := string(f) + "/plain"
			if stream {
				name = string(f) + "/stream"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, f, stream)
			})
		}
	}
}
