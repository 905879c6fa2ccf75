package candor

import (
	"log/slog"
	"time"
)

// Text is what somebody wrote. It prints as [redacted] in every log.
type Text string

// LogValue keeps words out of logs.
func (Text) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// MaxText is the longest message that is taken, in characters (code points).
const MaxText = 8000

// Author says who wrote a message; every screen, API answer and transcript shows it.
type Author string

const (
	ByCustomer  Author = "customer"
	ByAssistant Author = "assistant" // the AI
	ByAgent     Author = "agent"     // a human
	ByDesk      Author = "desk"      // fixed notices of the desk itself, no AI
)

// Kind says what a message is for.
type Kind string

const (
	Said   Kind = "said"   // words to or from the customer
	Notice Kind = "notice" // a fixed text of the desk or the assistant, named by Key
	Note   Kind = "note"   // between agents; a customer never sees it
)

// Message is one entry of a conversation. Number is its place, from 1, without gaps.
type Message struct {
	ID           MessageID
	Conversation ConversationID
	Number       int64
	Author       Author
	Agent        AgentID // set when Author is ByAgent
	Name         string  // first name shown to the customer; empty for customer and desk
	Kind         Kind
	Key          string // catalogue key of a fixed text; empty for free words
	Language     string
	Body         Text // exactly the words that were shown
	Citations    []Citation
	Confidence   float64 // of an assistant's answer, 0 to 1
	Verdict      VerdictID
	ClientKey    string // the sender's idempotency key, unique within the conversation; may be empty
	At           time.Time
	Helpful      Helpful // what the customer said of an assistant's answer
	Helped       bool    // a person's words that began as a draft that AI made
}

// Helpful is the customer's own word on an answer. The zero value is no word.
type Helpful int

const (
	NotHelpful Helpful = -1
	NoWord     Helpful = 0
	WasHelpful Helpful = 1
)

// Citation ties one quoted sentence to the stored passage it stands in.
type Citation struct {
	Article ArticleID `json:"article"`
	Passage PassageID `json:"passage"`
	Version int       `json:"version"` // of the article, from 1
	Title   string    `json:"title"`   // of the article
	Heading string    `json:"heading,omitempty"`
	Slug    string    `json:"slug"`
	Quote   string    `json:"quote"` // verbatim from the passage
}
