package candor

// Access says who opens personal data and what for. The zero value opens nothing.
type Access struct {
	Actor   string // as the ledger names them: "customer", "assistant", "desk", "command" or "agent:" with an id
	Purpose Purpose
	To      string // for Vendor: the vendor's name, as the customer read it
}

// Basis is the ground on which personal data may be read for a purpose (GDPR Art. 6).
type Basis string

// The grounds. An unknown purpose has none.
const (
	NoBasis      Basis = ""
	ByConsent    Basis = "consent"          // Art. 6(1)(a): asked first
	ByContract   Basis = "contract"         // Art. 6(1)(b): explained, not asked
	ByObligation Basis = "legal obligation" // Art. 6(1)(c)
)

// Own reports whether people read what is theirs, or the desk what it is just taking in for them:
// neither is somebody looking at their data.
func (a Access) Own() bool { return a.Actor == "customer" || a.Actor == "desk" && a.Purpose == Serve }

// CustomerReads is a customer's access to their own conversation.
func CustomerReads() Access { return Access{Actor: "customer", Purpose: Serve} }

// AgentReads is the access of a member of staff who serves the customer.
func AgentReads(id AgentID) Access { return Access{Actor: "agent:" + string(id), Purpose: Serve} }

// AssistantReads is the assistant's access, which the customer must have allowed.
func AssistantReads() Access { return Access{Actor: "assistant", Purpose: Answers} }

// VendorReads is the access for sending masked words to a vendor of this name, which the customer must
// have allowed for that vendor, and for turning back what it answers.
func VendorReads(name string) Access { return Access{Actor: "assistant", Purpose: Vendor, To: name} }
