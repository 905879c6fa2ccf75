package chat

import (
	"net/http"

	"candor"
	"candor/internal/web/view"
)

// ownPage is a page beside the conversation: why, my data.
type ownPage struct {
	Here         string
	Conversation view.Conversation
	Why          view.Why
	Mine         bool // there are pages about one's own data
}

// beside reads the cookie's conversation for a page beside it.
func (c *Chat) beside(w http.ResponseWriter, r *http.Request) (ownPage, bool) {
	inbox, err := c.inbox(r)
	if err != nil {
		c.fail(w, r, err)
		return ownPage{}, false
	}
	p := ownPage{Here: home(inbox), Mine: c.Mine != nil}
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

// OwnData answers POST /chat/{inbox}/mine: on to everything that is kept about the customer.
func (c *Chat) OwnData(w http.ResponseWriter, r *http.Request) {
	of, err := c.customer(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.Mine.Hosted(w, r, of)
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
