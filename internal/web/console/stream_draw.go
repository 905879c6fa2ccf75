package console

import (
	"strings"
	"time"

	"candor"
)

// list sends the queue and what calls for attention, as they were at since or later.
func (s *stream) list(since time.Time) bool {
	if !s.allowed() {
		return false
	}
	queue, attention, err := s.c.queue(s.r.Context(), s.a, s.tab, time.Time{}, since)
	if err != nil {
		s.log("the queue could not be read for a stream", err)
		return s.r.Context().Err() == nil // the next hint or the browser tries again
	}
	for i := range queue.Rows {
		queue.Rows[i].Clock = "" // the page ticks by itself; what did not change is not sent
	}
	for i := range attention.Urgent {
		attention.Urgent[i].Clock = ""
	}
	var b strings.Builder
	ok := s.draw(&b, "tabs", queue) && (s.tab.Key == found.Key || s.draw(&b, "rows", queue)) && s.draw(&b, "attention", attention)
	return ok && s.swap(b.String())
}

// tell sends what is new in the open conversation: messages first and at once, then whatever
// changed around them.
func (s *stream) tell() bool {
	if s.open == "" {
		return true
	}
	if !s.allowed() {
		return false
	}
	if ok, more := s.messages(); !ok || !more {
		return ok
	}
	return s.around()
}

// messages sends the messages after the place. more is false when reading failed: the next hint
// tries again.
func (s *stream) messages() (ok, more bool) {
	for {
		const page = 100
		list, err := s.c.o.Reader.Messages(s.r.Context(), candor.AgentReads(s.a.ID), s.open, s.at.message, page, true)
		if isOver(err) {
			return s.gone(), false
		}
		if err != nil {
			s.log("messages could not be read for a stream", err)
			return s.r.Context().Err() == nil, false
		}
		if len(list) == 0 {
			return true, true
		}
		now := s.c.o.Now()
		var b strings.Builder
		for _, m := range list {
			html, err := s.block("message", s.c.message(m, s.a, now))
			if err != nil {
				s.log("a message could not be drawn", err)
				return false, false
			}
			b.WriteString(html)
			s.at.message = m.Number
			if isToCustomer(m) {
				s.last = m.Number
			}
		}
		if !s.swap(b.String()) {
			return false, false
		}
		if len(list) < page {
			return true, true
		}
	}
}

// around sends the parts of the page around the messages that are not as they were: whose it is,
// what can be done, whether the customer has read, who is typing, what they said of an answer.
func (s *stream) around() bool {
	ctx := s.r.Context()
	x, err := s.c.o.Reader.Conversation(ctx, s.open)
	if isOver(err) {
		return s.gone()
	}
	if err != nil {
		s.log("a conversation could not be read for a stream", err)
		return ctx.Err() == nil
	}
	var b strings.Builder
	if ok := s.rated(&b); !ok {
		return false
	}
	now := s.c.o.Now()
	if x != s.drawn {
		head := s.c.head(x, s.a, s.tab, now)
		head.Clock = ""
		if !s.draw(&b, "head", head) || !s.draw(&b, "undo", head) || !s.draw(&b, "send", s.c.compose(x, s.a, s.tab)) {
			return false
		}
		s.drawn = x
	}
	if !s.beside(&b, x, now) {
		return false
	}
	typing, _ := s.c.typing(s.open, now)
	if !s.draw(&b, "typing", typing) {
		return false
	}
	if s.last > 0 && !s.draw(&b, "seen", s.c.seen(x, s.last)) {
		return false
	}
	return s.swap(b.String())
}

func (s *stream) draw(b *strings.Builder, name string, data any) bool {
	html, err := s.changed(name, data)
	if err != nil {
		s.log("a fragment could not be drawn", err)
		return false
	}
	b.WriteString(html)
	return true
}

// rated draws the messages again that the customer rated since the place, and moves the place on.
func (s *stream) rated(b *strings.Builder) bool {
	ctx := s.r.Context()
	for {
		const page = 200
		events, err := s.c.o.Reader.Events(ctx, s.open, s.at.seq, page)
		if err != nil {
			s.log("the outbox could not be read for a stream", err)
			return ctx.Err() == nil
		}
		for _, e := range events {
			s.at.seq = e.Seq
			if e.Kind != candor.MessageRated {
				continue
			}
			m, err := s.c.o.Reader.Message(ctx, candor.AgentReads(s.a.ID), s.open, e.Message)
			if err != nil {
				s.log("a rated message could not be read for a stream", err)
				return ctx.Err() == nil
			}
			html, err := s.block("message", s.c.message(m, s.a, s.c.o.Now()))
			if err != nil {
				s.log("a message could not be drawn", err)
				return false
			}
			b.WriteString(html)
		}
		if len(events) < page {
			return true
		}
	}
}
