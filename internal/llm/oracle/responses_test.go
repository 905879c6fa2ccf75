package oracle_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/responses"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

func responsesParams(t *testing.T) responses.ResponseNewParams {
	return responses.ResponseNewParams{
		Model:        "test",
		Instructions: openai.String(instructions),
		Input: responses.ResponseNewParamsInputUnion{OfInputItemList: responses.ResponseInputParam{
			{OfMessage: &responses.EasyInputMessageParam{Role: "user", Content: responses.EasyInputMessageContentUnionParam{OfString: openai.String(question)}}},
			responses.ResponseInputItemParamOfFunctionCall(arguments, "call_a", toolName),
			{OfFunctionCallOutput: &responses.ResponseInputItemFunctionCallOutputParam{CallID: openai.String("call_a"),
				Output: responses.ResponseInputItemFunctionCallOutputOutputUnionParam{OfString: openai.String(toolResult)}}},
		}},
		Tools: []responses.ToolUnionParam{{OfFunction: &responses.FunctionToolParam{
			Name: toolName, Description: openai.String(toolSays), Parameters: object(t, []byte(toolSchema)), Strict: openai.Bool(false)}}},
		Text: responses.ResponseTextConfigParam{Format: responses.ResponseFormatTextConfigUnionParam{
			OfJSONSchema: &responses.ResponseFormatTextJSONSchemaConfigParam{Name: "answer", Schema: object(t, []byte(schema)), Strict: openai.Bool(true)}}},
		MaxOutputTokens: openai.Int(300),
		Temperature:     openai.Float(0),
		Store:           openai.Bool(false),
	}
}

func checkResponse(t *testing.T, row script, got responses.Response, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", row.name, err)
		return
	}
	if got.OutputText() != words {
		t.Errorf("%s: the text is %q", row.name, got.OutputText())
	}
	var made []responses.ResponseFunctionToolCall
	for _, item := range got.Output {
		if item.Type == "function_call" {
			made = append(made, item.AsFunctionCall())
		}
	}
	if len(made) != 2 {
		t.Fatalf("%s: the calls are %+v", row.name, made)
	}
	for i, c := range calls() {
		if made[i].CallID != c.ID || made[i].Name != c.Name {
			t.Errorf("%s: the call is %+v", row.name, made[i])
		}
		if !row.half {
			sameJSON(t, row.name, c.Arguments, made[i].Arguments)
		}
	}
	want := llmtest.Usual(llm.Responses)
	if u := got.Usage; u.InputTokens != want.Input || u.InputTokensDetails.CachedTokens != want.Cached || u.OutputTokens != want.Output {
		t.Errorf("%s: the usage is %+v", row.name, u)
	}
	status := responses.ResponseStatusCompleted
	if row.half {
		status = responses.ResponseStatusIncomplete
	}
	if got.Status != status {
		t.Errorf("%s: the status is %q", row.name, got.Status)
	}
}

func TestOpenAIsClientUnderstandsResponses(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := openAI(s)
	for _, row := range understood() {
		s.Say(llmtest.Script{Text: words, Calls: calls(), Faults: row.faults})
		got, err := client.Responses.New(t.Context(), responsesParams(t))
		if err != nil {
			t.Fatalf("%s: %v", row.name, err)
		}
		checkResponse(t, row, *got, err)

		stream := client.Responses.NewStreaming(t.Context(), responsesParams(t))
		var text strings.Builder
		var whole responses.Response
		pieces := map[string]string{}
		for stream.Next() {
			switch e := stream.Current().AsAny().(type) {
			case responses.ResponseTextDeltaEvent:
				text.WriteString(e.Delta)
			case responses.ResponseFunctionCallArgumentsDeltaEvent:
				pieces[e.ItemID] += e.Delta
			case responses.ResponseFunctionCallArgumentsDoneEvent:
				if pieces[e.ItemID] != e.Arguments {
					t.Errorf("%s: the arguments came as %q and ended as %q", row.name, pieces[e.ItemID], e.Arguments)
				}
			case responses.ResponseCompletedEvent:
				whole = e.Response
			case responses.ResponseIncompleteEvent:
				whole = e.Response
			}
		}
		checkResponse(t, row, whole, stream.Err())
		if text.String() != words || len(pieces) != 2 {
			t.Errorf("%s: the pieces are %q and %q", row.name, text.String(), pieces)
		}
		stream.Close()
	}
}

func TestOpenAIsClientSendsTheSameResponses(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := openAI(s)
	if _, err := client.Responses.New(t.Context(), responsesParams(t)); err != nil {
		t.Fatal(err)
	}
	theirs := last(t, s).(map[string]any)
	mine := ours(t, s, llm.Responses).(map[string]any)
	delete(mine, "stream") // false, which they leave out
	if diff := cmp.Diff(theirs, mine); diff != "" {
		t.Errorf("(-theirs +ours)\n%s", diff)
	}
}

func TestOpenAIsClientUnderstandsAFailedResponse(t *testing.T) {
	t.Parallel()
	s := start(t)
	client := openAI(s)
	for _, code := range []string{"server_error", "rate_limit_exceeded"} {
		s.Say(llmtest.Script{Text: words, Faults: []llmtest.Fault{llmtest.ErrorAfter(3, code)}})
		stream := client.Responses.NewStreaming(t.Context(), responsesParams(t))
		found := ""
		for stream.Next() {
			switch e := stream.Current().AsAny().(type) {
			case responses.ResponseFailedEvent:
				found = string(e.Response.Error.Code)
			case responses.ResponseErrorEvent:
				found = e.Code
			}
		}
		if err := stream.Err(); err != nil {
			found = err.Error() // it turns the event called error into one of its own
		}
		if !strings.Contains(found, code) && !strings.Contains(found, "it broke") {
			t.Errorf("%s was understood as %q", code, found)
		}
		stream.Close()
	}
}
