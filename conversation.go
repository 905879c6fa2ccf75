package candor

import "time"

// Priority orders the queue before waiting time does.
type Priority int

const (
	Normal   Priority = 0
	Declared Priority = 1 // the customer told of a need, such as age or disability; it is believed, never scored
	Urgent   Priority = 2 // danger to a person; alerts every agent at once
)

// Matter is what a complaint is about, as far as its clock goes.
type Matter string

// The matters.
const (
	NoMatter   Matter = ""
	Complaint  Matter = "complaint"
	Billing    Matter = "billing"    // an undue charge
	Continuity Matter = "continuity" // a service that one depends on has stopped
)

// Matters lists those that a complaint can be about.
func Matters() []Matter { return []Matter{Complaint, Billing, Continuity} }

// Conversation is one customer's matter in one inbox, without its words.
type Conversation struct {
	ID       ConversationID
	Inbox    InboxID
	Customer CustomerID
	State    State
	Version  int64  // goes up by one with every commit; 0 means not stored yet
	Messages int64  // how many messages it has; the last one's Number
	Language string // BCP 47 tag in which the desk speaks to this customer
	Channel  Via    // by which way it began, ViaWidget, ViaPage or ViaAPI; empty where that was not kept
	Priority Priority

	// WithPerson is true from the moment a person is asked for until the customer picks
	// the assistant. While it is true no assistant message can exist.
	WithPerson bool
	// Offered is true when an agent has offered the assistant and the customer has not answered.
	Offered bool
	// Unresolved counts turns in a row after which the customer was not helped.
	Unresolved int

	Agent        AgentID // who has it, or had it last
	AgentName    string  // first name, as customers see it
	Reason       string  // why a person is needed: the key of the deciding verdict's reason
	Needs        string  // skills that whoever takes it should have, in order, parted by spaces; empty: anybody can
	Created      time.Time
	Updated      time.Time
	WaitingSince time.Time     // zero unless Waiting
	Waited       time.Duration // how long they had waited when a person last took it: who is handed on keeps that, and not their place at the end
	PromisedBy   time.Time     // the dated promise given when nobody was on duty; zero if none
	SnoozedUntil time.Time     // zero unless Snoozed

	Confirmed time.Time // when the customer last said that it is solved; zero if they did not, or came back since
	Returned  time.Time // when the customer last came back with it; zero if they did not

	Asked      time.Time // when the customer last asked for a person; zero if they did not
	Reached    time.Time // when a person last took it up; zero if none did
	Missed     time.Time // when it was first clear that the customer had asked and did not get one; zero if they got one
	Complained time.Time // when a complaint was made that nobody has answered in full yet; zero if none is open
	Matter     Matter    // what it is about

	CustomerRead int64 // Number of the last message the customer's screen showed
	AgentRead    int64 // Number of the last message an agent's screen showed
	LastCustomer int64 // Number of the customer's last message
	LastAnswered int64 // Number of the customer's message that the assistant last dealt with
}

// Return is how long the customer must have been silent after everything they wrote was answered for their
// next message to count as coming back. After a conversation was finished any message does.
const Return = 12 * time.Hour

// comesBack reports whether a message at that time is a return.
func (c Conversation) comesBack(at time.Time) bool {
	if c.State == Resolved || !c.Confirmed.IsZero() {
		return true
	}
	return c.State == Assisting && c.LastCustomer > 0 && c.LastAnswered >= c.LastCustomer && at.Sub(c.Updated) >= Return
}

// After gives the conversation as it is once act has happened at the given time.
// It is the only function that changes State; callers set Agent and the dates an act needs.
//
// ErrNotPossible: the table has no such step.
func (c Conversation) After(act Act, at time.Time) (Conversation, error) {
	step, ok := transitions[c.State][act]
	if !ok {
		return c, ErrNotPossible
	}
	to := step.To
	if c.WithPerson && step.AfterPerson != "" {
		to = step.AfterPerson
	}
	from := c.State
	if act == CustomerWrites && c.comesBack(at) {
		c.Returned, c.Confirmed = at, time.Time{}
	}
	if act == CustomerConfirms {
		c.Confirmed = at
	}
	c = c.asking(act, to, at)
	if from == Waiting && act == AgentTakes {
		c.Waited = max(0, at.Sub(c.WaitingSince))
	}
	c.State = to
	c.Updated = at
	switch to {
	case Waiting:
		c.WithPerson = true
		if from != Waiting {
			if act != AgentReleases {
				c.Waited = 0 // another wait
			}
			c.WaitingSince = at.Add(-c.Waited)
		}
	case Attended:
		c.WithPerson = true
	case Assisting:
		if act == CustomerPicksAssistant {
			c.WithPerson, c.Priority = false, Normal
			c.Reason, c.Unresolved, c.Waited = "", 0, 0
		}
	case Resolved:
		c.Waited = 0
	}
	if to != Waiting {
		c.WaitingSince, c.PromisedBy = time.Time{}, time.Time{}
	}
	if to != Snoozed {
		c.SnoozedUntil = time.Time{}
	}
	if to != Attended || act == CustomerPicksAssistant {
		c.Offered = false
	}
	return c, nil
}

// asking keeps whether the customer asked for a person and got one. They did not when none came by the
// promised date, or before the conversation ended.
func (c Conversation) asking(act Act, to State, at time.Time) Conversation {
	if act == CustomerAsksPerson && !c.StillAsks() {
		c.Asked = at
	}
	if c.StillAsks() && c.Missed.IsZero() {
		switch {
		case !c.PromisedBy.IsZero() && at.After(c.PromisedBy):
			c.Missed = c.PromisedBy
		case to == Resolved:
			c.Missed = at
		}
	}
	if act == AgentTakes {
		c.Reached = at
	}
	return c
}

// StillAsks reports whether the customer asked for a person and none has come since.
func (c Conversation) StillAsks() bool { return !c.Asked.IsZero() && c.Reached.Before(c.Asked) }

// AssistantMaySpeak reports whether an assistant message may be added now.
func (c Conversation) AssistantMaySpeak() bool { return c.State == Assisting && !c.WithPerson }
