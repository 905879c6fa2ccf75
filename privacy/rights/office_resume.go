package rights

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"candor"
)

// Resume finishes erasures that a stop, a store that failed or a hold left unfinished: it erases the
// rest, keeps the certificate, brings the request to its end and tells the person, where an address of
// theirs was still kept. It gives how many it finished. One that fails does not stop the others.
func (o *Office) Resume(ctx context.Context) (int, error) {
	orders, err := o.Eraser.Journal.Unfinished(ctx, o.Now())
	if err != nil {
		return 0, fmt.Errorf("rights: look for unfinished erasures: %w", err)
	}
	done := 0
	var failures []error
	for _, order := range orders {
		finished, err := o.resume(ctx, order)
		if err != nil {
			failures = append(failures, err)
		}
		if finished {
			done++
		}
	}
	return done, errors.Join(failures...)
}

// resumer is who goes on with an erasure that somebody asked for.
const resumer = "desk"

func (o *Office) resume(ctx context.Context, order Order) (bool, error) {
	by := candor.Access{Actor: resumer, Purpose: candor.Rights}
	r, err := o.Requests.Request(ctx, by, order.Request)
	known := candor.CodeOf(err) != candor.CodeNotFound
	if err != nil && known {
		return false, err
	}
	to := addressee{}
	if known {
		if to, err = o.reach(ctx, r, resumer); err != nil { // before the address goes
			return false, err
		}
	}
	order.Subject.Access = by
	c, err := o.Eraser.Erase(context.WithoutCancel(ctx), order)
	if err != nil || !c.Complete() {
		return false, err
	}
	if !known {
		return true, o.settle(ctx, c)
	}
	if r, err = o.Requests.Request(ctx, by, order.Request); err != nil {
		return true, fmt.Errorf("rights: read a request again: %w", err)
	}
	if end, act := r.Finish, Finish; r.State == Open || r.State == Extended || r.State == Partly {
		if r.State == Partly {
			end, act = r.Complete, Complete
		}
		if r, err = o.close(ctx, r, func(at time.Time) (Request, Trace, error) { return end(resumer, at) }); err != nil {
			return true, err
		}
		if err := o.tell(context.WithoutCancel(ctx), to, r, act); err != nil {
			return true, fmt.Errorf("%w: %w", ErrUntold, err)
		}
	}
	return true, o.settle(ctx, c)
}

// settle closes what else somebody asked for whose data is gone: nothing is left that it could be about,
// and nobody could read it any more. They did not take it back, so it does not say so: nothing is held, or
// they never proved who they are.
func (o *Office) settle(ctx context.Context, c *Certificate) error {
	if !c.Complete() {
		return nil
	}
	by := candor.Access{Actor: resumer, Purpose: candor.Rights}
	var failures []error
	for _, id := range c.open {
		r, err := o.Requests.Request(ctx, by, id)
		if candor.CodeOf(err) == candor.CodeNotFound || err == nil && (id == c.Request() || r.State.Closed()) {
			continue
		}
		if err == nil {
			answer := Answer{Reason: NothingHeld, Words: o.words(r.Language, "rights.nothing_held"), Complain: o.Complain}
			if r.Proof.At.IsZero() {
				answer.Reason = IdentityUnproven
			}
			_, err = o.close(ctx, r, func(at time.Time) (Request, Trace, error) { return r.Refuse(answer, resumer, at) })
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("rights: close what else was asked: %w", err))
		}
	}
	return errors.Join(failures...)
}

// Certificate gives what the erasure for a request came to, as it was signed. It holds nothing about
// anybody. candor.CodeNotFound: nothing was erased for it.
func (o *Office) Certificate(ctx context.Context, id candor.RequestID) (*Certificate, error) {
	text, err := o.Eraser.Journal.Certificate(ctx, id)
	if err != nil {
		return nil, err
	}
	return Verify(text, o.Eraser.Key.Public().(ed25519.PublicKey))
}
