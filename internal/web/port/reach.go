package port

import (
	"context"
	"time"

	"candor"
	"candor/service"
)

// Reach is how customers are reached when they are not here, and what they take along.
type Reach interface {
	// Windows gives the times at which a customer of an inbox can be called.
	Windows(inbox candor.InboxID) []service.Window
	// Call keeps a wish to be called. service.ErrPhone, service.ErrWindow.
	Call(ctx context.Context, c candor.Conversation, phone candor.Text, from time.Time) error
	// OpenCall gives the call that is open; the zero Callback when there is none. TakeBackCall ends it.
	OpenCall(ctx context.Context, id candor.ConversationID) (service.Callback, error)
	TakeBackCall(ctx context.Context, id candor.ConversationID) error
	// NewWayBack makes a link that opens the conversation on any device until a time, and ends the one before.
	NewWayBack(ctx context.Context, id candor.ConversationID) (link string, expires time.Time, err error)
	// Open gives the conversation that a link's secret opens. CodeNotFound "error.way_back".
	Open(ctx context.Context, secret string) (candor.Conversation, error)
	// Tell keeps whether they want an e-mail when a person has written; Tells gives it.
	Tell(ctx context.Context, id candor.ConversationID, want bool) error
	Tells(ctx context.Context, id candor.ConversationID) (bool, error)
	// Proven reports whether they have shown that an address is theirs, and whether one waits for that.
	Proven(ctx context.Context, c candor.Conversation) (proven, waits bool, err error)
	// Receipt mails the words of a receipt to the proven address. False: there is none.
	Receipt(ctx context.Context, c candor.Conversation, words candor.Text) (bool, error)
}
