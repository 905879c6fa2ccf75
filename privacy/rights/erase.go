package rights

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"candor"
)

// Order asks for one person's data to be erased.
type Order struct {
	Request candor.RequestID
	Subject Subject
	Began   time.Time // of one that a journal gives
}

// Eraser erases. All fields are needed.
type Eraser struct {
	// Handlers are all stores, in the order in which they are asked. The one that destroys keys is the
	// last: until then the others can still find what they have to destroy.
	Handlers      []Handler
	Holds         Holds
	Conversations Conversations
	Journal       Journal
	Ledger        Recorder
	Turnstile     *Turnstile
	Key           ed25519.PrivateKey // of the desk: signs the certificate
	Desk          string
	Now           func() time.Time
}

// Failures of erasing and exporting.
var (
	ErrSubject  = candor.Fail(candor.CodeForbidden, "error.rights_subject", nil) // nobody named, or opened for another purpose
	ErrHandlers = candor.Fail(candor.CodeInternal, "error.internal", errors.New("rights: stores without a name, or two of one name"))
)

// Erase closes what is open, asks every store to erase, looks through all of them again, writes the
// ledger and signs what came of it. Called again after a crash, or after a store failed, it goes on;
// called after it ended it finds nothing more and says so.
//
// A customer under a hold keeps everything, and the certificate says so. A store that fails stops no
// other. Then, too, there is a certificate, beside the error: it names the store, and it is not complete.
//
// ErrSubject, ErrHandlers, ErrBusy; an error before the first store was asked has destroyed nothing.
func (e Eraser) Erase(ctx context.Context, o Order) (*Certificate, error) {
	if err := checkSubject(o.Subject); err != nil {
		return nil, err
	}
	if err := checkHandlers(e.Handlers); err != nil {
		return nil, err
	}
	if len(e.Key) != ed25519.PrivateKeySize {
		return nil, candor.Fail(candor.CodeInternal, "error.internal", errors.New("rights: erase: no key to sign with"))
	}
	leave, err := e.Turnstile.Erase(o.Subject)
	if err != nil {
		return nil, fmt.Errorf("rights: erase: %w", err)
	}
	defer leave()
	body := certificateBody{Desk: e.Desk, Request: o.Request, Begun: e.Now()}
	begun, err := e.begin(ctx, o)
	if err != nil {
		return nil, err
	}
	o.Subject.Contacts = begun.Contacts
	var failures []error
	for _, h := range e.Handlers {
		line, err := e.eraseOne(ctx, h, o, begun.Counts[h.Name()])
		if ctx.Err() != nil {
			return nil, fmt.Errorf("rights: erase: interrupted: %w", ctx.Err())
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("rights: erase from store %s: %w", h.Name(), err))
		}
		body.Stores = append(body.Stores, line)
	}
	// Proof comes after all stores were asked: one may have destroyed what another needs to be read.
	for i, h := range e.Handlers {
		line, err := e.proveOne(ctx, h, o, body.Stores[i])
		if ctx.Err() != nil {
			return nil, fmt.Errorf("rights: prove: interrupted: %w", ctx.Err())
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("rights: prove store %s: %w", h.Name(), err))
		}
		body.Stores[i] = line
	}
	c, err := e.end(ctx, o, body, failures)
	if c != nil {
		c.open = begun.Open
	}
	return c, err
}

// begin opens the journal and closes the conversations of those whose data may be erased.
func (e Eraser) begin(ctx context.Context, o Order) (Begun, error) {
	free, _, err := e.free(ctx, o.Subject)
	if err != nil {
		return Begun{}, err
	}
	begun, err := e.Journal.Begin(ctx, o)
	if err != nil {
		return Begun{}, fmt.Errorf("rights: begin to erase: %w", err)
	}
	if len(free.Customers) == 0 {
		return begun, nil
	}
	if err := e.Conversations.CloseForErasure(ctx, free); err != nil {
		return Begun{}, fmt.Errorf("rights: close conversations before erasing: %w", err)
	}
	return begun, nil
}

// free gives the subject less whoever is held, and what a line says of them.
func (e Eraser) free(ctx context.Context, s Subject) (Subject, Line, error) {
	holds, err := e.Holds.Held(ctx, s.Customers)
	if err != nil {
		return Subject{}, Line{}, fmt.Errorf("rights: look for holds: %w", err)
	}
	customers, reason, until := heldOf(holds)
	free := s.Without(customers)
	if len(free.Customers) == len(s.Customers) {
		return free, Line{}, nil
	}
	return free, Line{Outcome: Retained, Reason: plainReason(reason), Until: until}, nil
}

