package llm

import (
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// Event is one step of a stream, for tests.
type Event struct {
	Name, Data string
	Last       bool
}

// ReadEvents reads an event stream, or NDJSON, to its end.
func ReadEvents(from io.Reader, most int, ndjson bool) ([]Event, error) {
	var r reader = newEvents(from, most)
	if ndjson {
		r = newRecords(from, most)
	}
	var all []Event
	for {
		e, err := r.next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, Event{e.name, string(e.data), e.last})
	}
}

// ErrLongLine is what a reader gives that was asked to hold too much.
var ErrLongLine = errLongLine

// RetryAfter reads the headers of a refusal.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	return retryAfter(h, func() time.Time { return now })
}

// Once undoes arguments that came twice.
func Once(text string) string { return once(text) }

// BodyFor is what is sent to a server of a format at a host.
func BodyFor(f Format, host string, r Request, stream bool) ([]byte, error) {
	m, err := New(f, "https://"+host, &http.Client{})
	if err != nil {
		return nil, err
	}
	return json.Marshal(m.(*client).dialect.body(r, stream))
}
