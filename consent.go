package candor

import "time"

// Purpose is one thing a customer may allow. Each is separate and off until allowed.
type Purpose string

// What a customer may allow. Nothing of it follows from anything else of it.
const (
	Answers  Purpose = "answers"  // the assistant reads my messages in order to answer them
	Assist   Purpose = "assist"   // AI helps the person who helps me with my conversation
	Vendor   Purpose = "vendor"   // masked text may go to a named AI vendor
	Memory   Purpose = "memory"   // I am remembered next time
	Improve  Purpose = "improve"  // the desk learns from my conversation
	Fairness Purpose = "fairness" // the group I state is used to check for bias, and for nothing else
)

// What needs no asking, because the customer wants the service or a law demands it. It is explained.
const (
	Serve  Purpose = "service" // take messages, show them to both sides, let people answer
	Rights Purpose = "rights"  // answer a request about one's own data; prove that it was answered
	Secure Purpose = "secure"  // keep data whole and safe: backups, checks, retention
)

// Asked lists the purposes that need consent, in the order in which customers see them.
func Asked() []Purpose { return []Purpose{Answers, Assist, Vendor, Memory, Improve, Fairness} }

// Basis gives the ground on which personal data may be read for the purpose.
func (p Purpose) Basis() Basis {
	switch p {
	case Answers, Assist, Vendor, Memory, Improve, Fairness:
		return ByConsent
	case Serve:
		return ByContract
	case Rights, Secure:
		return ByObligation
	}
	return NoBasis
}

// Consent is one act of allowing, refusing or withdrawing. The latest for a purpose counts.
type Consent struct {
	ID       ConsentID
	Customer CustomerID
	Purpose  Purpose
	Given    bool   // false is a refusal or withdrawal, recorded as such
	Notice   string // digest of the exact notice that was shown
	Language string // in which it was shown
	At       time.Time
}
