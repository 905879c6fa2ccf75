package rights

import (
	"context"
	"io"
	"slices"
	"time"

	"candor"
)

// Subject is one person: everything the desk knows them as.
type Subject struct {
	Customers []candor.CustomerID // every customer that was tied to the person by a proof
	Contacts  []string            // of an erasure: keyed tags of their contacts, also those that are erased already
	Access    candor.Access       // who acts, with the purpose candor.Rights
}

// Without gives the subject less the customers that are listed. Whose of them a contact is cannot be told,
// so what goes by contacts goes only with all of them.
func (s Subject) Without(customers []candor.CustomerID) Subject {
	left := make([]candor.CustomerID, 0, len(s.Customers))
	for _, c := range s.Customers {
		if !slices.Contains(customers, c) {
			left = append(left, c)
		}
	}
	if len(left) < len(s.Customers) {
		return Subject{Customers: left, Access: s.Access}
	}
	return s
}

// Handler is what every store that keeps personal data registers: one for each table, index, cache
// or key file. A store without one fails the build, because a right that misses a store is no right.
//
// All methods are idempotent, and know nothing of a customer they never heard of: no records, no
// error, a count of zero.
type Handler interface {
	// Name is short, lower case and stable, such as "message": certificates name it.
	Name() string

	// Export gives everything it keeps about the subject to the sink, each record once. Messages
	// come one conversation after the other, by number. Where a store keeps nothing that a person
	// could read, such as a keyed index, it gives nothing.
	Export(ctx context.Context, s Subject, to Sink) error

	// Correct sets right what it keeps. ErrNotCorrected when it keeps no such field; the others
	// are asked all the same.
	Correct(ctx context.Context, s Subject, c Correction) error

	// Erase destroys what it keeps about the subject and says how much that was, or why not.
	// Called again it goes on where it stopped.
	Erase(ctx context.Context, s Subject) (Result, error)

	// Prove looks again, independently of what Erase said, and tells in Left how many records
	// about the subject can still be read. Where that is none the outcome is Erased or Shredded.
	Prove(ctx context.Context, s Subject) (Result, error)
}

// Sink takes what handlers export.
type Sink interface {
	// Put takes one record: a Profile, Conversation, Message, Decision, Consent, Reading, Asked or
	// Entry of this package.
	Put(r Record) error

	// Attach takes one file with its description. The reader is read to its end.
	Attach(a Attachment, body io.Reader) error
}

// Outcome is what became of a store's records. The zero value is not known, which is not erased.
type Outcome string

// The outcomes. Only Erased and Shredded count as done.
const (
	NotKnown    Outcome = ""
	Erased      Outcome = "erased"      // the records are gone, or there were none
	Shredded    Outcome = "shredded"    // ciphertext may stay; the only key is destroyed
	Retained    Outcome = "retained"    // kept on purpose: Reason says why, Until how long
	Unsupported Outcome = "unsupported" // the store cannot erase
	Failed      Outcome = "failed"      // it was tried and did not work; try again
)

// sayable reports an outcome that a store may give. NotKnown is none, and neither is a word of its own.
func (o Outcome) sayable() bool {
	switch o {
	case Erased, Shredded, Retained, Unsupported, Failed:
		return true
	}
	return false
}

// done reports the outcomes after which nothing can be read any more.
func (o Outcome) done() bool { return o == Erased || o == Shredded }

// Result is what one store did or found. It holds no personal data.
type Result struct {
	Outcome Outcome
	Count   int64     // of Erase: records destroyed since this erasure began, at least by this call; of Prove: not used
	Left    int64     // records about the subject that can still be read
	Reason  string    // for Retained and Unsupported: a plain key such as "legal_hold" or "tax_records"
	Until   time.Time // for Retained: when it ends; zero when no date is known
}

// Field names what can be set right.
type Field string

// The fields. A message is never rewritten: the record of what was said stays true, and the person's
// own statement stands beside it (GDPR Art. 16, second sentence).
const (
	FieldName      Field = "name"
	FieldEmail     Field = "email"
	FieldPhone     Field = "phone"
	FieldAddress   Field = "address"
	FieldOrder     Field = "order"
	FieldStatement Field = "statement" // a note of the person's own beside Message
	FieldGroup     Field = "group"     // a group that they named; Old is the axis, such as "age"
)

// Correction is one thing to set right.
type Correction struct {
	Field   Field
	Old     candor.Text      // for FieldOrder: which of several; may be empty
	New     candor.Text      // empty takes the value away
	Message candor.MessageID // for FieldStatement
}

// ErrNotCorrected says that a store does not keep the field.
var ErrNotCorrected = candor.Fail(candor.CodeNotFound, "error.not_corrected", nil)
