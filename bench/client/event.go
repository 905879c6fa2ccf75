package client

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// MaxEvent is the longest live event that is taken, in bytes.
const MaxEvent = 1 << 20

// ErrEventTooLong says that a live event or one of its lines passes MaxEvent.
var ErrEventTooLong = errors.New("client: a live event is too long")

// Event is one server-sent event.
type Event struct {
	ID   string // the last id that the stream gave, this event's or an earlier one's
	Name string // "message" when the stream names none
	Data string // lines joined with \n
}

// EventReader takes a stream of server-sent events apart, as the HTML standard defines it
// (section 9.2.6, "Interpreting an event stream").
type EventReader struct {
	r      *bufio.Reader
	begun  bool
	skipLF bool // the last line ended in \r, so a \n that follows belongs to it
	lastID string
	line   []byte
}

// NewEventReader reads from r, with a small buffer: thousands of these may be open at once.
func NewEventReader(r io.Reader) *EventReader {
	return &EventReader{r: bufio.NewReaderSize(r, 1024)}
}

// Next waits for the next event. Comments are passed over. At the end of the stream it gives
// io.EOF, and what came after the last empty line is dropped, as the standard asks.
func (r *EventReader) Next() (Event, error) {
	var name string
	var data []byte
	filled := false
	for {
		line, err := r.next()
		if err != nil {
			return Event{}, err
		}
		if len(line) == 0 {
			if !filled {
				name = ""
				continue
			}
			if name == "" {
				name = "message"
			}
			return Event{ID: r.lastID, Name: name, Data: string(data[:len(data)-1])}, nil
		}
		field, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(field) {
		case "event":
			name = string(value)
		case "data":
			filled = true
			data = append(append(data, value...), '\n')
			if len(data) > MaxEvent {
				return Event{}, ErrEventTooLong
			}
		case "id":
			if !bytes.ContainsRune(value, 0) {
				r.lastID = string(value)
			}
		}
	}
}

// next gives a line without its end: \n, \r\n or \r.
func (r *EventReader) next() ([]byte, error) {
	r.line = r.line[:0]
	for {
		b, err := r.r.ReadByte()
		if err != nil {
			return nil, err
		}
		if r.skipLF && b == '\n' {
			r.skipLF = false
			continue
		}
		r.skipLF = b == '\r'
		if b == '\n' || b == '\r' {
			break
		}
		r.line = append(r.line, b)
		if len(r.line) > MaxEvent {
			return nil, ErrEventTooLong
		}
	}
	if !r.begun {
		r.begun = true
		return bytes.TrimPrefix(r.line, []byte("\uFEFF")), nil
	}
	return r.line, nil
}
