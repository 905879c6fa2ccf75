package port

import (
	"time"

	"candor"
	"candor/teamwork"
)

// Hints tells that something was committed. A hint carries nothing: whoever gets one reads the
// database, so a lost or doubled hint costs a poll and never a message.
type Hints interface {
	// Subscribe gives a channel that receives after every commit that touched the topic: a
	// conversation id, or TopicAll. Hints that come while one is pending are folded into it.
	Subscribe(topic string) (hints <-chan struct{}, cancel func())
}

// TopicAll hears of every conversation.
const TopicAll = "all"

// Presence is what is true only now and kept in memory: who is at their desk, who is typing.
type Presence interface {
	// Here says that an agent has the console open until the returned function is called.
	Here(a candor.AgentID) (gone func())
	// Online gives the agents who have the console open.
	Online() []candor.AgentID
	// Types notes that a side is typing; it lapses after some seconds and sends a hint.
	Types(id candor.ConversationID, side candor.Author, name string, now time.Time)
	// Rests notes that a side has sent what it was typing.
	Rests(id candor.ConversationID, side candor.Author)
	// Typing gives the name of who is typing on a side, or false.
	Typing(id candor.ConversationID, side candor.Author, now time.Time) (name string, ok bool)
	// Looks says that an agent has a conversation open until the returned function is called.
	Looks(id candor.ConversationID, a candor.AgentID, name string) (gone func())
	// Drafts notes that an agent writes a reply, whoever has the conversation; it lapses after some seconds.
	Drafts(id candor.ConversationID, a candor.AgentID, now time.Time)
	// Beside gives who else has a conversation open, by name.
	Beside(id candor.ConversationID, me candor.AgentID, now time.Time) []teamwork.Colleague
}
