package teamwork

import (
	"slices"
	"time"

	"candor"
)

// To is for whom a conversation is meant: a person, a team, or both. The zero value is everybody.
type To struct {
	Agent candor.AgentID
	Team  string
}

// Assignment says for whom a conversation is meant and who said so. It reserves nothing from a customer: while they
// wait, their clock runs and anybody may take it.
type Assignment struct {
	To
	By     candor.AgentID
	At     time.Time
	Note   candor.MessageID // what was written to whoever gets it; empty: nothing
	Number int64            // of that note
}

// Errors of handing on.
var (
	ErrNobody    = candor.Fail(candor.CodeInvalid, "teamwork.to_nobody", nil)   // neither a person nor a team
	ErrNoteFirst = candor.Fail(candor.CodeInvalid, "teamwork.note_needed", nil) // a transfer says why
	ErrSelf      = candor.Fail(candor.CodeInvalid, "teamwork.to_self", nil)
)

// For reports whether an agent of these teams is meant: by name, or because a team of theirs is and nobody by name.
func (t To) For(a candor.AgentID, teams []string) bool {
	if t.Agent != "" {
		return t.Agent == a
	}
	return t.Team != "" && slices.Contains(teams, t.Team)
}

// LeftTo reports whether an agent who takes the next conversation leaves this one to who is meant: somebody else by name
// who is at the desk, for a moment only. Nobody waits for somebody who does not come.
func (a Assignment) LeftTo(me candor.AgentID, online []candor.AgentID, now time.Time) bool {
	return a.Agent != "" && a.Agent != me && now.Sub(a.At) < Courtesy && slices.Contains(online, a.Agent)
}

// Courtesy is how long a conversation is left to the person it is meant for.
const Courtesy = 5 * time.Minute

// Beside is what agents keep beside a conversation, but the values of fields. Zero parts: nothing.
type Beside struct {
	Meant  Assignment
	Tags   []string
	Merged Merged                  // where it goes on
	Takes  []candor.ConversationID // that go on here
	Limit  Limit                   // of its customer's writing, without the reason
	Answer Answer                  // without the words
}
