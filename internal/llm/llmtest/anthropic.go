package llmtest

import (
	"encoding/json"

	"candor/internal/llm"
)

type anthropic struct{}

func (anthropic) format() llm.Format           { return llm.Anthropic }
func (anthropic) path() string                 { return "/v1/messages" }
func (anthropic) credential(key string) string { return key }

func (anthropic) fields() []string {
	return []string{"messages", "system", "tools", "tool_choice", "output_config", "max_tokens", "temperature", "metadata"}
}

func (anthropic) wrong(f form) string {
	if f.header.Get("Anthropic-Version") != "2023-06-01" {
		return "no version of the format"
	}
	if f.MaxTokens == nil || *f.MaxTokens < 1 {
		return "no max_tokens"
	}
	if len(f.Messages) == 0 || f.Messages[0].Role != "user" {
		return "the first message is not the user's"
	}
	open := map[string]bool{}
	for _, m := range f.Messages {
		if m.Role != "user" && m.Role != "assistant" {
			return "a message has the role " + m.Role
		}
		var text string
		if json.Unmarshal(m.Content, &text) == nil && text != "" {
			continue
		}
		var blocks []struct {
			Type, Text, ID string
			UseID          string `json:"tool_use_id"`
			Input          object
		}
		if json.Unmarshal(m.Content, &blocks) != nil || len(blocks) == 0 {
			return "a message says nothing"
		}
		for _, b := range blocks {
			switch {
			case b.Type == "text" && b.Text != "" && (m.Role == "assistant" || len(open) == 0):
			case b.Type == "tool_use" && m.Role == "assistant" && b.ID != "" && b.Input != nil:
				open[b.ID] = true
			case b.Type == "tool_result" && m.Role == "user" && open[b.UseID]:
				delete(open, b.UseID)
			default:
				return "a block of type " + b.Type + " does not fit where it stands"
			}
		}
		if m.Role == "user" && len(open) > 0 {
			return "a call is not answered"
		}
	}
	return ""
}

func anthropicFinish(f llm.Finish) string {
	switch f {
	case llm.Length:
		return "max_tokens"
	case llm.Calling:
		return "tool_use"
	case llm.Decline:
		return "refusal"
	}
	return "end_turn"
}

func anthropicInput(u llm.Usage) object {
	return object{"input_tokens": u.Input - u.Cached, "cache_read_input_tokens": u.Cached, "cache_creation_input_tokens": 0, "output_tokens": 1}
}

func (anthropic) message(s Script, w *wire) object {
	o := object{"id": "msg_1", "type": "message", "role": "assistant", "model": "test", "content": []object{}, "stop_reason": nil, "stop_sequence": nil}
	if !w.noUsage {
		o["usage"] = anthropicInput(s.usage(llm.Anthropic))
	}
	return w.strange(o)
}

func (d anthropic) whole(s Script, w *wire) object {
	content := []object{}
	if w.unknown {
		content = append(content, object{"type": "thinking", "thinking": "hm", "signature": "x"})
	}
	if s.Text != "" {
		content = append(content, object{"type": "text", "text": s.Text, "citations": nil})
	}
	for _, c := range s.Calls {
		// Arguments that are no JSON can only be sent as something else.
		var input any = json.RawMessage(c.Arguments)
		if !json.Valid([]byte(c.Arguments)) || w.twice {
			input = c.Arguments
		}
		content = append(content, object{"type": "tool_use", "id": c.ID, "name": c.Name, "input": input})
	}
	o := d.message(s, w)
	o["content"], o["stop_reason"] = content, anthropicFinish(s.finish())
	if !w.noUsage {
		o["usage"].(object)["output_tokens"] = s.usage(llm.Anthropic).Output
	}
	return o
}

func (d anthropic) stream(s Script, w *wire) []frame {
	var f frames
	event := func(kind string, o object) {
		o["type"] = kind
		f.add(kind, w.strange(o))
	}
	index := 0
	block := func(open object, deltas []object) {
		event("content_block_start", object{"index": index, "content_block": open})
		for _, delta := range deltas {
			event("content_block_delta", object{"index": index, "delta": delta})
		}
		event("content_block_stop", object{"index": index})
		index++
	}
	event("message_start", object{"message": d.message(s, w)})
	if w.unknown {
		block(object{"type": "thinking", "thinking": "", "signature": ""}, []object{
			{"type": "thinking_delta", "thinking": "hm"}, {"type": "signature_delta", "signature": "x"}})
	}
	if s.Text != "" {
		var deltas []object
		for _, text := range big(s.Text) {
			deltas = append(deltas, object{"type": "text_delta", "text": text})
		}
		block(object{"type": "text", "text": ""}, deltas)
	}
	for _, c := range s.Calls {
		deltas := []object{{"type": "input_json_delta", "partial_json": ""}}
		list := pieces(c.Arguments)
		if w.twice {
			list = append(list, c.Arguments)
		}
		for _, text := range list {
			deltas = append(deltas, object{"type": "input_json_delta", "partial_json": text})
		}
		block(object{"type": "tool_use", "id": c.ID, "name": c.Name, "input": object{}}, deltas)
	}
	end := object{"delta": object{"stop_reason": anthropicFinish(s.finish()), "stop_sequence": nil}}
	if !w.noUsage {
		end["usage"] = object{"output_tokens": s.usage(llm.Anthropic).Output}
	}
	event("message_delta", end)
	if !w.noEnd {
		event("message_stop", object{})
	}
	return f.list
}

func (anthropic) failure(_ int, code, message string) object {
	return object{"type": "error", "error": object{"type": code, "message": message}, "request_id": "req_1"}
}

func (d anthropic) failed(code string, _ *wire) frame {
	return frame{"error", written(d.failure(500, code, "it broke"), false)}
}

func (anthropic) ping() frame { return frame{"ping", []byte(`{"type":"ping"}`)} }

func (anthropic) stranger() frame {
	return frame{"x_progress", []byte(`{"type":"x_progress","index":0}`)}
}
