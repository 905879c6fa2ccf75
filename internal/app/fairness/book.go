package fairness

import (
	"context"
	"sync"

	"candor"
	"candor/internal/store"
	"candor/vendors"
)

// Sendings keeps what leaves for a vendor in an audit: store.Store.
type Sendings interface {
	BeginAuditSending(ctx context.Context, x vendors.Sending, b vendors.Budget) error
	EndAuditSending(ctx context.Context, before, after vendors.Sending) error
	RefuseSending(ctx context.Context, x vendors.Sending) error
}

// Book records what leaves in an audit as that: it belongs to no customer, is paid from the same budget, and stands in the
// ledger. It implements egress.Records.
type Book struct {
	Store Sendings

	mu   sync.Mutex
	open map[string]vendors.Sending // by id, as they are counted now
}

// BeginSending implements egress.Records.
func (b *Book) BeginSending(ctx context.Context, s vendors.Sending, budget vendors.Budget) error {
	if err := b.Store.BeginAuditSending(ctx, s, budget); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open == nil {
		b.open = map[string]vendors.Sending{}
	}
	b.open[s.ID] = s
	return nil
}

// EndSending implements egress.Records. What ended is remembered until its tokens are known, so that each is counted once.
func (b *Book) EndSending(ctx context.Context, s vendors.Sending) error {
	b.mu.Lock()
	before, ok := b.open[s.ID]
	b.mu.Unlock()
	if !ok {
		return nil
	}
	if err := b.Store.EndAuditSending(ctx, before, s); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open[s.ID] = s; s.Tokens.Known {
		delete(b.open, s.ID)
	}
	return nil
}

// RefuseSending implements egress.Records.
func (b *Book) RefuseSending(ctx context.Context, s vendors.Sending) error {
	s.Purpose = store.ForAudit
	return b.Store.RefuseSending(ctx, s)
}

// nobody is who writes in an audit: of whom nothing is known that would have to be masked. It implements wording.Profiles.
type nobody struct{}

// Profile implements wording.Profiles.
func (nobody) Profile(context.Context, candor.Access, candor.CustomerID) (candor.Profile, error) {
	return candor.Profile{}, nil
}
