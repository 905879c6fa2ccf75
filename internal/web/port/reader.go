package port

import (
	"context"
	"time"

	"candor"
	"candor/policy"
)

// Reader is what pages and the API read. internal/store implements it.
type Reader interface {
	Decided

	// Conversation gives one conversation. ErrNoConversation when there is none.
	Conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error)
	// Every read of words says who reads and for what; see candor.ErrNoBasis and candor.ErrRestricted.

	// Messages gives messages with Number > after, oldest first, at most limit; notes among them
	// only when internal is true.
	Messages(ctx context.Context, by candor.Access, id candor.ConversationID, after int64, limit int, internal bool) ([]candor.Message, error)
	// Message gives one message of a conversation.
	Message(ctx context.Context, by candor.Access, id candor.ConversationID, message candor.MessageID) (candor.Message, error)
	// Decision gives the verdicts behind a message.
	Decision(ctx context.Context, id candor.VerdictID) (policy.Decision, error)
	// Consents gives what the customer of a conversation allows now.
	Consents(ctx context.Context, id candor.CustomerID) (policy.Consents, error)
	// Listed gives conversations for the console, without words, in the order that the filter asks for.
	Listed(ctx context.Context, f Filter) ([]candor.Conversation, error)
	// Counts gives how many conversations each state has.
	Counts(ctx context.Context) (map[candor.State]int, error)
	// Ahead gives how many waiting conversations of the same inbox come before this one, and how many wait in all.
	Ahead(ctx context.Context, c candor.Conversation) (ahead, waiting int, err error)
	// Events gives outbox rows with Seq > after, in order, at most limit; of one conversation, or of
	// all when the id is empty.
	Events(ctx context.Context, id candor.ConversationID, after int64, limit int) ([]candor.Event, error)
	// LastSeq gives the newest Seq, 0 when there is none.
	LastSeq(ctx context.Context) (int64, error)
}

// Filter selects conversations for the console. Waiting ones come in queue order (priority, then
// wait); others by Updated, newest first.
type Filter struct {
	States []candor.State // empty: all
	Agent  candor.AgentID // only this agent's; empty: anyone's
	Limit  int            // 1 to 200
	Before time.Time      // for paging through those ordered by Updated; zero: from the newest
}

// Staff is what signing in and staff pages need of the store.
type Staff interface {
	// Agent gives one member of staff. candor.CodeNotFound when there is none.
	Agent(ctx context.Context, id candor.AgentID) (candor.Agent, error)
	Agents(ctx context.Context) ([]candor.Agent, error)
}
