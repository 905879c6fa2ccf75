package llmtest

import (
	"net/http"
	"slices"
	"time"
)

// Fault is one thing that happens to a reply. Several can be had at once.
type Fault func(*wire)

// wire is how one reply is written.
type wire struct {
	// How it is written; a client must not care.
	cut      int
	think    time.Duration
	pace     time.Duration
	ends     string
	mark     bool
	comments bool
	pings    bool
	unknown  bool
	noEnd    bool
	noBlank  bool
	noUsage  bool
	twice    bool // arguments come in pieces and then once more in full
	calls2   bool // each call comes twice
	events2  bool
	oneIndex bool // every call has the index 0
	whole    bool // one JSON value although a stream was asked for

	// What goes wrong.
	refuse    *refusal
	errorAt   int // events before the error, plus one
	errorCode string
	stallAt   int // bytes before it, plus one
	hangUpAt  int
	endAt     int
	stallHead bool
	garbage   string
	media     string
	halfArgs  bool
	filler    int
	header    http.Header
}

// CutEvery writes at most so many bytes at once: with 1 every character, escape and token is cut.
func CutEvery(bytes int) Fault { return func(w *wire) { w.cut = bytes } }

// Pace takes so long before the first event of a stream, and so long between two: a model that thinks, and
// then writes. A reply that is not streamed comes when all of it is written.
func Pace(first, each time.Duration) Fault {
	return func(w *wire) { w.think, w.pace = first, each }
}

// LineEnds ends the lines of a stream with "\r\n", or with "\r" alone, which only an event stream may.
func LineEnds(end string) Fault { return func(w *wire) { w.ends = end } }

// ByteOrderMark starts an event stream with U+FEFF.
func ByteOrderMark() Fault { return func(w *wire) { w.mark = true } }

// Comments puts comments between the events of an event stream, blank lines between records.
func Comments() Fault { return func(w *wire) { w.comments = true } }

// Pings puts events between the others that only say that the server is alive.
func Pings() Fault { return func(w *wire) { w.pings = true } }

// UnknownEvents puts events, parts and fields into the reply that no client knows.
func UnknownEvents() Fault { return func(w *wire) { w.unknown = true } }

// NoFormalEnd leaves out what stands behind the last event that says something: [DONE], message_stop.
// Responses and Ollama have nothing to leave out.
func NoFormalEnd() Fault { return func(w *wire) { w.noEnd = true } }

// NoLastBlank leaves out the line end, and the blank line, behind the last event.
func NoLastBlank() Fault { return func(w *wire) { w.noBlank = true } }

// NoUsage says nothing of tokens.
func NoUsage() Fault { return func(w *wire) { w.noUsage = true } }

// ArgumentsTwice sends the arguments of calls in pieces and then all of them again in one piece, as
// several servers do. Formats that always send them whole do nothing.
func ArgumentsTwice() Fault { return func(w *wire) { w.twice = true } }

// CallsTwice sends each call twice with the same id.
func CallsTwice() Fault { return func(w *wire) { w.calls2 = true } }

// EventsTwice sends each event of a stream twice. Only Responses numbers its events, so only there a
// client can know.
func EventsTwice() Fault { return func(w *wire) { w.events2 = true } }

// OneIndex gives all calls of streamed chat completions the index 0, as some compatible servers do.
func OneIndex() Fault { return func(w *wire) { w.oneIndex = true } }

// WholeInsteadOfStream answers with one JSON value where a stream was asked for.
func WholeInsteadOfStream() Fault { return func(w *wire) { w.whole = true } }

// HalfArguments cuts the arguments of calls in the middle, and the reply says that it ran out of tokens.
func HalfArguments() Fault { return func(w *wire) { w.halfArgs = true } }

// Status refuses with an error in the format's own shape.
func Status(status int, code, message string) Fault {
	return func(w *wire) { w.refuse = &refusal{status: status, code: code, message: message} }
}

// Page refuses with a body of any kind: an HTML page, nothing at all.
func Page(status int, media, body string) Fault {
	return func(w *wire) { w.refuse = &refusal{status: status, media: media, body: body, raw: true} }
}

// Header sets a header of the reply, such as Retry-After.
func Header(key, value string) Fault { return func(w *wire) { w.header.Set(key, value) } }

// ErrorAfter puts an error into the stream after so many events. A reply that is not streamed is the
// error alone, with status 200.
func ErrorAfter(events int, code string) Fault {
	return func(w *wire) { w.errorAt, w.errorCode = events+1, code }
}

// StallAtOnce says nothing at all, not even a header.
func StallAtOnce() Fault { return func(w *wire) { w.stallHead = true } }

// StallAfter stops after so many bytes and keeps the connection open.
func StallAfter(bytes int) Fault { return func(w *wire) { w.stallAt = bytes + 1 } }

// HangUpAfter breaks the connection after so many bytes.
func HangUpAfter(bytes int) Fault { return func(w *wire) { w.hangUpAt = bytes + 1 } }

// EndAfter ends the reply after so many bytes, as if that were all of it.
func EndAfter(bytes int) Fault { return func(w *wire) { w.endAt = bytes + 1 } }

// Garbage sends a text with status 200 instead of the reply. In an event stream it stands in a data line.
func Garbage(text string) Fault { return func(w *wire) { w.garbage = text } }

// MediaType lies about what comes.
func MediaType(media string) Fault { return func(w *wire) { w.media = media } }

// Filler puts that many bytes of other text before the script's.
func Filler(bytes int) Fault { return func(w *wire) { w.filler = bytes } }

func (s Script) wire() *wire {
	w := &wire{ends: "\n", header: http.Header{}}
	for _, f := range s.Faults {
		f(w)
	}
	return w
}

// script is the reply after the faults that change what is said.
func (w *wire) script(s Script) Script {
	if w.filler > 0 {
		s.Text = filler(w.filler) + s.Text
	}
	s.Calls = slices.Clone(s.Calls)
	if w.halfArgs {
		for i, c := range s.Calls {
			s.Calls[i].Arguments = c.Arguments[:len(c.Arguments)/2]
		}
		s.Finish = "length"
	}
	if w.calls2 {
		s.Calls = append(s.Calls, s.Calls...)
	}
	return s
}
