package jsonl

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// Longest is the size of one line that is read, in bytes.
const Longest = 8 << 20

// Bad says that a line of the input was passed over: its number, from 1, and why. It holds no
// words of the line.
type Bad struct {
	Number int
	Why    string
}

// Parser is implemented by pointers to rows that can read themselves faster than by reflection. ReadJSON
// is false for a line it does not understand, which is then read the usual way and told of if it is bad.
type Parser interface{ ReadJSON(line []byte) bool }

// Appender is implemented by results that write themselves as one JSON object.
type Appender interface{ AppendJSON(into []byte) []byte }

// Each reads one JSON object a line and writes what do makes of it, one object a line, in the
// same order. A line that cannot be read, or that do refuses, is reported and the rest goes on.
// It fails only when reading or writing does, or when ctx ends.
func Each[In, Out any](ctx context.Context, in io.Reader, out io.Writer, report func(Bad), do func(In) (Out, error)) error {
	lines := bufio.NewReaderSize(in, 1<<16)
	results := bufio.NewWriterSize(out, 1<<16)
	encoder := json.NewEncoder(results)
	encoder.SetEscapeHTML(false)
	var line, written []byte
	for number := 1; ; number++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		var whole bool
		var err error
		line, whole, err = nextLine(lines, line[:0])
		if err != nil && !errors.Is(err, io.EOF) {
			return errors.Join(fmt.Errorf("jsonl: read line %d: %w", number, err), results.Flush())
		}
		last := err != nil // the end
		result, bad := understand(line, whole, do)
		switch {
		case bad != "":
			report(Bad{Number: number, Why: bad})
		case result != nil:
			if own, ok := any(result).(Appender); ok {
				written = append(own.AppendJSON(written[:0]), '\n')
				_, err = results.Write(written)
			} else {
				err = encoder.Encode(result)
			}
			if err != nil {
				return fmt.Errorf("jsonl: write the result of line %d: %w", number, err)
			}
		}
		// Whoever feeds line by line and waits gets each answer at once.
		if last || lines.Buffered() == 0 {
			if err := results.Flush(); err != nil {
				return fmt.Errorf("jsonl: write results: %w", err)
			}
		}
		if last {
			return nil
		}
	}
}

// understand gives what do makes of one line; nothing for an empty one; or why it cannot be used.
func understand[In, Out any](line []byte, whole bool, do func(In) (Out, error)) (result *Out, bad string) {
	line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
	switch {
	case !whole:
		return nil, fmt.Sprintf("it is longer than %d MB", Longest>>20)
	case len(line) == 0:
		return nil, ""
	case !utf8.Valid(line):
		return nil, "it is not valid UTF-8"
	case line[0] != '{':
		return nil, "it is not a JSON object"
	}
	var row In
	if own, ok := any(&row).(Parser); ok && own.ReadJSON(line) {
		return judge(row, do)
	}
	row = *new(In)
	if err := json.Unmarshal(line, &row); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) && kind.Field != "" {
			return nil, fmt.Sprintf("%q is a %s where something else belongs", kind.Field, kind.Value)
		}
		return nil, "it is not a JSON object"
	}
	return judge(row, do)
}

func judge[In, Out any](row In, do func(In) (Out, error)) (result *Out, bad string) {
	made, err := do(row)
	if err != nil {
		return nil, err.Error()
	}
	return &made, ""
}

// nextLine reads up to the end of a line, into line. Of a line that is too long only that is kept.
func nextLine(r *bufio.Reader, line []byte) (_ []byte, whole bool, err error) {
	whole = true
	for {
		part, err := r.ReadSlice('\n')
		if whole = whole && len(line)+len(part) <= Longest; whole {
			line = append(line, part...)
		} else {
			line = nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, whole, err
		}
	}
}
