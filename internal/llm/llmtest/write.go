package llmtest

import (
	"bytes"
	"net/http"
	"time"

	"candor/internal/llm"
)

// refusal is a reply that is none.
type refusal struct {
	status        int
	code, message string
	raw           bool
	media, body   string
}

func (r refusal) write(w http.ResponseWriter, d dialect) {
	if r.raw {
		w.Header().Set("Content-Type", r.media)
		w.WriteHeader(r.status)
		w.Write([]byte(r.body))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.status)
	w.Write(written(d.failure(r.status, r.code, r.message), false))
}

// perform writes the reply with all its faults.
func (s Script) perform(w http.ResponseWriter, r *http.Request, d dialect, f form, done <-chan struct{}) {
	how := s.wire()
	for key, values := range how.header {
		w.Header()[key] = values
	}
	switch {
	case how.stallHead:
		hold(r, done)
		return
	case how.refuse != nil:
		how.refuse.write(w, d)
		return
	}
	stream := f.Stream && !how.whole
	media := "application/json"
	if stream {
		media = "text/event-stream"
		if d.format() == llm.Ollama {
			media = "application/x-ndjson"
		}
	}
	if how.media != "" {
		media = how.media
	}
	w.Header().Set("Content-Type", media)
	body := how.body(d, how.script(s), stream)
	how.send(w, r, body, done)
}

// body is all that would be written if nothing broke.
func (w *wire) body(d dialect, s Script, stream bool) []byte {
	if !stream {
		switch {
		case w.garbage != "":
			return []byte(w.garbage)
		case w.errorAt > 0:
			return written(d.failure(500, w.errorCode, "it broke"), false)
		}
		return written(w.strange(d.whole(s, w)), true)
	}
	list := w.lace(d, d.stream(s, w))
	if w.garbage != "" {
		list = append(list[:len(list)/2:len(list)/2], frame{data: []byte(w.garbage)})
	}
	var b bytes.Buffer
	if w.mark && d.format() != llm.Ollama {
		b.WriteString("\ufeff")
	}
	for i, f := range list {
		last := i == len(list)-1
		if d.format() == llm.Ollama {
			w.record(&b, f, last)
		} else {
			w.event(&b, f, last)
		}
	}
	return b.Bytes()
}

func (w *wire) event(b *bytes.Buffer, f frame, last bool) {
	if w.comments {
		b.WriteString(": still here {\"error\":{\"message\":\"no\"}}" + w.ends + ":" + w.ends + "id: 7" + w.ends + "retry: 100" + w.ends + w.ends)
	}
	if f.name != "" {
		b.WriteString("event: " + f.name + w.ends)
	}
	b.WriteString("data: ")
	b.Write(f.data)
	if last && w.noBlank {
		return
	}
	b.WriteString(w.ends + w.ends)
}

func (w *wire) record(b *bytes.Buffer, f frame, last bool) {
	if w.comments {
		b.WriteString(w.ends + " \t" + w.ends)
	}
	b.Write(f.data)
	if last && w.noBlank {
		return
	}
	b.WriteString(w.ends)
}

// send writes the body as far as it gets.
func (w *wire) send(to http.ResponseWriter, r *http.Request, body []byte, done <-chan struct{}) {
	upTo := func(at int) bool {
		if at == 0 {
			return false
		}
		body = body[:min(at-1, len(body))]
		return true
	}
	stall, hangUp := upTo(w.stallAt), upTo(w.hangUpAt)
	upTo(w.endAt)
	flusher := to.(http.Flusher)
	flusher.Flush()
	if !pause(r, done, w.think) {
		return
	}
	for begun := false; len(body) > 0; begun = true {
		n := w.step(body)
		if begun && !pause(r, done, w.pace) {
			return
		}
		if _, err := to.Write(body[:n]); err != nil {
			return // the client went away
		}
		flusher.Flush()
		body = body[n:]
	}
	switch {
	case stall:
		hold(r, done)
	case hangUp:
		panic(http.ErrAbortHandler) // the server's way to break a connection
	}
}

// step is how much is written at once: all of it, some bytes, or an event where they come at a pace.
func (w *wire) step(body []byte) int {
	switch {
	case w.cut > 0:
		return min(w.cut, len(body))
	case w.pace == 0:
		return len(body)
	}
	for _, end := range []string{w.ends + w.ends, w.ends} { // an event stream has blank lines, records have none
		if i := bytes.Index(body, []byte(end)); i >= 0 {
			return i + len(end)
		}
	}
	return len(body)
}

// pause waits, and reports whether anybody still listens.
func pause(r *http.Request, done <-chan struct{}, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	clock := time.NewTimer(d)
	defer clock.Stop()
	select {
	case <-clock.C:
		return true
	case <-r.Context().Done():
	case <-done:
	}
	return false
}

// hold says nothing until the client goes away or the test ends.
func hold(r *http.Request, done <-chan struct{}) {
	select {
	case <-r.Context().Done():
	case <-done:
	}
}
