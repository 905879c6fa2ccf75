package oracle_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

const (
	key   = "key-of-a-test"
	words = "Rückerstattung: 支払い dauert 14 Tage 😀, \"genau\" so \\ und <b>nicht</b> länger.\nEnde."

	instructions = "Answer from the passages."
	question     = "Where is my order?"
	toolName     = "order_status"
	toolSays     = "Looks an order up."
	toolResult   = `{"state":"sent"}`
	arguments    = `{"order":"last"}`
	toolSchema   = `{"type":"object","properties":{"order":{"type":"string"}}}`
	schema       = `{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}`
)

func calls() []llm.Call {
	return []llm.Call{{ID: "call_a", Name: toolName, Arguments: `{"order":"zwölf 😀"}`}, {ID: "call_b", Name: "opening_hours", Arguments: `{}`}}
}

// script is one reply that a vendor's client must understand.
type script struct {
	name   string
	faults []llmtest.Fault
	half   bool // the arguments are cut
}

// understood are the ways to write a reply that the vendors' clients take too. What is not among them,
// a CR alone for example, is more than they can.
func understood() []script {
	return []script{
		{name: "as it is"},
		{name: "cut at every byte", faults: []llmtest.Fault{llmtest.CutEvery(1)}},
		{name: "CRLF", faults: []llmtest.Fault{llmtest.LineEnds("\r\n")}},
		{name: "comments", faults: []llmtest.Fault{llmtest.Comments()}},
		{name: "unknown fields", faults: []llmtest.Fault{llmtest.UnknownEvents()}},
		{name: "half arguments", faults: []llmtest.Fault{llmtest.HalfArguments()}, half: true},
	}
}

func start(t *testing.T) *llmtest.Server {
	t.Helper()
	s := llmtest.New(t)
	s.Demand(key)
	return s
}

// asked is the same question as each vendor's client is made to send, in the words of internal/llm.
func asked(t *testing.T) llm.Request {
	m := llmtest.NewMasker(t)
	cold := 0.0
	return llm.Request{
		Model:  "test",
		System: m.Text(instructions),
		Messages: []llm.Message{
			{Role: llm.User, Content: m.Text(question)},
			{Role: llm.Assistant, Calls: []llm.PastCall{{ID: "call_a", Name: toolName, Arguments: m.JSON(arguments)}}},
			{Role: llm.ToolRole, CallID: "call_a", Content: m.JSON(toolResult)},
		},
		Tools:       []llm.Tool{{Name: toolName, Description: toolSays, Schema: json.RawMessage(toolSchema)}},
		Schema:      json.RawMessage(schema),
		SchemaName:  "answer",
		MaxTokens:   300,
		Temperature: &cold,
	}
}

// ours is what internal/llm sends for it.
func ours(t *testing.T, s *llmtest.Server, f llm.Format) any {
	t.Helper()
	s.Demand("")
	m, err := llm.New(f, s.Base(f), s.Client())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Complete(t.Context(), asked(t)); err != nil {
		t.Fatal(err)
	}
	return last(t, s)
}

// last is the last request that came.
func last(t *testing.T, s *llmtest.Server) any {
	t.Helper()
	all := s.Asked()
	return object(t, all[len(all)-1].Body)
}

func object(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// sameJSON compares arguments, which are objects in one format and texts in another.
func sameJSON(t *testing.T, where, want, got string) {
	t.Helper()
	if diff := cmp.Diff(object(t, []byte(want)), object(t, []byte(got))); diff != "" {
		t.Errorf("%s: (-want +got)\n%s", where, diff)
	}
}
