package rights

import (
	"time"

	"candor"
)

// Failures of requests. All say what was wrong and change nothing.
var (
	ErrNoStep      = candor.Fail(candor.CodeConflict, "error.request_step", nil)     // the table has no such step
	ErrRequest     = candor.Fail(candor.CodeInvalid, "error.request_invalid", nil)   // not a request that can be kept
	ErrReason      = candor.Fail(candor.CodeInvalid, "error.request_reason", nil)    // no reason from the list, or no words
	ErrTooLate     = candor.Fail(candor.CodeConflict, "error.request_late", nil)     // the time to extend is over
	ErrNoExtension = candor.Fail(candor.CodeConflict, "error.request_extended", nil) // the law knows none, or it was taken
	ErrProof       = candor.Fail(candor.CodeForbidden, "error.request_proof", nil)   // no usable proof of identity
)

// Request is one person's request about their own data.
type Request struct {
	ID       candor.RequestID `json:"id"`
	Kind     Kind             `json:"kind"`
	Regime   Regime           `json:"regime"`
	State    State            `json:"state"`
	Version  int64            `json:"version"` // goes up by one with every act; 0 is not stored yet
	Language string           `json:"language"`
	Via      string           `json:"via"` // "widget", "page", "email", "console" or "command"

	Customers []candor.CustomerID `json:"customers,omitempty"` // what the proof tied to the person
	Contact   string              `json:"contact,omitempty"`   // keyed tag of a contact, never the contact itself

	Words candor.Text `json:"words,omitempty"` // the person's own
	Reply candor.Text `json:"reply,omitempty"` // folded address to which the question who they are goes; empty once closed

	Received      time.Time `json:"received"`
	Acknowledged  time.Time `json:"acknowledged,omitzero"`
	IdentityAsked time.Time `json:"identity_asked,omitzero"`
	Proof         Proof     `json:"proof,omitzero"`
	Extension     Extension `json:"extension,omitzero"`
	Answer        Answer    `json:"answer,omitzero"`
	Closed        time.Time `json:"closed,omitzero"`
}

// Proof says how a person proved who they are.
type Proof struct {
	Method Method    `json:"method"`
	At     time.Time `json:"at"`
}

// Method is a way of proving who one is.
type Method string

const (
	BySession Method = "session" // the browser session in which the conversation was held; for that conversation alone
	ByLink    Method = "link"    // a link to their e-mail address
	BySite    Method = "site"    // a token signed by the embedding site
	ByStaff   Method = "staff"   // a person of the desk checked; the ledger names them
)

func (m Method) known() bool {
	switch m {
	case BySession, ByLink, BySite, ByStaff:
		return true
	}
	return false
}

// Extension is more time, of which the person was told with the reason.
type Extension struct {
	At     time.Time   `json:"at"` // when they were told
	Reason Delay       `json:"reason"`
	Words  candor.Text `json:"words"`
	Until  time.Time   `json:"until,omitzero"` // only where the law leaves the date to the desk
}

// Answer closes a request. Reason, Words and Complain are set unless all that was asked for was done.
type Answer struct {
	Reason   Refusal     `json:"reason,omitempty"`
	Words    candor.Text `json:"words,omitempty"`
	Complain Authority   `json:"complain,omitzero"` // where to turn (GDPR Art. 12(4))
}

// Asking is what is known when somebody asks.
type Asking struct {
	Kind      Kind
	Regime    Regime // GDPR when empty
	Language  string
	Via       string
	Customers []candor.CustomerID // when the session tells; else Contact
	Contact   string              // keyed tag of a contact
	Reply     candor.Text         // the address behind Contact, folded, when it is an e-mail address
	Words     candor.Text         // the person's own; may be empty
	Received  time.Time           // when it came, at most a year ago: the law counts from there; now when zero
	Actor     string              // "customer", or the member of staff who writes it down
}
