package llm_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/llm"
)

// told asks a server that answers with this body, whatever it is asked.
func told(t *testing.T, f llm.Format, stream bool, body string) heard {
	t.Helper()
	media := "application/json"
	if stream {
		media = "text/event-stream"
	}
	m, err := llm.New(f, "https://model.test", &http.Client{Transport: canned{200, media, strings.NewReader(body)}})
	if err != nil {
		t.Fatal(err)
	}
	return ask(t.Context(), m, question(t), stream)
}

// events makes an event stream of its data.
func events(data ...string) string { return "data: " + strings.Join(data, "\n\ndata: ") + "\n\n" }

func TestStreamsThatMakeNoSenseAreNotMadeSenseOf(t *testing.T) {
	t.Parallel()
	const (
		chatStop = `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`
		chatText = `{"choices":[{"index":0,"delta":{"content":"a"}}]}`
		block    = `{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}`
		piece    = `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}`
		stop     = `{"type":"message_delta","delta":{"stop_reason":"end_turn"}}`
		end      = `{"type":"message_stop"}`
		ended    = `{"type":"response.completed","response":{"status":"completed"}}`
		callA    = `{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"a","name":"f"}}`
		callB    = `{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"b","name":"f"}}`
	)
	tests := []struct {
		name   string
		format llm.Format
		stream string
		want   llm.Kind
	}{
		{"done without a reason", llm.Chat, events(chatText, "[DONE]"), llm.CutOff},
		{"text behind the end", llm.Chat, events(chatText, chatStop, chatText, "[DONE]"), llm.Malformed},
		{"a call without a name", llm.Chat, events(`{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"{}"}}]},"finish_reason":"tool_calls"}]}`, "[DONE]"), llm.Malformed},
		{"two calls with one id", llm.Chat, events(`{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}},{"index":1,"id":"a","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}`, "[DONE]"), llm.Malformed},
		{"a hundred calls", llm.Chat, events(`{"choices":[{"delta":{"tool_calls":[`+strings.TrimSuffix(manyCalls(100), ",")+`]}}]}`, "[DONE]"), llm.TooLarge},
		{"a choice that was not asked for", llm.Chat, events(`{"choices":[{"index":1,"delta":{"content":"a"},"finish_reason":"stop"}]}`, "[DONE]"), llm.CutOff},
		{"a piece before its block", llm.Anthropic, events(piece, stop, end), llm.Malformed},
		{"a piece behind its block", llm.Anthropic, events(block, `{"type":"content_block_stop","index":0}`, piece, stop, end), llm.Malformed},
		{"a piece behind the end", llm.Anthropic, events(block, stop, piece, end), llm.Malformed},
		{"two blocks in one place", llm.Anthropic, events(block, block, piece, stop, end), llm.Malformed},
		{"a block behind the end", llm.Anthropic, events(stop, block, end), llm.Malformed},
		{"an end without a reason", llm.Anthropic, events(block, piece, end), llm.CutOff},
		{"arguments for no call", llm.Responses, events(`{"type":"response.function_call_arguments.delta","output_index":3,"delta":"{"}`, ended), llm.Malformed},
		{"two calls in one place", llm.Responses, events(callA, callB, ended), llm.Malformed},
		{"done without an end", llm.Responses, events(`{"type":"response.output_text.delta","delta":"a"}`, "[DONE]"), llm.CutOff},
		{"an end that does not say how", llm.Responses, events(`{"type":"response.output_text.delta","delta":"a"}`, `{"type":"response.completed"}`), llm.Malformed},
		{"an end that says it failed", llm.Responses, events(`{"type":"response.output_text.delta","delta":"a"}`, `{"type":"response.completed","response":{"status":"failed"}}`), llm.Overloaded},
		{"a text that is a number", llm.Ollama, `{"message":{"content":7},"done":true}` + "\n", llm.Malformed},
		{"done that is a word", llm.Ollama, `{"message":{"content":"a"},"done":"yes"}` + "\n", llm.Malformed},
		{"two values on a line", llm.Ollama, `{"done":false}{"done":true}` + "\n", llm.Malformed},
	}
	for _, test := range tests {
		t.Run(string(test.format)+"/"+test.name, func(t *testing.T) {
			t.Parallel()
			got := told(t, test.format, true, test.stream)
			if llm.KindOf(got.err) != test.want {
				t.Errorf("%+v, %v, want kind %q", got.reply, got.err, test.want)
			}
		})
	}
}

func manyCalls(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`{"index":`)
		b.WriteString(strings.Repeat("1", i%9+1))
		b.WriteString(`,"id":"`)
		b.WriteString(strings.Repeat("x", i+1))
		b.WriteString(`","function":{"name":"f","arguments":"{}"}},`)
	}
	return b.String()
}

