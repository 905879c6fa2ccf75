package llmtest

import (
	"candor/internal/llm"
)

type chat struct{}

func (chat) format() llm.Format           { return llm.Chat }
func (chat) path() string                 { return "/v1/chat/completions" }
func (chat) credential(key string) string { return "Bearer " + key }

func (chat) fields() []string {
	return []string{"messages", "tools", "tool_choice", "response_format", "max_tokens", "max_completion_tokens",
		"temperature", "stream_options", "store", "n", "top_p", "user"}
}

func (chat) wrong(f form) string {
	if _, both := f.has["max_completion_tokens"]; both && f.MaxTokens != nil {
		return "max_tokens and max_completion_tokens together"
	}
	if _, is := f.has["stream_options"]; is && !f.Stream {
		return "stream_options without a stream"
	}
	return f.answered()
}

func chatFinish(f llm.Finish) string {
	switch f {
	case llm.Calling:
		return "tool_calls"
	case llm.Decline:
		return "content_filter"
	}
	return string(f)
}

func chatUsage(u llm.Usage) object {
	return object{"prompt_tokens": u.Input, "completion_tokens": u.Output, "total_tokens": u.Input + u.Output,
		"prompt_tokens_details": object{"cached_tokens": u.Cached}, "completion_tokens_details": object{"reasoning_tokens": 0}}
}

func chatCall(index int, c llm.Call, arguments string) object {
	return object{"index": index, "id": c.ID, "type": "function", "function": object{"name": c.Name, "arguments": arguments}}
}

func chatHead(kind string) object {
	return object{"id": "chatcmpl-1", "object": kind, "created": 1760000000, "model": "test", "system_fingerprint": "fp_1"}
}

func (chat) whole(s Script, w *wire) object {
	message := object{"role": "assistant", "content": nil, "refusal": nil, "annotations": []any{}}
	if s.Text != "" {
		message["content"] = s.Text
	}
	var calls []object
	for _, c := range s.Calls {
		call := chatCall(0, c, c.Arguments)
		delete(call, "index")
		if w.twice {
			call["function"] = object{"name": c.Name, "arguments": c.Arguments + c.Arguments}
		}
		calls = append(calls, call)
	}
	if calls != nil {
		message["tool_calls"] = calls
	}
	o := chatHead("chat.completion")
	o["choices"] = []object{w.strange(object{"index": 0, "message": w.strange(message), "logprobs": nil, "finish_reason": chatFinish(s.finish())})}
	if !w.noUsage {
		o["usage"] = chatUsage(s.usage(llm.Chat))
	}
	return o
}

func (d chat) stream(s Script, w *wire) []frame {
	var f frames
	piece := func(delta object, finish any) {
		o := chatHead("chat.completion.chunk")
		o["choices"] = []object{{"index": 0, "delta": w.strange(delta), "logprobs": nil, "finish_reason": finish}}
		if !w.noUsage {
			o["usage"] = nil
		}
		f.add("", w.strange(o))
	}
	piece(object{"role": "assistant", "content": "", "refusal": nil}, nil)
	for _, text := range big(s.Text) {
		piece(object{"content": text}, nil)
	}
	for i, c := range s.Calls {
		if w.oneIndex {
			i = 0
		}
		piece(object{"tool_calls": []object{chatCall(i, c, "")}}, nil)
		for _, text := range d.arguments(c, w) {
			piece(object{"tool_calls": []object{{"index": i, "function": object{"arguments": text}}}}, nil)
		}
	}
	piece(object{}, chatFinish(s.finish()))
	if !w.noUsage {
		o := chatHead("chat.completion.chunk")
		o["choices"], o["usage"] = []object{}, chatUsage(s.usage(llm.Chat))
		f.add("", o)
	}
	if !w.noEnd {
		f.list = append(f.list, frame{data: []byte("[DONE]")})
	}
	return f.list
}

func (chat) arguments(c llm.Call, w *wire) []string {
	list := pieces(c.Arguments)
	if w.twice {
		list = append(list, c.Arguments)
	}
	return list
}

func (chat) failure(status int, code, message string) object {
	return object{"error": object{"message": message, "type": code, "param": nil, "code": code}}
}

func (d chat) failed(code string, _ *wire) frame {
	return frame{data: written(d.failure(500, code, "it broke"), false)}
}

func (chat) ping() frame { return frame{name: "ping", data: []byte("{}")} }

func (chat) stranger() frame { return frame{name: "x.progress", data: []byte("half done")} }
