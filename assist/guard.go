package assist

import (
	"candor"
	"candor/policy"
)

// Guard says why there is no draft. The zero value is that there may be one.
//
// People follow a machine too easily where a case is hard and nobody has the time to disagree (automation
// bias, EU AI Act Art. 14(4)(b)), so help is off exactly there and not where it is easy.
type Guard string

// The reasons.
const (
	Free        Guard = ""
	NotAllowed  Guard = "not_allowed" // the customer did not allow help of AI, or not in its present meaning
	Sensitive   Guard = "sensitive"   // the conversation is about what only people should word
	RightsCase  Guard = "rights"      // a complaint or a request about one's own data: the law wants a person's own judgement
	SwitchedOff Guard = "stopped"     // the stop switch is on
)

// Case is what Check decides by.
type Case struct {
	Allowed   bool // by the customer, for candor.Assist, now
	Sensitive bool // a category was heard for which drafts are off
	Rights    bool // a complaint or a request about data is open
	Stopped   bool
}

// May decides whether anything may be read and drafted for a conversation. Whoever reads does it under
// candor.Assist all the same: the store decides for itself.
func May(c Case) Guard {
	switch {
	case c.Stopped:
		return SwitchedOff
	case !c.Allowed:
		return NotAllowed
	}
	return Free
}

// MayDraft decides whether a reply may be drafted, where anything may be read.
func MayDraft(c Case) Guard {
	if g := May(c); g != Free {
		return g
	}
	switch {
	case c.Sensitive:
		return Sensitive
	case c.Rights:
		return RightsCase
	}
	return Free
}

// Allowed reports what a customer's consents say about help.
func Allowed(c policy.Consents) bool { return c.Allows(candor.Assist) }
