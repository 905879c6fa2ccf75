package llm

import (
	"encoding/json"
	"net/http"

	openai "github.com/sashabaranov/go-openai"
)

// chat is OpenAI chat completions. What is sent and the messages that come back have the types of
// go-openai. Its client is not used: it forgets Retry-After, takes error pages and lines of any length,
// takes a stream that broke off for one that ended, cannot read an error that follows a comment, and
// puts what the vendor wrote into its errors. Internal/llm/oracle shows it.
type chat struct {
	eventStream
	// newer is for OpenAI's own servers: they refuse max_tokens, which everybody else understands.
	newer bool
}

func (chat) path() string { return "/chat/completions" }

func (chat) header(http.Header) {}

// chatRequest is go-openai's but for the temperature, which that leaves out when it is 0, and the bound
// of tokens by its old name, which OpenAI gave up and everybody else goes by.
type chatRequest struct {
	openai.ChatCompletionRequest
	MaxTokens   int      `json:"max_tokens,omitempty"`
	Temperature *float64 `json:"temperature,omitempty"`
}

func (c chat) body(r Request, stream bool) any {
	b := chatRequest{Temperature: r.Temperature}
	b.Model, b.Stream = r.Model, stream
	if stream {
		b.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
	}
	if c.newer {
		b.MaxCompletionTokens = r.tokens()
	} else {
		b.MaxTokens = r.tokens()
	}
	b.Messages = append(b.Messages, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleSystem, Content: r.System.Text()})
	for _, m := range r.Messages {
		b.Messages = append(b.Messages, chatMessage(m))
	}
	for _, t := range r.Tools {
		b.Tools = append(b.Tools, openai.Tool{Type: openai.ToolTypeFunction,
			Function: &openai.FunctionDefinition{Name: t.Name, Description: t.Description, Parameters: t.Schema}})
	}
	if r.Schema != nil {
		b.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: r.schemaName(), Schema: r.Schema, Strict: true},
		}
	}
	return b
}

func chatMessage(m Message) openai.ChatCompletionMessage {
	said := openai.ChatCompletionMessage{Role: string(m.Role), Content: m.Content.Text(), ToolCallID: m.CallID}
	for _, c := range m.Calls {
		said.ToolCalls = append(said.ToolCalls, openai.ToolCall{ID: c.ID, Type: openai.ToolTypeFunction,
			Function: openai.FunctionCall{Name: c.Name, Arguments: c.Arguments.Text()}})
	}
	return said
}

type chatUsage struct {
	Prompt     *float64 `json:"prompt_tokens"`
	Completion *float64 `json:"completion_tokens"`
	Details    struct {
		Cached *float64 `json:"cached_tokens"`
	} `json:"prompt_tokens_details"`
}

func (u *chatUsage) usage() Usage {
	return used(count(u.Prompt), orZero(u.Details.Cached), count(u.Completion))
}

func (chat) reply(body []byte) (Reply, error) {
	var said struct {
		Choices []struct {
			Message openai.ChatCompletionMessage `json:"message"`
			Finish  string                       `json:"finish_reason"`
		} `json:"choices"`
		Usage json.RawMessage `json:"usage"`
	}
	if err := decode(body, &said); err != nil {
		return Reply{}, err
	}
	h := heard{usage: counted(said.Usage, &chatUsage{})}
	if len(said.Choices) == 0 {
		return Reply{Usage: h.usage}, fail(Malformed, "the reply holds no choice")
	}
	choice := said.Choices[0]
	finish, err := chatFinish(choice.Finish)
	if err != nil {
		return Reply{Usage: h.usage}, err
	}
	h.finish = finish
	h.say(choice.Message.Content)
	for _, part := range choice.Message.MultiContent {
		if part.Type == openai.ChatMessagePartTypeText {
			h.say(part.Text)
		}
	}
	if choice.Message.Refusal != "" {
		h.finish = Decline
	}
	for _, c := range choice.Message.ToolCalls {
		s, err := h.calls.begin("", c.ID, c.Function.Name)
		if err != nil {
			return Reply{Usage: h.usage}, err
		}
		s.whole = c.Function.Arguments
	}
	return h.reply()
}

// chatFinish reads the reason; unknown ones stay unknown. "error" is written by routers in front of
// several vendors when one of those failed.
func chatFinish(reason string) (Finish, error) {
	switch reason {
	case "stop":
		return Stop, nil
	case "length":
		return Length, nil
	case "tool_calls", "function_call":
		return Calling, nil
	case "content_filter":
		return Decline, nil
	case "error":
		return "", fail(Overloaded, "the server says that the model failed")
	}
	return "", nil
}
