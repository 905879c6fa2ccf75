package llm

import (
	"encoding/json"
	"net/http"
)

// anthropic is Anthropic messages.
type anthropic struct{ eventStream }

// anthropicVersion is the version of the format that is spoken here; the vendor keeps it unchanged.
const anthropicVersion = "2023-06-01"

func (anthropic) path() string { return "/v1/messages" }

func (anthropic) header(h http.Header) { h.Set("Anthropic-Version", anthropicVersion) }

type anthropicRequest struct {
	Model       string             `json:"model"`
	System      string             `json:"system"`
	Messages    []anthropicMessage `json:"messages"`
	Tools       []anthropicTool    `json:"tools,omitempty"`
	Output      *anthropicOutput   `json:"output_config,omitempty"`
	MaxTokens   int                `json:"max_tokens"`
	Temperature *float64           `json:"temperature,omitempty"`
	Stream      bool               `json:"stream"`
}

type anthropicMessage struct {
	Role    string           `json:"role"`
	Content []anthropicBlock `json:"content"`
}

// anthropicBlock is text, a call or what came of it: the fields of one of them are filled.
type anthropicBlock struct {
	Type    string          `json:"type"`
	Text    string          `json:"text,omitempty"`
	ID      string          `json:"id,omitempty"`
	Name    string          `json:"name,omitempty"`
	Input   json.RawMessage `json:"input,omitempty"`
	UseID   string          `json:"tool_use_id,omitempty"`
	Content string          `json:"content,omitempty"`
}

type anthropicTool struct {
	Name        string          `json:"name"`
	Description string          `json:"description,omitempty"`
	Schema      json.RawMessage `json:"input_schema"`
}

type anthropicOutput struct {
	Format anthropicSchema `json:"format"`
}

type anthropicSchema struct {
	Type   string          `json:"type"`
	Schema json.RawMessage `json:"schema"`
}

func (anthropic) body(r Request, stream bool) any {
	b := anthropicRequest{Model: r.Model, System: r.System.Text(), MaxTokens: r.tokens(), Temperature: r.Temperature, Stream: stream}
	for _, m := range r.Messages {
		role := "user" // what a tool gave is said by the user here
		if m.Role == Assistant {
			role = "assistant"
		}
		if n := len(b.Messages); n == 0 || b.Messages[n-1].Role != role {
			b.Messages = append(b.Messages, anthropicMessage{Role: role})
		}
		last := &b.Messages[len(b.Messages)-1]
		last.Content = append(last.Content, anthropicBlocks(m)...)
	}
	for _, t := range r.Tools {
		b.Tools = append(b.Tools, anthropicTool(t))
	}
	if r.Schema != nil {
		b.Output = &anthropicOutput{anthropicSchema{"json_schema", r.Schema}}
	}
	return b
}

func anthropicBlocks(m Message) []anthropicBlock {
	if m.Role == ToolRole {
		return []anthropicBlock{{Type: "tool_result", UseID: m.CallID, Content: m.Content.Text()}}
	}
	var blocks []anthropicBlock
	if !m.Content.Empty() {
		blocks = append(blocks, anthropicBlock{Type: "text", Text: m.Content.Text()})
	}
	for _, c := range m.Calls {
		blocks = append(blocks, anthropicBlock{Type: "tool_use", ID: c.ID, Name: c.Name, Input: json.RawMessage(c.Arguments.Text())})
	}
	return blocks
}

// anthropicSaid is a block of a reply.
type anthropicSaid struct {
	Type  string          `json:"type"`
	Text  string          `json:"text"`
	ID    string          `json:"id"`
	Name  string          `json:"name"`
	Input json.RawMessage `json:"input"`
}

// anthropicUsage counts what was read from a cache, and what was put there, apart from the input.
type anthropicUsage struct {
	Input   *float64 `json:"input_tokens"`
	Read    *float64 `json:"cache_read_input_tokens"`
	Written *float64 `json:"cache_creation_input_tokens"`
	Output  *float64 `json:"output_tokens"`
}

func (u *anthropicUsage) usage() Usage {
	input, read, written := count(u.Input), orZero(u.Read), orZero(u.Written)
	if input < 0 || read < 0 || written < 0 {
		return Usage{}
	}
	return used(input+read+written, read, count(u.Output))
}

func (anthropic) reply(body []byte) (Reply, error) {
	var said struct {
		Content []anthropicSaid `json:"content"`
		Stop    string          `json:"stop_reason"`
		Usage   json.RawMessage `json:"usage"`
	}
	if err := decode(body, &said); err != nil {
		return Reply{}, err
	}
	h := heard{finish: anthropicFinish(said.Stop), usage: counted(said.Usage, &anthropicUsage{})}
	for _, block := range said.Content {
		switch block.Type {
		case "text":
			h.say(block.Text)
		case "tool_use":
			s, err := h.calls.begin("", block.ID, block.Name)
			if err != nil {
				return Reply{Usage: h.usage}, err
			}
			s.whole = argumentText(block.Input)
		}
	}
	return h.reply()
}

func anthropicFinish(reason string) Finish {
	switch reason {
	case "end_turn", "stop_sequence":
		return Stop
	case "max_tokens", "model_context_window_exceeded":
		return Length
	case "tool_use":
		return Calling
	case "refusal":
		return Decline
	}
	return ""
}
