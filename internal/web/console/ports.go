package console

import (
	"context"
	"io"
	"time"

	"candor"
	"candor/internal/web/port"
	"candor/policy"
	"candor/privacy/retain"
	"candor/privacy/rights"
	"candor/turn"
)

// Desk is what an agent does to a conversation: turn.Desk.
//
// ErrTaken: another agent has it. ErrNotPossible: not in this state. ErrNoConversation: there is none.
type Desk interface {
	Closer
	Take(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error)
	Release(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error)
	Reply(ctx context.Context, id candor.ConversationID, a candor.Agent, in turn.Incoming) (candor.Message, error)
	Note(ctx context.Context, id candor.ConversationID, a candor.Agent, in turn.Incoming) (candor.Message, error)
	Snooze(ctx context.Context, id candor.ConversationID, a candor.Agent, until time.Time) (candor.Conversation, error)
	OfferAssistant(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error)
	Seen(ctx context.Context, id candor.ConversationID, side candor.Author, number int64) error
	Assign(ctx context.Context, id candor.ConversationID, a candor.Agent, to turn.Meant, note turn.Incoming) (candor.Conversation, error)
	Prioritise(ctx context.Context, id candor.ConversationID, a candor.Agent, p candor.Priority) (candor.Conversation, error)
	Merge(ctx context.Context, from, into candor.ConversationID, a candor.Agent, may func(from, into candor.Conversation) error) (candor.Conversation, error)
	LimitWriting(ctx context.Context, id candor.ConversationID, a candor.Agent, l turn.Limit, key string) (candor.Conversation, error)
	LiftLimit(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error)
}

// Reader is what the console reads of the store; see port.Reader for what each promises.
type Reader interface {
	Conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error)
	Messages(ctx context.Context, by candor.Access, id candor.ConversationID, after int64, limit int, internal bool) ([]candor.Message, error)
	Message(ctx context.Context, by candor.Access, id candor.ConversationID, message candor.MessageID) (candor.Message, error)
	Decision(ctx context.Context, id candor.VerdictID) (policy.Decision, error)
	Consents(ctx context.Context, id candor.CustomerID) (policy.Consents, error)
	Listed(ctx context.Context, f port.Filter) ([]candor.Conversation, error)
	Counts(ctx context.Context) (map[candor.State]int, error)
	Events(ctx context.Context, id candor.ConversationID, after int64, limit int) ([]candor.Event, error)
	LastSeq(ctx context.Context) (int64, error)
	// Referenced gives the conversations whose id ends in these eight characters, lower case, newest
	// first; see Reference.
	Referenced(ctx context.Context, ending string) ([]candor.Conversation, error)
}

// Finder looks for words in messages. Whoever searches opens what is found, and is on record for it.
type Finder interface {
	// Search gives conversations among those that keep reports (nil: all) whose messages hold every word of a
	// query and every phrase in quotes, the newest first, at most limit; more says that there are others. What keep leaves
	// out is not opened.
	//
	// CodeInvalid: the query holds nothing that a search could go by.
	Search(ctx context.Context, by candor.Access, query string, limit int, keep Keep) (found []Found, more bool, err error)
}

// Keep reports whether a conversation is among those that are searched.
type Keep func(ctx context.Context, c candor.Conversation) (bool, error)

// Found is a conversation that holds what was searched for.
type Found struct {
	Conversation candor.Conversation
	// The message that holds the most of it.
	Message candor.MessageID
	Number  int64
	Author  candor.Author
	Kind    candor.Kind
	Name    string // first name of who wrote it, where they are staff
	At      time.Time
	Snippet []candor.Text // plain and found words by turns, beginning with plain
}

// Switch is the stop switch: while it is on, the assistant answers nobody and people answer everyone.
type Switch interface {
	Stopped(ctx context.Context) (bool, error)
	// SetStopped writes the setting with its ledger entry.
	SetStopped(ctx context.Context, stopped bool, by candor.AgentID) error
}

