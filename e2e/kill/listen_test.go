//go:build kill

package kill_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"candor/bench/client"
)

// listener follows one conversation through every restart, the way a browser does: it comes back
// and names the last event that it heard.
type listener struct {
	talk *talk

	mu    sync.Mutex
	last  string
	heard []string // ids of messages
}

// live follows until ctx ends; a broken line is taken up again.
func (l *listener) live(ctx context.Context) {
	for ctx.Err() == nil {
		stream, err := l.talk.customer.Listen(ctx, l.place(), 0)
		if err == nil {
			l.follow(stream)
			stream.Close()
		}
		select {
		case <-ctx.Done():
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (l *listener) place() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last == "" {
		return "0" // from the first event on
	}
	return l.last
}

func (l *listener) follow(stream *client.Stream) {
	for {
		e, err := stream.Next()
		if err != nil {
			return
		}
		l.mu.Lock()
		if e.ID != "" {
			l.last = e.ID
		}
		var m client.Message
		if e.Name == "message" && json.Unmarshal([]byte(e.Data), &m) == nil {
			l.heard = append(l.heard, m.ID)
		}
		l.mu.Unlock()
	}
}

// check wants every message of the conversation heard once, in order.
func (l *listener) check(ctx context.Context) error {
	held, err := l.talk.customer.Messages(ctx, 0)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, m := range held {
		if i >= len(l.heard) {
			return fmt.Errorf("%s: message %d was never heard live", l.talk.customer.ID, m.Number)
		}
		if l.heard[i] != m.ID {
			return fmt.Errorf("%s: message %d is %s, and %s was heard in its place", l.talk.customer.ID, m.Number, m.ID, l.heard[i])
		}
	}
	if len(l.heard) > len(held) {
		return fmt.Errorf("%s: %d messages were heard live and %d are there", l.talk.customer.ID, len(l.heard), len(held))
	}
	return nil
}
