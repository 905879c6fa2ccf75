package llm_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"candor/internal/llm"
)

// FuzzRepliesAreWholeOrErrors gives every format whatever bytes there are, plain, streamed and as an error.
func FuzzRepliesAreWholeOrErrors(f *testing.F) {
	for _, seed := range []string{
		`{"choices":[{"message":{"content":"a","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}`,
		"data: {\"choices\":[{\"delta\":{\"content\":\"a\",\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
		`{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"a"}]},{"type":"function_call","call_id":"1","name":"f","arguments":"{}"}],"usage":{"input_tokens":1,"output_tokens":2}}`,
		"data: {\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"function_call\",\"call_id\":\"1\",\"name\":\"f\"}}\n\n" +
			"data: {\"type\":\"response.output_text.delta\",\"output_index\":1,\"delta\":\"a\"}\n\ndata: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}\n\n",
		`{"content":[{"type":"text","text":"a"},{"type":"tool_use","id":"1","name":"f","input":{}}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}`,
		"data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\"}}\n\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n" +
			"data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\ndata: {\"type\":\"message_stop\"}\n\n",
		"{\"message\":{\"content\":\"a\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{}}}]},\"done\":false}\n{\"done\":true,\"done_reason\":\"stop\",\"eval_count\":1}\n",
		`{"error":{"code":429,"message":"no"}}`,
	} {
		for status := range 3 {
			f.Add(seed, 200+status*100)
		}
	}
	r := question(f)
	f.Fuzz(func(t *testing.T, body string, status int) {
		if status < 200 || status > 599 {
			status = 200
		}
		for _, format := range llm.Formats() {
			media := "text/event-stream"
			if format == llm.Ollama {
				media = "application/x-ndjson"
			}
			limits := llm.Limits{Bytes: 1 << 16, Event: 1 << 12}
			m, err := llm.NewWithin(limits, format, "http://model.test", &http.Client{Transport: canned{status: status, media: media, body: strings.NewReader(body)}})
			if err != nil {
				t.Fatal(err)
			}
			for _, stream := range []bool{false, true} {
				checkWhole(t, ask(context.Background(), m, r, stream), stream)
			}
		}
	})
}

func checkWhole(t *testing.T, got heard, stream bool) {
	t.Helper()
	if got.err != nil {
		if llm.KindOf(got.err) == "" {
			t.Fatalf("an error without a kind: %v", got.err)
		}
		if got.reply.Text != "" || got.reply.Calls != nil || got.reply.Finish != "" {
			t.Fatalf("a reply came with the error %v", got.err)
		}
		return
	}
	if stream && strings.Join(got.pieces, "") != got.reply.Text {
		t.Fatalf("what was streamed is %q, the reply is %q", got.pieces, got.reply.Text)
	}
	if !utf8.ValidString(got.reply.Text) {
		t.Fatal("the text is not UTF-8")
	}
	ids := map[string]bool{}
	for _, c := range got.reply.Calls {
		if c.ID == "" || c.Name == "" || ids[c.ID] {
			t.Fatalf("the calls are %+v", got.reply.Calls)
		}
		ids[c.ID] = true
	}
	if u := got.reply.Usage; u.Input < 0 || u.Output < 0 || u.Cached < 0 || u.Cached > u.Input || !u.Known && u != (llm.Usage{}) {
		t.Fatalf("the usage is %+v", u)
	}
}
