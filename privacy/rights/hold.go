package rights

import (
	"context"
	"slices"
	"time"

	"candor"
)

// Hold keeps one customer's data from being erased: a court, an authority or a claim needs it
// (GDPR Art. 17(3)(b), (e)). It wins over every wish to erase and over retention.
type Hold struct {
	Customer candor.CustomerID
	Reason   string    // a plain key such as "legal_hold"
	Until    time.Time // zero when no date is known
}

// Holds tells which customers are held as a whole. A store that keeps a part of what it has, such as one
// conversation under a hold of its own, says so itself with Retained.
type Holds interface {
	Held(ctx context.Context, customers []candor.CustomerID) ([]Hold, error)
}

// heldOf gives the customers that are held, and the reason and end that a certificate names: the end
// that is furthest away, and none when any has none.
func heldOf(holds []Hold) (customers []candor.CustomerID, reason string, until time.Time) {
	for i, h := range holds {
		if !slices.Contains(customers, h.Customer) {
			customers = append(customers, h.Customer)
		}
		switch {
		case i == 0:
			reason, until = h.Reason, h.Until
		case h.Until.IsZero() && !until.IsZero(), !until.IsZero() && h.Until.After(until):
			reason, until = h.Reason, h.Until
		}
	}
	if len(holds) > 0 && reason == "" {
		reason = "legal_hold"
	}
	return customers, reason, until
}
