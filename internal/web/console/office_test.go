package console_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"sync"
	"time"

	"candor"
	"candor/internal/store"
	"candor/internal/web/console"
	"candor/policy"
	"candor/privacy/retain"
	"candor/privacy/rights"
	"candor/turn"
)

// certificateKey signs the certificates of the tests.
func certificateKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)) }

// newOffice is the office of a desk on a real store, put together as the wiring does it.
func newOffice(h *harness, phrases policy.Phrases) *rights.Office {
	all := h.store.Handlers(phrases)
	turnstile := &rights.Turnstile{}
	acts := conversations{h.store, h.desk}
	return &rights.Office{
		Requests: h.store, People: h.store, Objections: acts, Letters: h.letters, Screen: unscreened{},
		Exporter: rights.Exporter{Handlers: all, Journal: h.store.Office(), Ledger: h.store.Office(), Turnstile: turnstile, Now: h.clock},
		Eraser: rights.Eraser{
			Handlers: all, Holds: h.store.Office(), Conversations: acts, Journal: h.store.Office(), Ledger: h.store.Office(),
			Turnstile: turnstile, Key: certificateKey(), Desk: "Harbour & Pine", Now: h.clock,
		},
		Door:     rights.Door{Links: h.store.Links(), Post: h.letters, Tags: h.store, Now: h.clock},
		Complain: rights.Authority{Name: "Harbour Data Board", URL: "https://board.example/complain"},
		Phrases:  phrases, Desk: "Harbour & Pine", Now: h.clock,
	}
}

// conversations acts on those of a customer.
type conversations struct {
	store *store.Store
	desk  *turn.Desk
}

func (x conversations) WithdrawEverything(ctx context.Context, id candor.CustomerID) error {
	return x.each(ctx, id, func(c candor.ConversationID) error {
		_, err := x.desk.WithdrawAll(ctx, c, candor.ViaAPI)
		return err
	})
}

func (x conversations) CloseForErasure(ctx context.Context, s rights.Subject) error {
	for _, id := range s.Customers {
		if err := x.each(ctx, id, func(c candor.ConversationID) error { return x.desk.CloseForErasure(ctx, c, s.Access.Actor) }); err != nil {
			return err
		}
	}
	return nil
}

func (x conversations) each(ctx context.Context, id candor.CustomerID, act func(candor.ConversationID) error) error {
	all, err := x.store.ConversationsOf(ctx, id)
	for _, c := range all {
		err = errors.Join(err, act(c.ID))
	}
	return err
}

// letters keeps what people were told.
type letters struct {
	mu    sync.Mutex
	sent  []rights.Act
	links []rights.LinkMail
	fail  error
}

func (l *letters) SendLink(_ context.Context, m rights.LinkMail) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.links = append(l.links, m)
	return l.fail
}

func (l *letters) SendAnswer(_ context.Context, _ candor.Profile, _ candor.CustomerID, _ rights.Request, act rights.Act) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fail != nil {
		return l.fail
	}
	l.sent = append(l.sent, act)
	return nil
}

// keeping is the store as the officer's pages see it.
type keeping struct {
	*store.Store
	now func() time.Time
}

func (k keeping) PlaceHold(ctx context.Context, h console.Hold) (console.Hold, error) {
	placed, err := k.Store.PlaceHold(ctx, store.Hold(h))
	return console.Hold(placed), err
}

func (k keeping) Holds(ctx context.Context, by candor.Access, id candor.CustomerID) ([]console.Hold, error) {
	var out []console.Hold
	all, err := k.Store.Holds(ctx, by, id)
	for _, h := range all {
		out = append(out, console.Hold(h))
	}
	return out, err
}

// Rules let conversations go at once, so that a test need not wait two years.
func (k keeping) Rules() []retain.Rule {
	rules, err := retain.With([]retain.Rule{{Class: retain.Conversations, Purpose: candor.Serve, Event: retain.LastActivity}})
	if err != nil {
		panic(err)
	}
	return rules
}

func (k keeping) Keep(ctx context.Context, dry bool) ([]retain.Outcome, error) {
	return k.Retain(ctx, retain.Plan(k.Rules(), k.now()), dry)
}

func (k keeping) Proofs(ctx context.Context, limit int) ([]console.Proof, error) {
	var out []console.Proof
	all, err := k.Store.Proofs(ctx, limit)
	for _, p := range all {
		out = append(out, console.Proof(p))
	}
	return out, err
}

func (k keeping) Erasures(ctx context.Context, since time.Time, limit int) ([]console.Erasure, error) {
	var out []console.Erasure
	all, err := k.Store.Erasures(ctx, since, limit)
	for _, e := range all {
		out = append(out, console.Erasure{ID: e.ID, Cause: string(e.Cause), Actor: e.Actor, Began: e.Began, Finished: e.Finished})
	}
	return out, err
}
