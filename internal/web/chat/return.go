package chat

import (
	"net/http"
	"strings"

	"candor"
)

// returnPage asks for one click: a link or the widget led here, and nothing is opened by that alone.
type returnPage struct {
	Action string
	Pass   string // of the widget; empty: a link
}

// Return answers GET /return, where a link back leads. It uses nothing up: mail scanners follow links too.
func (c *Chat) Return(w http.ResponseWriter, r *http.Request) {
	language := c.Respond.Language(r)
	v := page(c.say(language, "reach.return_title"), returnPage{Action: "/return"})
	v.Scripts = []string{"link.js"}
	c.Respond.PageIn(w, r, http.StatusOK, language, "return", v)
}

// OpenReturn answers POST /return: this device can open the conversation from now on.
func (c *Chat) OpenReturn(w http.ResponseWriter, r *http.Request) {
	err := form(w, r)
	var of candor.Conversation
	if err == nil {
		of, err = c.Ways.Open(r.Context(), secretOf(r.PostForm.Get("link")))
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.keep(w, of.Inbox, of.ID)
	http.Redirect(w, r, home(of.Inbox)+"#end", http.StatusSeeOther)
}

// Arrive answers POST /chat/{inbox}/arrive: the widget's form, which opens here in a tab of its own with the pass of
// its conversation. It comes from another site, so it opens nothing yet: it asks for one click on a page of ours.
func (c *Chat) Arrive(w http.ResponseWriter, r *http.Request) {
	of, err := c.passed(w, r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := page(c.say(of.Language, "reach.return_title"), returnPage{Action: home(of.Inbox) + "/open", Pass: r.PostForm.Get("pass")})
	c.Respond.PageIn(w, r, http.StatusOK, of.Language, "return", v)
}

// OpenArrived answers POST /chat/{inbox}/open: that click.
func (c *Chat) OpenArrived(w http.ResponseWriter, r *http.Request) {
	of, err := c.passed(w, r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.keep(w, of.Inbox, of.ID)
	http.Redirect(w, r, home(of.Inbox)+"/reach", http.StatusSeeOther)
}

// passed gives the conversation that the form's pass opens, in the inbox of the address.
func (c *Chat) passed(w http.ResponseWriter, r *http.Request) (candor.Conversation, error) {
	inbox, err := c.inbox(r)
	if err == nil {
		err = form(w, r)
	}
	if err != nil {
		return candor.Conversation{}, err
	}
	id, err := c.Passes.Check(r.PostForm.Get("pass"))
	if err != nil {
		return candor.Conversation{}, err
	}
	of, err := c.Reader.Conversation(r.Context(), id)
	if err == nil && of.Inbox != inbox {
		err = candor.ErrNoConversation
	}
	return of, err
}

// secretOf takes the secret out of what was pasted: the whole link, or its end.
func secretOf(pasted string) string {
	return strings.TrimSpace(pasted[strings.LastIndexByte(pasted, '#')+1:])
}
