package llmtest

import (
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"candor/internal/llm"
)

// object is a JSON object.
type object = map[string]any

// frame is one event of a stream.
type frame struct {
	name string // of an event stream; may be empty
	data []byte
}

// dialect is one format, from the server's side.
type dialect interface {
	format() llm.Format
	path() string
	credential(key string) string
	fields() []string // of a request, without those that every format has
	wrong(form) string
	whole(Script, *wire) object
	stream(Script, *wire) []frame
	failure(status int, code, message string) object
	failed(code string, w *wire) frame // inside a stream
	ping() frame
	stranger() frame // an event nobody knows
}

func dialects() []dialect {
	return []dialect{chat{}, responses{}, anthropic{}, ollama{}}
}

// written makes JSON of a value. Every other one is written with all that is not ASCII as escapes, as
// several vendors do.
func written(v any, escaped bool) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("llmtest: %T is no JSON: %v", v, err)) // a mistake in this package
	}
	if !escaped {
		return text
	}
	plain := make([]byte, 0, 2*len(text))
	for _, r := range string(text) {
		if r < utf8.RuneSelf {
			plain = append(plain, byte(r))
			continue
		}
		for _, half := range utf16.AppendRune(nil, r) {
			plain = append(plain, '\\', 'u', hex[half>>12], hex[half>>8&15], hex[half>>4&15], hex[half&15])
		}
	}
	return plain
}

const hex = "0123456789abcdef"

// frames collects the events of a stream.
type frames struct{ list []frame }

func (f *frames) add(name string, v any) {
	f.list = append(f.list, frame{name, written(v, len(f.list)%2 == 1)})
}

// strange adds fields that no client knows.
func (w *wire) strange(o object) object {
	if w.unknown {
		o["x_route"] = object{"hops": []int{1, 2}, "type": "message_stop", "error": nil}
	}
	return o
}

// lace puts what says nothing between the events.
func (w *wire) lace(d dialect, list []frame) []frame {
	var laced []frame
	for i, f := range list {
		if w.errorAt == i+1 {
			return append(laced, d.failed(w.errorCode, w))
		}
		if w.unknown {
			laced = append(laced, d.stranger())
		}
		laced = append(laced, f)
		if w.events2 {
			laced = append(laced, f)
		}
		if w.pings {
			laced = append(laced, d.ping())
		}
	}
	if w.errorAt > len(list) {
		laced = append(laced, d.failed(w.errorCode, w))
	}
	return laced
}
