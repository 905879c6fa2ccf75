package chat

import (
	"context"
	"net/http"
	"strconv"

	"candor"
	"candor/turn"
)

// act runs one act on the cookie's conversation and goes back to it.
func (c *Chat) act(w http.ResponseWriter, r *http.Request, do func(candor.ConversationID) error) {
	inbox, err := c.inbox(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	id, err := c.own(r)
	if err == nil {
		err = form(w, r)
	}
	if err == nil {
		c.seen(r, id)
		err = do(id)
	}
	if mustRead(err) {
		err = c.showPick(w, r, pickPage{Draft: r.PostForm.Get("text"), Key: r.PostForm.Get("key")}, err)
		if err == nil {
			return
		}
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, home(inbox)+"#end", http.StatusSeeOther)
}

// seen notes what the form's page had shown: without JavaScript a page cannot tell by itself. That
// it cannot be noted is no reason to refuse what the customer does.
func (c *Chat) seen(r *http.Request, id candor.ConversationID) {
	if n, err := strconv.ParseInt(r.PostForm.Get("seen"), 10, 64); err == nil && n > 0 {
		if err := c.Desk.Seen(r.Context(), id, candor.ByCustomer, n); err != nil {
			c.Respond.Log.Warn("what a customer has read could not be noted", "error", err)
		}
	}
}

// Send answers POST /chat/{inbox}/messages. When the words cannot be taken they stay in the form; when
// a notice must be read first they stay in the page that shows it.
func (c *Chat) Send(w http.ResponseWriter, r *http.Request) {
	inbox, err := c.inbox(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	id, err := c.own(r)
	if err == nil {
		err = form(w, r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.seen(r, id)
	words := r.PostForm.Get("text")
	err = c.Flow.Words(r, candor.Text(words), func(ctx context.Context) (candor.Conversation, error) { return c.Reader.Conversation(ctx, id) })
	if err == nil {
		_, err = c.Desk.Receive(r.Context(), id, turn.Incoming{Text: candor.Text(words), Key: sendKey(r, words)})
	}
	if err == nil {
		http.Redirect(w, r, home(inbox)+"#end", http.StatusSeeOther)
		return
	}
	if mustRead(err) {
		if err := c.showPick(w, r, pickPage{Draft: words, Key: r.PostForm.Get("key")}, err); err != nil {
			c.fail(w, r, err)
		}
		return
	}
	status, problem := c.Respond.Explain(w, r, err)
	if err := c.showConversation(w, r, inbox, id, conversationPage{Draft: words, Problem: problem}, status); err != nil {
		c.fail(w, r, err)
	}
}

// Withdraw answers POST /chat/{inbox}/withdraw.
func (c *Chat) Withdraw(w http.ResponseWriter, r *http.Request) {
	c.act(w, r, func(id candor.ConversationID) error {
		_, err := c.Desk.Withdraw(r.Context(), id, candor.ViaPage, candor.Answers)
		return err
	})
}

// Confirm answers POST /chat/{inbox}/confirm.
func (c *Chat) Confirm(w http.ResponseWriter, r *http.Request) {
	c.act(w, r, func(id candor.ConversationID) error {
		_, err := c.Desk.Confirm(r.Context(), id)
		return err
	})
}

// Rate answers POST /chat/{inbox}/rate: yes, no, or anything else to take it back.
func (c *Chat) Rate(w http.ResponseWriter, r *http.Request) {
	c.act(w, r, func(id candor.ConversationID) error {
		word := map[string]candor.Helpful{"yes": candor.WasHelpful, "no": candor.NotHelpful}[r.PostForm.Get("helpful")]
		_, err := c.Desk.Rate(r.Context(), id, candor.MessageID(r.PostForm.Get("message")), word)
		return err
	})
}

// Read answers POST /chat/{inbox}/read, from the page's script.
func (c *Chat) Read(w http.ResponseWriter, r *http.Request) {
	id, err := c.own(r)
	if err == nil {
		err = form(w, r)
	}
	if err != nil {
		c.Respond.Fail(w, r, err)
		return
	}
	c.seen(r, id)
	w.WriteHeader(http.StatusNoContent)
}

// Typing answers POST /chat/{inbox}/typing, from the page's script. Nothing is stored.
func (c *Chat) Typing(w http.ResponseWriter, r *http.Request) {
	id, err := c.own(r)
	if err != nil {
		c.Respond.Fail(w, r, err)
		return
	}
	c.Presence.Types(id, candor.ByCustomer, "", c.Now())
	w.WriteHeader(http.StatusNoContent)
}

// Forget answers POST /chat/{inbox}/forget: this device can no longer open the conversation.
func (c *Chat) Forget(w http.ResponseWriter, r *http.Request) {
	inbox, err := c.inbox(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.forget(w, inbox)
	http.Redirect(w, r, home(inbox), http.StatusSeeOther)
}
