package fairness

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"candor/internal/app/jsonl"
)

// Line is one line of input: what to calculate, and from what.
type Line struct {
	ID    json.RawMessage `json:"id"`
	Kind  string          `json:"kind"`
	Input json.RawMessage `json:"input"`
}

// Answer is one line of output.
type Answer struct {
	ID     json.RawMessage `json:"id"`
	Kind   string          `json:"kind"`
	Output any             `json:"output"`
}

// Kinds are what can be calculated, in the order of their names.
func Kinds() []string { return slices.Sorted(maps.Keys(kinds())) }

// Lines calculates line by line, each answer in the order of its line. A line that cannot be used is reported
// and the rest goes on.
func Lines(ctx context.Context, in io.Reader, out io.Writer, report func(jsonl.Bad)) error {
	known := kinds()
	err := jsonl.Each(ctx, in, out, report, func(l Line) (Answer, error) {
		if l.Kind == "" {
			return Answer{}, errors.New(`it has no "kind"`)
		}
		calculate, ok := known[l.Kind]
		if !ok {
			return Answer{}, errors.New("its kind is none that is known; candor fairness stats --help lists them")
		}
		made, err := calculate(l.Input)
		return Answer{ID: l.ID, Kind: l.Kind, Output: made}, err
	})
	if err != nil {
		return fmt.Errorf("fairness: %w", err)
	}
	return nil
}

// object is an output: members by name.
type object map[string]any

type calculation func(input json.RawMessage) (object, error)

// from reads an input, of which all named members must be there, and calculates.
func from[In any](members string, do func(In) (object, error)) calculation {
	return func(raw json.RawMessage) (object, error) {
		var there map[string]json.RawMessage
		if err := json.Unmarshal(raw, &there); err != nil || there == nil {
			return nil, errors.New(`its "input" is not an object`)
		}
		for name := range strings.FieldsSeq(members) {
			if value, ok := there[name]; !ok || bytes.Equal(bytes.TrimSpace(value), []byte("null")) {
				return nil, fmt.Errorf("its input has no %q", name)
			}
		}
		var in In
		if err := json.Unmarshal(raw, &in); err != nil {
			return nil, fmt.Errorf("in its input, %s holds something else than belongs there", wrong[In](members, there))
		}
		return do(in)
	}
}

// wrong names the member that cannot be read by itself.
func wrong[In any](members string, there map[string]json.RawMessage) string {
	for name := range strings.FieldsSeq(members) {
		alone, err := json.Marshal(map[string]json.RawMessage{name: there[name]})
		if err == nil && json.Unmarshal(alone, new(In)) != nil {
			return strconv.Quote(name)
		}
	}
	return "something"
}

// whole is a whole number, also where it is written as 5.0.
type whole int64

func (w *whole) UnmarshalJSON(text []byte) error {
	if n, err := strconv.ParseInt(string(text), 10, 64); err == nil {
		*w = whole(n)
		return nil
	}
	f, err := strconv.ParseFloat(string(text), 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return errors.New("a count that is no whole number")
	}
	*w = whole(f)
	return nil
}

// bit is an outcome: 0, 1, false or true.
type bit bool

func (b *bit) UnmarshalJSON(text []byte) error {
	switch string(text) {
	case "1", "true", "1.0":
		*b = true
	case "0", "false", "0.0":
		*b = false
	default:
		return errors.New("an outcome that is neither 0 nor 1")
	}
	return nil
}