// Duty is what the desk page tells of the desk; all of it is set elsewhere.
type Duty interface {
	// Hours gives for each day, Monday first, the spans in which people are on duty, as "08:00-20:00".
	// An empty text is a closed day.
	Hours() [7]string
	// Knowledge gives how many articles answers come from, by language and topic.
	Knowledge(ctx context.Context) ([]Topic, error)
}

// Topic is a group of articles in one language.
type Topic struct {
	Language, Name     string
	Articles, Passages int
}

// Office answers requests of people about their own data: *rights.Office, whose errors they are.
type Office interface {
	Queue(ctx context.Context, actor string) ([]rights.Row, error)
	Closed(ctx context.Context, actor string, limit int) ([]rights.Row, error)
	Request(ctx context.Context, actor string, id candor.RequestID) (rights.Row, error)
	Do(ctx context.Context, id candor.RequestID, version int64, actor string, act rights.Act, d rights.Details) (rights.Row, *rights.Certificate, error)
	Deliver(ctx context.Context, id candor.RequestID, version int64, actor string, to io.Writer) (rights.Request, rights.Summary, error)
	WriteDown(ctx context.Context, a rights.Asking) (rights.Row, error)
	Certificate(ctx context.Context, id candor.RequestID) (*rights.Certificate, error)
}

// People finds whose data something is about.
type People interface {
	// Profile gives who a customer is; whoever looks is on record for it. CodeNotFound.
	Profile(ctx context.Context, by candor.Access, id candor.CustomerID) (candor.Profile, error)
	// ConversationsOf gives a customer's conversations, without their words, newest first.
	ConversationsOf(ctx context.Context, id candor.CustomerID) ([]candor.Conversation, error)
	// WithContact gives the customers who proved to have a contact, by the tag that Tag gives.
	WithContact(ctx context.Context, tag string) ([]candor.CustomerID, error)
	Tag(kind, folded string) string
}

// Holds keep what must not go yet.
type Holds interface {
	// PlaceHold sets ID and Placed itself. CodeNotFound: there is nothing to keep. CodeInvalid: no
	// ground or no reason.
	PlaceHold(ctx context.Context, h Hold) (Hold, error)
	// LiftHold ends one. CodeNotFound.
	LiftHold(ctx context.Context, id candor.HoldID, by string) error
	// Holds gives those on a customer, lifted ones too, newest first; whoever looks is on record for it.
	Holds(ctx context.Context, by candor.Access, id candor.CustomerID) ([]Hold, error)
}

// Hold is a duty to keep a customer's data, or one conversation of theirs.
type Hold struct {
	ID           candor.HoldID
	Customer     candor.CustomerID
	Conversation candor.ConversationID // empty: everything about the customer
	Ground       string                // "legal_claims" or "duty_to_keep"
	Reason       candor.Text
	Placed       time.Time
	By           string    // as the ledger names them
	Until        time.Time // zero: until somebody lifts it
	Lifted       time.Time
	LiftedBy     string
}

// Retention destroys what is over.
type Retention interface {
	// Rules are those in force.
	Rules() []retain.Rule
	// Keep does what the rules say now, or only counts what would go. Outcomes come also beside an error.
	Keep(ctx context.Context, dry bool) ([]retain.Outcome, error)
	// Proofs gives the newest lines of the proof log, newest first.
	Proofs(ctx context.Context, limit int) ([]Proof, error)
	// Erasures gives those that began since a time, newest first.
	Erasures(ctx context.Context, since time.Time, limit int) ([]Erasure, error)
}

// Proof is a line of the proof log: what went by which rule, and nothing of what it was.
type Proof struct {
	Number int64
	At     time.Time
	Rule   string
	Class  retain.Class
	Before time.Time
	Gone   int64
	Held   int64
	Digest string // of this line, the rule and the line before
}

// Erasure is one that is finished or under way, without whose it is.
type Erasure struct {
	ID       candor.ErasureID
	Cause    string
	Actor    string
	Began    time.Time
	Finished time.Time // zero: under way, or kept waiting by a hold
}
