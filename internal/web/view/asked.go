package view

import (
	"context"
	"time"

	"candor"
	"candor/action"
)

// Asked is what a customer was asked and has not answered: exactly what would be done.
type Asked struct {
	ID       action.ProposalID `json:"id"`
	Question string            `json:"question"`
	Until    time.Time         `json:"until"`
}

// Asking is what customers are asked whether it may be done.
type Asking interface {
	// Asked gives what waits for the customer's word; nil: nothing does.
	Asked(ctx context.Context, c candor.Conversation) (*Asked, error)
	// AnswerAsked takes the customer's word on one proposal of theirs, and says in the conversation what came of it.
	//
	// CodeNotFound: it is not this conversation's. CodeConflict: it was answered already, or is too old.
	AnswerAsked(ctx context.Context, id candor.ConversationID, proposal action.ProposalID, yes bool) error
}
