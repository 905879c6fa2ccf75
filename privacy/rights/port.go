package rights

import (
	"context"
	"time"

	"candor"
)

// Conversations closes what is open before an erasure, so that nobody goes on writing into it.
type Conversations interface {
	// CloseForErasure finishes every open conversation of the subject with a notice that says why, drops
	// drafts in the making, and signs the customer's devices out. Closed ones stay as they are.
	CloseForErasure(ctx context.Context, s Subject) error
}

// Journal remembers erasures while they run, so that a crash in between is no end. It holds ids and
// counts.
type Journal interface {
	// Begin notes that the erasure begins, before anything is destroyed, and gives what is known of it
	// only until then, also from when it began before. What a hold keeps waits from here on for its end.
	Begin(ctx context.Context, o Order) (Begun, error)

	// Note keeps how many records a store has destroyed so far.
	Note(ctx context.Context, request candor.RequestID, store string, count int64) error

	// End keeps the certificate, and notes that nothing is left to try for now. Of a complete erasure it
	// forgets whose it was; what a hold keeps goes on waiting. One that never began ends without an error.
	End(ctx context.Context, c *Certificate) error

	// Unfinished gives the erasures that began before a time and did not end, but for those that a hold
	// keeps waiting.
	Unfinished(ctx context.Context, before time.Time) ([]Order, error)

	// Certificate gives the one that was kept for a request. candor.CodeNotFound: there is none.
	Certificate(ctx context.Context, request candor.RequestID) ([]byte, error)

	// Erasing reports whether an erasure of any of the customers began and did not end.
	Erasing(ctx context.Context, customers []candor.CustomerID) (bool, error)

	// Living gives those of the customers who were not erased, in their order.
	Living(ctx context.Context, customers []candor.CustomerID) ([]candor.CustomerID, error)
}

// Begun is what a journal knows of an erasure.
type Begun struct {
	Counts   map[string]int64   // records that each store had destroyed when it was interrupted
	Contacts []string           // keyed tags of the person's contacts
	Open     []candor.RequestID // the person's requests that wait for an answer, this one among them
}

// Recorder writes to the ledger.
type Recorder interface {
	// Record writes the entry and gives the signed state of the ledger that has it.
	Record(ctx context.Context, t Trace) (Checkpoint, error)
}