// eraseOne asks one store. Holds are looked for again each time: one that is placed while an erasure
// runs wins over all that has not been destroyed yet.
func (e Eraser) eraseOne(ctx context.Context, h Handler, o Order, before int64) (Line, error) {
	line := Line{Store: h.Name(), Count: before}
	free, held, err := e.free(ctx, o.Subject)
	if err != nil {
		line.Outcome, line.Reason = Failed, "error"
		return line, err
	}
	if len(free.Customers) == 0 {
		line.Outcome, line.Reason, line.Until = held.Outcome, held.Reason, held.Until
		return line, nil
	}
	r, err := safely(func() (Result, error) { return h.Erase(ctx, free) })
	line.Outcome, line.Reason, line.Until = r.Outcome, plainReason(r.Reason), r.Until
	line.Count = max(before, r.Count)
	switch {
	case err != nil, !r.Outcome.sayable():
		line.Outcome, line.Reason, line.Until = Failed, "error", time.Time{}
	case held.Outcome == Retained && r.Outcome.done():
		line.Outcome, line.Reason, line.Until = held.Outcome, held.Reason, held.Until
	}
	if noted := e.Journal.Note(context.WithoutCancel(ctx), o.Request, h.Name(), line.Count); err == nil {
		err = noted
	}
	return line, err
}

// proveOne looks through one store again. What it finds outweighs what Erase said.
func (e Eraser) proveOne(ctx context.Context, h Handler, o Order, line Line) (Line, error) {
	r, err := safely(func() (Result, error) { return h.Prove(ctx, o.Subject) })
	if err != nil {
		return line, err // not Proven, so not done
	}
	escaped, err := e.escaped(ctx, h, o)
	if err != nil {
		return line, err
	}
	line.Proven, line.Left = true, max(0, r.Left)
	switch {
	case line.Left > 0 && line.Outcome.done(), escaped && line.Outcome == Retained:
		line.Outcome, line.Reason, line.Until = Failed, "still_there", time.Time{}
	case line.Left == 0 && line.Outcome == Retained && r.Outcome.done():
		// Nothing is there to be kept: it was erased before the hold, or there never was anything.
		line.Outcome, line.Reason, line.Until = r.Outcome, "", time.Time{}
	}
	return line, nil
}

// escaped reports whether a store that keeps somebody who is held also has something of somebody who is
// not, for no reason that it gives: a hold on one customer excuses nothing about another.
func (e Eraser) escaped(ctx context.Context, h Handler, o Order) (bool, error) {
	free, held, err := e.free(ctx, o.Subject)
	if err != nil || held.Outcome != Retained || len(free.Customers) == 0 {
		return false, err
	}
	r, err := safely(func() (Result, error) { return h.Prove(ctx, free) })
	return r.Left > 0 && r.Outcome != Retained, err
}

func (e Eraser) end(ctx context.Context, o Order, body certificateBody, failures []error) (*Certificate, error) {
	body.Finished = e.Now()
	outcome, destroyed, failed := "incomplete", int64(0), 0
	if body.complete() {
		outcome = "complete"
	}
	for _, l := range body.Stores {
		destroyed += l.Count
		if l.Outcome == Failed || !l.Proven {
			failed++
		}
	}
	var err error
	body.Checkpoint, err = e.Ledger.Record(ctx, Trace{
		Kind: "erase", Actor: o.Subject.Access.Actor, Request: o.Request, At: body.Finished,
		Facts: map[string]string{
			"outcome": outcome, "count": strconv.FormatInt(destroyed, 10), "failed": strconv.Itoa(failed),
		},
	})
	if err != nil {
		return nil, fmt.Errorf("rights: record the erasure: %w", errors.Join(append(failures, err)...))
	}
	c, err := certify(body, e.Key)
	if err != nil {
		return nil, err
	}
	if failed > 0 {
		return c, errors.Join(failures...)
	}
	if err := e.Journal.End(ctx, c); err != nil {
		failures = append(failures, fmt.Errorf("rights: end the erasure: %w", err))
	}
	return c, errors.Join(failures...)
}

// plainReason lets keys through and nothing that could be somebody's words: a certificate goes far.
func plainReason(reason string) string {
	if len(reason) > 64 || strings.Trim(reason, "abcdefghijklmnopqrstuvwxyz0123456789_.-") != "" {
		return "other"
	}
	return reason
}

// safely turns a panic of a store into an error: one broken store is no reason to keep the others' data.
func safely(ask func() (Result, error)) (r Result, err error) {
	defer func() {
		if recover() != nil {
			r, err = Result{}, errors.New("the store panicked")
		}
	}()
	return ask()
}

func checkSubject(s Subject) error {
	if len(s.Customers) == 0 || s.Access.Actor == "" || s.Access.Purpose != candor.Rights {
		return ErrSubject
	}
	return nil
}

func checkHandlers(list []Handler) error {
	seen := map[string]bool{"": true}
	for _, h := range list {
		if seen[h.Name()] {
			return ErrHandlers
		}
		seen[h.Name()] = true
	}
	if len(list) == 0 {
		return ErrHandlers
	}
	return nil
}
