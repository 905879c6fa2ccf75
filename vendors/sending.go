package vendors

import (
	"time"

	"candor"
)

// Outcome is what became of a sending. The zero value is not an outcome.
type Outcome string

// The outcomes.
const (
	Refused     Outcome = "refused"     // nothing left: Reason says why
	Sent        Outcome = "sent"        // it left, and nobody knows yet how it ended
	Answered    Outcome = "answered"    // an answer came, whole
	Failed      Outcome = "failed"      // the vendor said no: Status says how
	Redirected  Outcome = "redirected"  // it pointed elsewhere, where nothing went
	Unreachable Outcome = "unreachable" // nothing left: there was no connection
	Lost        Outcome = "lost"        // it left, and the connection ended before an answer began
	TimedOut    Outcome = "timed_out"   // it left, and the time was over first
	Cancelled   Outcome = "cancelled"   // it left, and whoever asked did not wait for the end
	CutOff      Outcome = "cut_off"     // an answer began and did not end
	Stalled     Outcome = "stalled"     // an answer began and nothing more came
	TooLarge    Outcome = "too_large"   // an answer was larger than is taken
)

// Outcomes lists them all.
func Outcomes() []Outcome {
	return []Outcome{
		Refused, Sent, Answered, Failed, Redirected, Unreachable, Lost, TimedOut, Cancelled, CutOff, Stalled, TooLarge,
	}
}

// Left reports whether anything may have reached the vendor. What is not known to have stayed has left.
func (o Outcome) Left() bool { return o != Refused && o != Unreachable }

// Sending is the record of one time that something was to go to a vendor. It holds no word of it.
type Sending struct {
	ID           string // snd_… made by the sender at random
	Conversation candor.ConversationID
	Message      candor.MessageID // that was to be answered
	Vendor       string           // as the customer read the name
	Model        string
	Region       string
	Purpose      candor.Purpose // what the customer allowed it for
	Attempt      int            // from 1; 0 when it was refused before the first
	At           time.Time

	Classes []Class  // of what was in it
	Fields  []string // names of its parts, such as "question", "history", "passages", "tool:order_status"
	Masked  []string // kinds of what tokens stand for, such as "PERSON"

	Ended    time.Time // zero while nobody knows
	Outcome  Outcome
	Reason   Reason // of a refusal
	Status   int    // of HTTP; 0 when none came
	BytesOut int64
	BytesIn  int64
	Tokens   Tokens
	Cost     Cost // unknown is unknown
}

// Figure is what went to one model of a vendor on one day, in one currency. It holds nothing of whose
// words it was.
type Figure struct {
	Day      time.Time // midnight in UTC
	Vendor   string
	Model    string
	Currency Currency // "" for calls whose cost is not known
	Sent     int64    // calls that left
	Refused  int64
	Counted  int64 // of Sent: the vendor said how many tokens
	Tokens   Tokens
	Micros   int64 // what they cost, at most
}
