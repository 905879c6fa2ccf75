package console

import (
	"context"
	"time"

	"candor"
	"candor/internal/web/port"
	"candor/policy"
	"candor/turn"
)

// Desk is what an agent does to a conversation: turn.Desk.
//
// ErrTaken: another agent has it. ErrNotPossible: not in this state. ErrNoConversation: there is none.
type Desk interface {
	Take(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error)
	Release(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error)
	Reply(ctx context.Context, id candor.ConversationID, a candor.Agent, in turn.Incoming) (candor.Message, error)
	Note(ctx context.Context, id candor.ConversationID, a candor.Agent, in turn.Incoming) (candor.Message, error)
	Resolve(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error)
	Snooze(ctx context.Context, id candor.ConversationID, a candor.Agent, until time.Time) (candor.Conversation, error)
	OfferAssistant(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error)
	Look(ctx context.Context, id candor.ConversationID, a candor.Agent) error
	Seen(ctx context.Context, id candor.ConversationID, side candor.Author, number int64) error
}

// Reader is what the console reads of the store; see port.Reader for what each promises.
type Reader interface {
	Conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error)
	Messages(ctx context.Context, id candor.ConversationID, after int64, limit int, internal bool) ([]candor.Message, error)
	Message(ctx context.Context, id candor.ConversationID, message candor.MessageID) (candor.Message, error)
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
