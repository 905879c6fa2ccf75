package egress

import (
	"context"
	"errors"
	"fmt"

	"candor"
	"candor/vendors"
)

// Refusal says that nothing left, and why.
type Refusal struct {
	Reason vendors.Reason
	Vendor string // as the register names it; empty when it names none
	cause  error
}

func (r *Refusal) Error() string {
	if r.Vendor == "" {
		return fmt.Sprintf("egress: nothing was sent: %s", r.Reason)
	}
	return fmt.Sprintf("egress: nothing was sent to %s: %s", r.Vendor, r.Reason)
}

// Unwrap gives what stood in the way, where that was an error of its own.
func (r *Refusal) Unwrap() error { return r.cause }

// GoString keeps what stood in the way out of a print with %#v.
func (r *Refusal) GoString() string { return r.Error() }

// What ends a call after something left.
var (
	ErrRedirected  = errors.New("egress: the vendor pointed elsewhere; nothing went there")
	ErrTooLarge    = errors.New("egress: the reply is larger than is taken")
	ErrStalled     = errors.New("egress: nothing more of the reply came")
	ErrTimedOut    = errors.New("egress: the time for the call was over")
	ErrLost        = errors.New("egress: the connection ended before a reply began")
	ErrCutOff      = errors.New("egress: the connection ended within the reply")
	ErrUnreachable = errors.New("egress: there was no connection to the vendor; nothing left")
)

// broken is one of the errors above with its cause, which is there for errors.Is and errors.As and is not
// printed: it may quote what a vendor sent, and that may be what was sent to it.
type broken struct{ is, cause error }

func (b *broken) Error() string    { return b.is.Error() }
func (b *broken) GoString() string { return b.is.Error() }
func (b *broken) Unwrap() []error  { return []error{b.is, b.cause} }

// Where a connection may not go.
var (
	errElsewhere = errors.New("egress: this is not the vendor's host and port")
	errPlace     = errors.New("egress: the vendor's name stands for an address where it cannot be")
)

// reasonOf says why a record could not be begun.
func reasonOf(err error) vendors.Reason {
	switch {
	case errors.Is(err, vendors.ErrOverDay):
		return vendors.OverDay
	case errors.Is(err, vendors.ErrOverConversation):
		return vendors.OverTalk
	case errors.Is(err, vendors.ErrCostUnknown):
		return vendors.PriceUnknown
	case errors.Is(err, candor.ErrRestricted):
		return vendors.Restricted
	case errors.Is(err, candor.ErrNoBasis):
		return vendors.NotAgreed
	}
	return vendors.NoRecord
}

// refuse writes down that nothing left and gives the error for it. Where even that cannot be written, the
// log says so: nothing left either way.
func (g *Gate) refuse(ctx context.Context, s vendors.Sending, why vendors.Reason, cause error) error {
	s.Outcome, s.Reason, s.Ended = vendors.Refused, why, g.o.Now()
	s.Cost, s.BytesOut = vendors.Cost{}, 0
	if s.ID == "" {
		s.ID = newID()
	}
	if err := keep(ctx, func(ctx context.Context) error { return g.o.Records.RefuseSending(ctx, s) }); err != nil {
		g.o.Log.Error("egress: a refusal could not be written down", "reason", string(why), "err", err)
	}
	return &Refusal{Reason: why, Vendor: s.Vendor, cause: cause}
}
