package policy

import (
	"context"
	"time"

	"candor"
)

// Case is everything the gates may look at. It is read-only to them.
type Case struct {
	Now          time.Time
	Conversation candor.Conversation // as it stands before this turn
	Message      candor.Message      // what the customer just wrote; the last one when drafting
	History      []candor.Message    // earlier messages, oldest first, notes left out; may be cut to the newest
	Consents     Consents
	Service      Service
	Stopped      bool   // the stop switch is on
	Desk         string // name of the company, as customers know it
	Draft        *Draft // in the say stage
	Rehearsal    bool   // an audit asks how the desk would decide: what comes of it is Empty, so nothing of it is stored or said
}

// Service is what the desk can promise at this moment.
type Service struct {
	Staffed  bool          // an agent is signed in and within hours
	Waiting  int           // conversations in the queue
	Wait     time.Duration // expected wait; meaningful when Staffed
	Measured int           // how many waits that were measured Wait rests on; 0: it is a guess
	NextOpen time.Time     // when people are next on duty; zero if no date is known
}

// Reachable reports whether there is a staffed or dated human route.
func (s Service) Reachable() bool { return s.Staffed || !s.NextOpen.IsZero() }

// Draft is something that somebody proposes to say. Either Fixed names a catalogue text, or
// Sentences hold the assistant's quotes, or Words hold a person's own words.
type Draft struct {
	Author     candor.Author
	Agent      candor.Agent // when Author is ByAgent
	Kind       candor.Kind
	Fixed      Fixed
	Sentences  []Sentence
	Words      candor.Text
	Language   string
	Confidence float64 // 0 to 1; of Sentences
	Foreign    bool    // Sentences are in another language than the customer's, which must be said first
	ClientKey  string  // the sender's idempotency key
	Answers    int64   // Number of the customer's message this deals with; 0 if none
	Release    string  // digest of what drafted Sentences; empty: nothing audited did
	Helped     bool    // a person's Words began as a draft that AI made, which the customer is told
	// Dropped are the rules by which something that a model proposed was changed or not taken, in order.
	// They go into the record of the decision.
	Dropped []string
}

// Sentence is one sentence of an assistant's draft with the passage it stands in.
type Sentence struct {
	Text     string
	Citation candor.Citation
}

// Gate is one rule of the charter. Check must honour ctx and must not keep the case.
type Gate interface {
	Name() string
	Check(ctx context.Context, c *Case) (Verdict, error)
}
