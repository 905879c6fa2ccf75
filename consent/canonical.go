package consent

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// How much a receipt may hold.
const (
	mostBytes = 1 << 20
	mostDeep  = 16
	mostWhole = 1<<53 - 1 // the largest whole number that every JSON reader keeps
)

// parse reads JSON strictly: one value, no name twice in an object, valid UTF-8, whole numbers only.
// Two readers can then not take the same bytes for two different things.
func parse(data []byte) (any, error) {
	if len(data) > mostBytes {
		return nil, errors.New("it is larger than any receipt")
	}
	if !utf8.Valid(data) {
		return nil, errors.New("it holds bytes that are not text")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, err := parseValue(d, 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows its end")
	}
	return v, nil
}

func parseValue(d *json.Decoder, depth int) (any, error) {
	if depth > mostDeep {
		return nil, errors.New("it is nested too deeply")
	}
	token, err := d.Token()
	if err != nil {
		return nil, errors.New("it is not whole JSON")
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return parseObject(d, depth)
		}
		return parseList(d, depth)
	case json.Number:
		n, err := strconv.ParseInt(t.String(), 10, 64)
		if err != nil || n > mostWhole || n < -mostWhole {
			return nil, fmt.Errorf("it holds the number %.30s, which no receipt has", t.String())
		}
		return n, nil
	}
	return token, nil // a text, true, false or null
}

func parseObject(d *json.Decoder, depth int) (any, error) {
	out := map[string]any{}
	for d.More() {
		token, err := d.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return nil, errors.New("it is not whole JSON")
		}
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("it says %.40q twice", name)
		}
		if out[name], err = parseValue(d, depth+1); err != nil {
			return nil, err
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, errors.New("it is not whole JSON")
	}
	return out, nil
}

func parseList(d *json.Decoder, depth int) (any, error) {
	out := []any{}
	for d.More() {
		v, err := parseValue(d, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	if _, err := d.Token(); err != nil {
		return nil, errors.New("it is not whole JSON")
	}
	return out, nil
}

// canonical writes what parse gave in the one form that is signed: RFC 8785, of which receipts need
// no fractions.
func canonical(out []byte, v any) []byte {
	switch x := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(x))
		for name := range x {
			names = append(names, name)
		}
		slices.SortFunc(names, func(a, b string) int {
			return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
		})
		out = append(out, '{')
		for i, name := range names {
			if i > 0 {
				out = append(out, ',')
			}
			out = append(canonicalText(out, name), ':')
			out = canonical(out, x[name])
		}
		return append(out, '}')
	case []any:
		out = append(out, '[')
		for i, one := range x {
			if i > 0 {
				out = append(out, ',')
			}
			out = canonical(out, one)
		}
		return append(out, ']')
	case string:
		return canonicalText(out, x)
	case int64:
		return strconv.AppendInt(out, x, 10)
	case bool:
		return strconv.AppendBool(out, x)
	}
	return append(out, "null"...)
}

// canonicalText escapes what JSON demands and nothing else (RFC 8785, 3.2.2.2).
func canonicalText(out []byte, s string) []byte {
	out = append(out, '"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			out = append(out, '\\', byte(r))
		case '\b':
			out = append(out, `\b`...)
		case '\f':
			out = append(out, `\f`...)
		case '\n':
			out = append(out, `\n`...)
		case '\r':
			out = append(out, `\r`...)
		case '\t':
			out = append(out, `\t`...)
		default:
			if r < ' ' {
				out = fmt.Appendf(out, `\u%04x`, r)
				continue
			}
			out = utf8.AppendRune(out, r)
		}
	}
	return append(out, '"')
}
