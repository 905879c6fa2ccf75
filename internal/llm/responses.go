package llm

import (
	"encoding/json"
	"net/http"
)

// responses is OpenAI Responses. The whole dialogue is sent each time and nothing is stored there.
type responses struct{ eventStream }

func (responses) path() string { return "/responses" }

func (responses) header(http.Header) {}

type responsesRequest struct {
	Model        string           `json:"model"`
	Instructions string           `json:"instructions"`
	Input        []responsesInput `json:"input"`
	Tools        []responsesTool  `json:"tools,omitempty"`
	Text         *responsesText   `json:"text,omitempty"`
	MaxTokens    int              `json:"max_output_tokens"`
	Temperature  *float64         `json:"temperature,omitempty"`
	Store        bool             `json:"store"` // false, or the vendor keeps what was said for weeks
	Stream       bool             `json:"stream"`
}

// responsesInput is a message, a call or what came of it: the fields of one of them are filled.
type responsesInput struct {
	Type      string `json:"type,omitempty"`
	Role      string `json:"role,omitempty"`
	Content   string `json:"content,omitempty"`
	CallID    string `json:"call_id,omitempty"`
	Name      string `json:"name,omitempty"`
	Arguments string `json:"arguments,omitempty"`
	Output    string `json:"output,omitempty"`
}

type responsesTool struct {
	Type        string          `json:"type"`
	Name        string          `json:"name"`
	Description string          `json:"description,omitempty"`
	Parameters  json.RawMessage `json:"parameters"`
	Strict      bool            `json:"strict"` // false; left out it is true, which refuses optional arguments
}

type responsesText struct {
	Format responsesSchema `json:"format"`
}

type responsesSchema struct {
	Type   string          `json:"type"`
	Name   string          `json:"name"`
	Schema json.RawMessage `json:"schema"`
	Strict bool            `json:"strict"`
}

func (responses) body(r Request, stream bool) any {
	b := responsesRequest{Model: r.Model, Instructions: r.System.Text(), MaxTokens: r.tokens(), Temperature: r.Temperature, Stream: stream}
	for _, m := range r.Messages {
		if m.Role == ToolRole {
			b.Input = append(b.Input, responsesInput{Type: "function_call_output", CallID: m.CallID, Output: m.Content.Text()})
			continue
		}
		if !m.Content.Empty() {
			b.Input = append(b.Input, responsesInput{Role: string(m.Role), Content: m.Content.Text()})
		}
		for _, c := range m.Calls {
			b.Input = append(b.Input, responsesInput{Type: "function_call", CallID: c.ID, Name: c.Name, Arguments: c.Arguments.Text()})
		}
	}
	for _, t := range r.Tools {
		b.Tools = append(b.Tools, responsesTool{Type: "function", Name: t.Name, Description: t.Description, Parameters: t.Schema})
	}
	if r.Schema != nil {
		b.Text = &responsesText{responsesSchema{Type: "json_schema", Name: r.schemaName(), Schema: r.Schema, Strict: true}}
	}
	return b
}

// response is the object that is the whole reply, and that opens and ends a stream.
type response struct {
	Status     string `json:"status"`
	Incomplete struct {
		Reason string `json:"reason"`
	} `json:"incomplete_details"`
	Output []outputItem    `json:"output"`
	Usage  json.RawMessage `json:"usage"`
	Error  json.RawMessage `json:"error"`
}

type outputItem struct {
	ID        string          `json:"id"`
	Type      string          `json:"type"`
	CallID    string          `json:"call_id"`
	Name      string          `json:"name"`
	Arguments json.RawMessage `json:"arguments"`
	Content   []struct {
		Type string `json:"type"`
		Text string `json:"text"`
	} `json:"content"`
}

type responsesUsage struct {
	Input   *float64 `json:"input_tokens"`
	Output  *float64 `json:"output_tokens"`
	Details struct {
		Cached *float64 `json:"cached_tokens"`
	} `json:"input_tokens_details"`
}

func (u *responsesUsage) usage() Usage {
	return used(count(u.Input), orZero(u.Details.Cached), count(u.Output))
}

func (responses) reply(body []byte) (Reply, error) {
	var said response
	if err := decode(body, &said); err != nil {
		return Reply{}, err
	}
	h := heard{}
	if err := said.end(&h); err != nil {
		return Reply{Usage: h.usage}, err
	}
	if _, err := said.hear(&h); err != nil {
		return Reply{Usage: h.usage}, err
	}
	return h.reply()
}

// hear takes the text and the calls, and gives the text.
func (r *response) hear(h *heard) (string, error) {
	var text string
	for _, item := range r.Output {
		switch item.Type {
		case "message":
			for _, part := range item.Content {
				if part.Type == "output_text" {
					text += h.say(part.Text)
				}
			}
		case "function_call":
			s, err := h.calls.begin(item.ID, item.CallID, item.Name)
			if err != nil {
				return "", err
			}
			s.whole = argumentText(item.Arguments)
		}
	}
	return text, nil
}

// end reads how the response ended and what it used.
func (r *response) end(h *heard) error {
	h.usage = counted(r.Usage, &responsesUsage{})
	if present(r.Error) {
		return faultOf(0, r.Error)
	}
	switch {
	case r.Status == "completed":
		h.finish = Stop
	case r.Status == "incomplete" && r.Incomplete.Reason == "max_output_tokens":
		h.finish = Length
	case r.Status == "incomplete" && r.Incomplete.Reason == "content_filter":
		h.finish = Decline
	case r.Status == "incomplete":
	case r.Status == "failed" || r.Status == "cancelled":
		return fail(Overloaded, "the server says that the model failed")
	default:
		return fail(Malformed, "the reply does not say how it ended")
	}
	for _, item := range r.Output {
		for _, part := range item.Content {
			if part.Type == "refusal" {
				h.finish = Decline
			}
		}
	}
	return nil
}
