package chat

import (
	"net/http"

	"candor"
	"candor/internal/web/respond"
	"candor/internal/web/view"
	"candor/turn"
)

// choicesPage is every purpose with its two buttons.
type choicesPage struct {
	Here    string
	Choices view.Choices
	Problem string
}

// Choices answers GET /chat/{inbox}/choices.
func (c *Chat) Choices(w http.ResponseWriter, r *http.Request) {
	if err := c.showChoices(w, r, nil); err != nil {
		c.fail(w, r, err)
	}
}

// Decide answers POST /chat/{inbox}/choices: a yes or a no to one purpose. When the notice changed in
// the meantime the page says so and shows the new one.
func (c *Chat) Decide(w http.ResponseWriter, r *http.Request) {
	c.decide(w, r, func(id candor.ConversationID) error {
		x := turn.Choices{Via: candor.ViaPage, GPC: respond.GPC(r), Of: []turn.Choice{{
			Purpose: candor.Purpose(r.PostForm.Get("purpose")), Allow: r.PostForm.Get("allow") == "yes", Notice: r.PostForm.Get("notice"),
		}}}
		_, err := c.Desk.Decide(r.Context(), id, x)
		return err
	})
}

// TakeBack answers POST /chat/{inbox}/choices/withdraw: everything that was allowed.
func (c *Chat) TakeBack(w http.ResponseWriter, r *http.Request) {
	c.decide(w, r, func(id candor.ConversationID) error {
		_, err := c.Desk.WithdrawAll(r.Context(), id, candor.ViaPage)
		return err
	})
}

func (c *Chat) decide(w http.ResponseWriter, r *http.Request, do func(candor.ConversationID) error) {
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
		err = do(id)
	}
	switch {
	case err == nil:
		http.Redirect(w, r, home(inbox)+"/choices", http.StatusSeeOther)
	case mustRead(err):
		if err := c.showChoices(w, r, err); err != nil {
			c.fail(w, r, err)
		}
	default:
		c.fail(w, r, err)
	}
}

// showChoices shows the page, with what went wrong if anything did.
func (c *Chat) showChoices(w http.ResponseWriter, r *http.Request, cause error) error {
	inbox, err := c.inbox(r)
	if err != nil {
		return err
	}
	of, err := c.customer(r)
	if err != nil {
		return err
	}
	p := choicesPage{Here: home(inbox)}
	if p.Choices, err = c.Chooser.Of(r.Context(), of.Customer, of.Language); err != nil {
		return err
	}
	status := http.StatusOK
	if cause != nil {
		status, p.Problem = c.Respond.Explain(w, r, cause)
	}
	c.Respond.PageIn(w, r, status, of.Language, "choices", page(c.say(of.Language, "data.choices_title"), p))
	return nil
}

// customer reads the cookie's conversation, to know whose choices they are.
func (c *Chat) customer(r *http.Request) (candor.Conversation, error) {
	id, err := c.own(r)
	if err != nil {
		return candor.Conversation{}, err
	}
	return c.Reader.Conversation(r.Context(), id)
}

// Receipt answers GET /chat/{inbox}/receipts/{consent}: the signed receipt for one act.
func (c *Chat) Receipt(w http.ResponseWriter, r *http.Request) {
	of, err := c.customer(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	file, name, err := c.Chooser.Receipt(r.Context(), of.Customer, candor.ConsentID(r.PathValue("consent")))
	if err != nil {
		c.fail(w, r, err)
		return
	}
	view.WriteReceipt(w, file, name)
}
