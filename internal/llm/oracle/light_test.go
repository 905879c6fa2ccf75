package oracle_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	light "github.com/sashabaranov/go-openai"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

func lightClient(s *llmtest.Server) *light.Client {
	config := light.DefaultConfig(key)
	config.BaseURL = s.Base(llm.Chat)
	config.HTTPClient = s.Client()
	return light.NewClientWithConfig(config)
}

func lightStream(t *testing.T, s *llmtest.Server) (string, error) {
	t.Helper()
	stream, err := lightClient(s).CreateChatCompletionStream(t.Context(), light.ChatCompletionRequest{Model: "test",
		Messages: []light.ChatCompletionMessage{{Role: "user", Content: question}}})
	if err != nil {
		return "", err
	}
	defer stream.Close()
	var text strings.Builder
	for {
		piece, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return text.String(), nil
		}
		if err != nil {
			return text.String(), err
		}
		for _, c := range piece.Choices {
			text.WriteString(c.Delta.Content)
		}
	}
}

func TestTheLightClientUnderstandsChat(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Say(llmtest.Script{Text: words})
	got, err := lightClient(s).CreateChatCompletion(t.Context(), light.ChatCompletionRequest{Model: "test",
		Messages: []light.ChatCompletionMessage{{Role: "user", Content: question}}})
	if err != nil || got.Choices[0].Message.Content != words {
		t.Errorf("%+v, %v", got, err)
	}
	if text, err := lightStream(t, s); err != nil || text != words {
		t.Errorf("streamed it is %q, %v", text, err)
	}
}

// internal/llm takes the light client's types and not its client. These are the reasons; when one of
// them is gone this test says so, and the choice can be made anew.
func TestTheLightClientsStreamStillHidesFailures(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Say(llmtest.Script{Text: words, Faults: []llmtest.Fault{llmtest.EndAfter(2000)}})
	if text, err := lightStream(t, s); err != nil || text == words {
		t.Errorf("a stream that broke off is now %q with %v", text, err)
	}
	s.Say(llmtest.Script{Text: words, Faults: []llmtest.Fault{llmtest.Comments(), llmtest.ErrorAfter(4, "server_error")}})
	if _, err := lightStream(t, s); err == nil || strings.Contains(err.Error(), "it broke") {
		t.Errorf("an error behind a comment is now understood: %v", err)
	}
	s.Say(llmtest.Script{Text: words, Faults: []llmtest.Fault{llmtest.LineEnds("\r")}})
	if text, err := lightStream(t, s); err == nil && text == words {
		t.Error("it now reads lines that end with CR")
	}
	s.Say(llmtest.Script{Faults: []llmtest.Fault{llmtest.Header("Retry-After", "7"), llmtest.Page(503, "text/html", "<html>what a server writes</html>")}})
	if _, err := lightStream(t, s); err == nil || !strings.Contains(err.Error(), "what a server writes") {
		t.Errorf("its errors no longer hold what the server wrote: %v", err)
	}
}
