package view

import (
	"encoding/json"
	"slices"
	"time"

	"candor"
	"candor/privacy/rights"
)

// OwnData is what is kept about a customer, at a glance: everything but the words.
type OwnData struct {
	Profile       Visitor    `json:"profile"`
	Conversations []OwnTalk  `json:"conversations"`
	Consents      []Given    `json:"consents"`
	Readings      []Look     `json:"readings"`
	Requests      []Request  `json:"requests"`
	Restricted    *time.Time `json:"restricted"` // since when data are only kept; null when they may be used
}

// Visitor is who a customer is.
type Visitor struct {
	Name     string     `json:"name,omitempty"`
	Email    string     `json:"email,omitempty"`
	Phone    string     `json:"phone,omitempty"`
	Address  string     `json:"address,omitempty"`
	Orders   []string   `json:"orders,omitempty"`
	Verified *time.Time `json:"verified"` // when they last proved who they are; null: never
}

// OwnTalk is one conversation without its words.
type OwnTalk struct {
	ID       candor.ConversationID `json:"id"`
	State    candor.State          `json:"state"`
	Messages int64                 `json:"messages"`
	Begun    time.Time             `json:"begun"`
	Changed  time.Time             `json:"changed"`
}

// Given is one act of allowing or not.
type Given struct {
	ID      candor.ConsentID `json:"id"`
	Purpose candor.Purpose   `json:"purpose"`
	Given   bool             `json:"given"`
	Digest  string           `json:"digest,omitempty"` // of the notice that was shown
	At      time.Time        `json:"at"`
}

// Look is one look at the customer's data.
type Look struct {
	Who     string         `json:"who"` // "assistant", "desk", "command" or "staff"
	Name    string         `json:"name,omitempty"`
	Purpose candor.Purpose `json:"purpose"`
	Basis   candor.Basis   `json:"basis"`
	What    string         `json:"what,omitempty"`
	At      time.Time      `json:"at"`
}

// Request is where a request about one's own data stands.
type Request struct {
	ID       candor.RequestID `json:"id"`
	Kind     rights.Kind      `json:"kind"`
	State    rights.State     `json:"state"`
	Reason   rights.Refusal   `json:"reason,omitempty"` // of a refusal, whole or in part
	Words    string           `json:"words,omitempty"`
	Received time.Time        `json:"received"`
	Closed   *time.Time       `json:"closed"`
}

// OwnDataOf shows an overview of one customer.
func OwnDataOf(o rights.Overview) OwnData {
	out := OwnData{
		Conversations: []OwnTalk{}, Consents: []Given{}, Readings: []Look{}, Requests: []Request{}, Restricted: moment(o.Restricted),
	}
	for _, p := range o.Profiles {
		out.Profile = Visitor{p.Name, p.Email, p.Phone, p.Address, p.Orders, moment(p.Verified)}
	}
	for _, c := range o.Conversations {
		out.Conversations = append(out.Conversations, OwnTalk{c.ID, c.State, c.Messages, c.Created.UTC(), c.Updated.UTC()})
	}
	for _, c := range o.Consents {
		out.Consents = append(out.Consents, Given{c.ID, c.Purpose, c.Given, c.Notice, c.At.UTC()})
	}
	for _, r := range o.Readings {
		who := r.Actor
		if !slices.Contains([]string{"assistant", "desk", "command", "vendor"}, who) {
			who = "staff"
		}
		out.Readings = append(out.Readings, Look{who, r.Name, r.Purpose, r.Basis, r.What, r.At.UTC()})
	}
	for _, r := range o.Requests {
		out.Requests = append(out.Requests, Request{r.ID, r.Kind, r.State, r.Reason, r.Words, r.Received.UTC(), moment(r.Closed)})
	}
	return out
}

// VisitorOf shows a profile.
func VisitorOf(p candor.Profile) Visitor {
	return Visitor{p.Name, p.Email, p.Phone, p.Address, p.Orders, moment(p.Verified)}
}

// RequestOf shows a request.
func RequestOf(r rights.Request) Request {
	return Request{r.ID, r.Kind, r.State, r.Answer.Reason, string(r.Answer.Words), r.Received.UTC(), moment(r.Closed)}
}

// Erasure is what an erasure came to.
type Erasure struct {
	Complete    bool            `json:"complete"`
	Request     Request         `json:"request"`
	Certificate json.RawMessage `json:"certificate"` // signed; keep it byte for byte
}

// ErasedOf shows it.
func ErasedOf(r rights.Request, c *rights.Certificate) Erasure {
	return Erasure{c.Complete(), RequestOf(r), c.Bytes()}
}

func moment(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	at = at.UTC()
	return &at
}
