package view

import (
	"context"
	"strconv"
	"time"

	"candor"
	"candor/internal/web/port"
	"candor/internal/web/ui"
	"candor/policy"
)

// Conversation is a conversation as its customer sees it.
type Conversation struct {
	ID           candor.ConversationID `json:"id"`
	Case         string                `json:"case"` // the short name that people can read out; it opens nothing
	Inbox        candor.InboxID        `json:"inbox"`
	State        candor.State          `json:"state"`
	Language     string                `json:"language"`
	Dir          string                `json:"dir"`
	Messages     int64                 `json:"messages"` // number of the newest one, notes included
	WithPerson   bool                  `json:"with_person"`
	Offered      bool                  `json:"offered"` // an agent offered the assistant
	Allowed      bool                  `json:"allowed"` // the assistant may read
	Looking      bool                  `json:"looking"` // the assistant is at work on an answer
	AgentName    string                `json:"agent_name,omitempty"`
	Status       string                `json:"status"` // one sentence: who it is with and what comes next
	Waiting      *Waiting              `json:"waiting,omitempty"`
	Typing       Typing                `json:"typing"`
	AgentRead    int64                 `json:"agent_read"`
	CustomerRead int64                 `json:"customer_read"`
	LastCustomer int64                 `json:"last_customer"`
	Asked        *Asked                `json:"asked,omitempty"`   // what waits for the customer's yes or no
	Solved       *Solved               `json:"solved,omitempty"`  // the one question after something was solved
	ReadBy       string                `json:"read_by,omitempty"` // words under the customer's last message once it was read
}

// Waiting tells where in the queue a customer is.
type Waiting struct {
	Position   int        `json:"position"` // from 1
	Of         int        `json:"of"`
	Minutes    int        `json:"minutes,omitempty"` // expected; absent when nobody is on duty
	Measured   int        `json:"measured"`          // how many waits Minutes is worked out from; 0: it is a guess
	PromisedBy *time.Time `json:"promised_by,omitempty"`
	Since      time.Time  `json:"since"`
}

// Typing tells who is typing on the other side.
type Typing struct {
	Agent bool   `json:"agent"`
	Text  string `json:"text,omitempty"` // "Maya is writing"
}

// Viewer builds conversations. All fields but Expected, Asking and Solves are required.
type Viewer struct {
	Desk     string // name of the company
	Text     ui.Phrases
	Reader   port.Reader
	Service  port.Service
	Presence port.Presence
	Now      func() time.Time
	Expected Expected
	Asking   Asking // may be nil: nothing is asked
	Solves   Solves // may be nil: nobody is asked whether it is solved
}

// Expected gives the wait of somebody with so many ahead of them in the inbox's queue, while people
// are on duty.
type Expected func(ctx context.Context, inbox candor.InboxID, ahead int, now time.Time) (time.Duration, error)

// Conversation reads a conversation and shows it in its own language. ErrNoConversation when there is none.
func (v *Viewer) Conversation(ctx context.Context, id candor.ConversationID) (Conversation, error) {
	c, err := v.Reader.Conversation(ctx, id)
	if err != nil {
		return Conversation{}, err
	}
	return v.Of(ctx, c)
}

// Of shows a conversation that was read already.
func (v *Viewer) Of(ctx context.Context, c candor.Conversation) (Conversation, error) {
	consents, err := v.Reader.Consents(ctx, c.Customer)
	if err != nil {
		return Conversation{}, err
	}
	out := Conversation{
		ID: c.ID, Case: c.ID.CaseKey(), Inbox: c.Inbox, State: c.State, Language: v.Text.Match(c.Language), Dir: v.Text.Direction(c.Language),
		Messages: c.Messages, WithPerson: c.WithPerson, Offered: c.Offered, Allowed: consents.Allows(candor.Answers),
		Looking:   c.AssistantMaySpeak() && c.LastCustomer > c.LastAnswered,
		AgentRead: c.AgentRead, CustomerRead: c.CustomerRead, LastCustomer: c.LastCustomer,
	}
	if c.WithPerson && c.State != candor.Waiting {
		out.AgentName = c.AgentName
	}
	if c.State == candor.Waiting {
		if out.Waiting, err = v.waiting(ctx, c); err != nil {
			return Conversation{}, err
		}
	}
	if c.WithPerson {
		out.Typing = v.Typing(c.ID, c.Language)
	}
	if v.Asking != nil {
		if out.Asked, err = v.Asking.Asked(ctx, c); err != nil {
			return Conversation{}, err
		}
	}
	if out.Solved, err = v.solved(ctx, c); err != nil {
		return Conversation{}, err
	}
	out.Status = v.status(c, out)
	if out.AgentName != "" && c.LastCustomer > 0 && c.AgentRead >= c.LastCustomer {
		out.ReadBy, _ = v.Text.Phrase(c.Language, "chat.read", map[string]string{"name": out.AgentName})
	}
	return out, nil
}

