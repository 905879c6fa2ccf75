package policy

import (
	"cmp"
	"strings"
	"time"

	"candor"
)

// Action is what a gate wants. The zero value is Hold.
type Action uint8

const (
	Hold     Action = iota // nothing is said; a person takes over
	Pass                   // no objection; the next gate decides
	HandOver               // a person must handle it
	Reply                  // say the fixed text in Say, and nothing else
)

var actionNames = [...]string{"hold", "pass", "hand_over", "reply"}

func (a Action) String() string {
	if int(a) < len(actionNames) {
		return actionNames[a]
	}
	return "hold"
}

// Verdict is one gate's decision on one case.
type Verdict struct {
	Gate     string          // filled by the pipeline
	Action   Action          //
	Reason   string          // a stable key such as "asked_person"; never a customer's words
	Rule     string          // id of the rule that fired, if the gate has rules
	Priority candor.Priority // for HandOver
	Say      Fixed           // for Reply; for HandOver and Pass an extra notice, for example where to get help now
	Offer    bool            // beside Pass: what is said goes on, and a person is offered right after it
	Note     Fixed           // for staff alone, kept with the conversation
	Book     string          // digest of the operator's policy file that was asked, if one was
	Err      error           // why a gate failed; for the log, never stored
}

// Reasons that the pipeline itself gives.
const (
	ReasonGateFailed   = "gate_failed"
	ReasonGatePanicked = "gate_panicked"
	ReasonGateTimeout  = "gate_timeout"
	ReasonNoVerdict    = "no_verdict" // a gate returned the zero verdict
	ReasonNoDraft      = "no_draft"
	ReasonDropped      = "dropped"              // something that a model proposed was changed or not taken
	ReasonNotAllowed   = "not_allowed_in_state" // an assistant message outside Assisting
)

// Fixed names a text of the catalogue. It carries no free words: an argument is a number,
// a date or a name that the desk itself knows.
type Fixed struct {
	Key  string
	Args map[string]string
}

// Decision is what one run of gates came to.
type Decision struct {
	ID       candor.VerdictID
	Stage    Stage
	Action   Action // of the deciding verdict; Pass when all passed
	Reason   string
	Rule     string
	Priority candor.Priority
	Say      Fixed
	Offer    bool // a person is offered after what is said
	Note     Fixed
	Verdicts []Verdict // every gate that was asked, in order
	Policy   string    // version of the pipeline, and behind a "+" the operator's policy file that was asked
	At       time.Time
}

// Book gives the digest of the operator's policy file that had a part in the decision; "" when none had.
func (d Decision) Book() string {
	_, book, _ := strings.Cut(d.Policy, "+")
	return book
}

// Stage is which list of gates ran.
type Stage string

const (
	Route Stage = "route" // who should handle it
	Say   Stage = "say"   // may it be said
)

// Failed returns the error of a gate that failed, if one did.
func (d Decision) Failed() error {
	for _, v := range d.Verdicts {
		if v.Err != nil {
			return v.Err
		}
	}
	return nil
}

// sum makes a decision of what each gate said, the last of which decided. Whatever earlier gates asked for
// besides stays asked for: a raised place in the queue, a notice, a note, the offer of a person. A decision
// that lets pass with an offer names the rule that offers.
func sum(verdicts []Verdict) Decision {
	last := verdicts[len(verdicts)-1]
	d := Decision{Action: last.Action, Reason: last.Reason, Rule: last.Rule, Say: last.Say, Note: last.Note, Verdicts: verdicts}
	for _, v := range verdicts {
		d.Priority = max(d.Priority, v.Priority)
		d.Say, d.Note = firstText(d.Say, v.Say), firstText(d.Note, v.Note)
		if v.Book != "" {
			d.Policy = cmp.Or(d.Policy, v.Book)
		}
		if v.Offer && !d.Offer && last.Action == Pass {
			d.Offer, d.Reason, d.Rule = true, v.Reason, v.Rule
		}
	}
	return d
}

func firstText(a, b Fixed) Fixed {
	if a.Key == "" {
		return b
	}
	return a
}
