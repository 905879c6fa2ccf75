package console

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"candor"
)

const writeWithin = 15 * time.Second // to a browser that does not take what is sent

// place is how far an open conversation was told: the newest row of the outbox, and the number of
// the newest message.
type place struct{ seq, message int64 }

func (p place) String() string {
	return strconv.FormatInt(p.seq, 10) + "." + strconv.FormatInt(p.message, 10)
}

func parsePlace(s string) (place, bool) {
	seq, message, ok := strings.Cut(s, ".")
	a, errA := strconv.ParseInt(seq, 10, 64)
	b, errB := strconv.ParseInt(message, 10, 64)
	return place{a, b}, ok && errA == nil && errB == nil && a >= 0 && b >= 0
}

// stream is one console's line. It belongs to one goroutine. Its methods report whether the line
// still stands.
type stream struct {
	c       *Console
	r       *http.Request
	w       http.ResponseWriter
	out     *http.ResponseController
	a       candor.Agent
	checked time.Time // when a was last known to be signed in

	tab    tab
	open   candor.ConversationID
	at     place
	last   int64               // number of the newest message to the customer
	drawn  candor.Conversation // as it was last drawn
	sent   map[string]string   // block: what was last sent of it
	buffer bytes.Buffer
}

func (s *stream) begin() bool {
	h := s.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	s.w.WriteHeader(http.StatusOK)
	return s.write("retry: 2000\n\n")
}

func (s *stream) write(event string) bool {
	// Not every writer knows deadlines; without one a dead browser is found by the network.
	if err := s.out.SetWriteDeadline(time.Now().Add(writeWithin)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return false
	}
	if _, err := s.w.Write([]byte(event)); err != nil {
		return false
	}
	return s.out.Flush() == nil
}

// isOver reports that the words of a conversation may not be shown any more: its customer had them erased
// or restricted.
func isOver(err error) bool {
	return errors.Is(err, candor.ErrNoConversation) || errors.Is(err, candor.ErrRestricted)
}

// gone has the page loaded again, which then says why there is nothing to see, and ends the line.
func (s *stream) gone() bool {
	s.write("event: gone\ndata: \n\n")
	return false
}

// beat shows that the line stands, and ends it when the session has.
func (s *stream) beat() bool { return s.allowed() && s.write(": here\n\n") }

// allowed reports whether the agent may still be told anything.
func (s *stream) allowed() bool {
	if time.Since(s.checked) < recheck {
		return true
	}
	a, ok, err := s.c.o.Sessions.Still(s.r)
	if err != nil {
		s.log("a stream could not ask whether its agent is signed in", err)
		return false
	}
	if !ok {
		s.write("event: signed-out\ndata:\n\n")
		return false
	}
	s.a, s.checked = a, time.Now()
	return true
}

// swap sends fragments, with the place up to which they tell the conversation.
func (s *stream) swap(fragments string) bool {
	if fragments == "" {
		return true
	}
	var b strings.Builder
	b.Grow(len(fragments) + 64)
	b.WriteString("event: swap\n")
	if s.open != "" {
		b.WriteString("id: " + s.at.String() + "\n")
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(fragments, "\r", "&#13;"), "\n") {
		b.WriteString("data: ")
		b.WriteString(line)
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	return s.write(b.String())
}

// block renders one block of the console's page.
func (s *stream) block(name string, data any) (string, error) {
	s.buffer.Reset()
	if err := s.c.o.Respond.Pages.Fragment(&s.buffer, language, "console", name, data); err != nil {
		return "", err
	}
	return s.buffer.String(), nil
}

// changed renders a block and gives it when it is not what was sent before.
func (s *stream) changed(name string, data any) (string, error) {
	html, err := s.block(name, data)
	if err != nil || s.sent[name] == html {
		return "", err
	}
	s.sent[name] = html
	return html, nil
}

func (s *stream) log(what string, err error) {
	if s.r.Context().Err() == nil {
		s.c.o.Respond.Log.Error("console: "+what, slog.Any("error", err))
	}
}
