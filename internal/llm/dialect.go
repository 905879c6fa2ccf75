package llm

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// dialect is one wire format. It holds nothing of a call and is safe for concurrent use.
type dialect interface {
	path() string                           // below the base URL
	header(http.Header)                     // what this format wants besides the content type
	body(r Request, stream bool) any        // encoded as JSON
	reply(body []byte) (Reply, error)       // of a call that was not streamed
	media() string                          // the content type of a stream
	reader(from io.Reader, most int) reader // of a stream
	fold() fold                             // a new one for each stream
}

// fold puts the events of one stream together.
type fold interface {
	// take gives the text that an event adds, and whether it was the last.
	take(e event) (text string, over bool, err error)
	// whole reports that everything was said but the formal end: some servers leave that out.
	whole() bool
	// reply is what was heard. The error says what is wrong with it; Usage is right in both cases.
	reply() (Reply, error)
}

// heard is what a reply is made of, in every format.
type heard struct {
	text   strings.Builder
	calls  calls
	finish Finish
	usage  Usage
}

func (h *heard) say(text string) string {
	h.text.WriteString(text)
	return text
}

func (h *heard) reply() (Reply, error) {
	r := Reply{Text: h.text.String(), Finish: h.finish, Usage: h.usage}
	var err error
	if r.Calls, err = h.calls.settle(); err != nil {
		return Reply{Usage: h.usage}, err
	}
	if r.Finish == Stop && len(r.Calls) > 0 {
		r.Finish = Calling
	}
	if r.Text == "" && len(r.Calls) == 0 && r.Finish != Length && r.Finish != Decline {
		return Reply{Usage: h.usage}, fail(Malformed, "the reply is empty")
	}
	return r, nil
}

// eventStream is what the three formats share that stream by server-sent events.
type eventStream struct{}

func (eventStream) media() string { return "text/event-stream" }

func (eventStream) reader(from io.Reader, most int) reader { return newEvents(from, most) }

// decode reads one JSON value. CutOff when it ends too early, Malformed when it is none or another.
// The decoder's own error is not kept: it quotes what it read.
func decode(text []byte, into any) error {
	if err := json.Unmarshal(text, into); err == nil {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(string(text)))
	var any json.RawMessage
	if err := d.Decode(&any); err == io.EOF || err == io.ErrUnexpectedEOF {
		return fail(CutOff, "the reply ends in the middle")
	}
	return fail(Malformed, "the reply is not of the format")
}
