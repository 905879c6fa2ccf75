package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// value is what was written for a key: a string, bool, int64, float64, date, list or table.
type value struct {
	is  any
	env bool // from the environment, where everything is text
}

type (
	date  string // written without quotes
	list  []any
	table struct{}
	other string // a time of day, or a number of a size that nothing here takes
)

// text takes a string.
func (v value) text() (string, error) {
	if s, ok := v.is.(string); ok {
		return s, nil
	}
	return "", fmt.Errorf("%s where text in quotes belongs", v.kind())
}

// dateOrText takes a string, or a date without quotes.
func (v value) dateOrText() (string, error) {
	if d, ok := v.is.(date); ok {
		return string(d), nil
	}
	return v.text()
}

// truth takes true or false.
func (v value) truth() (bool, error) {
	if b, ok := v.is.(bool); ok {
		return b, nil
	}
	return false, fmt.Errorf("%s where true or false belongs", v.kind())
}

// texts takes a list of strings; a date may stand without quotes.
func (v value) texts() ([]string, error) {
	if v.env {
		return splitList(v.is.(string)), nil
	}
	items, ok := v.is.(list)
	if !ok {
		return nil, fmt.Errorf("%s where a list in square brackets belongs", v.kind())
	}
	out := make([]string, 0, len(items))
	for _, item := range items {
		switch s := item.(type) {
		case string:
			out = append(out, s)
		case date:
			out = append(out, string(s))
		default:
			return nil, fmt.Errorf("%s in the list where text in quotes belongs", value{is: item}.kind())
		}
	}
	return out, nil
}

// number takes an integer or a fraction.
func (v value) number() (float64, error) {
	switch n := v.is.(type) {
	case float64:
		return n, nil
	case int64:
		return float64(n), nil
	case string:
		if !v.env {
			break
		}
		f, err := strconv.ParseFloat(strings.TrimSpace(n), 64)
		if err != nil {
			return 0, errors.New("not a number")
		}
		return f, nil
	}
	return 0, fmt.Errorf("%s where a number belongs", v.kind())
}

func (v value) kind() string {
	switch v.is.(type) {
	case string:
		return "text"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case date:
		return "a date"
	case list:
		return "a list"
	case table:
		return "a table"
	}
	return "something else"
}

// String shows the value as it was written, cut when it is long.
func (v value) String() string {
	return cut(show(v.is), 80)
}

func show(v any) string {
	switch x := v.(type) {
	case string:
		return quote(x)
	case list:
		parts := make([]string, 0, len(x))
		for _, item := range x {
			parts = append(parts, show(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case table:
		return "a table"
	}
	return fmt.Sprint(v)
}

func cut(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

func splitList(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
