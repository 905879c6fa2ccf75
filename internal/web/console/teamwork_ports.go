package console

import (
	"context"

	"candor"
	"candor/teamwork"
)

// Teamwork keeps what agents keep beside conversations, and what is prepared for all of them.
type Teamwork interface {
	// Beside gives for whom a conversation is, its tags, with which others it goes together. ErrNoConversation.
	Beside(ctx context.Context, id candor.ConversationID) (teamwork.Beside, error)
	// Meant gives for whom conversations are and their tags, of those that have any.
	Meant(ctx context.Context, ids []candor.ConversationID) (map[candor.ConversationID]teamwork.Beside, error)
	// Selected gives a page of what a filter selects after a place, and the place of its last; empty: there are no more.
	Selected(ctx context.Context, f teamwork.Filter, after string, limit int) ([]candor.Conversation, string, error)
	CountSelected(ctx context.Context, f teamwork.Filter, most int) (int, error)
	// Fits reports whether a filter selects a conversation.
	Fits(ctx context.Context, f teamwork.Filter, c candor.Conversation) (bool, error)

	MentionsOf(ctx context.Context, agent candor.AgentID, limit int) ([]teamwork.Mention, error)
	NewMentions(ctx context.Context, agent candor.AgentID) (int, error)
	SeeMentions(ctx context.Context, agent candor.AgentID, id candor.ConversationID) error

	Tags(ctx context.Context) ([]teamwork.Tag, error)
	TagNames(ctx context.Context) ([]string, error)
	SaveTag(ctx context.Context, t teamwork.Tag) error
	MergeTags(ctx context.Context, from, into string, by candor.AgentID) error
	SetTag(ctx context.Context, id candor.ConversationID, tag string, on bool, by candor.AgentID) error

	Fields(ctx context.Context) ([]teamwork.Field, error)
	AddField(ctx context.Context, f teamwork.Field) error
	RetireField(ctx context.Context, id string, drop bool, by candor.AgentID) error
	SetField(ctx context.Context, id candor.ConversationID, v teamwork.Value) error
	FieldValues(ctx context.Context, by candor.Access, id candor.ConversationID) ([]teamwork.Value, error)

	CannedReplies(ctx context.Context) ([]teamwork.Canned, error)
	SaveCanned(ctx context.Context, c teamwork.Canned) error
	DropCanned(ctx context.Context, id string, by candor.AgentID) error
	Macros(ctx context.Context) ([]teamwork.Macro, error)
	SaveMacro(ctx context.Context, m teamwork.Macro) error
	DropMacro(ctx context.Context, id string, by candor.AgentID) error

	// Views gives an agent's own lists and those that are everybody's.
	Views(ctx context.Context, agent candor.AgentID) ([]teamwork.View, error)
	SaveView(ctx context.Context, v teamwork.View) error
	DropView(ctx context.Context, id string) error

	// SolvedAnswer gives what a customer said of whether it is solved; WritingLimit why they may not write.
	SolvedAnswer(ctx context.Context, by candor.Access, id candor.ConversationID) (teamwork.Answer, bool, error)
	WritingLimit(ctx context.Context, by candor.Access, id candor.ConversationID) (teamwork.Limit, bool, error)
}

// Crews knows the teams of the staff.
type Crews interface {
	TeamNames() []string
	TeamsOf(a candor.Agent) []string
}

// noCrews is a desk without teams.
type noCrews struct{}

func (noCrews) TeamNames() []string           { return nil }
func (noCrews) TeamsOf(candor.Agent) []string { return nil }
