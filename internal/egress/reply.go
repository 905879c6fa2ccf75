package egress

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"candor/vendors"
)

// reply is the body of what a vendor sent: bounded, watched, and on the record when it ends.
type reply struct {
	call   *call
	body   io.ReadCloser
	first  []byte // read already
	most   int64
	in     atomic.Int64 // bytes that were read
	silent atomic.Bool  // for too long
	clock  *time.Timer

	once sync.Once
	s    vendors.Sending
	done func(error)
	err  error // of the record
}

// reply takes over the body of a response. What it counts as if nothing goes wrong is s.Outcome.
func (c *call) reply(s vendors.Sending, resp *http.Response, first []byte, done func(error)) *reply {
	b := &reply{call: c, body: resp.Body, first: first, most: c.g.o.MostReply, s: s, done: done}
	b.in.Store(int64(len(first)))
	b.clock = time.AfterFunc(c.g.o.Stall, func() {
		b.silent.Store(true)
		c.cancel()
	})
	c.p.mu.Lock()
	c.p.body = b
	c.p.mu.Unlock()
	return b
}

// Read gives the reply. io.EOF: it is whole and on the record.
func (b *reply) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if len(b.first) > 0 {
		p[0] = b.first[0]
		b.first = nil
		return 1, nil
	}
	room := b.most - b.in.Load()
	if room < 0 {
		return 0, ErrTooLarge
	}
	if int64(len(p)) > room+1 {
		p = p[:room+1]
	}
	n, err := b.body.Read(p)
	b.clock.Reset(b.call.g.o.Stall)
	if b.in.Add(int64(n)) > b.most {
		return 0, b.end(vendors.TooLarge, ErrTooLarge)
	}
	if err == nil {
		return n, nil
	}
	return n, b.ended(err)
}

// ended gives the error with which reading ends, after it is on the record.
func (b *reply) ended(err error) error {
	c := b.call
	switch {
	case err == io.EOF:
		return b.end(vendors.Answered, io.EOF)
	case b.silent.Load():
		return b.end(vendors.Stalled, ErrStalled)
	case errors.Is(context.Cause(c.ctx), ErrTimedOut):
		return b.end(vendors.TimedOut, ErrTimedOut)
	case c.ctx.Err() != nil:
		return b.end(vendors.Cancelled, c.ctx.Err())
	}
	return b.end(vendors.CutOff, &broken{ErrCutOff, err})
}

// Close ends the reading. What was not read to its end is recorded as not waited for.
func (b *reply) Close() error {
	b.end(vendors.Cancelled, nil)
	return b.body.Close()
}

// end puts the reply on the record, once, and gives the error to read with: where the record could not be
// written, an answer is not whole.
func (b *reply) end(o vendors.Outcome, err error) error {
	b.once.Do(func() {
		b.clock.Stop()
		if b.s.Outcome == vendors.Answered {
			b.s.Outcome = o
		}
		b.s.BytesIn = b.in.Load()
		b.err = b.call.p.ended(b.call.ctx, b.s)
		b.done(healthOf(b.s.Outcome))
		b.call.cancel()
	})
	if b.err != nil {
		return b.err
	}
	return err
}

// healthOf says what the end of a reply tells about the vendor.
func healthOf(o vendors.Outcome) error {
	switch o {
	case vendors.Stalled, vendors.TimedOut, vendors.CutOff:
		return errFailed
	case vendors.Cancelled, vendors.TooLarge:
		return errNeither
	}
	return nil
}
