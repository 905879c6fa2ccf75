package web

import (
	"bufio"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
)

// recorder remembers what was answered, for the log.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// Unwrap lets http.ResponseController reach the writer below.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Hijack counts as an answer: who takes the connection over gives one.
func (w *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.status = http.StatusOK
	}
	return conn, rw, err
}

func (w *recorder) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// kindOf names a panic without repeating a value that may hold a customer's words.
func kindOf(p any) string {
	if err, ok := p.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", p)
}

// stack gives where a panic came from, without the arguments of the functions.
func stack() string {
	var lines []string
	for line := range strings.Lines(string(debug.Stack())) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "/") && !strings.HasPrefix(line, "goroutine") {
			name, _, _ := strings.Cut(line, "(0x")
			lines = append(lines, name)
		}
	}
	return strings.Join(lines[:min(len(lines), 24)], " < ")
}

// quiet gives net/http's own complaints to our log at a low level, without the addresses in them.
func quiet(l *slog.Logger) *log.Logger { return log.New(quietWriter{l}, "", 0) }

type quietWriter struct{ log *slog.Logger }

func (q quietWriter) Write(line []byte) (int, error) {
	kind, _, _ := strings.Cut(string(line), " from ")
	q.log.Debug("net/http complains", slog.String("about", strings.TrimSpace(kind[:min(len(kind), 80)])))
	return len(line), nil
}
