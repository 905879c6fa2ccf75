package chat

import (
	"embed"
	"net/http"
	"time"

	"candor"
	"candor/internal/web/access"
	"candor/internal/web/flow"
	"candor/internal/web/live"
	"candor/internal/web/port"
	"candor/internal/web/respond"
	"candor/internal/web/ui"
	"candor/internal/web/view"
	"candor/turn"
)

// Files are the pages and static files of this area.
//
//go:embed templates/*.html static/*
var Files embed.FS

// OwnData opens the pages about one's own data for whoever holds a conversation.
type OwnData interface {
	Hosted(w http.ResponseWriter, r *http.Request, c candor.Conversation)
	// GiveEmailFor keeps a customer's address and sends a link with which they show that it is theirs.
	GiveEmailFor(w http.ResponseWriter, r *http.Request, c candor.Conversation, email string) error
}

// Chat answers requests. All fields but Mine, Ways, Flow and Secure are required.
type Chat struct {
	Desk     *turn.Desk
	Reader   port.Reader
	Presence port.Presence
	Viewer   *view.Viewer
	Chooser  *view.Chooser
	Cards    *view.Cards
	Passes   *access.Passes
	Streams  *live.Streams
	Respond  *respond.Responder
	Mine     OwnData    // may be nil: nobody can look at their own data here
	Ways     port.Reach // may be nil: nobody can be reached but here
	Flow     *flow.Gate // may be nil: nothing is counted
	Now      func() time.Time
	Secure   bool // the desk is reached by https: cookies go no other way
}

// cookie is the name of the one cookie. Its path is the inbox, so each has its own.
const cookie = "candor_chat"

func home(inbox candor.InboxID) string { return "/chat/" + string(inbox) }

// inbox gives the inbox named in the address. CodeNotFound "error.no_inbox".
func (c *Chat) inbox(r *http.Request) (candor.InboxID, error) {
	id := candor.InboxID(r.PathValue("inbox"))
	return id, c.Cards.Known(id)
}

// own gives the conversation that the cookie opens. ErrNoConversation when there is none.
func (c *Chat) own(r *http.Request) (candor.ConversationID, error) {
	pass, err := r.Cookie(cookie)
	if err != nil {
		return "", candor.ErrNoConversation
	}
	return c.Passes.Check(pass.Value)
}

func (c *Chat) keep(w http.ResponseWriter, inbox candor.InboxID, id candor.ConversationID) {
	http.SetCookie(w, &http.Cookie{
		Name: cookie, Value: c.Passes.Issue(id), Path: home(inbox), MaxAge: 30 * 24 * 3600,
		HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteLaxMode,
	})
}

func (c *Chat) forget(w http.ResponseWriter, inbox candor.InboxID) {
	http.SetCookie(w, &http.Cookie{
		Name: cookie, Path: home(inbox), MaxAge: -1, HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// page gives the frame of a page of this area.
func page(title string, of any) ui.View {
	return ui.View{Title: title, Area: "chat", Styles: []string{"chat.css"}, Page: of}
}

// say gives a text of the catalogue.
func (c *Chat) say(language, key string) string {
	text, _ := c.Respond.Text.Phrase(language, key, nil)
	return text
}

// fail shows what went wrong, with the way back to the chat.
func (c *Chat) fail(w http.ResponseWriter, r *http.Request, err error) {
	back := ""
	if inbox, known := c.inbox(r); known == nil {
		back = home(inbox)
	}
	c.Respond.FailPage(w, r, err, back)
}
