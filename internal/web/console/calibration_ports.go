package console

import (
	"context"

	"candor"
	"candor/internal/web/port"
)

// Calibration is how sure the assistant must be, and what people say of what it found.
type Calibration interface {
	port.Bounds
	// Renew asks for a new one, which ends alarms. It is made in the background.
	Renew(ctx context.Context, by candor.AgentID) error
	// ToJudge gives questions drawn by lot that wait for a person's word, at most limit. Each is opened to
	// learn from, for customers who allow that, on the record.
	ToJudge(ctx context.Context, by candor.AgentID, limit int) ([]Judging, error)
	// Judging gives the question before a message of the assistant.
	Judging(ctx context.Context, by candor.AgentID, m candor.Message) (Judging, error)
	// Judge keeps a person's word: "right", "wrong" or "none". Article is the one that they saw. CodeConflict: the
	// desk finds another one by now. CodeForbidden: the customer does not allow it. CodeInvalid.
	Judge(ctx context.Context, by candor.AgentID, m candor.Message, article candor.ArticleID, verdict string) error
}

// Judging is a question, and what the desk finds for it now.
type Judging struct {
	Conversation candor.ConversationID
	Message      candor.MessageID // the assistant's
	Question     candor.Text      // without personal data
	Article      candor.ArticleID // empty: nothing is found
	Title, URL   string           // of the article
	Given        string           // the word that somebody gave before
	May          bool             // something can be said of it
	Closed       bool             // the customer does not let the desk learn from this conversation
}
