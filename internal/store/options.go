package store

import (
	"context"
	"log/slog"
	"runtime"
	"time"

	"candor"
	"candor/fairness/monitor"
	"candor/ledger"
)

// Keys seals and opens what people wrote, each customer's under their own key.
type Keys interface {
	// NewCustomer gives a customer a key, durable before it returns. One who has a key keeps it.
	NewCustomer(ctx context.Context, id candor.CustomerID) error
	// Seal encrypts for one row of one table.
	Seal(ctx context.Context, id candor.CustomerID, table, row string, plain []byte) ([]byte, error)
	// Open decrypts what Seal gave for the same customer, table and row.
	Open(ctx context.Context, id candor.CustomerID, table, row string, sealed []byte) ([]byte, error)
	// Salt gives the secret under which the ledger commits to the customer.
	Salt(ctx context.Context, id candor.CustomerID) ([32]byte, error)
	// Alias gives the name under which a customer stands where a row must not say who. It follows
	// from the key and goes with it.
	Alias(ctx context.Context, id candor.CustomerID) ([16]byte, error)
	// ByAlias says who stands behind aliases; those of nobody any more are left out.
	ByAlias(ctx context.Context, aliases ...[16]byte) (map[[16]byte]candor.CustomerID, error)
	// IndexKey is the 32-byte key of the desk's keyed tags.
	IndexKey() []byte
	// Shred destroys a customer's key. What it sealed is unreadable for good when it returns nil.
	Shred(ctx context.Context, id candor.CustomerID) error
	// ShreddedSince visits the customers whose keys were destroyed at or after a time, oldest first.
	ShreddedSince(ctx context.Context, since time.Time, visit func(id candor.CustomerID, at time.Time) error) error
}

// Options are what Open needs.
type Options struct {
	Path   string         // of the database file
	Keys   Keys           // required unless ReadOnly
	Signer *ledger.Signer // required unless ReadOnly
	Create bool           // makes the file when it is missing; otherwise that is an error
	// ReadOnly opens a database to look at it, also a damaged one: nothing is migrated, nothing
	// is written, and every call that would write is refused.
	ReadOnly bool
	Log      *slog.Logger     // for what has no caller to be told; discarded when nil
	Now      func() time.Time // time.Now when nil
	Readers  int              // connections that read; twice the processors, at least 4, when zero
	Patience time.Duration    // how long to wait for another process that writes; 5 s when zero
	Zone     *time.Location   // in which the hours of the day are counted; UTC when nil
	Groups   monitor.Groups   // that customers may name of themselves; monitor.DefaultGroups when nil
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Groups == nil {
		o.Groups = monitor.DefaultGroups()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Readers <= 0 {
		o.Readers = max(4, 2*runtime.GOMAXPROCS(0))
	}
	if o.Patience <= 0 {
		o.Patience = 5 * time.Second
	}
	return o
}
