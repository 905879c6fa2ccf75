package llmtest

import (
	"encoding/json"

	"candor/internal/llm"
)

type ollama struct{}

func (ollama) format() llm.Format           { return llm.Ollama }
func (ollama) path() string                 { return "/api/chat" }
func (ollama) credential(key string) string { return "Bearer " + key }

func (ollama) fields() []string {
	return []string{"messages", "tools", "format", "options", "truncate", "shift", "keep_alive", "think"}
}

func (ollama) wrong(f form) string {
	if f.Options.NumPredict < 1 {
		return "no bound of tokens" // Ollama goes on without end then
	}
	for _, m := range f.Messages {
		for _, c := range m.ToolCalls {
			var arguments object
			if json.Unmarshal(c.Function.Arguments, &arguments) != nil || arguments == nil {
				return "the arguments of a call are no object"
			}
		}
	}
	return f.answered()
}

func ollamaHead() object {
	return object{"model": "test", "created_at": "2026-01-01T00:00:00.123456789Z", "done": false}
}

func ollamaMessage(text string) object { return object{"role": "assistant", "content": text} }

// calls of Ollama are always whole: their arguments are an object.
func (ollama) calls(s Script, w *wire) []object {
	var calls []object
	for i, c := range s.Calls {
		var arguments any = json.RawMessage(c.Arguments)
		if !json.Valid([]byte(c.Arguments)) || w.twice {
			arguments = c.Arguments
		}
		calls = append(calls, object{"id": c.ID, "function": object{"index": i, "name": c.Name, "arguments": arguments}})
	}
	return calls
}

// end makes a record the last.
func (ollama) end(o object, s Script, w *wire) object {
	o["done"] = true
	o["done_reason"] = "stop" // also behind calls
	if s.finish() == llm.Length {
		o["done_reason"] = "length"
	}
	if s.finish() == llm.Decline {
		o["done_reason"] = "unload" // there is no such reason; this is one that means nothing was said
	}
	if !w.noUsage {
		u := s.usage(llm.Ollama)
		o["prompt_eval_count"], o["eval_count"], o["total_duration"] = u.Input, u.Output, 123456
	}
	return w.strange(o)
}

func (d ollama) whole(s Script, w *wire) object {
	o := ollamaHead()
	message := ollamaMessage(s.Text)
	if calls := d.calls(s, w); calls != nil {
		message["tool_calls"] = calls
	}
	if w.unknown {
		message["thinking"] = "hm"
	}
	o["message"] = message
	return d.end(o, s, w)
}

func (d ollama) stream(s Script, w *wire) []frame {
	var f frames
	record := func(message object) {
		o := ollamaHead()
		o["message"] = message
		f.add("", w.strange(o))
	}
	for _, text := range big(s.Text) {
		record(ollamaMessage(text))
	}
	for _, c := range d.calls(s, w) {
		message := ollamaMessage("")
		message["tool_calls"] = []object{c}
		record(message)
	}
	o := ollamaHead()
	o["message"] = ollamaMessage("")
	f.add("", d.end(o, s, w))
	return f.list
}

func (ollama) failure(_ int, code, message string) object {
	return object{"error": code + ": " + message}
}

func (d ollama) failed(code string, _ *wire) frame {
	return frame{data: written(d.failure(500, code, "it broke"), false)}
}

func (ollama) ping() frame {
	return frame{data: []byte(`{"model":"test","message":{"role":"assistant","content":""},"done":false}`)}
}

func (ollama) stranger() frame {
	return frame{data: []byte(`{"x_progress":0.5}`)}
}
