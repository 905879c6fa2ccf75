package llm

import (
	"bytes"
	"io"
)

// event is one step of a stream: an event of an event stream, or a record of NDJSON.
type event struct {
	name string // of an event stream; mostly empty
	data []byte // valid until the next one is read
	last bool   // the stream ended right behind it, so it may be half of one
}

// reader gives the events of a stream, then io.EOF.
type reader interface{ next() (event, error) }

// events reads an event stream (HTML Living Standard, 9.2.6): comments and fields without a use are
// skipped, several data lines are one text. An event that the end of the stream cut off is given too,
// marked as the last: some servers leave the blank line behind it out.
type events struct {
	lines *lines
	begun bool
	data  []byte
}

func newEvents(from io.Reader, most int) *events {
	return &events{lines: newLines(from, most)}
}

func (e *events) next() (event, error) {
	var name string
	e.data = e.data[:0]
	several := false
	for {
		line, ended, err := e.lines.next()
		if err == io.EOF && several {
			return event{name, e.data, true}, nil
		}
		if err != nil {
			return event{}, err
		}
		if !e.begun {
			line, e.begun = bytes.TrimPrefix(line, []byte("\ufeff")), true
		}
		if len(line) == 0 {
			if several {
				return event{name, e.data, false}, nil
			}
			name = ""
			continue
		}
		field, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(field) {
		case "event":
			name = string(value)
		case "data":
			if several {
				e.data = append(e.data, '\n')
			}
			if len(e.data)+len(value) > e.lines.most {
				return event{}, errLongLine
			}
			e.data, several = append(e.data, value...), true
		}
		if !ended && several {
			return event{name, e.data, true}, nil
		}
	}
}

// records reads one JSON value a line; blank lines are skipped.
type records struct{ lines *lines }

func newRecords(from io.Reader, most int) *records {
	return &records{lines: newLines(from, most)}
}

func (r *records) next() (event, error) {
	for {
		line, ended, err := r.lines.next()
		if err != nil {
			return event{}, err
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return event{data: line, last: !ended}, nil
		}
	}
}
