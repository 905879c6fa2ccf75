package action

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"
)

// Limits of a JSON text, before anything is known of it.
const (
	maxArguments = 4 << 10  // bytes of the arguments of a call
	maxResult    = 64 << 10 // bytes of a result
	maxDepth     = 8
)

// errJSON says that a text is not one strict JSON value. It tells nothing of the text.
var errJSON = errors.New("action: not one JSON value in which every name stands once")

// decode reads one JSON value: valid UTF-8, nothing behind it, no name twice in an object, no deeper
// than maxDepth. Numbers come as json.Number. RFC 8259 leaves names that stand twice to the reader, which is how two
// readers come to see two different things in one text.
func decode(raw []byte) (any, error) {
	if !utf8.Valid(raw) {
		return nil, errJSON
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	v, err := value(d, 0)
	if err != nil {
		return nil, errJSON
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errJSON
	}
	return v, nil
}

func value(d *json.Decoder, depth int) (any, error) {
	t, err := d.Token()
	if err != nil || depth > maxDepth {
		return nil, errJSON
	}
	switch t {
	case json.Delim('{'):
		out := map[string]any{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			key, ok := name.(string)
			if _, twice := out[key]; !ok || twice {
				return nil, errJSON
			}
			if out[key], err = value(d, depth+1); err != nil {
				return nil, err
			}
		}
		_, err := d.Token()
		return out, err
	case json.Delim('['):
		out := []any{}
		for d.More() {
			v, err := value(d, depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		_, err := d.Token()
		return out, err
	}
	return t, nil
}

// canonical writes a checked value: names in order, no spaces, so that the same always reads the same.
func canonical(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "" // nothing that decode gives
	}
	return string(b)
}
