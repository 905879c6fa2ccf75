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

// Meaning is the version of what a purpose that needs consent means in this program, from 1; 0 for
// any other purpose. It goes up here, and only here, when the same purpose comes to mean more or
// something else: every consent that was given before then no longer counts, wherever it is read.
// Better words for the same meaning leave it as it is.
func (p Purpose) Meaning() int {
	switch p {
	case Answers, Assist, Vendor, Memory, Improve, Fairness:
		return 1
	}
	return 0
}

// ConsentAct is what a customer did about a purpose.
type ConsentAct string

// The acts. A refusal is not silence, and a withdrawal is not a refusal: each is recorded as what it was.
const (
	Gave     ConsentAct = "given"
	Refused  ConsentAct = "refused"   // said no when asked
	Withdrew ConsentAct = "withdrawn" // said no after a yes
	Objected ConsentAct = "objected"  // said no before being asked, by a signal of the browser
)

// Via is the way by which an act reached the desk.
type Via string

// The ways.
const (
	ViaWidget Via = "widget"
	ViaPage   Via = "page" // a page of the desk
	ViaAPI    Via = "api"
	ViaGPC    Via = "gpc"  // Global Privacy Control
	ViaSite   Via = "site" // the site that embeds the desk, on the customer's behalf
)

// Channel gives the way if a conversation can begin by it, and nothing otherwise.
func (v Via) Channel() Via {
	if v == ViaWidget || v == ViaPage || v == ViaAPI {
		return v
	}
	return ""
}

// Channels lists the ways by which conversations begin.
func Channels() []Via { return []Via{ViaWidget, ViaPage, ViaAPI} }

// Consent is one act of allowing, refusing or withdrawing. The latest for a purpose counts.
type Consent struct {
	ID         ConsentID
	Customer   CustomerID
	Purpose    Purpose
	Act        ConsentAct
	Notice     string   // digest of the exact notice that was shown; empty when none was
	Version    int      // of the meaning that was shown (see Purpose.Meaning); 0 when nothing was
	Recipients []string // for Vendor: who was named
	Language   string   // in which it was shown
	Via        Via
	At         time.Time
}

// Live reports whether this act, being the latest for its purpose, allows it: it was a yes, and a
// yes to what the purpose means now.
func (c Consent) Live() bool {
	return c.Act == Gave && c.Version > 0 && c.Version == c.Purpose.Meaning()
}

// Shown names a notice that customers are shown before they choose. The zero value is none.
type Shown struct {
	Purpose    Purpose
	Version    int
	Language   string // BCP 47
	Digest     string
	Recipients []string // for Vendor: who is named
}
