package chat

import (
	"context"
	"net/http"
	"time"

	"candor"
	"candor/internal/web/view"
	"candor/service"
)

// reachPage is every way to be reached, and what to take along.
type reachPage struct {
	Here         string
	Conversation view.Conversation
	Reach        view.Reach
	Problem      string
	Done         bool
	Link         string // a new way back, shown once
	LinkUntil    string // RFC 3339
	Phone        string // that could not be kept
	Mail         bool   // addresses can be proven here
	Sent         bool   // the receipt
}

// Reach answers GET /chat/{inbox}/reach.
func (c *Chat) Reach(w http.ResponseWriter, r *http.Request) {
	c.showReach(w, r, reachPage{Done: r.URL.Query().Get("done") == "1", Sent: r.URL.Query().Get("done") == "sent"}, nil)
}

// showReach shows the page with what went wrong, if anything did.
func (c *Chat) showReach(w http.ResponseWriter, r *http.Request, p reachPage, cause error) {
	of, err := c.customer(r)
	if err == nil {
		err = c.fillReach(r.Context(), of, &p)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	status := http.StatusOK
	if cause != nil {
		status, p.Problem = c.Respond.Explain(w, r, cause)
	}
	c.Respond.PageIn(w, r, status, of.Language, "reach", page(c.say(of.Language, "reach.title"), p))
}

func (c *Chat) fillReach(ctx context.Context, of candor.Conversation, p *reachPage) error {
	var err error
	p.Here, p.Mail = home(of.Inbox), c.Mine != nil
	if p.Conversation, err = c.Viewer.Of(ctx, of); err != nil {
		return err
	}
	p.Reach, err = c.Viewer.Reach(ctx, c.Ways, of)
	return err
}

// reach does one thing on the page and shows it again.
func (c *Chat) reach(w http.ResponseWriter, r *http.Request, do func(candor.Conversation) error) {
	of, err := c.customer(r)
	if err == nil {
		err = form(w, r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if err := do(of); err != nil {
		c.showReach(w, r, reachPage{Phone: r.PostForm.Get("phone")}, err)
		return
	}
	http.Redirect(w, r, home(of.Inbox)+"/reach?done=1", http.StatusSeeOther)
}

// ReachMail answers POST /chat/{inbox}/reach/mail: tell me by e-mail. An address that is not proven yet gets a link
// first, and nothing else is sent to it until it was followed.
func (c *Chat) ReachMail(w http.ResponseWriter, r *http.Request) {
	c.reach(w, r, func(of candor.Conversation) error {
		if r.PostForm.Get("off") != "" {
			return c.Ways.Tell(r.Context(), of.ID, false)
		}
		if email := r.PostForm.Get("email"); email != "" && c.Mine != nil {
			if err := c.Mine.GiveEmailFor(w, r, of, email); err != nil {
				return err
			}
		}
		return c.Ways.Tell(r.Context(), of.ID, true)
	})
}

// ReachCall answers POST /chat/{inbox}/reach/call: call me, or do not.
func (c *Chat) ReachCall(w http.ResponseWriter, r *http.Request) {
	c.reach(w, r, func(of candor.Conversation) error {
		if r.PostForm.Get("off") != "" {
			return c.Ways.TakeBackCall(r.Context(), of.ID)
		}
		from, err := time.Parse(time.RFC3339, r.PostForm.Get("from"))
		if err != nil {
			return service.ErrWindow
		}
		return c.Ways.Call(r.Context(), of, candor.Text(r.PostForm.Get("phone")), from)
	})
}

// ReachNeed answers POST /chat/{inbox}/reach/need: the customer needs help sooner.
func (c *Chat) ReachNeed(w http.ResponseWriter, r *http.Request) {
	c.reach(w, r, func(of candor.Conversation) error {
		_, err := c.Desk.Declare(r.Context(), of.ID)
		return err
	})
}

// ReachSupervisor answers POST /chat/{inbox}/reach/supervisor.
func (c *Chat) ReachSupervisor(w http.ResponseWriter, r *http.Request) {
	c.reach(w, r, func(of candor.Conversation) error {
		_, err := c.Desk.AskSupervisor(r.Context(), of.ID)
		return err
	})
}

// ReachLink answers POST /chat/{inbox}/reach/link. The link is shown now and never again.
func (c *Chat) ReachLink(w http.ResponseWriter, r *http.Request) {
	of, err := c.customer(r)
	if err == nil {
		err = form(w, r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	link, until, err := c.Ways.NewWayBack(r.Context(), of.ID)
	c.showReach(w, r, reachPage{Link: link, LinkUntil: until.Format(time.RFC3339)}, err)
}

// ReachReceipt answers POST /chat/{inbox}/reach/receipt: the receipt by e-mail.
func (c *Chat) ReachReceipt(w http.ResponseWriter, r *http.Request) {
	of, err := c.customer(r)
	if err == nil {
		err = form(w, r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	t, err := c.Viewer.Transcript(r.Context(), of.ID)
	if err == nil {
		_, err = c.Ways.Receipt(r.Context(), of, candor.Text(t.Plain()))
	}
	if err != nil {
		c.showReach(w, r, reachPage{}, err)
		return
	}
	http.Redirect(w, r, home(of.Inbox)+"/reach?done=sent", http.StatusSeeOther)
}
