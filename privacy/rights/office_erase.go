package rights

import (
	"context"
	"fmt"
	"time"

	"candor"
)

// errUnfinished says that a store did not do what it was asked to, and gave no other error.
var errUnfinished = candor.Fail(candor.CodeUnavailable, "error.erasure_unfinished", nil)

// Erase destroys everything about a person that no hold keeps, and gives the certificate. What a hold
// keeps makes it an answer in part, with the reason. A store that failed, or cannot erase, leaves the
// request open for a person of the desk: then the certificate comes beside an error.
func (o *Office) Erase(ctx context.Context, w Who) (Request, *Certificate, error) {
	r, err := o.begin(ctx, w, ToErase, "")
	if err != nil {
		return Request{}, nil, err
	}
	return o.erase(ctx, r, w)
}

func (o *Office) erase(ctx context.Context, r Request, w Who) (Request, *Certificate, error) {
	// Whoever closes the page does not stop it halfway.
	ctx = context.WithoutCancel(ctx)
	c, err := o.Eraser.Erase(ctx, Order{Request: r.ID, Subject: w.subject()})
	if err != nil {
		return r, c, err
	}
	// What they wrote to ask for it went with the rest. What is noted now must not bring it back.
	if r, err = o.Requests.Request(ctx, w.access(), r.ID); err != nil {
		return r, c, fmt.Errorf("rights: read a request again: %w", err)
	}
	if c.Complete() {
		if r, err = o.finish(ctx, r, w.Actor); err != nil {
			return r, c, err
		}
		return r, c, o.settle(ctx, c)
	}
	reason, err := keptFor(c.Lines())
	if err != nil {
		return r, c, err
	}
	answer := Answer{Reason: reason, Words: o.words(r.Language, "rights.held"), Complain: o.Complain}
	r, err = o.close(ctx, r, func(at time.Time) (Request, Trace, error) { return r.FinishPartly(answer, w.Actor, at) })
	return r, c, err
}

// keptFor gives the reason for what was kept on purpose. An error: something is left for another cause,
// which no law excuses.
func keptFor(lines []Line) (Refusal, error) {
	claims := true
	for _, l := range lines {
		switch {
		case l.Done():
		case l.Outcome != Retained || !l.Proven:
			return NoRefusal, fmt.Errorf("rights: erase: store %s: %w", l.Store, errUnfinished)
		default:
			claims = claims && l.Reason == string(LegalClaims)
		}
	}
	if claims {
		return LegalClaims, nil
	}
	return DutyToKeep, nil
}
