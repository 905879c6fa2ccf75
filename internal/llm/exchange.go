package llm

import (
	"context"
	"errors"
	"io"
	"net"
	"syscall"
	"time"
)

var (
	errStalled  = errors.New("llm: nothing came for too long")
	errTooLarge = errors.New("llm: more came than is taken")
)

const (
	formalEnd = 2 * time.Second        // a server may take for the formal end behind everything said
	drainTime = 100 * time.Millisecond // and for the last bytes that let the connection be used again
	drainMost = 4 << 10
)

// exchange is one call: its clock and the body of its reply, which it counts while it is read.
type exchange struct {
	ctx    context.Context // ends with the caller's, or when the clock runs out
	caller context.Context
	cancel context.CancelCauseFunc
	end    context.CancelFunc
	clock  *time.Timer
	pause  time.Duration // what the clock is set to after each piece
	body   io.ReadCloser // nil before there is one
	media  string
	status int
	left   int64
	begun  bool
}

func begin(caller context.Context, l Limits) *exchange {
	x := &exchange{caller: caller, pause: l.Stall, left: l.Bytes}
	ctx, cancel := context.WithCancelCause(caller)
	x.cancel = cancel
	x.ctx, x.end = context.WithTimeoutCause(ctx, l.Whole, errStalled)
	x.clock = time.AfterFunc(l.First, func() { cancel(errStalled) })
	return x
}

// close ends the call, whatever still runs of it.
func (x *exchange) close() {
	x.clock.Stop()
	x.end()
	x.cancel(nil)
	if x.body != nil {
		x.body.Close()
	}
}

// Read gives the body; each piece sets the clock anew. errTooLarge when there is more than the limit.
func (x *exchange) Read(p []byte) (int, error) {
	if int64(len(p)) > x.left+1 {
		p = p[:x.left+1]
	}
	n, err := x.body.Read(p)
	if n > 0 {
		x.begun = true
		x.clock.Reset(x.pause)
	}
	if int64(n) > x.left {
		return 0, errTooLarge
	}
	x.left -= int64(n)
	return n, err
}

// given reports that the caller gave up.
func (x *exchange) given() bool { return x.caller.Err() != nil }

// meanwhile runs what the caller does with a piece; its time is not the server's.
func (x *exchange) meanwhile(run func() error) error {
	x.clock.Stop()
	defer x.clock.Reset(x.pause)
	return run()
}

// hurry shortens the wait for what is only a formality.
func (x *exchange) hurry() {
	if x.pause > formalEnd {
		x.pause = formalEnd
		x.clock.Reset(x.pause)
	}
}

// drain reads the few bytes behind the last event, so that the connection can serve again.
func (x *exchange) drain() {
	x.pause = drainTime
	x.clock.Reset(drainTime)
	io.CopyN(io.Discard, x, drainMost) // an error only costs the connection
}

// explain makes an *Error of whatever ended the reading of a reply.
func (x *exchange) explain(err error) error {
	e := x.kind(err)
	e.Begun, e.Status = x.begun, x.status
	return e
}

func (x *exchange) kind(err error) *Error {
	var e *Error
	var timeout net.Error
	switch {
	case errors.As(err, &e):
		return e
	case x.given():
		return &Error{Kind: Cancelled, cause: x.caller.Err()}
	case errors.Is(context.Cause(x.ctx), errStalled):
		return fail(Stalled, "")
	case errors.Is(err, errTooLarge), errors.Is(err, errLongLine):
		return fail(TooLarge, "")
	case errors.As(err, &timeout) && timeout.Timeout():
		return fail(Stalled, "")
	default:
		return &Error{Kind: CutOff, Reason: "the connection broke", cause: err}
	}
}

// unsent explains why no reply began.
func (x *exchange) unsent(err error) error {
	if e := x.kind(err); e.Kind != CutOff {
		return e
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) {
		return &Error{Kind: CutOff, Reason: "the server hung up before it replied", cause: err}
	}
	return unreachable(err)
}
