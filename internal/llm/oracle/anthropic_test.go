package oracle_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
	"github.com/google/go-cmp/cmp"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

func anthropicClient(s *llmtest.Server) anthropic.Client {
	return anthropic.NewClient(option.WithBaseURL(s.Base(llm.Anthropic)), option.WithAPIKey(key), option.WithHTTPClient(s.Client()), option.WithMaxRetries(0))
}

func anthropicParams(t *testing.T) anthropic.MessageNewParams {
	tool := object(t, []byte(toolSchema))
	return anthropic.MessageNewParams{
		Model:  "test",
		System: []anthropic.TextBlockParam{{Text: instructions}},
		Messages: []anthropic.MessageParam{
			anthropic.NewUserMessage(anthropic.NewTextBlock(question)),
			anthropic.NewAssistantMessage(anthropic.NewToolUseBlock("call_a", object(t, []byte(arguments)), toolName)),
			anthropic.NewUserMessage(anthropic.NewToolResultBlock("call_a", toolResult, false)),
		},
		Tools: []anthropic.ToolUnionParam{{OfTool: &anthropic.ToolParam{Name: toolName, Description: anthropic.String(toolSays),
			InputSchema: anthropic.ToolInputSchemaParam{Properties: tool["properties"]}}}},
		OutputConfig: anthropic.OutputConfigParam{Format: anthropic.JSONOutputFormatParam{Schema: object(t, []byte(schema))}},
		MaxTokens:    300,
		Temperature:  anthropic.Float(0),
	}
}

func checkMessage(t *testing.T, row script, got *anthropic.Message, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", row.name, err)
		return
	}
	var text string
	var made []anthropic.ToolUseBlock
	for _, block := range got.Content {
		switch b := block.AsAny().(type) {
		case anthropic.TextBlock:
			text += b.Text
		case anthropic.ToolUseBlock:
			made = append(made, b)
		}
	}
	if text != words {
		t.Errorf("%s: the text is %q", row.name, text)
	}
	if len(made) != 2 {
		t.Fatalf("%s: the calls are %+v", row.name, made)
	}
	for i, c := range calls() {
		if made[i].ID != c.ID || made[i].Name != c.Name {
			t.Errorf("%s: the call is %+v", row.name, made[i])
		}
		sameJSON(t, row.name, c.Arguments, string(made[i].Input))
	}
	want := llmtest.Usual(llm.Anthropic)
	if u := got.Usage; u.InputTokens+u.CacheReadInputTokens+u.CacheCreationInputTokens != want.Input || u.CacheReadInputTokens != want.Cached || u.OutputTokens != want.Output {
		t.Errorf("%s: the usage is %+v", row.name, u)
	}
	if got.StopReason != anthropic.StopReasonToolUse {
		t.Errorf("%s: stopped by %q", row.name, got.StopReason)
	}
}

func TestAnthropicsClientUnderstandsMessages(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := anthropicClient(s)
	rows := append(understood(), script{name: "pings", faults: []llmtest.Fault{llmtest.Pings()}})
	for _, row := range rows {
		if row.half {
			continue // where they are an object, half of one is none
		}
		s.Say(llmtest.Script{Text: words, Calls: calls(), Faults: row.faults})
		got, err := client.Messages.New(t.Context(), anthropicParams(t))
		checkMessage(t, row, got, err)

		stream := client.Messages.NewStreaming(t.Context(), anthropicParams(t))
		var sum anthropic.Message
		for stream.Next() {
			if err := sum.Accumulate(stream.Current()); err != nil {
				t.Errorf("%s: %v", row.name, err)
			}
		}
		checkMessage(t, row, &sum, stream.Err())
		stream.Close()
	}
}

func TestAnthropicsClientSendsTheSameMessages(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := anthropicClient(s)
	if _, err := client.Messages.New(t.Context(), anthropicParams(t)); err != nil {
		t.Fatal(err)
	}
	theirs := last(t, s).(map[string]any)
	mine := ours(t, s, llm.Anthropic).(map[string]any)
	delete(mine, "stream") // false, which they leave out
	// Two spellings of the same: instructions as one text, results of tools as one text.
	theirs["system"] = oneText(theirs["system"])
	result := theirs["messages"].([]any)[2].(map[string]any)["content"].([]any)[0].(map[string]any)
	result["content"] = oneText(result["content"])
	delete(result, "is_error") // false
	if diff := cmp.Diff(theirs, mine); diff != "" {
		t.Errorf("(-theirs +ours)\n%s", diff)
	}
	headers := s.Asked()
	if a, b := headers[0].Header.Get("Anthropic-Version"), headers[1].Header.Get("Anthropic-Version"); a != b {
		t.Errorf("they speak version %q, we %q", a, b)
	}
}

// oneText takes a list of one text block for the text.
func oneText(v any) any {
	list, ok := v.([]any)
	if !ok || len(list) != 1 {
		return v
	}
	return list[0].(map[string]any)["text"]
}

func TestAnthropicsClientUnderstandsRefusals(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := anthropicClient(s)
	for status, kind := range map[int]string{400: "invalid_request_error", 401: "authentication_error", 403: "permission_error", 404: "not_found_error",
		413: "request_too_large", 429: "rate_limit_error", 500: "api_error", 529: "overloaded_error"} {
		s.Say(llmtest.Script{Faults: []llmtest.Fault{llmtest.Header("Retry-After", "7"), llmtest.Status(status, kind, "no")}})
		_, err := client.Messages.New(t.Context(), anthropicParams(t))
		var e *anthropic.Error
		if !errors.As(err, &e) || e.StatusCode != status || string(e.Type()) != kind || e.Response.Header.Get("Retry-After") != "7" {
			t.Errorf("%d: %v", status, err)
		}
	}
	s.Say(llmtest.Script{Text: words, Faults: []llmtest.Fault{llmtest.ErrorAfter(4, "overloaded_error")}})
	stream := client.Messages.NewStreaming(t.Context(), anthropicParams(t))
	for stream.Next() {
	}
	if err := stream.Err(); err == nil || !strings.Contains(err.Error(), "overloaded_error") {
		t.Errorf("an error in the stream: %v", err)
	}
	stream.Close()
}
