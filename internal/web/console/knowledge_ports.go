package console

import (
	"context"

	"candor"
	"candor/knowledge"
)

// Library keeps the articles: the desk's store, whose errors they are.
type Library interface {
	// Shelf gives the newest version of every article, without bodies, by language, topic and title.
	Shelf(ctx context.Context) ([]knowledge.Article, error)
	// Newest gives the newest version of an article. CodeNotFound: there is none, or it was withdrawn.
	Newest(ctx context.Context, id candor.ArticleID) (knowledge.Article, error)
	// History gives every version with its body, newest first; also of one that was withdrawn.
	History(ctx context.Context, id candor.ArticleID) ([]knowledge.Article, error)
	// Save stores new versions that by wrote; they wait when approver is empty.
	Save(ctx context.Context, articles []knowledge.Article, by, approver string) error
	// Approve lets a version answer. CodeForbidden: by wrote it. ErrMoved: it is not the newest any more.
	Approve(ctx context.Context, id candor.ArticleID, version int, by string) error
	// Discard gives up a version that waits. ErrMoved.
	Discard(ctx context.Context, id candor.ArticleID, version int, by string) error
	// Withdraw lets an article answer no more. CodeNotFound.
	Withdraw(ctx context.Context, id candor.ArticleID, by string) error
}

// Gaps finds what nobody could answer.
type Gaps interface {
	// Gaps groups the questions of the last weeks to which no article had an answer. Only questions of
	// people who let the desk learn from their conversations are opened, each on the record; of the others
	// nothing but their number is told.
	Gaps(ctx context.Context, by candor.AgentID) (GapReport, error)
	// Answered gives what people of the desk answered in a conversation, with personal data taken out.
	// candor.ErrNoBasis: the customer does not let the desk learn from it.
	Answered(ctx context.Context, by candor.AgentID, id candor.ConversationID) (string, error)
	// Personal names the kinds of personal data that a text seems to hold.
	Personal(ctx context.Context, text, language string) []string
}

// GapReport is what came of it.
type GapReport struct {
	Days       int  // looked back
	Unanswered int  // questions in them
	Opened     int  // of these, those that may be read
	Cut        bool // there were more than are looked through
	Groups     []knowledge.Gap
}
