package port

import (
	"context"

	"candor"
)

// Decided is what customers decided about their data, as it is shown and handed to them.
type Decided interface {
	// ConsentHistory gives every act of a customer, oldest first within a purpose.
	ConsentHistory(ctx context.Context, id candor.CustomerID) ([]candor.Consent, error)
	// Notice gives the exact text that was shown under a digest. candor.CodeNotFound when there is none.
	Notice(ctx context.Context, digest string) (language, text string, err error)
	// Pseudonym stands for a customer towards others; it tells nobody who they are.
	Pseudonym(ctx context.Context, id candor.CustomerID) (string, error)
}