func TestWhatOtherServersDoDifferentlyIsUnderstood(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		format llm.Format
		stream bool
		body   string
		want   llm.Reply
	}{
		{"calls without ids get some", llm.Ollama, true,
			`{"message":{"tool_calls":[{"function":{"name":"f","arguments":{"a":1}}},{"function":{"name":"f","arguments":{"a":2}}}]},"done":true,"done_reason":"stop"}` + "\n",
			llm.Reply{Calls: []llm.Call{{ID: "call_1", Name: "f", Arguments: `{"a":1}`}, {ID: "call_2", Name: "f", Arguments: `{"a":2}`}}, Finish: llm.Calling}},
		{"an id of ours that is taken", llm.Chat, false,
			`{"choices":[{"message":{"tool_calls":[{"function":{"name":"f"}},{"id":"call_1","function":{"name":"g"}}]},"finish_reason":"stop"}]}`,
			llm.Reply{Calls: []llm.Call{{ID: "call_2", Name: "f", Arguments: "{}"}, {ID: "call_1", Name: "g", Arguments: "{}"}}, Finish: llm.Calling}},
		{"calls without an index", llm.Chat, true,
			events(`{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"a\":"}}]}}]}`,
				`{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"1}"}}]}}]}`,
				`{"choices":[{"delta":{"tool_calls":[{"id":"b","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}`),
			llm.Reply{Calls: []llm.Call{{ID: "a", Name: "f", Arguments: `{"a":1}`}, {ID: "b", Name: "g", Arguments: "{}"}}, Finish: llm.Calling}},
		{"the end comes with the last text", llm.Chat, true, events(`{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}`, "[DONE]"), llm.Reply{Text: "a", Finish: llm.Stop}},
		{"usage in every piece", llm.Chat, true,
			events(`{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":3,"completion_tokens":1}}`, `{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}`, "[DONE]"),
			llm.Reply{Text: "a", Finish: llm.Stop, Usage: llm.Usage{Known: true, Input: 3, Output: 2}}},
		{"text in parts", llm.Chat, false, `{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"image_url"},{"type":"text","text":"b"}]},"finish_reason":"stop"}]}`, llm.Reply{Text: "ab", Finish: llm.Stop}},
		{"an unknown reason", llm.Chat, false, `{"choices":[{"message":{"content":"a"},"finish_reason":"weather"}]}`, llm.Reply{Text: "a"}},
		{"an unknown reason, streamed", llm.Chat, true, events(`{"choices":[{"delta":{"content":"a"},"finish_reason":"weather"}]}`, "[DONE]"), llm.Reply{Text: "a"}},
		{"a refusal", llm.Chat, false, `{"choices":[{"message":{"content":null,"refusal":"I will not."},"finish_reason":"stop"}]}`, llm.Reply{Finish: llm.Decline}},
		{"a refusal, streamed", llm.Chat, true, events(`{"choices":[{"delta":{"refusal":"I will not."}}]}`, `{"choices":[{"delta":{},"finish_reason":"stop"}]}`), llm.Reply{Finish: llm.Decline}},
		{"a refusal of Responses", llm.Responses, false, `{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"I will not."}]}]}`, llm.Reply{Finish: llm.Decline}},
		{"a refusal of Responses, streamed", llm.Responses, true, events(`{"type":"response.refusal.delta","delta":"I"}`, `{"type":"response.completed","response":{"status":"completed"}}`), llm.Reply{Finish: llm.Decline}},
		{"everything in the last event", llm.Responses, true,
			events(`{"type":"response.completed","response":{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"a"}]},{"type":"function_call","call_id":"x","name":"f","arguments":"{}"}]}}`),
			llm.Reply{Text: "a", Calls: []llm.Call{{ID: "x", Name: "f", Arguments: "{}"}}, Finish: llm.Calling}},
		{"a text that comes only when it is done", llm.Responses, true, events(`{"type":"response.output_text.done","text":"a"}`, `{"type":"response.completed","response":{"status":"completed"}}`), llm.Reply{Text: "a", Finish: llm.Stop}},
		{"arguments that begin with the block", llm.Anthropic, true,
			events(`{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"x","name":"f","input":{"a":1}}}`, `{"type":"message_delta","delta":{"stop_reason":"tool_use"}}`, `{"type":"message_stop"}`),
			llm.Reply{Calls: []llm.Call{{ID: "x", Name: "f", Arguments: `{"a":1}`}}, Finish: llm.Calling}},
		{"thoughts are not said", llm.Ollama, false, `{"message":{"thinking":"hm","content":"a"},"done":true,"done_reason":"stop"}`, llm.Reply{Text: "a", Finish: llm.Stop}},
		{"a model that was unloaded", llm.Ollama, false, `{"message":{"content":"a"},"done":true,"done_reason":"unload"}`, llm.Reply{Text: "a"}},
		{"half a character is none", llm.Chat, false, `{"choices":[{"message":{"content":"a\ud83d"},"finish_reason":"stop"}]}`, llm.Reply{Text: "a\ufffd", Finish: llm.Stop}},
	}
	for _, test := range tests {
		t.Run(string(test.format)+"/"+test.name, func(t *testing.T) {
			t.Parallel()
			got := told(t, test.format, test.stream, test.body)
			if diff := cmp.Diff(test.want, got.reply); got.err != nil || diff != "" {
				t.Errorf("%v (-want +got)\n%s", got.err, diff)
			}
		})
	}
}
