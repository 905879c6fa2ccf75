package console

import (
	"context"
	"fmt"
	"sync"
	"time"

	"candor"
	"candor/internal/web/port"
	"candor/service"
)

const (
	pageSize   = 50
	readWithin = 5 * time.Second // a shared reading; it does not end with the request that began it
	keepFor    = time.Minute
)

// board reads the lists that many consoles show at once, and lets them share a reading: a hundred
// open consoles ask the store no more often than one.
type board struct {
	read Reader

	mu   sync.Mutex
	kept map[string]*reading
}

// reading is one look into the store. Its fields may be read once done is closed.
type reading struct {
	began  time.Time
	done   chan struct{}
	list   []candor.Conversation
	next   service.Spot // where the list goes on, where it is somebody's own queue
	counts map[candor.State]int
	err    error
}

func newBoard(r Reader) *board { return &board{read: r, kept: map[string]*reading{}} }

// list gives conversations as they were at since or later. Pages further down the list are not shared.
func (b *board) list(ctx context.Context, f port.Filter, since time.Time) ([]candor.Conversation, error) {
	if !f.Before.IsZero() {
		return b.read.Listed(ctx, f)
	}
	key := fmt.Sprint(f.States, f.Agent, f.Limit)
	r, err := b.share(ctx, key, since, func(ctx context.Context, r *reading) {
		r.list, r.err = b.read.Listed(ctx, f)
	})
	if err != nil {
		return nil, err
	}
	return r.list, r.err
}

// counts gives how many conversations each state had at since or later.
func (b *board) counts(ctx context.Context, since time.Time) (map[candor.State]int, error) {
	r, err := b.share(ctx, "counts", since, func(ctx context.Context, r *reading) {
		r.counts, r.err = b.read.Counts(ctx)
	})
	if err != nil {
		return nil, err
	}
	return r.counts, r.err
}

// share joins a reading that began at since or later, or begins one.
func (b *board) share(ctx context.Context, key string, since time.Time, look func(context.Context, *reading)) (*reading, error) {
	b.mu.Lock()
	r := b.kept[key]
	if r != nil && !r.began.Before(since) {
		b.mu.Unlock()
		select {
		case <-r.done:
			return r, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	r = &reading{began: time.Now(), done: make(chan struct{})}
	b.kept[key] = r
	for k, old := range b.kept {
		if r.began.Sub(old.began) > keepFor {
			delete(b.kept, k)
		}
	}
	b.mu.Unlock()
	shared, cancel := context.WithTimeout(context.WithoutCancel(ctx), readWithin)
	defer cancel()
	defer close(r.done)
	look(shared, r)
	return r, nil
}
