package llm

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
)

// ollama is Ollama's own /api/chat. What it sends is the same plain and streamed: one record, or many.
type ollama struct{}

func (ollama) path() string { return "/api/chat" }

func (ollama) header(http.Header) {}

func (ollama) media() string { return "application/x-ndjson" }

func (ollama) reader(from io.Reader, most int) reader { return newRecords(from, most) }

type ollamaRequest struct {
	Model    string          `json:"model"`
	Messages []ollamaMessage `json:"messages"`
	Tools    []ollamaTool    `json:"tools,omitempty"`
	Format   json.RawMessage `json:"format,omitempty"`
	Options  ollamaOptions   `json:"options"`
	Stream   bool            `json:"stream"` // left out it is true
	// A prompt that does not fit is refused. Left out, the oldest of it would be dropped in silence.
	Truncate bool `json:"truncate"`
	Shift    bool `json:"shift"`
}

type ollamaOptions struct {
	MaxTokens   int      `json:"num_predict"`
	Temperature *float64 `json:"temperature,omitempty"`
}

type ollamaMessage struct {
	Role    string       `json:"role"`
	Content string       `json:"content"`
	Calls   []ollamaCall `json:"tool_calls,omitempty"`
	Tool    string       `json:"tool_name,omitempty"`
	CallID  string       `json:"tool_call_id,omitempty"`
}

type ollamaCall struct {
	ID       string `json:"id,omitempty"`
	Function struct {
		Name      string          `json:"name"`
		Arguments json.RawMessage `json:"arguments"`
	} `json:"function"`
}

type ollamaTool struct {
	Type     string         `json:"type"`
	Function ollamaFunction `json:"function"`
}

type ollamaFunction struct {
	Name        string          `json:"name"`
	Description string          `json:"description"`
	Parameters  json.RawMessage `json:"parameters"`
}

func (ollama) body(r Request, stream bool) any {
	b := ollamaRequest{Model: r.Model, Format: r.Schema, Options: ollamaOptions{r.tokens(), r.Temperature}, Stream: stream}
	b.Messages = append(b.Messages, ollamaMessage{Role: "system", Content: r.System.Text()})
	names := map[string]string{}
	for _, m := range r.Messages {
		said := ollamaMessage{Role: string(m.Role), Content: m.Content.Text(), CallID: m.CallID, Tool: names[m.CallID]}
		for _, c := range m.Calls {
			call := ollamaCall{ID: c.ID}
			call.Function.Name, call.Function.Arguments = c.Name, json.RawMessage(c.Arguments.Text())
			said.Calls = append(said.Calls, call)
			names[c.ID] = c.Name
		}
		b.Messages = append(b.Messages, said)
	}
	for _, t := range r.Tools {
		b.Tools = append(b.Tools, ollamaTool{"function", ollamaFunction{t.Name, t.Description, t.Schema}})
	}
	return b
}

// ollamaFold puts records together. The one that says done is the last.
type ollamaFold struct {
	heard
	done bool
}

func (ollama) fold() fold { return &ollamaFold{} }

type ollamaRecord struct {
	Message struct {
		Content string       `json:"content"`
		Calls   []ollamaCall `json:"tool_calls"`
	} `json:"message"`
	Done   bool            `json:"done"`
	Reason string          `json:"done_reason"`
	Error  json.RawMessage `json:"error"`
	// The prompt's count is left out when all of it came from a cache.
	Prompt *float64 `json:"prompt_eval_count"`
	Output *float64 `json:"eval_count"`
}

func (f *ollamaFold) whole() bool { return f.done }

func (f *ollamaFold) take(e event) (string, bool, error) {
	var said ollamaRecord
	if err := decode(e.data, &said); err != nil {
		return "", false, err
	}
	if present(said.Error) {
		return "", false, faultOf(0, e.data)
	}
	for _, c := range said.Message.Calls {
		s, err := f.calls.begin(strconv.Itoa(len(f.calls.list)), c.ID, c.Function.Name)
		if err != nil {
			return "", false, err
		}
		s.whole = argumentText(c.Function.Arguments)
	}
	if said.Done {
		f.done = true
		f.finish = ollamaFinish(said.Reason)
		if said.Output != nil {
			f.usage = used(count(said.Prompt), 0, count(said.Output))
		}
	}
	return f.say(said.Message.Content), said.Done, nil
}

// ollamaFinish reads the reason; versions before there was one gave none when they were done.
func ollamaFinish(reason string) Finish {
	switch reason {
	case "stop", "":
		return Stop
	case "length":
		return Length
	}
	return ""
}

func (o ollama) reply(body []byte) (Reply, error) {
	f := o.fold()
	_, over, err := f.take(event{data: body, last: true})
	if err == nil && !over {
		err = fail(CutOff, "the reply does not say that it is done")
	}
	r, wrong := f.reply()
	if err == nil {
		err = wrong
	}
	if err != nil {
		return Reply{Usage: r.Usage}, err
	}
	return r, nil
}
