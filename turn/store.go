package turn

import (
	"context"
	"time"

	"candor"
	"candor/ledger"
	"candor/policy"
	"candor/service"
)

// Store is where a turn is read from and written to. internal/store implements it for every engine.
type Store interface {
	// Load gives a conversation and what its customer allows now.
	// ErrNoConversation when there is none.
	Load(ctx context.Context, id candor.ConversationID) (candor.Conversation, policy.Consents, error)

	// Every read of words says who reads and for what. ErrNoBasis: they may not, and nothing was opened.

	// History gives the newest messages, notes left out, oldest first, at most limit of them.
	History(ctx context.Context, by candor.Access, id candor.ConversationID, limit int) ([]candor.Message, error)

	// Sent finds the message that was stored under the sender's idempotency key.
	// ErrNoMessage when there is none.
	Sent(ctx context.Context, by candor.Access, id candor.ConversationID, clientKey string) (candor.Message, error)

	// Begun finds the conversation that was begun under the key. ErrNoConversation when there is none.
	Begun(ctx context.Context, beginKey string) (candor.Conversation, error)

	// Commit makes a whole change durable in one transaction, or nothing of it.
	//
	//  - ErrMoved: the stored Version is not change.Before.Version. Load again and decide again.
	//  - ErrSent: a message with the same ClientKey is already there. Nothing was written.
	//  - a nil or Empty Received or Cleared is refused, as is a Cleared by the assistant unless
	//    both Before and After allow the assistant to speak: the store checks again, whoever calls.
	//
	// It returns the conversation as stored (Version and Messages set).
	Commit(ctx context.Context, change Change) (candor.Conversation, error)

	// Rate keeps the customer's word on one of the assistant's answers, with its event, and gives
	// the message as it was before, without its words. ErrNoMessage when the message is not an assistant's one in that conversation.
	Rate(ctx context.Context, id candor.ConversationID, message candor.MessageID, word candor.Helpful) (candor.Message, error)

	// Case gives what stands open in a conversation and must be answered before it is closed.
	Case(ctx context.Context, by candor.Access, id candor.ConversationID) (service.Case, error)

	// Read notes how far a side has read; numbers only go up. It needs no version check.
	Read(ctx context.Context, id candor.ConversationID, side candor.Author, number int64) error
}

// Jobs is the durable queue of work after a commit.
type Jobs interface {
	// Due gives jobs whose RunAt has come, oldest first, and moves each one's RunAt to now+lease
	// with this holder, so that no second worker gets it meanwhile. It writes nothing when nothing
	// is due. Next is the RunAt of the job that comes after those, zero when there is none.
	Due(ctx context.Context, now time.Time, lease time.Duration, holder string, limit int) (jobs []candor.Job, next time.Time, err error)
	// Reclaim makes due at once what this holder was working on when it ended.
	Reclaim(ctx context.Context, holder string, now time.Time) error
	// Finish removes a job.
	Finish(ctx context.Context, id candor.JobID) error
	// Again puts a job back for a later try and counts the attempt.
	Again(ctx context.Context, id candor.JobID, at time.Time) error
}

// Errors of the store that turn acts upon.
var (
	ErrNoMessage = candor.Fail(candor.CodeNotFound, "error.no_message", nil)
	ErrSent      = candor.Fail(candor.CodeConflict, "error.already_sent", nil)
)

// Change is one turn's outcome. The store gives the messages their Numbers: Received first,
// then Cleared in order, from Before.Messages+1. It seals each body under the customer's key.
type Change struct {
	Before   candor.Conversation // as it was loaded; Version 0 when it is new
	After    candor.Conversation // as it shall be; Version and Messages are set by the store
	BeginKey string              // for a new conversation: the sender's idempotency key; may be empty
	Received *policy.Received    // the customer's message, if this change has one
	Cleared  []*policy.Cleared   // what is said, in order
	// Decisions are kept besides those of the messages: drafts that were held, hand-overs by button.
	Decisions []policy.Decision
	Consents  []candor.Consent
	// Ledger entries go into the tree in this order. The store adds to each the Subject (a
	// commitment to the conversation under the customer's salt) and, where Message is set, the
	// fact "sealed": the SHA-256 of that message's sealed body.
	Ledger []Entry
	Events []candor.Event // Seq is given by the store
	Jobs   []candor.Job   // one of the same kind for the same conversation is replaced (id and RunAt), not doubled
	Done   candor.JobID   // the job that this change completes; removed in the same transaction
	Waited *Wait          // how long a hand-over took, when an agent takes it
	// Closing answers everything that stood open. The store refuses to end a conversation that people have without
	// a whole one, but on its customer's word or where Erases says that their data is being erased.
	Closing service.Closing
	Erases  bool
	Beside  Beside    // what agents keep beside the conversation
	Helped  *HelpUsed // what a person's reply took from a draft; nil: nothing
}

// Entry is a ledger entry on its way to the store.
type Entry struct {
	ledger.Entry
	Message candor.MessageID
}

// Wait is one finished wait, the basis of the expected wait that customers see.
type Wait struct {
	Inbox candor.InboxID
	At    time.Time
	For   time.Duration
	Asked bool // the customer asked for a person; else the desk sent them to one
}
