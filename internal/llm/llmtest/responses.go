package llmtest

import (
	"encoding/json"
	"strconv"

	"candor/internal/llm"
)

type responses struct{}

func (responses) format() llm.Format           { return llm.Responses }
func (responses) path() string                 { return "/v1/responses" }
func (responses) credential(key string) string { return "Bearer " + key }

func (responses) fields() []string {
	return []string{"input", "instructions", "tools", "tool_choice", "text", "max_output_tokens", "temperature", "store", "include", "user"}
}

func (responses) wrong(f form) string {
	if f.Store == nil || *f.Store {
		return "the vendor would store this for weeks" // no vendor refuses that; we do
	}
	var text string
	if json.Unmarshal(f.Input, &text) == nil && text != "" {
		return ""
	}
	var items []struct {
		Type    string          `json:"type"`
		Role    string          `json:"role"`
		Content json.RawMessage `json:"content"`
		CallID  string          `json:"call_id"`
		Name    string          `json:"name"`
		Args    string          `json:"arguments"`
	}
	if json.Unmarshal(f.Input, &items) != nil || len(items) == 0 {
		return "no input"
	}
	open := map[string]bool{}
	for _, item := range items {
		switch item.Type {
		case "", "message":
			if item.Role != "user" && item.Role != "assistant" || len(item.Content) == 0 {
				return "a message has no role or no content"
			}
		case "function_call":
			if item.CallID == "" || item.Name == "" || !json.Valid([]byte(item.Args)) {
				return "a call is not whole"
			}
			open[item.CallID] = true
		case "function_call_output":
			if !open[item.CallID] {
				return "an output answers no call"
			}
			delete(open, item.CallID)
		default:
			return "an item has the type " + item.Type
		}
	}
	if len(open) > 0 {
		return "a call is not answered"
	}
	return ""
}

// response is the object with what was said so far.
func (responses) response(status string, output []object, s Script, w *wire) object {
	o := object{"id": "resp_1", "object": "response", "created_at": 1760000000, "model": "test", "status": status, "error": nil,
		"incomplete_details": nil, "instructions": nil, "output": output, "parallel_tool_calls": true, "tools": []any{},
		"temperature": 1, "tool_choice": "auto", "top_p": 1, "metadata": object{}, "usage": nil}
	if status == "in_progress" {
		return w.strange(o)
	}
	switch s.finish() {
	case llm.Length:
		o["status"], o["incomplete_details"] = "incomplete", object{"reason": "max_output_tokens"}
	case llm.Decline:
		o["status"], o["incomplete_details"] = "incomplete", object{"reason": "content_filter"}
	}
	if !w.noUsage {
		u := s.usage(llm.Responses)
		o["usage"] = object{"input_tokens": u.Input, "input_tokens_details": object{"cached_tokens": u.Cached},
			"output_tokens": u.Output, "output_tokens_details": object{"reasoning_tokens": 0}, "total_tokens": u.Input + u.Output}
	} else {
		delete(o, "usage")
	}
	return w.strange(o)
}

func responsesMessage(status, text string) object {
	return object{"id": "msg_1", "type": "message", "role": "assistant", "status": status,
		"content": []object{{"type": "output_text", "text": text, "annotations": []any{}, "logprobs": []any{}}}}
}

func responsesCall(i int, status string, c llm.Call, arguments string) object {
	return object{"id": "fc_" + strconv.Itoa(i), "type": "function_call", "status": status, "call_id": c.ID, "name": c.Name, "arguments": arguments}
}

func (responses) output(s Script, w *wire) []object {
	output := []object{}
	if w.unknown {
		output = append(output, object{"id": "rs_1", "type": "reasoning", "summary": []any{}})
	}
	if s.Text != "" {
		output = append(output, responsesMessage("completed", s.Text))
	}
	for i, c := range s.Calls {
		arguments := c.Arguments
		if w.twice {
			arguments += arguments
		}
		output = append(output, responsesCall(i, "completed", c, arguments))
	}
	return output
}

func (d responses) whole(s Script, w *wire) object {
	return d.response("completed", d.output(s, w), s, w)
}

func (d responses) stream(s Script, w *wire) []frame {
	var f frames
	number, place := 0, 0
	event := func(kind string, o object) {
		o["type"], o["sequence_number"] = kind, number
		number++
		f.add(kind, w.strange(o))
	}
	event("response.created", object{"response": d.response("in_progress", []object{}, s, w)})
	event("response.in_progress", object{"response": d.response("in_progress", []object{}, s, w)})
	if s.Text != "" {
		at := func(o object) object {
			o["item_id"], o["output_index"], o["content_index"] = "msg_1", place, 0
			return o
		}
		open := responsesMessage("in_progress", "")
		open["content"] = []any{}
		event("response.output_item.added", object{"output_index": place, "item": open})
		event("response.content_part.added", at(object{"part": object{"type": "output_text", "text": "", "annotations": []any{}}}))
		for _, text := range big(s.Text) {
			event("response.output_text.delta", at(object{"delta": text, "logprobs": []any{}}))
		}
		event("response.output_text.done", at(object{"text": s.Text, "logprobs": []any{}}))
		event("response.content_part.done", at(object{"part": object{"type": "output_text", "text": s.Text, "annotations": []any{}}}))
		event("response.output_item.done", object{"output_index": place, "item": responsesMessage("completed", s.Text)})
		place++
	}
	for i, c := range s.Calls {
		d.call(event, i, place, c, w)
		place++
	}
	end := "response.completed"
	if s.finish() == llm.Length || s.finish() == llm.Decline {
		end = "response.incomplete"
	}
	event(end, object{"response": d.response("completed", d.output(s, w), s, w)})
	return f.list
}

func (responses) call(event func(string, object), i, place int, c llm.Call, w *wire) {
	at := func(o object) object {
		o["item_id"], o["output_index"] = "fc_"+strconv.Itoa(i), place
		return o
	}
	event("response.output_item.added", object{"output_index": place, "item": responsesCall(i, "in_progress", c, "")})
	for _, text := range pieces(c.Arguments) {
		event("response.function_call_arguments.delta", at(object{"delta": text}))
	}
	if w.twice {
		event("response.function_call_arguments.delta", at(object{"delta": c.Arguments}))
	}
	event("response.function_call_arguments.done", at(object{"name": c.Name, "arguments": c.Arguments}))
	event("response.output_item.done", object{"output_index": place, "item": responsesCall(i, "completed", c, c.Arguments)})
}

func (responses) failure(status int, code, message string) object {
	return chat{}.failure(status, code, message)
}

// failed gives both shapes that there are, by the words of the error.
func (d responses) failed(code string, w *wire) frame {
	if code == "server_error" {
		o := d.response("in_progress", []object{}, Script{}, w)
		o["status"], o["error"] = "failed", object{"code": code, "message": "it broke"}
		return frame{"response.failed", written(object{"type": "response.failed", "sequence_number": 1 << 20, "response": o}, false)}
	}
	return frame{"error", written(object{"type": "error", "sequence_number": 1 << 20, "code": code, "message": "it broke", "param": nil}, false)}
}

func (responses) ping() frame {
	return frame{"keepalive", []byte(`{"type":"keepalive"}`)}
}

func (responses) stranger() frame {
	return frame{"response.x_progress.delta", []byte(`{"type":"response.x_progress.delta","delta":"half","item":7}`)}
}
