package action

import (
	"time"

	"candor"
)

// How long a proof of who one is lets tools act for them. Whoever sits before a screen later may be
// somebody else.
const (
	ProofByLink = 12 * time.Hour   // of an address, by a link that was sent to it
	ProofBySite = 15 * time.Minute // by the word of the site that embeds the desk, which renews it
)

// Person is who a customer proved to be. The zero value is nobody; it prints as [redacted].
type Person struct {
	Email string // proven, in lower case; may be empty when Site is not
	Site  string // keyed tag of the visitor as whom the embedding site named them
}

// String keeps who a customer is out of whatever prints it.
func (Person) String() string { return "[redacted]" }

// GoString does the same for %#v.
func (Person) GoString() string { return "[redacted]" }

// MarshalText keeps who a customer is out of logs, plain and JSON.
func (Person) MarshalText() ([]byte, error) { return []byte("[redacted]"), nil }

// Nobody reports that nothing is proven.
func (p Person) Nobody() bool { return p.Email == "" && p.Site == "" }

// Proven gives who somebody proved to be, as it counts at a time: at that of a yes, for what the yes is
// to. What staff wrote down and what somebody merely said is no proof.
func Proven(p candor.Profile, at time.Time) Person {
	if p.Verified.IsZero() {
		return Person{}
	}
	switch age := at.Sub(p.Verified); {
	case p.VerifiedBy == "link" && age < ProofByLink:
		return Person{Email: p.Email}
	case p.VerifiedBy == "site" && age < ProofBySite:
		return Person{Email: p.Email, Site: p.Site}
	}
	return Person{}
}
