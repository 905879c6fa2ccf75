package client

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Card is what a customer is shown before the first click; only what a client needs of it.
type Card struct {
	Desk   string
	Notice struct{ Digest string }
}

// Card asks for the capability card.
func (d *Desk) Card(ctx context.Context) (Card, error) {
	var c Card
	err := d.call(ctx, http.MethodGet, "/api/v1/inboxes/"+d.o.Inbox+"/card?lang="+d.o.Language, "", nil, &c)
	return c, err
}

// Opening is a customer's first act.
type Opening struct {
	Assistant bool   // else a person
	Notice    string // digest of the notice on the card; needed for the assistant
	Text      string // first message; may be empty
	Key       string
}

// Customer is one customer in one conversation.
type Customer struct {
	ID    string // of the conversation
	desk  *Desk
	token string
}

// Begin opens a conversation. The same key opens the same one.
func (d *Desk) Begin(ctx context.Context, o Opening) (*Customer, error) {
	body := struct {
		Inbox    string `json:"inbox"`
		With     string `json:"with"`
		Language string `json:"language"`
		Allows   bool   `json:"allows"`
		Notice   string `json:"notice"`
		Text     string `json:"text,omitempty"`
		Key      string `json:"key"`
	}{d.o.Inbox, "person", d.o.Language, false, "", o.Text, o.Key}
	if o.Assistant {
		body.With, body.Allows, body.Notice = "assistant", true, o.Notice
	}
	var out struct {
		Conversation struct{ ID string }
		Token        string
	}
	if err := d.call(ctx, http.MethodPost, "/api/v1/conversations", "", body, &out); err != nil {
		return nil, err
	}
	if out.Conversation.ID == "" || out.Token == "" {
		return nil, fmt.Errorf("client: a conversation was begun without an id or a token")
	}
	return &Customer{ID: out.Conversation.ID, desk: d, token: out.Token}, nil
}

// Message is one entry of a conversation as the customer sees it.
type Message struct {
	ID        string
	Number    int64
	Author    string // customer, assistant, agent, desk
	Kind      string // said, notice
	Key       string // catalogue key of a fixed text
	Text      string
	At        time.Time
	Citations []struct{ Title, Quote string }
}

// Post says something. The same key says it once.
func (c *Customer) Post(ctx context.Context, text, key string) (Message, error) {
	body := struct {
		Text string `json:"text"`
		Key  string `json:"key"`
	}{text, key}
	var m Message
	err := c.desk.call(ctx, http.MethodPost, c.path("/messages"), c.token, body, &m)
	return m, err
}

// AskPerson asks for a person.
func (c *Customer) AskPerson(ctx context.Context) error {
	return c.desk.call(ctx, http.MethodPost, c.path("/person"), c.token, struct{}{}, nil)
}

// View is a conversation without its messages.
type View struct {
	ID         string
	State      string
	Messages   int64
	WithPerson bool `json:"with_person"`
}

// View gives the conversation as it is now, and the sequence number to listen from.
func (c *Customer) View(ctx context.Context) (View, int64, error) {
	var out struct {
		Conversation View
		Seq          int64
	}
	err := c.desk.call(ctx, http.MethodGet, c.path(""), c.token, nil, &out)
	return out.Conversation, out.Seq, err
}

// Messages gives all messages after a number, oldest first.
func (c *Customer) Messages(ctx context.Context, after int64) ([]Message, error) {
	var all []Message
	for {
		var out struct{ Messages []Message }
		path := c.path("/messages?after=" + strconv.FormatInt(after, 10))
		if err := c.desk.call(ctx, http.MethodGet, path, c.token, nil, &out); err != nil {
			return all, err
		}
		if len(out.Messages) == 0 {
			return all, nil
		}
		all = append(all, out.Messages...)
		last := out.Messages[len(out.Messages)-1].Number
		if last <= after {
			return all, fmt.Errorf("client: messages after %d end at %d", after, last)
		}
		after = last
	}
}

// Listen opens the customer's live events. After is the id of the last event that was heard. When it
// is empty Listen returns once the desk has told the conversation as it stands, so that whatever
// happens later is heard.
func (c *Customer) Listen(ctx context.Context, after string, from Source) (*Stream, error) {
	s, err := c.desk.listen(ctx, c.path("/events"), http.Header{"Authorization": {"Bearer " + c.token}}, after, from)
	if err != nil || after != "" {
		return s, err
	}
	if err := s.await("conversation", c.desk.o.Patience); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (c *Customer) path(rest string) string { return "/api/v1/conversations/" + c.ID + rest }
