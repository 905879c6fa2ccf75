package candor

// Access says who opens personal data and what for. The zero value opens nothing.
type Access struct {
	Actor   string // as the ledger names them: "customer", "assistant", "desk", "command" or "agent:" with an id
	Purpose Purpose
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
