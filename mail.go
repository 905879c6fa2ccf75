package candor

import "time"

// MailID names one e-mail on its way out; its Message-ID follows from it.
type MailID string // mai_…

// NewMailID makes one.
func NewMailID() MailID { return MailID(newID("mai_")) }

// Valid reports whether the id has the shape that NewMailID gives.
func (id MailID) Valid() bool { return validID("mai_", string(id)) }

// Mail is one e-mail on its way out, without its words and without whom it goes to: those are sealed.
type Mail struct {
	ID       MailID
	Customer CustomerID // under whose key it is sealed; empty: the desk's own
	Contact  string     // keyed tag of the address it goes to
	Last     bool       // it tells of an erasure: it is not kept once it is given up
	Key      string     // what it must be sent but once for; empty: none
	Made     time.Time
	RunAt    time.Time // when it is to be tried next
	Attempts int       // so far
	Holder   string    // who tries it until RunAt
	Dead     bool      // given up; kept for a while so that a person can send it again
	Reason   string    // of the last failure: a short word, never a server's answer
}
