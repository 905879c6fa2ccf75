package service

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/language"
)

// Case is what stands open in a conversation that an agent wants to close.
type Case struct {
	Conversation candor.ConversationID
	Language     string // the customer's
	LastCustomer int64  // Number of the customer's last message
	Complaint    bool
	Points       []Point
	Dropped      []Point               // that an agent took off the list
	Said         map[int64]candor.Text // what was answered so far, by the number of the message
}

// Whole reports whether each point must be answered one by one. A complaint always is; so is whatever has
// several points, or one that nobody has answered yet. What is left can be closed with one click and a reason.
func (c Case) Whole() bool {
	if c.Complaint || len(c.Points) > 1 || len(c.Dropped) > 0 {
		return true
	}
	return slices.ContainsFunc(c.Points, func(p Point) bool { return p.Reply == 0 })
}

// How says what became of a point.
type How string

// What can become of a point.
const (
	Answered How = "answered" // it was a question, or a wish that was met
	Partly   How = "partly"
	Refused  How = "refused"
)

// Reason says why a simple conversation is over.
type Reason string

// The reasons.
const (
	Solved    Reason = "solved"
	Duplicate Reason = "duplicate" // it goes on in another conversation
	Nothing   Reason = "nothing"   // nothing was asked
)

// Reasons lists them.
func Reasons() []Reason { return []Reason{Solved, Duplicate, Nothing} }

// Reply is what an agent says to one point: words of their own, or the number of a message that a person wrote
// after it and that answers it.
type Reply struct {
	How     How
	Message int64
	Words   candor.Text
}

// Filled is what an agent filled in to close a conversation.
type Filled struct {
	Seen     int64            // Number of the customer's last message as the agent saw it
	Reason   Reason           // of a simple closing
	Replies  map[string]Reply // by the id of the point
	Language bool             // the agent looked: the words are in the customer's language
}

// Closing is a complete answer to everything that stood open. Only Close makes one; the zero Closing closes
// nothing.
type Closing struct {
	of      Case
	reason  Reason
	replies map[string]Reply
}

// Refusals.
var (
	ErrClosingMoved      = candor.Fail(candor.CodeConflict, "error.closing_moved", nil)     // the customer wrote meanwhile
	ErrClosingReason     = candor.Fail(candor.CodeInvalid, "error.closing_reason", nil)     // it says nowhere why it is over
	ErrClosingLanguage   = candor.Fail(candor.CodeInvalid, "error.closing_language", nil)   // the words seem to be in another language
	ErrClosingMessage    = candor.Fail(candor.CodeInvalid, "error.closing_message", nil)    // a point names a message that is not its answer
	ErrClosingIncomplete = candor.Fail(candor.CodeInvalid, "error.closing_incomplete", nil) // with the number of points in Args
)

// Close makes a closing where nothing is left open.
//
//   - ErrClosingMoved: the customer wrote since the agent looked.
//   - ErrClosingReason: a simple one without a reason.
//   - "error.closing_incomplete" with {count}: so many points have no answer, or were refused without reasons.
//   - ErrClosingMessage, ErrClosingLanguage.
func Close(c Case, f Filled) (Closing, error) {
	if !c.Conversation.Valid() || f.Seen < c.LastCustomer {
		return Closing{}, ErrClosingMoved
	}
	if !c.Whole() {
		if !slices.Contains(Reasons(), f.Reason) {
			return Closing{}, ErrClosingReason
		}
		return Closing{of: c, reason: f.Reason}, nil
	}
	open := 0
	for _, p := range c.Points {
		r := f.Replies[p.ID]
		switch {
		case !r.whole():
			open++
		case r.Message != 0 && (r.Message <= p.Message || c.Said[r.Message] == ""):
			return Closing{}, ErrClosingMessage
		case !f.Language && foreign(r.Words, c.Language):
			return Closing{}, ErrClosingLanguage
		}
	}
	if open > 0 {
		e := *ErrClosingIncomplete
		e.Args = map[string]string{"count": strconv.Itoa(open)}
		return Closing{}, &e
	}
	return Closing{of: c, reason: Solved, replies: f.Replies}, nil
}

