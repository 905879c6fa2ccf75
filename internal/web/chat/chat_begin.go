package chat

import (
	"net/http"

	"candor"
	"candor/internal/web/respond"
	"candor/turn"
)

// Begin answers POST /chat/{inbox}/begin: the customer's choice. It is what first sets the cookie.
func (c *Chat) Begin(w http.ResponseWriter, r *http.Request) {
	inbox, err := c.inbox(r)
	if err == nil {
		err = form(w, r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	begin := turn.Begin{
		Inbox: inbox, Language: c.Respond.Speak(r.PostForm.Get("language")), Notice: r.PostForm.Get("notice"),
		Key: sendKey(r, r.PostForm.Get("with")), Via: candor.ViaPage, GPC: respond.GPC(r),
	}
	switch r.PostForm.Get("with") {
	case "assistant":
		begin.With, begin.Allows = candor.CustomerPicksAssistant, true
	case "person":
		begin.With = candor.CustomerAsksPerson
	default:
		c.fail(w, r, candor.Fail(candor.CodeInvalid, "error.bad_request", nil))
		return
	}
	if err := c.Flow.Begin(r, inbox, begin.With); err != nil {
		c.beginAgain(w, r, inbox, err)
		return
	}
	begun, err := c.Desk.Begin(r.Context(), begin)
	if err != nil {
		c.beginAgain(w, r, inbox, err)
		return
	}
	c.keep(w, inbox, begun.ID)
	http.Redirect(w, r, home(inbox), http.StatusSeeOther)
}

// beginAgain shows the first screen again with what went wrong: the notice may have changed, or
// no person could take over.
func (c *Chat) beginAgain(w http.ResponseWriter, r *http.Request, inbox candor.InboxID, cause error) {
	status, words := c.Respond.Explain(w, r, cause)
	if err := c.showStart(w, r, inbox, startPage{Problem: words}, status); err != nil {
		c.fail(w, r, err)
	}
}
