package live

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// hijacked is a connection taken over from net/http.
type hijacked struct {
	conn  net.Conn
	limit time.Duration
}

// takeOver takes the connection of a request over and sends the head of the answer, with every
// header that was set. The body ends when the connection is closed.
func takeOver(w http.ResponseWriter) (net.Conn, error) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil, err
	}
	var head strings.Builder
	head.WriteString("HTTP/1.1 200 OK\r\n")
	h := w.Header()
	h.Set("Connection", "close")
	h.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	if err := h.Write(&head); err != nil {
		conn.Close()
		return nil, err
	}
	head.WriteString("\r\nretry: 2000\n\n")
	if err = conn.SetWriteDeadline(time.Now().Add(5 * time.Second)); err == nil {
		_, err = conn.Write([]byte(head.String()))
	}
	if err != nil {
		conn.Close() // the stream finds out with its first frame
	}
	return conn, nil
}

func (l *hijacked) send(frames []byte) error {
	if err := l.conn.SetWriteDeadline(time.Now().Add(l.limit)); err != nil {
		return err
	}
	_, err := l.conn.Write(frames)
	return err
}

func (l *hijacked) close() { l.conn.Close() }

// held is an answer that net/http keeps: HTTP/2 and TLS.
type held struct {
	w       http.ResponseWriter
	control *http.ResponseController
	limit   time.Duration
}

func newHeld(w http.ResponseWriter, limit time.Duration) *held {
	l := &held{w: w, control: http.NewResponseController(w), limit: limit}
	w.WriteHeader(http.StatusOK)
	w.Write([]byte("retry: 2000\n\n"))
	l.control.Flush() // what it could say is said by the first send
	return l
}

func (l *held) send(frames []byte) error {
	if err := l.control.SetWriteDeadline(time.Now().Add(l.limit)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := l.w.Write(frames); err != nil {
		return err
	}
	return l.control.Flush()
}

func (l *held) close() {}

// panicked names a panic without repeating a value that may hold a customer's words.
func panicked(r any) error { return fmt.Errorf("live: a source panicked (%T)", r) }
