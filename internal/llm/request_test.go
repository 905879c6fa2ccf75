package llm_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/privacy"
)

// everything is a request that uses all there is.
func everything(m llmtest.Masker) llm.Request {
	cold := 0.0
	return llm.Request{
		Model:  "test",
		System: m.Text("Answer from the passages."),
		Messages: []llm.Message{
			{Role: llm.User, Content: m.Text("Where is my order?")},
			{Role: llm.Assistant, Content: m.Text("I look."), Calls: []llm.PastCall{
				{ID: "call_a", Name: "order_status", Arguments: m.JSON(`{"order":"last"}`)},
				{ID: "call_b", Name: "opening_hours", Arguments: m.JSON(`{}`)}}},
			{Role: llm.ToolRole, CallID: "call_b", Content: m.Text("nine to five")},
			{Role: llm.ToolRole, CallID: "call_a", Content: m.JSON(`{"state":"sent"}`)},
			{Role: llm.User, Content: m.Text("And when does it <arrive>?")},
			{Role: llm.Assistant, Calls: []llm.PastCall{{ID: "call_c", Name: "opening_hours", Arguments: m.JSON(`{}`)}}},
			{Role: llm.ToolRole, CallID: "call_c", Content: m.Text("closed")},
		},
		Tools: []llm.Tool{
			{Name: "order_status", Description: "Looks an order up.", Schema: json.RawMessage(`{"type":"object","properties":{"order":{"type":"string"}}}`)},
			{Name: "opening_hours", Schema: json.RawMessage(`{"type":"object"}`)},
		},
		Schema:      json.RawMessage(`{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}`),
		SchemaName:  "answer",
		MaxTokens:   300,
		Temperature: &cold,
	}
}

// What is sent stands in testdata, one file a format, to be read beside the vendors' documents.
func TestWhatIsSentIsWhatTheFormatWants(t *testing.T) {
	t.Parallel()
	hosts := map[string]llm.Format{"chat": llm.Chat, "chat-openai": llm.Chat, "responses": llm.Responses, "anthropic": llm.Anthropic, "ollama": llm.Ollama}
	for name, f := range hosts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := "model.test"
			if name == "chat-openai" {
				host = "api.openai.com"
			}
			sent, err := llm.BodyFor(f, host, everything(llmtest.NewMasker(t)), true)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", "request-"+name+".json")
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(parsed(t, want), parsed(t, sent)); diff != "" {
				var pretty bytes.Buffer
				json.Indent(&pretty, sent, "", "\t")
				t.Errorf("(-want +got)\n%s\nin full:\n%s", diff, pretty.String())
			}
		})
	}
}

func parsed(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// The conformance server refuses, as the vendors do, what is not of the format.
func TestEveryServerTakesEverythingThatCanBeAsked(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		mask := llmtest.NewMasker(t)
		for _, r := range []llm.Request{question(t), everything(mask)} {
			if got := ask(t.Context(), model(t, s, f, llm.Limits{}), r, stream); got.err != nil || got.reply.Text != "Hello." {
				t.Errorf("%+v, %v", got.reply, got.err)
			}
		}
		for _, a := range s.Asked() {
			if a.Format != f || a.Stream != stream || a.Header.Get("Authorization") != "" {
				t.Errorf("asked in %s, streamed %v, with %q", a.Format, a.Stream, a.Header.Get("Authorization"))
			}
		}
	})
}

func TestAModelNeverSeesMoreThanTheMask(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		m := llmtest.NewMasker(t)
		const address = "maya.lindqvist@example.org"
		r := question(t)
		r.System = m.Text("You help " + address + ".")
		r.Tools = []llm.Tool{{Name: "order_status", Schema: json.RawMessage(`{"type":"object"}`)}}
		r.Messages = []llm.Message{
			{Role: llm.User, Content: m.Text("I am " + address + ".")},
			{Role: llm.Assistant, Calls: []llm.PastCall{{ID: "a", Name: "order_status", Arguments: m.JSON(`{"mail":"` + address + `"}`)}}},
			{Role: llm.ToolRole, CallID: "a", Content: m.JSON(`{"mail":["` + address + `"]}`)},
		}
		if got := ask(t.Context(), model(t, s, f, llm.Limits{}), r, stream); got.err != nil {
			t.Fatal(got.err)
		}
		asked := s.Asked()
		token := strings.TrimPrefix(strings.TrimSuffix(r.Messages[0].Content.Text(), "."), "I am ")
		if len(asked) != 1 || bytes.Contains(asked[0].Body, []byte("lindqvist")) || bytes.Count(asked[0].Body, []byte(token)) != 4 {
			t.Errorf("sent was %q, with %q for the address", asked[0].Body, token)
		}
	})
}