func (v *Viewer) waiting(ctx context.Context, c candor.Conversation) (*Waiting, error) {
	ahead, all, err := v.Reader.Ahead(ctx, c)
	if err != nil {
		return nil, err
	}
	status, err := v.Service.Status(ctx, c.Inbox, v.Now())
	if err != nil {
		return nil, err
	}
	w := &Waiting{Position: ahead + 1, Of: max(all, ahead+1), Since: c.WaitingSince.UTC()}
	promised := c.PromisedBy
	if status.Staffed {
		wait, err := v.expected(ctx, c, status, w.Position)
		if err != nil {
			return nil, err
		}
		w.Minutes, w.Measured = minutes(wait), status.Measured
		return w, nil
	}
	switch {
	case v.missed(c):
		if promised, err = v.again(ctx, c); err != nil {
			return nil, err
		}
	case promised.IsZero():
		promised = status.NextOpen
	}
	if !promised.IsZero() {
		promised = promised.UTC()
		w.PromisedBy = &promised
	}
	return w, nil
}

// expected gives the wait at a place in the queue; where only that of a newcomer at its end is
// known, the share of it that goes with the place.
func (v *Viewer) expected(ctx context.Context, c candor.Conversation, s policy.Service, position int) (time.Duration, error) {
	if v.Expected != nil {
		return v.Expected(ctx, c.Inbox, position-1, v.Now())
	}
	return s.Wait * time.Duration(min(position, s.Waiting+1)) / time.Duration(s.Waiting+1), nil
}

// minutes rounds up; nobody is served in no time.
func minutes(wait time.Duration) int { return max(1, int((wait+time.Minute-1)/time.Minute)) }

// Typing tells whether an agent is typing now.
func (v *Viewer) Typing(id candor.ConversationID, language string) Typing {
	name, ok := v.Presence.Typing(id, candor.ByAgent, v.Now())
	if !ok {
		return Typing{}
	}
	text, _ := v.Text.Phrase(language, "chat.typing", map[string]string{"name": name})
	return Typing{Agent: true, Text: text}
}

// status is the one sentence above the conversation.
func (v *Viewer) status(c candor.Conversation, shown Conversation) string {
	say := func(key string, args map[string]string) string {
		text, _ := v.Text.Phrase(c.Language, key, args)
		return text
	}
	switch c.State {
	case candor.Assisting:
		return say("status.assisting", nil)
	case candor.Waiting:
		w, said := shown.Waiting, ""
		if v.missed(c) {
			said = say("status.missed", map[string]string{"promised_at": c.PromisedBy.Format(time.RFC3339)}) + " "
		}
		if w.Minutes > 0 {
			words := said + say("status.waiting", map[string]string{"position": strconv.Itoa(w.Position), "minutes": strconv.Itoa(w.Minutes)})
			if w.Measured == 0 {
				return words + " " + say("status.basis_guess", nil)
			}
			return words + " " + say("status.basis", map[string]string{"count": strconv.Itoa(w.Measured)})
		}
		if said != "" {
			return said + v.afterMiss(c.Language, w)
		}
		if w.PromisedBy != nil {
			return say("status.promised", map[string]string{
				"position": strconv.Itoa(w.Position), "next_at": w.PromisedBy.Format(time.RFC3339),
			})
		}
		return say("status.undated", map[string]string{"position": strconv.Itoa(w.Position)})
	case candor.Attended:
		if c.Offered {
			return say("status.offered", map[string]string{"name": c.AgentName})
		}
		if c.AgentName != "" {
			return say("status.attended", map[string]string{"name": c.AgentName})
		}
		return say("status.attended_unnamed", nil)
	case candor.Snoozed:
		return say("status.snoozed", map[string]string{"until_at": c.SnoozedUntil.Format(time.RFC3339)})
	}
	return say("status.resolved", nil)
}
