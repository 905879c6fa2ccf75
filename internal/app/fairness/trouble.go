package fairness

import (
	"context"
	"errors"
	"time"

	"candor/internal/app/wording"
	"candor/internal/egress"
	"candor/internal/llm"
	"candor/vendors"
)

// trouble is what a failure of a model means for an audit.
type trouble int

const (
	itsOwn  trouble = iota // what the model does, with customers as well: it talks past the form, or does not end
	byRule                 // the desk does not ask it this, with customers as well: data that may not go there
	passing                // it may work a moment later
	failing                // it was refused for a reason that need not hold for customers: counted
	lasting                // nothing more can be asked: no budget, no credential, no approval
)

// meaning tells what a failure means. What says nothing of itself counts as failing, so that it is never taken for a
// model's way of answering.
func meaning(err error) trouble {
	worst := itsOwn
	for _, one := range all(err) {
		worst = max(worst, of(one))
	}
	return worst
}

// all gives the errors that were joined, or the one.
func all(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, one := range joined.Unwrap() {
			out = append(out, all(one)...)
		}
		return out
	}
	return []error{err}
}

func of(err error) trouble {
	var refusal *egress.Refusal
	switch {
	case errors.As(err, &refusal):
		return refused(refusal.Reason)
	case errors.Is(err, wording.ErrNobody):
		return lasting
	case errors.Is(err, context.DeadlineExceeded):
		return passing
	}
	switch llm.KindOf(err) {
	case llm.RateLimited, llm.Overloaded, llm.Stalled, llm.CutOff, llm.Unreachable, llm.Cancelled:
		return passing
	case llm.Refused:
		return lasting
	case llm.Malformed, llm.TooLarge, llm.TooLong:
		return itsOwn
	}
	if wording.Own(err) {
		return itsOwn
	}
	return failing
}

func refused(reason vendors.Reason) trouble {
	switch reason {
	case vendors.DataNotAllowed, vendors.TooMuch:
		return byRule
	case vendors.Resting:
		return passing
	}
	return lasting
}

// why names what kept a model from answering: the desk's own refusal, where the client only saw that nothing came.
func why(err error) error {
	var refusal *egress.Refusal
	if errors.As(err, &refusal) {
		return refusal
	}
	return err
}

// pauses are how long to wait before a model is asked again that failed in passing; the last is longer than the desk
// leaves one alone that failed too often.
func pauses() []time.Duration {
	return []time.Duration{time.Second, 5 * time.Second, 20 * time.Second, 45 * time.Second}
}

// wait waits, or gives the error of ctx.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
