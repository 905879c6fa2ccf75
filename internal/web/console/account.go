package console

import (
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
	c.page(w, r, status, "console_account", c.text("console.title.account"), v)
}

// Account answers GET /console/account.
func (c *Console) Account(w http.ResponseWriter, r *http.Request) {
	c.account(w, r, http.StatusOK, "")
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
