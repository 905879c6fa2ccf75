package llm

import (
	"encoding/json"
	"strconv"

	openai "github.com/sashabaranov/go-openai"
)

// chatFold puts a stream of chat completions together. It ends with [DONE]; a reason to finish must
// have come before.
type chatFold struct {
	heard
	last     *started
	declined bool
	unknown  bool // a reason came that we do not know
}

func (chat) fold() fold { return &chatFold{} }

type chatPiece struct {
	Object  string `json:"object"`
	Choices []struct {
		Index  int                                    `json:"index"`
		Delta  openai.ChatCompletionStreamChoiceDelta `json:"delta"`
		Finish string                                 `json:"finish_reason"`
	} `json:"choices"`
	Usage json.RawMessage `json:"usage"`
	Error json.RawMessage `json:"error"`
}

func (f *chatFold) whole() bool { return f.finish != "" || f.unknown }

func (f *chatFold) take(e event) (string, bool, error) {
	if string(e.data) == "[DONE]" {
		if !f.whole() {
			return "", false, fail(CutOff, "the reply ended without a reason")
		}
		return "", true, nil
	}
	if e.name == "error" {
		return "", false, faultOf(0, e.data)
	}
	var piece chatPiece
	if err := decode(e.data, &piece); err != nil {
		if e.name != "" {
			return "", false, nil // an event of some other kind
		}
		return "", false, err
	}
	if present(piece.Error) || piece.Object == "error" {
		return "", false, faultOf(0, e.data)
	}
	if present(piece.Usage) {
		f.usage = counted(piece.Usage, &chatUsage{})
	}
	var text string
	for _, choice := range piece.Choices {
		if choice.Index != 0 {
			continue // one was asked for
		}
		added, err := f.add(choice.Delta, choice.Finish)
		if err != nil {
			return "", false, err
		}
		text += added
	}
	return text, false, nil
}

func (f *chatFold) add(d openai.ChatCompletionStreamChoiceDelta, reason string) (string, error) {
	if f.whole() && (d.Content != "" || len(d.ToolCalls) > 0) {
		return "", fail(Malformed, "the model goes on after it finished")
	}
	for _, c := range d.ToolCalls {
		if err := f.call(c); err != nil {
			return "", err
		}
	}
	f.declined = f.declined || d.Refusal != ""
	if reason != "" && !f.whole() {
		finish, err := chatFinish(reason)
		if err != nil {
			return "", err
		}
		if f.declined {
			finish = Decline
		}
		f.finish, f.unknown = finish, finish == ""
	}
	return f.say(d.Content), nil
}

// call adds to a call. Calls are told apart by index; a server that gives every call the same index, or
// none, is understood by the new id.
func (f *chatFold) call(c openai.ToolCall) error {
	key := ""
	if c.Index != nil {
		key = strconv.Itoa(*c.Index)
	}
	s := f.calls.find(key)
	if key == "" || s != nil && f.last != nil && f.last.key == key {
		s = f.last
	}
	if s == nil || c.ID != "" && s.id != "" && c.ID != s.id {
		var err error
		if s, err = f.calls.begin(key, c.ID, c.Function.Name); err != nil {
			return err
		}
	}
	f.last = s
	if s.id == "" {
		s.id = c.ID
	}
	if s.name == "" {
		s.name = c.Function.Name
	}
	s.pieces.WriteString(c.Function.Arguments)
	return nil
}
