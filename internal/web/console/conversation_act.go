package console

import (
	"context"
	"net/http"
	"time"

	"candor"
)

// act is one thing that an agent does to a conversation with a button.
type act func(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error)

// Take answers POST /console/c/{id}/take.
func (c *Console) Take(w http.ResponseWriter, r *http.Request) { c.do(w, r, "taken", c.o.Desk.Take) }

// Release answers POST /console/c/{id}/release.
func (c *Console) Release(w http.ResponseWriter, r *http.Request) {
	c.do(w, r, "released", c.o.Desk.Release)
}

// Offer answers POST /console/c/{id}/offer.
func (c *Console) Offer(w http.ResponseWriter, r *http.Request) {
	c.do(w, r, "offered", c.o.Desk.OfferAssistant)
}

// Snooze answers POST /console/c/{id}/snooze: until is "1h", or date and time in the desk's zone.
func (c *Console) Snooze(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	until, err := c.until(r.PostFormValue("until"))
	if err != nil {
		c.refuse(w, r, err, composeView{})
		return
	}
	c.do(w, r, "snoozed", func(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error) {
		return c.o.Desk.Snooze(ctx, id, a, until)
	})
}

func (c *Console) until(s string) (time.Time, error) {
	if s == "1h" {
		return c.o.Now().Add(time.Hour), nil
	}
	at, err := time.ParseInLocation(formMoment, s, c.o.Zone)
	if err != nil {
		return time.Time{}, candor.Fail(candor.CodeInvalid, "error.snooze_time", nil)
	}
	return at, nil
}

// do does it and shows the conversation as it is then, or why it was not done.
func (c *Console) do(w http.ResponseWriter, r *http.Request, done string, what act) {
	id, err := conversationOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err == nil {
		_, err = what(r.Context(), id, actor(r))
	}
	if err != nil {
		c.refuse(w, r, err, composeView{})
		return
	}
	http.Redirect(w, r, address("/console/c/"+string(id), "tab", tabAfter(done, r.PostFormValue("tab")), "done", done), http.StatusSeeOther)
}

// tabAfter is the list in which a conversation stands after an act: who takes one goes on with their own.
func tabAfter(done, tab string) string {
	if done == "taken" {
		return "mine"
	}
	return tabKey(tab)
}

// TakeNext answers POST /console/next: the first in the queue that this agent should take and that nobody else
// takes at the same moment.
func (c *Console) TakeNext(w http.ResponseWriter, r *http.Request) {
	waiting, err := c.toTake(r.Context(), actor(r))
	if err != nil {
		c.fail(w, r, err)
		return
	}
	waiting, err = c.mineToTake(r.Context(), waiting, actor(r))
	if err != nil {
		c.fail(w, r, err)
		return
	}
	for _, x := range waiting {
		_, err := c.o.Desk.Take(r.Context(), x.ID, actor(r))
		if code := candor.CodeOf(err); err != nil && (code == candor.CodeConflict || code == candor.CodeNotFound) {
			continue // somebody was first; the next one then
		}
		if err != nil {
			c.fail(w, r, err)
			return
		}
		http.Redirect(w, r, address("/console/c/"+string(x.ID), "tab", "mine", "done", "taken"), http.StatusSeeOther)
		return
	}
	http.Redirect(w, r, address("/console", "done", "nobody"), http.StatusSeeOther)
}

// refuse tells why something was not done, on the page of the conversation, with the typed words
// where they were. A failure that is not about the conversation gets a page of its own.
func (c *Console) refuse(w http.ResponseWriter, r *http.Request, err error, words composeView) {
	if wantsJSON(r) {
		c.o.Respond.Fail(w, r, err)
		return
	}
	id, idErr := conversationOf(r)
	code := candor.CodeOf(err)
	if idErr != nil || code == candor.CodeNotFound || code == candor.CodeInternal && words.Text+words.NoteText+words.AssignText == "" {
		c.fail(w, r, err)
		return
	}
	a := actor(r)
	t, pageErr := c.tabFor(r.Context(), a, r.PostFormValue("tab"))
	if pageErr != nil {
		c.fail(w, r, err)
		return
	}
	v, pageErr := c.openPage(r.Context(), id, a, t, 0)
	if pageErr != nil {
		c.fail(w, r, err)
		return
	}
	v.Problem = c.o.Respond.Words(language, err)
	compose := &v.Open.Compose
	compose.Text, compose.NoteText, compose.News = words.Text, words.NoteText, words.News
	if b := v.Open.Context.Beside; b != nil && words.AssignText+words.AssignTo != "" {
		b.Assign.NoteText, b.Assign.To, b.Assign.Problem = words.AssignText, words.AssignTo, v.Problem
		v.Problem = ""
	}
	if words.Key != "" {
		compose.Key = words.Key
	}
	if words.NoteKey != "" {
		compose.NoteKey = words.NoteKey
	}
	if words.Text+words.NoteText != "" {
		compose.Problem, v.Problem = v.Problem, ""
	}
	c.failed(r, err)
	c.page(w, r, statusOf(code), "console", c.titleOf(id), v)
}
