package chat

import (
	"net/http"

	"candor"
	"candor/internal/web/view"
)

// ownPage is a page beside the conversation: why, my data, the choice of the assistant.
type ownPage struct {
	Here         string
	Conversation view.Conversation
	Why          view.Why
	Card         view.Card
}

// beside reads the cookie's conversation for a page beside it.
func (c *Chat) beside(w http.ResponseWriter, r *http.Request) (ownPage, bool) {
	inbox, err := c.inbox(r)
	if err != nil {
		c.fail(w, r, err)
		return ownPage{}, false
	}
	p := ownPage{Here: home(inbox)}
	id, err := c.own(r)
	if err == nil {
		p.Conversation, err = c.Viewer.Conversation(r.Context(), id)
	}
	if err != nil {
		c.fail(w, r, err)
		return ownPage{}, false
	}
	return p, true
}

// Why answers GET /chat/{inbox}/why/{mid}.
func (c *Chat) Why(w http.ResponseWriter, r *http.Request) {
	p, ok := c.beside(w, r)
	if !ok {
		return
	}
	message := candor.MessageID(r.PathValue("mid"))
	if !message.Valid() {
		c.fail(w, r, candor.Fail(candor.CodeNotFound, "error.no_message", nil))
		return
	}
	why, err := c.Viewer.Why(r.Context(), p.Conversation.ID, message)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	p.Why = why
	c.Respond.PageIn(w, r, http.StatusOK, p.Conversation.Language, "why", page(why.Title, p))
}

// Data answers GET /chat/{inbox}/data: my data.
func (c *Chat) Data(w http.ResponseWriter, r *http.Request) {
	if p, ok := c.beside(w, r); ok {
		title := c.say(p.Conversation.Language, "data.title")
		c.Respond.PageIn(w, r, http.StatusOK, p.Conversation.Language, "data", page(title, p))
	}
}

// Pick answers GET /chat/{inbox}/assistant: what the customer reads before picking the assistant.
func (c *Chat) Pick(w http.ResponseWriter, r *http.Request) {
	p, ok := c.beside(w, r)
	if !ok {
		return
	}
	card, err := c.Cards.Card(r.Context(), p.Conversation.Inbox, p.Conversation.Language)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	p.Card = card
	c.Respond.PageIn(w, r, http.StatusOK, p.Conversation.Language, "pick", page(card.Notice.Title, p))
}

// Transcript answers GET /chat/{inbox}/transcript?format=text|html|json.
func (c *Chat) Transcript(w http.ResponseWriter, r *http.Request) {
	id, err := c.own(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	t, err := c.Viewer.Transcript(r.Context(), id)
	if err == nil {
		err = view.WriteTranscript(w, t, r.URL.Query().Get("format"))
	}
	if err != nil {
		c.fail(w, r, err)
	}
}
