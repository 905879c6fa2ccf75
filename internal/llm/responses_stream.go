package llm

import (
	"encoding/json"
	"strconv"
)

// responsesFold puts a stream of Responses together. Only an event that says how the response ended
// ends it. Events are numbered; one that comes again is dropped.
type responsesFold struct {
	heard
	next     *int64 // the least number that was not seen; nil when the server does not number
	ended    bool
	declined bool
	spoken   map[string]bool // parts of the text that came in pieces
}

func (responses) fold() fold { return &responsesFold{spoken: map[string]bool{}} }

type responsesEvent struct {
	Type      string          `json:"type"`
	Number    *int64          `json:"sequence_number"`
	Output    int             `json:"output_index"`
	Part      int             `json:"content_index"`
	Delta     json.RawMessage `json:"delta"`
	Text      string          `json:"text"`
	Arguments json.RawMessage `json:"arguments"`
	Item      outputItem      `json:"item"`
	Response  response        `json:"response"`
	Error     json.RawMessage `json:"error"`
}

func (f *responsesFold) whole() bool { return f.ended }

func (f *responsesFold) take(e event) (string, bool, error) {
	if string(e.data) == "[DONE]" {
		return "", false, fail(CutOff, "the reply ended without a reason")
	}
	var full responsesEvent
	if err := decode(e.data, &full); err != nil {
		kind := full.Type
		if kind == "" {
			kind = e.name
		}
		if kind != "" && !e.last && !known(kind) {
			return "", false, nil // an event of some other kind, whatever is in it
		}
		return "", false, err
	}
	if full.Type == "" {
		full.Type = e.name
	}
	switch {
	case full.Type == "error", full.Type == "" && present(full.Error):
		return "", false, faultOf(0, e.data)
	case !known(full.Type):
		return "", false, nil
	}
	if full.Number != nil {
		if f.next != nil && *full.Number < *f.next {
			return "", false, nil
		}
		next := *full.Number + 1
		f.next = &next
	}
	return f.step(full)
}

// known reports the events that are read.
func known(name string) bool {
	switch name {
	case "response.output_text.delta", "response.output_text.done", "response.refusal.delta",
		"response.output_item.added", "response.output_item.done",
		"response.function_call_arguments.delta", "response.function_call_arguments.done",
		"response.completed", "response.incomplete", "response.failed", "error":
		return true
	}
	return false
}

func (f *responsesFold) step(e responsesEvent) (string, bool, error) {
	part := strconv.Itoa(e.Output) + "." + strconv.Itoa(e.Part)
	switch e.Type {
	case "response.output_text.delta":
		f.spoken[part] = true
		return f.say(argumentText(e.Delta)), false, nil
	case "response.output_text.done":
		if f.spoken[part] {
			return "", false, nil
		}
		f.spoken[part] = true
		return f.say(e.Text), false, nil
	case "response.refusal.delta":
		f.declined = true
	case "response.output_item.added", "response.output_item.done":
		if e.Item.Type == "function_call" {
			return "", false, f.item(e)
		}
	case "response.function_call_arguments.delta", "response.function_call_arguments.done":
		s := f.calls.find(strconv.Itoa(e.Output))
		if s == nil {
			return "", false, fail(Malformed, "arguments came for no call")
		}
		s.pieces.WriteString(argumentText(e.Delta))
		if e.Type == "response.function_call_arguments.done" {
			s.whole = argumentText(e.Arguments)
		}
	default:
		text, err := f.end(e.Response)
		return text, true, err
	}
	return "", false, nil
}

// item begins a call, or says once more in full what it is.
func (f *responsesFold) item(e responsesEvent) error {
	key := strconv.Itoa(e.Output)
	s := f.calls.find(key)
	if s == nil {
		var err error
		if s, err = f.calls.begin(key, e.Item.CallID, e.Item.Name); err != nil {
			return err
		}
	}
	if s.id != e.Item.CallID || s.name != e.Item.Name {
		return fail(Malformed, "two calls stand in one place")
	}
	if text := argumentText(e.Item.Arguments); text != "" {
		s.whole = text
	}
	return nil
}

// end takes what the last event says. A server that streamed nothing of it says all of it there.
func (f *responsesFold) end(r response) (string, error) {
	if err := r.end(&f.heard); err != nil {
		return "", err
	}
	if f.declined {
		f.finish = Decline
	}
	f.ended = true
	if f.text.Len() > 0 || len(f.calls.list) > 0 {
		return "", nil
	}
	return r.hear(&f.heard)
}
