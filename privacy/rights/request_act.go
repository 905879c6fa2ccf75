package rights

import (
	"fmt"
	"slices"
	"time"

	"candor"
)

// Every act gives the request as it is afterwards and what the ledger is told of it. On an error the
// request is given back as it was.

// New writes a request down, wherever it came from. What came by letter may have come some days ago.
//
// ErrRequest: an unknown kind or regime, nobody to answer to, or a day of receipt to come or longer ago
// than a year.
func New(a Asking, at time.Time) (Request, Trace, error) {
	if a.Regime == "" {
		a.Regime = GDPR
	}
	switch {
	case !slices.Contains(Kinds(), a.Kind), !a.Regime.Known():
		return Request{}, Trace{}, fmt.Errorf("rights: new request: unknown kind or regime: %w", ErrRequest)
	case len(a.Customers) == 0 && a.Contact == "":
		return Request{}, Trace{}, fmt.Errorf("rights: new request: nobody to answer to: %w", ErrRequest)
	case a.Words != "" && !wordsFit(a.Words):
		return Request{}, Trace{}, fmt.Errorf("rights: new request: the words cannot be kept: %w", ErrRequest)
	case at.IsZero():
		return Request{}, Trace{}, fmt.Errorf("rights: new request: no time: %w", ErrRequest)
	case a.Received.After(at), !a.Received.IsZero() && a.Received.Before(at.AddDate(-1, 0, -1)):
		return Request{}, Trace{}, fmt.Errorf("rights: new request: it cannot have come then: %w", ErrRequest)
	}
	received := a.Received
	if received.IsZero() {
		received = at
	}
	r := Request{
		ID: candor.NewRequestID(), Kind: a.Kind, Regime: a.Regime, Language: a.Language, Via: a.Via,
		Customers: slices.Clone(a.Customers), Contact: a.Contact, Words: a.Words, Reply: a.Reply, Received: received,
	}
	return r.move(r, Receive, a.Actor, at, map[string]string{"via": a.Via})
}

// Acknowledge notes that receipt was confirmed to the person. Only the first time counts.
func (r Request) Acknowledge(actor string, at time.Time) (Request, Trace, error) {
	next := r
	if r.Acknowledged.IsZero() {
		next.Acknowledged = at
	}
	return r.move(next, Acknowledge, actor, at, nil)
}

// AskIdentity notes that the person was asked to prove who they are. It is asked only in reasonable
// doubt (GDPR Art. 12(6)) and without delay: what passed before the question is not given back.
func (r Request) AskIdentity(actor string, at time.Time) (Request, Trace, error) {
	next := r
	next.IdentityAsked = at
	return r.move(next, AskIdentity, actor, at, nil)
}

// ProveIdentity notes the proof, and the customers that it tied to the person. There may be none: then
// the desk keeps nothing about them, which is an answer too.
//
// ErrProof: the method is unknown.
func (r Request) ProveIdentity(m Method, customers []candor.CustomerID, actor string, at time.Time) (Request, Trace, error) {
	if !m.known() {
		return r, Trace{}, fmt.Errorf("rights: prove identity: %w", ErrProof)
	}
	next := r
	next.Proof = Proof{Method: m, At: at}
	next.Customers = slices.Clone(r.Customers)
	for _, c := range customers {
		if !slices.Contains(next.Customers, c) {
			next.Customers = append(next.Customers, c)
		}
	}
	return r.move(next, ProveIdentity, actor, at, map[string]string{"method": string(m)})
}

// Extend takes more time. The words are what the person is told; the caller sends them in the same step.
//
// ErrReason: no reason of the list, no words, or no date where the law leaves it to the desk.
// ErrNoExtension: the law knows none, or it was taken. ErrTooLate: the first term is over.
func (r Request) Extend(c Calendar, e Extension, actor string, at time.Time) (Request, Trace, error) {
	fail := func(err error) (Request, Trace, error) {
		return r, Trace{}, fmt.Errorf("rights: extend: %w", err)
	}
	_, extension := r.Regime.law().answerTerm(r.Kind)
	clock := r.Clock(c, at)
	switch {
	case e.Reason != Complex && e.Reason != Many, !wordsFit(e.Words):
		return fail(ErrReason)
	case extension.none(), !r.Extension.At.IsZero():
		return fail(ErrNoExtension)
	case clock.ExtendBy.Over(at):
		return fail(ErrTooLate)
	case extension.told && e.Until.Before(clock.Due.End):
		return fail(ErrReason)
	}
	if !extension.told {
		e.Until = time.Time{}
	}
	e.At = at
	next := r
	next.Extension = e
	return r.move(next, Extend, actor, at, map[string]string{
		"reason": string(e.Reason), "deadline": next.Clock(c, at).Due.Day.Format(time.DateOnly),
	})
}

// Finish notes that all that was asked for was done and the person was told.
func (r Request) Finish(actor string, at time.Time) (Request, Trace, error) {
	return r.move(r, Finish, actor, at, nil)
}

// FinishPartly notes that a part was done, and why the rest was not.
//
// ErrReason: the reason is not one that the law knows for this kind, or the words are missing.
func (r Request) FinishPartly(a Answer, actor string, at time.Time) (Request, Trace, error) {
	return r.answer(FinishPartly, a, actor, at)
}

// Complete notes that what a hold kept of an erasure was erased when the hold ended.
//
// ErrNoStep: another kind of request, or one that was not answered in part.
func (r Request) Complete(actor string, at time.Time) (Request, Trace, error) {
	if r.Kind != ToErase {
		return r, Trace{}, fmt.Errorf("rights: complete: %w", ErrNoStep)
	}
	return r.move(r, Complete, actor, at, nil)
}

// Refuse notes that nothing was done, and why.
//
// ErrReason as for FinishPartly, and before the person proved who they are for every reason that would
// tell them what is kept.
func (r Request) Refuse(a Answer, actor string, at time.Time) (Request, Trace, error) {
	if r.Proof.At.IsZero() && !a.Reason.beforeProof() {
		return r, Trace{}, fmt.Errorf("rights: refuse before the proof: %w", ErrReason)
	}
	return r.answer(Refuse, a, actor, at)
}

func (r Request) answer(act Act, a Answer, actor string, at time.Time) (Request, Trace, error) {
	if !a.Reason.Fits(r.Kind) || !wordsFit(a.Words) {
		return r, Trace{}, fmt.Errorf("rights: %s: %w", act, ErrReason)
	}
	if a.Complain == (Authority{}) {
		a.Complain = r.Regime.Authority()
	}
	next := r
	next.Answer = a
	return r.move(next, act, actor, at, map[string]string{"reason": string(a.Reason)})
}

// Withdraw notes that the person took the request back.
func (r Request) Withdraw(actor string, at time.Time) (Request, Trace, error) {
	return r.move(r, Withdraw, actor, at, nil)
}

// move is the only function that changes State.
func (r Request) move(next Request, act Act, actor string, at time.Time, facts map[string]string) (Request, Trace, error) {
	step, ok := transitions[r.State][act]
	if !ok {
		return r, Trace{}, fmt.Errorf("rights: %s: %w", act, ErrNoStep)
	}
	next.State = step.To
	if step.AfterExtension != "" && !next.Extension.At.IsZero() {
		next.State = step.AfterExtension
	}
	next.Version++
	if next.State.Closed() {
		next.Closed, next.Reply = at, ""
	}
	return next, next.trace(act, r.State, actor, at, facts), nil
}
