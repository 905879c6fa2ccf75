package consent

import (
	"slices"

	"candor"
)

// Standing is where a customer stands towards a purpose.
type Standing string

// The standings.
const (
	Allowed  Standing = "allowed"
	Required Standing = "required" // never asked, or never decided
	Stale    Standing = "stale"    // allowed once, but the notice means something else by now: ask again
	Declined Standing = "refused"  // refused, withdrawn or objected to: do not ask again by yourself
)

// Check compares the latest act for a purpose, the zero Consent when there is none, with the notice
// that is in force. Whatever does not clearly allow it does not.
func Check(last candor.Consent, inForce Notice) Standing {
	if last.Act == "" || last.Purpose != inForce.Purpose {
		return Required
	}
	if last.Act != candor.Gave {
		return Declined
	}
	if !last.Live() || last.Version != inForce.Version {
		return Stale
	}
	for _, name := range inForce.Recipients {
		if !slices.Contains(last.Recipients, name) {
			return Stale
		}
	}
	return Allowed
}

// Err is what a server answers to whoever needs the purpose: nil when it is allowed,
// candor.ErrConsentStale (409) when a new notice must be read first, else candor.ErrConsentNeeded (403).
func (s Standing) Err() error {
	switch s {
	case Allowed:
		return nil
	case Stale:
		return candor.ErrConsentStale
	}
	return candor.ErrConsentNeeded
}
