package client

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// Source is the loopback address that a connection comes from. A port can be used once for each
// address, so more than some 28,000 connections need more than one. The zero Source leaves it to
// the system.
type Source int

// addr gives 127.0.0.2 for Source 1, and so on.
func (s Source) addr() net.Addr {
	if s <= 0 {
		return nil
	}
	n := int(s) + 1
	return &net.TCPAddr{IP: net.IPv4(127, 0, byte(n>>8), byte(n))}
}

// Stream is an open connection with live events. Next may be called from one goroutine, Close from
// any.
type Stream struct {
	conn   net.Conn
	events *EventReader
	stop   func() bool
}

// listen does without the pooling of http.Client: each stream is one connection and one goroutine
// of whoever reads it, so that ten thousand can be held.
func (d *Desk) listen(ctx context.Context, path string, header http.Header, after string, from Source) (*Stream, error) {
	dialer := net.Dialer{Timeout: 10 * time.Second, LocalAddr: from.addr(), KeepAlive: -1}
	conn, err := dialer.DialContext(ctx, "tcp", d.base.Host)
	if err != nil {
		return nil, fmt.Errorf("client: listen: %w", err)
	}
	s := &Stream{conn: conn, stop: context.AfterFunc(ctx, func() { conn.Close() })}
	if err := s.ask(ctx, d, path, header, after); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Stream) ask(ctx context.Context, d *Desk, path string, header http.Header, after string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.base.String()+path, nil)
	if err != nil {
		return fmt.Errorf("client: listen: %w", err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	req.Header.Set("Accept", "text/event-stream")
	if after != "" {
		req.Header.Set("Last-Event-ID", after)
	}
	if err := s.conn.SetDeadline(time.Now().Add(d.o.Patience)); err != nil {
		return fmt.Errorf("client: listen: %w", err)
	}
	if err := req.Write(s.conn); err != nil {
		return fmt.Errorf("client: listen: %w", err)
	}
	res, err := http.ReadResponse(bufio.NewReaderSize(s.conn, 2048), req)
	if err != nil {
		return fmt.Errorf("client: listen: %w", err)
	}
	if res.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(io.LimitReader(res.Body, 1<<16)) // the status alone is a refusal too
		return refusal(res.StatusCode, b)
	}
	s.events = NewEventReader(res.Body)
	return s.conn.SetDeadline(time.Time{})
}

// await passes over events until one of a name has come.
func (s *Stream) await(name string, patience time.Duration) error {
	if err := s.conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return fmt.Errorf("client: listen: %w", err)
	}
	for {
		e, err := s.Next()
		if err != nil {
			return fmt.Errorf("client: listen: no %s came: %w", name, err)
		}
		if e.Name == name {
			return s.conn.SetReadDeadline(time.Time{})
		}
	}
}

// Next waits for the next event. After Close it gives an error.
func (s *Stream) Next() (Event, error) { return s.events.Next() }

// Close ends the stream.
func (s *Stream) Close() {
	s.stop()
	s.conn.Close()
}
