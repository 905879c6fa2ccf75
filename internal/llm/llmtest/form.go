package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"candor/internal/llm"
)

// form is a request as far as every format has the same.
type form struct {
	Model    string `json:"model"`
	Stream   bool   `json:"stream"`
	Messages []struct {
		Role      string          `json:"role"`
		Content   json.RawMessage `json:"content"`
		ToolCalls []struct {
			ID       string `json:"id"`
			Function struct {
				Name      string          `json:"name"`
				Arguments json.RawMessage `json:"arguments"`
			} `json:"function"`
		} `json:"tool_calls"`
		ToolCallID string `json:"tool_call_id"`
	} `json:"messages"`
	Input           json.RawMessage `json:"input"`
	Store           *bool           `json:"store"`
	MaxTokens       *int            `json:"max_tokens"`
	MaxOutputTokens *int            `json:"max_output_tokens"`
	Temperature     *float64        `json:"temperature"`
	Options         struct {
		NumPredict int `json:"num_predict"`
	} `json:"options"`
	ResponseFormat struct {
		Type string `json:"type"`
	} `json:"response_format"`
	StreamOptions struct {
		IncludeUsage bool `json:"include_usage"`
	} `json:"stream_options"`

	header http.Header
	has    map[string]json.RawMessage
}

// check says what a real server would not take, or "".
func check(d dialect, h http.Header, body []byte) (form, string) {
	f := form{header: h}
	if d.format() == llm.Ollama {
		f.Stream = true // unless it says otherwise
	}
	if media := h.Get("Content-Type"); media != "application/json" {
		return f, fmt.Sprintf("the content type is %q", media)
	}
	if err := json.Unmarshal(body, &f.has); err != nil {
		return f, "the body is no JSON object"
	}
	if err := json.Unmarshal(body, &f); err != nil {
		return f, "a field has a value of another type"
	}
	if f.Model == "" {
		return f, "no model"
	}
	for name := range f.has {
		if !slices.Contains(d.fields(), name) && name != "model" && name != "stream" {
			return f, "unknown field " + name
		}
	}
	if f.Temperature != nil && (*f.Temperature < 0 || *f.Temperature > 2) {
		return f, "temperature out of range"
	}
	return f, d.wrong(f)
}

// answered checks the calls of messages in the shape of chat completions and Ollama.
func (f form) answered() string {
	open := 0
	for _, m := range f.Messages {
		switch m.Role {
		case "tool":
			if open--; open < 0 {
				return "a tool answers no call"
			}
		case "system", "user", "assistant", "developer":
			if open > 0 {
				return "a call is not answered"
			}
			open = len(m.ToolCalls)
		default:
			return "a message has the role " + m.Role
		}
		if len(m.Content) == 0 && len(m.ToolCalls) == 0 {
			return "a message says nothing"
		}
	}
	if len(f.Messages) == 0 || open > 0 {
		return "no message, or a call is not answered"
	}
	return ""
}
