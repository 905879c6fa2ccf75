package candor

import "time"

// EventKind says what happened. Events carry ids, never words: whoever needs the words
// reads them under their own permission.
type EventKind string

const (
	MessageAdded        EventKind = "message.added"
	ConversationChanged EventKind = "conversation.changed"
	MessageRated        EventKind = "message.rated"
	MessagesRead        EventKind = "messages.read"
)

// Event is one row of the outbox. Seq is given by the store in order of commit, from 1.
type Event struct {
	Seq          int64
	Kind         EventKind
	Conversation ConversationID
	Message      MessageID // set for message events
	Number       int64     // of the message; for MessagesRead the last one read
	Author       Author    // who caused it
	Internal     bool      // for staff only: a note
	At           time.Time
}

// Job is work that must happen after a commit, kept in the store until it is done.
type Job struct {
	ID           JobID
	Kind         JobKind
	Conversation ConversationID
	RunAt        time.Time
	Holder       string // the node that works on it until RunAt; empty when nobody does
	Attempts     int
}

// JobKind names a kind of work.
type JobKind string

const (
	JobAnswer JobKind = "answer" // the assistant answers what the customer wrote
	JobWake   JobKind = "wake"   // a snooze ends
)
