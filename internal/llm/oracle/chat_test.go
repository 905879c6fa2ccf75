package oracle_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/shared"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

func openAI(s *llmtest.Server) openai.Client {
	return openai.NewClient(option.WithBaseURL(s.Base(llm.Chat)), option.WithAPIKey(key), option.WithHTTPClient(s.Client()), option.WithMaxRetries(0))
}

func chatParams(t *testing.T) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model: "test",
		Messages: []openai.ChatCompletionMessageParamUnion{
			openai.SystemMessage(instructions),
			openai.UserMessage(question),
			{OfAssistant: &openai.ChatCompletionAssistantMessageParam{ToolCalls: []openai.ChatCompletionMessageToolCallUnionParam{
				{OfFunction: &openai.ChatCompletionMessageFunctionToolCallParam{ID: "call_a",
					Function: openai.ChatCompletionMessageFunctionToolCallFunctionParam{Name: toolName, Arguments: arguments}}}}}},
			openai.ToolMessage(toolResult, "call_a"),
		},
		Tools: []openai.ChatCompletionToolUnionParam{openai.ChatCompletionFunctionTool(shared.FunctionDefinitionParam{
			Name: toolName, Description: openai.String(toolSays), Parameters: object(t, []byte(toolSchema))})},
		ResponseFormat: openai.ChatCompletionNewParamsResponseFormatUnion{OfJSONSchema: &shared.ResponseFormatJSONSchemaParam{
			JSONSchema: shared.ResponseFormatJSONSchemaJSONSchemaParam{Name: "answer", Schema: object(t, []byte(schema)), Strict: openai.Bool(true)}}},
		MaxTokens:   openai.Int(300),
		Temperature: openai.Float(0),
	}
}

func checkChat(t *testing.T, row script, got *openai.ChatCompletion, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", row.name, err)
		return
	}
	message := got.Choices[0].Message
	if message.Content != words {
		t.Errorf("%s: the text is %q", row.name, message.Content)
	}
	if len(message.ToolCalls) != 2 {
		t.Fatalf("%s: the calls are %+v", row.name, message.ToolCalls)
	}
	for i, c := range calls() {
		call := message.ToolCalls[i]
		if call.ID != c.ID || call.Function.Name != c.Name {
			t.Errorf("%s: the call is %+v", row.name, call)
		}
		if row.half {
			if call.Function.Arguments != c.Arguments[:len(c.Arguments)/2] {
				t.Errorf("%s: half of the arguments is %q", row.name, call.Function.Arguments)
			}
			continue
		}
		sameJSON(t, row.name, c.Arguments, call.Function.Arguments)
	}
	want := llmtest.Usual(llm.Chat)
	if u := got.Usage; u.PromptTokens != want.Input || u.PromptTokensDetails.CachedTokens != want.Cached || u.CompletionTokens != want.Output {
		t.Errorf("%s: the usage is %+v", row.name, u)
	}
	reason := "tool_calls"
	if row.half {
		reason = "length"
	}
	if got.Choices[0].FinishReason != reason {
		t.Errorf("%s: finished by %q", row.name, got.Choices[0].FinishReason)
	}
}

func TestOpenAIsClientUnderstandsChat(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := openAI(s)
	for _, row := range understood() {
		s.Say(llmtest.Script{Text: words, Calls: calls(), Faults: row.faults})
		got, err := client.Chat.Completions.New(t.Context(), chatParams(t))
		checkChat(t, row, got, err)

		if row.name == "unknown fields" {
			continue // its stream takes every data line for JSON of its own
		}
		params := chatParams(t)
		params.StreamOptions.IncludeUsage = openai.Bool(true)
		stream := client.Chat.Completions.NewStreaming(t.Context(), params)
		var sum openai.ChatCompletionAccumulator
		for stream.Next() {
			if !sum.AddChunk(stream.Current()) {
				t.Errorf("%s: a chunk does not fit", row.name)
			}
		}
		checkChat(t, row, &sum.ChatCompletion, stream.Err())
		stream.Close()
	}
}

func TestOpenAIsClientSendsTheSameChat(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := openAI(s)
	if _, err := client.Chat.Completions.New(t.Context(), chatParams(t)); err != nil {
		t.Fatal(err)
	}
	theirs := last(t, s).(map[string]any)
	mine := ours(t, s, llm.Chat).(map[string]any)
	delete(mine, "stream") // false, which they leave out
	if diff := cmp.Diff(theirs, mine); diff != "" {
		t.Errorf("(-theirs +ours)\n%s", diff)
	}
}

func TestOpenAIsClientUnderstandsRefusals(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := openAI(s)
	for _, status := range []int{400, 401, 403, 404, 422, 429, 500, 503} {
		s.Say(llmtest.Script{Faults: []llmtest.Fault{llmtest.Header("Retry-After", "7"), llmtest.Status(status, "rate_limit_exceeded", "no")}})
		_, err := client.Chat.Completions.New(t.Context(), chatParams(t))
		var e *openai.Error
		if !errors.As(err, &e) || e.StatusCode != status || e.Code != "rate_limit_exceeded" || e.Message != "no" || e.Response.Header.Get("Retry-After") != "7" {
			t.Errorf("%d: %v", status, err)
		}
	}
	s.Say(llmtest.Script{Text: words, Faults: []llmtest.Fault{llmtest.ErrorAfter(2, "server_error")}})
	stream := client.Chat.Completions.NewStreaming(t.Context(), chatParams(t))
	for stream.Next() {
	}
	if err := stream.Err(); err == nil || !strings.Contains(err.Error(), "it broke") {
		t.Errorf("an error in the stream: %v", err)
	}
	stream.Close()
}

func TestAWrongKeyIsRefused(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Demand("another key")
	client := openAI(s)
	_, err := client.Chat.Completions.New(t.Context(), chatParams(t))
	var e *openai.Error
	if !errors.As(err, &e) || e.StatusCode != 401 {
		t.Errorf("the error is %v", err)
	}
}
