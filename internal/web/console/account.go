package console

import (
	"context"
	"net/http"

	"candor"
	"candor/internal/staff"
	"candor/internal/web/respond"
)

// accountView is the page on which an agent changes their own password.
type accountView struct {
	frameView
	Email    string
	Shortest int
	Often    []oftenView // how often a summary comes by e-mail; empty: the desk sends none
}

type oftenView struct {
	Key, Name string
	Chosen    bool
}

// Notices is what a member of staff hears of by e-mail.
type Notices interface {
	// Digest gives how often somebody gets a summary; SetDigest changes it. CodeInvalid: there is no such choice.
	Digest(ctx context.Context, id candor.AgentID) (string, error)
	SetDigest(ctx context.Context, id candor.AgentID, often string) error
	// Digests lists the choices.
	Digests() []string
}

// account shows the page, with what is wrong if something is.
func (c *Console) account(w http.ResponseWriter, r *http.Request, status int, problem string) {
	frame, err := c.beside(r, "account")
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := accountView{frameView: frame, Email: actor(r).Email, Shortest: staff.ShortestPassword}
	v.Problem = problem
	if c.o.Notices != nil {
		chosen, err := c.o.Notices.Digest(r.Context(), actor(r).ID)
		if err != nil {
			c.fail(w, r, err)
			return
		}
		for _, key := range c.o.Notices.Digests() {
			v.Often = append(v.Often, oftenView{key, c.text("console.notice.often." + key), key == chosen})
		}
	}
	c.page(w, r, status, "console_account", c.text("console.title.account"), v)
}

// Account answers GET /console/account.
func (c *Console) Account(w http.ResponseWriter, r *http.Request) {
	c.account(w, r, http.StatusOK, "")
}

// ChooseNotices answers POST /console/account/notices.
func (c *Console) ChooseNotices(w http.ResponseWriter, r *http.Request) {
	err := readForm(r)
	if err == nil && c.o.Notices == nil {
		err = candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err == nil {
		err = c.o.Notices.SetDigest(r.Context(), actor(r).ID, r.PostFormValue("digest"))
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, address("/console/account", "done", "notices"), http.StatusSeeOther)
}

// ChangePassword answers POST /console/account. All other sessions of the agent end; this one goes on.
func (c *Console) ChangePassword(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	a := actor(r)
	err := c.o.Team.ChangePassword(r.Context(), a, r.PostFormValue("old"), r.PostFormValue("new"))
	if err == nil {
		var fresh staff.Credential
		if fresh, err = c.o.Team.Credential(r.Context(), a.ID); err == nil {
			err = c.o.Sessions.Begin(w, r, fresh)
		}
	}
	switch code := candor.CodeOf(err); {
	case err == nil:
		http.Redirect(w, r, address("/console/account", "done", "password"), http.StatusSeeOther)
	case code == candor.CodeInternal:
		c.fail(w, r, err)
	default:
		retryAfter(w, err)
		c.account(w, r, respond.Status(code), c.o.Respond.Words(language, err))
	}
}
