package app

import (
	"context"
	"time"

	"candor"
	"candor/internal/store"
	"candor/internal/web/console"
	"candor/privacy/retain"
	"candor/privacy/rights"
)

// keeping is the store as the officer's pages see it: what must be kept, and what goes by itself.
type keeping struct {
	*store.Store
	office *rights.Office
	rules  []retain.Rule
	now    func() time.Time
}

// PlaceHold keeps what the hold names.
func (k keeping) PlaceHold(ctx context.Context, h console.Hold) (console.Hold, error) {
	placed, err := k.Store.PlaceHold(ctx, store.Hold(h))
	return console.Hold(placed), err
}

// LiftHold ends a hold, and does what waited for its end.
func (k keeping) LiftHold(ctx context.Context, id candor.HoldID, by string) error {
	if err := k.Store.LiftHold(ctx, id, by); err != nil {
		return err
	}
	_, err := k.office.Resume(ctx)
	return err
}

// Holds gives those on a customer.
func (k keeping) Holds(ctx context.Context, by candor.Access, id candor.CustomerID) ([]console.Hold, error) {
	all, err := k.Store.Holds(ctx, by, id)
	return turned(all, func(h store.Hold) console.Hold { return console.Hold(h) }), err
}

// Rules gives the rules in force.
func (k keeping) Rules() []retain.Rule { return k.rules }

// Keep does what the rules say now, or counts what would go.
func (k keeping) Keep(ctx context.Context, dry bool) ([]retain.Outcome, error) {
	return k.Retain(ctx, retain.Plan(k.rules, k.now()), dry)
}

// Proofs gives the newest lines of the proof log.
func (k keeping) Proofs(ctx context.Context, limit int) ([]console.Proof, error) {
	all, err := k.Store.Proofs(ctx, limit)
	return turned(all, func(p store.Proof) console.Proof { return console.Proof(p) }), err
}

// Erasures gives those that began since a time.
func (k keeping) Erasures(ctx context.Context, since time.Time, limit int) ([]console.Erasure, error) {
	all, err := k.Store.Erasures(ctx, since, limit)
	return turned(all, func(e store.Erasure) console.Erasure {
		return console.Erasure{ID: e.ID, Cause: string(e.Cause), Actor: e.Actor, Began: e.Began, Finished: e.Finished}
	}), err
}

// turned gives what was read as a page takes it.
func turned[A, B any](all []A, turn func(A) B) []B {
	out := make([]B, len(all))
	for i, one := range all {
		out[i] = turn(one)
	}
	return out
}
