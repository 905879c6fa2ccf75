package chat

import (
	"errors"
	"net/http"

	"candor"
	"candor/internal/web/view"
	"candor/turn"
)

// pickPage is what the customer reads before the assistant may read, with what they wrote and was
// not sent because of that.
type pickPage struct {
	Here    string
	Card    view.Card
	Draft   string
	Key     string // of the draft
	Problem string
}

// mustRead reports whether a failure means that a notice must be read first.
func mustRead(err error) bool {
	return errors.Is(err, candor.ErrConsentNeeded) || errors.Is(err, candor.ErrConsentStale)
}

// Pick answers GET /chat/{inbox}/assistant.
func (c *Chat) Pick(w http.ResponseWriter, r *http.Request) {
	if err := c.showPick(w, r, pickPage{}, nil); err != nil {
		c.fail(w, r, err)
	}
}

// showPick shows the notice, with what went wrong if anything did. What was written stays in the page
// and is sent with the choice.
func (c *Chat) showPick(w http.ResponseWriter, r *http.Request, p pickPage, cause error) error {
	inbox, err := c.inbox(r)
	if err != nil {
		return err
	}
	of, err := c.customer(r)
	if err != nil {
		return err
	}
	if p.Card, err = c.Cards.Card(r.Context(), of.Inbox, of.Language); err != nil {
		return err
	}
	p.Here = home(inbox)
	if p.Key == "" {
		p.Key = newKey()
	}
	status := http.StatusOK
	if cause != nil {
		status, p.Problem = c.Respond.Explain(w, r, cause)
	}
	c.Respond.PageIn(w, r, status, of.Language, "pick", page(p.Card.Notice.Title, p))
	return nil
}

// Assistant answers POST /chat/{inbox}/assistant: the customer picks the assistant, and what waited
// for that is sent.
func (c *Chat) Assistant(w http.ResponseWriter, r *http.Request) {
	c.choose(w, r, func(id candor.ConversationID) error {
		_, err := c.Desk.PickAssistant(r.Context(), id, r.PostForm.Get("notice"), candor.ViaPage)
		return err
	})
}

// Person answers POST /chat/{inbox}/person: a person, who also gets what waited for a choice.
func (c *Chat) Person(w http.ResponseWriter, r *http.Request) {
	c.choose(w, r, func(id candor.ConversationID) error {
		_, err := c.Desk.AskPerson(r.Context(), id, "page")
		return err
	})
}

// choose makes a choice and then sends what was kept in the form for it.
func (c *Chat) choose(w http.ResponseWriter, r *http.Request, do func(candor.ConversationID) error) {
	c.act(w, r, func(id candor.ConversationID) error {
		if err := do(id); err != nil {
			return err
		}
		words := r.PostForm.Get("text")
		if words == "" {
			return nil
		}
		_, err := c.Desk.Receive(r.Context(), id, turn.Incoming{Text: candor.Text(words), Key: sendKey(r, words)})
		return err
	})
}