func TestWhatMayNotBeSaidIsRefusedAndNothingIsSent(t *testing.T) {
	t.Parallel()
	m := llmtest.NewMasker(t)
	other := llmtest.NewMasker(t)
	elsewhere := llmtest.NewMaskerFor(t, m.Text("x").Conversation(), "Another AI")
	hot, wrong := 2.5, math.NaN()
	tests := []struct {
		name   string
		change func(*llm.Request)
	}{
		{"no model", func(r *llm.Request) { r.Model = "" }},
		{"no instructions", func(r *llm.Request) { r.System = privacy.Masked{} }},
		{"empty instructions", func(r *llm.Request) { r.System = m.Text("") }},
		{"no message", func(r *llm.Request) { r.Messages = nil }},
		{"a message that was not masked", func(r *llm.Request) { r.Messages[0].Content = privacy.Masked{} }},
		{"an empty message", func(r *llm.Request) { r.Messages[0].Content = m.Text("") }},
		{"an empty result of a tool", func(r *llm.Request) { r.Messages[2].Content = privacy.Masked{} }},
		{"arguments that were not masked", func(r *llm.Request) { r.Messages[1].Calls[0].Arguments = privacy.Masked{} }},
		{"arguments that are no object", func(r *llm.Request) { r.Messages[1].Calls[0].Arguments = m.JSON(`[1]`) }},
		{"a message of another conversation", func(r *llm.Request) { r.Messages[4].Content = other.Text("hello") }},
		{"a message for another vendor", func(r *llm.Request) { r.Messages[4].Content = elsewhere.Text("hello") }},
		{"no role", func(r *llm.Request) { r.Messages[0].Role = "" }},
		{"a role that is none", func(r *llm.Request) { r.Messages[0].Role = "system" }},
		{"calls of the user", func(r *llm.Request) { r.Messages[1].Role = llm.User }},
		{"an id with the user's words", func(r *llm.Request) { r.Messages[4].CallID = "call_a" }},
		{"a call that nobody answers", func(r *llm.Request) { r.Messages = r.Messages[:2] }},
		{"a call answered too late", func(r *llm.Request) { r.Messages[3], r.Messages[4] = r.Messages[4], r.Messages[3] }},
		{"a result without a call", func(r *llm.Request) { r.Messages[2].CallID = "call_x" }},
		{"a result twice", func(r *llm.Request) { r.Messages[3].CallID = "call_b" }},
		{"two calls with one id", func(r *llm.Request) { r.Messages[1].Calls[1].ID = "call_a" }},
		{"an id with words in it", func(r *llm.Request) {
			r.Messages[1].Calls[0].ID, r.Messages[3].CallID = "Maya Lindqvist", "Maya Lindqvist"
		}},
		{"a call of no tool", func(r *llm.Request) { r.Messages[1].Calls[0].Name = "maya" }},
		{"a tool without a name", func(r *llm.Request) { r.Tools[1].Name = "" }},
		{"two tools of one name", func(r *llm.Request) { r.Tools = append(r.Tools, r.Tools[0]) }},
		{"a tool without a schema", func(r *llm.Request) { r.Tools[1].Schema = nil }},
		{"a schema that is none", func(r *llm.Request) { r.Schema = json.RawMessage(`{"type"`) }},
		{"a name that is none", func(r *llm.Request) { r.SchemaName = "an answer" }},
		{"negative tokens", func(r *llm.Request) { r.MaxTokens = -1 }},
		{"too hot", func(r *llm.Request) { r.Temperature = &hot }},
		{"no temperature at all", func(r *llm.Request) { r.Temperature = &wrong }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, f := range llm.Formats() {
				r := everything(m)
				test.change(&r)
				s := llmtest.New(t)
				for _, stream := range []bool{false, true} {
					got := ask(t.Context(), model(t, s, f, llm.Limits{}), r, stream)
					if llm.KindOf(got.err) != llm.BadRequest || len(s.Asked()) > 0 {
						t.Errorf("%s: %v, and %d requests were sent", f, got.err, len(s.Asked()))
					}
				}
			}
		})
	}
}

func TestARequestTellsWhoseWordsItHoldsAndForWhom(t *testing.T) {
	t.Parallel()
	id := candor.NewConversationID()
	m := llmtest.NewMaskerFor(t, id, "Another AI")
	r := everything(m)
	if err := r.Check(); err != nil || r.Conversation() != id || r.Recipient() != "Another AI" {
		t.Errorf("%s for %s, %v", r.Conversation(), r.Recipient(), err)
	}
}