// GoesOn closes a conversation whose matter a person goes on with in another one, into which all that stands open
// was taken. ErrClosingMoved: they are not two.
func GoesOn(c Case, into candor.ConversationID) (Closing, error) {
	if !c.Conversation.Valid() || !into.Valid() || into == c.Conversation {
		return Closing{}, ErrClosingMoved
	}
	return Closing{of: c, reason: Duplicate}, nil
}

// whole reports whether the reply says something: what is not granted needs reasons in words.
func (r Reply) whole() bool {
	words := len(strings.Fields(string(r.Words))) > 0
	switch r.How {
	case Answered:
		return words || r.Message > 0
	case Partly, Refused:
		return len(strings.Fields(string(r.Words))) >= 2
	}
	return false
}

// foreign reports words that are plainly in another language than the customer's.
func foreign(words candor.Text, want string) bool {
	const sure = 0.9
	if len(strings.Fields(string(words))) < 4 {
		return false // too few to tell
	}
	tag, confidence := language.Detect(string(words), want)
	return tag != "" && confidence >= sure && languageSkill(tag) != languageSkill(want)
}

// Empty reports a closing that closes nothing.
func (c Closing) Empty() bool { return !c.of.Conversation.Valid() || c.reason == "" }

// For gives the conversation that it closes, and the customer's message up to which it answers.
func (c Closing) For() (candor.ConversationID, int64) { return c.of.Conversation, c.of.LastCustomer }

// Reason gives why a simple one is over.
func (c Closing) Reason() Reason { return c.reason }

// Whole reports that every point was answered one by one.
func (c Closing) Whole() bool { return c.replies != nil }

// Complaint reports that a complaint is answered with it.
func (c Closing) Complaint() bool { return c.of.Complaint }

// Against reports that something was not granted: then it is said where to complain.
func (c Closing) Against() bool {
	return slices.ContainsFunc(c.of.Points, func(p Point) bool {
		how := c.replies[p.ID].How
		return how == Refused || how == Partly
	})
}

// Line is one point with what was said to it.
type Line struct {
	Point Point
	Reply Reply
}

// Lines gives each point with its answer, in order.
func (c Closing) Lines() []Line {
	var out []Line
	for _, p := range c.of.Points {
		out = append(out, Line{p, c.replies[p.ID]})
	}
	return out
}

// Record is a closing as it is kept.
type Record struct {
	At           time.Time      `json:"at"`
	Agent        candor.AgentID `json:"agent"`
	Reason       Reason         `json:"reason"`
	Complaint    bool           `json:"complaint,omitempty"`
	LastCustomer int64          `json:"last_customer"`
	Lines        []RecordLine   `json:"points,omitempty"`
	Dropped      []Point        `json:"dropped,omitempty"`
}

// RecordLine is one point of it.
type RecordLine struct {
	Point   candor.Text `json:"point"`
	How     How         `json:"how"`
	Answer  candor.Text `json:"answer,omitempty"`
	Message int64       `json:"message,omitempty"`
}

// Record gives the closing as it is kept.
func (c Closing) Record(by candor.AgentID, at time.Time) Record {
	r := Record{At: at, Agent: by, Reason: c.reason, Complaint: c.of.Complaint, LastCustomer: c.of.LastCustomer, Dropped: c.of.Dropped}
	if !c.Whole() {
		return r
	}
	for _, l := range c.Lines() {
		r.Lines = append(r.Lines, RecordLine{l.Point.Text, l.Reply.How, l.Reply.Words, l.Reply.Message})
	}
	return r
}

// Letter puts the answers to all points in one text for the customer: each point as it was asked, and what
// is said to it. Where a message answered it already, it begins with that message's words.
func (c Closing) Letter() candor.Text {
	var b strings.Builder
	for i, l := range c.Lines() {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(strconv.Itoa(i + 1))
		b.WriteString(". ")
		b.WriteString(strings.Join(strings.Fields(string(l.Point.Text)), " "))
		words := l.Reply.Words
		if words == "" {
			words = candor.Text(shorten(string(c.of.Said[l.Reply.Message])))
		}
		b.WriteString("\n→ ")
		b.WriteString(strings.TrimSpace(string(words)))
	}
	return candor.Text(b.String())
}
