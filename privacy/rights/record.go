package rights

import (
	"time"

	"candor"
)

// Record is one line of an export. The types of this file are all there are.
type Record interface{ section() section }

// Profile is what the desk knows of who a customer is.
type Profile struct {
	Customer   candor.CustomerID `json:"customer"`
	Name       string            `json:"name,omitempty"`
	Email      string            `json:"email,omitempty"`
	Phone      string            `json:"phone,omitempty"`
	Address    string            `json:"address,omitempty"`
	Orders     []string          `json:"orders,omitempty"`
	Language   string            `json:"language,omitempty"` // BCP 47
	Verified   time.Time         `json:"verified,omitzero"`  // when they last proved who they are
	Restricted time.Time         `json:"restricted,omitzero"`
	Created    time.Time         `json:"created,omitzero"`
}

// Conversation is one matter without its words.
type Conversation struct {
	ID       candor.ConversationID `json:"id"`
	Customer candor.CustomerID     `json:"customer"`
	Inbox    candor.InboxID        `json:"inbox"`
	State    candor.State          `json:"state"`
	Language string                `json:"language"`
	Messages int64                 `json:"messages"` // how many there are
	Person   string                `json:"person,omitempty"`
	Reason   string                `json:"reason,omitempty"` // key: why a person was needed
	Created  time.Time             `json:"created"`
	Updated  time.Time             `json:"updated"`
}

// Message is one entry of a conversation, with exactly the words that were shown.
type Message struct {
	ID           candor.MessageID      `json:"id"`
	Conversation candor.ConversationID `json:"conversation"`
	Number       int64                 `json:"number"` // its place, from 1
	Author       candor.Author         `json:"author"`
	Name         string                `json:"name,omitempty"` // first name shown beside it
	Kind         candor.Kind           `json:"kind"`
	Key          string                `json:"key,omitempty"` // of a fixed text
	Language     string                `json:"language,omitempty"`
	Body         string                `json:"body"`
	Statement    string                `json:"statement,omitempty"` // the person's own correction beside it
	Citations    []candor.Citation     `json:"citations,omitempty"`
	Confidence   float64               `json:"confidence,omitempty"` // of an assistant's answer, 0 to 1
	Decision     candor.VerdictID      `json:"decision,omitempty"`   // why it could be said
	Helpful      candor.Helpful        `json:"helpful,omitempty"`
	Helped       bool                  `json:"helped,omitempty"` // a person's words that began as a draft that AI made
	At           time.Time             `json:"at"`
}

// Decision is one run of gates: what the program decided about a message or a reply, and why
// (GDPR Art. 15(1)(h)). In another desk it is history: nothing is decided by it again.
type Decision struct {
	ID           candor.VerdictID      `json:"id"`
	Conversation candor.ConversationID `json:"conversation"`
	Stage        string                `json:"stage"`  // "route": who should handle it; "say": may it be said
	Action       string                `json:"action"` // what followed
	Reason       string                `json:"reason"` // key
	Words        string                `json:"words"`  // the reason as people say it
	Rule         string                `json:"rule,omitempty"`
	Policy       string                `json:"policy,omitempty"` // version in force
	Model        string                `json:"model,omitempty"`
	Confidence   float64               `json:"confidence,omitempty"`
	Sources      []candor.Citation     `json:"sources,omitempty"`
	Gates        []GateResult          `json:"gates"`
	At           time.Time             `json:"at"`
}

// GateResult is what one gate said, in order.
type GateResult struct {
	Gate   string `json:"gate"`
	Action string `json:"action"`
	Reason string `json:"reason,omitempty"` // key
	Words  string `json:"words,omitempty"`
	Rule   string `json:"rule,omitempty"`
}

// Consent is one act of allowing, refusing or withdrawing, with exactly what was shown.
type Consent struct {
	ID       candor.ConsentID  `json:"id"`
	Customer candor.CustomerID `json:"customer"`
	Purpose  candor.Purpose    `json:"purpose"`
	Given    bool              `json:"given"`
	Notice   string            `json:"notice"`      // digest
	Text     string            `json:"notice_text"` // every word of the notice
	Language string            `json:"language"`
	Via      string            `json:"via,omitempty"`
	At       time.Time         `json:"at"`
}

// Reading is one look at the person's data: who, when, why.
type Reading struct {
	Actor        string                `json:"actor"`          // as the ledger names them
	Name         string                `json:"name,omitempty"` // first name of a member of staff
	Purpose      candor.Purpose        `json:"purpose"`
	Basis        candor.Basis          `json:"basis"`
	Conversation candor.ConversationID `json:"conversation,omitempty"`
	What         string                `json:"what,omitempty"` // "conversation", "profile", "search" …
	At           time.Time             `json:"at"`
}

// Asked is an earlier request about the person's own data.
type Asked struct {
	ID       candor.RequestID `json:"id"`
	Kind     Kind             `json:"kind"`
	Regime   Regime           `json:"regime"`
	State    State            `json:"state"`
	Reason   Refusal          `json:"reason,omitempty"` // of a refusal
	Words    string           `json:"words,omitempty"`
	Received time.Time        `json:"received"`
	Closed   time.Time        `json:"closed,omitzero"`
}

// Entry is one entry of the ledger that concerns the person, as it was recorded. In another desk it
// is history that can be checked against the first desk's checkpoints, never part of a live ledger.
type Entry struct {
	Seq    int64     `json:"seq"`
	Kind   string    `json:"kind"`
	Record string    `json:"record"` // the exact bytes in the tree
	At     time.Time `json:"at"`
}

// Attachment describes one file.
type Attachment struct {
	ID           string                `json:"id"` // letters, digits, hyphen and underscore, up to 64; unique
	Conversation candor.ConversationID `json:"conversation"`
	Message      candor.MessageID      `json:"message"`
	Name         string                `json:"name"` // as it was sent
	MediaType    string                `json:"media_type"`
	Size         int64                 `json:"size"` // bytes; set by the archive
	Path         string                `json:"path"` // in the archive; set by the archive
	At           time.Time             `json:"at"`
}

func (Profile) section() section      { return sectionProfiles }
func (Conversation) section() section { return sectionConversations }
func (Message) section() section      { return sectionMessages }
func (Decision) section() section     { return sectionDecisions }
func (Consent) section() section      { return sectionConsents }
func (Reading) section() section      { return sectionReads }
func (Asked) section() section        { return sectionRequests }
func (Entry) section() section        { return sectionLedger }
func (Attachment) section() section   { return sectionAttachments }
