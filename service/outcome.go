package service

import (
	"time"

	"candor"
)

// Outcome is what became of a conversation. Only what a customer said counts as solved: silence is
// called an assumption, and coming back outweighs both.
type Outcome string

// The outcomes. Each conversation has one; the first that fits counts.
const (
	Returned   Outcome = "returned"    // the customer came back with it and has not said since that it is solved
	Confirmed  Outcome = "confirmed"   // the customer said that it is solved, or rated what was said last as helpful
	Abandoned  Outcome = "abandoned"   // nobody answered what the customer wrote last, and it was finished or silent for Silence
	HandedOver Outcome = "handed_over" // a person has it or had it
	Assumed    Outcome = "assumed"     // the assistant answered, and the customer did not come back for Silence
	Pending    Outcome = "pending"     // it is too early to say
)

// Silence is how long nothing must have happened before that means something.
const Silence = 7 * 24 * time.Hour

// Outcomes lists those that are told, in the order in which they are shown: the five honest numbers.
func Outcomes() []Outcome { return []Outcome{Confirmed, Assumed, Returned, HandedOver, Abandoned} }

// Ended counts conversations of one day and inbox by what became of them.
type Ended struct {
	Day     time.Time // UTC, on which they began
	Inbox   candor.InboxID
	Outcome Outcome
	Count   int64
}

// Numbers are the five honest numbers of some conversations.
type Numbers struct {
	Count   map[Outcome]int64
	Settled int64 // all of which something can be said
	Pending int64 // of which it is too early to
}

// Fewest is how many conversations must be settled before numbers are published: of fewer, somebody could
// be made out.
const Fewest = 10

// Add counts one line.
func (n *Numbers) Add(e Ended) {
	if n.Count == nil {
		n.Count = map[Outcome]int64{}
	}
	if e.Outcome == Pending {
		n.Pending += e.Count
		return
	}
	n.Count[e.Outcome] += e.Count
	n.Settled += e.Count
}

// Share gives how many of 100 settled conversations ended so, rounded; false when there are none.
func (n Numbers) Share(o Outcome) (int, bool) {
	if n.Settled == 0 {
		return 0, false
	}
	return int((200*n.Count[o] + n.Settled) / (2 * n.Settled)), true
}
