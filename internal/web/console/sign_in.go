package console

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"candor"
	"candor/internal/staff"
	"candor/internal/web/respond"
)

// signInView is the sign-in page.
type signInView struct {
	Email, Next, Problem string
	Words                string // what was typed into a form that came too late
	Done                 string // what just happened, in words
}

// SignInPage answers GET /console/sign-in.
func (c *Console) SignInPage(w http.ResponseWriter, r *http.Request) {
	next := local(r.URL.Query().Get("next"))
	if a, ok := staff.Actor(r.Context()); ok {
		http.Redirect(w, r, begins(a, next), http.StatusSeeOther)
		return
	}
	v := signInView{Next: next}
	if r.URL.Query().Get("done") == "out" {
		v.Done = c.text("console.sign_in.out")
	}
	c.page(w, r, http.StatusOK, "console_sign_in", c.text("console.sign_in.title"), v)
}

// SignIn answers POST /console/sign-in.
func (c *Console) SignIn(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	email, next := strings.TrimSpace(r.PostFormValue("email")), local(r.PostFormValue("next"))
	credential, err := c.o.Team.SignIn(r.Context(), email, r.PostFormValue("password"), c.o.Address(r))
	if err == nil {
		err = c.o.Sessions.Begin(w, r, credential)
	}
	switch code := candor.CodeOf(err); {
	case err == nil:
		http.Redirect(w, r, begins(credential.Agent, next), http.StatusSeeOther)
	case code == candor.CodeInternal:
		c.fail(w, r, err)
	default:
		retryAfter(w, err)
		c.page(w, r, respond.Status(code), "console_sign_in", c.text("console.sign_in.title"), signInView{
			Email: email, Next: next, Problem: c.o.Respond.Words(language, err),
		})
	}
}

// begins is where somebody goes on who signed in: to the page they came for, or to their own first one.
func begins(a candor.Agent, next string) string {
	if next == "/console" {
		return home(a)
	}
	return next
}

// retryAfter tells programs what the page tells people: how long to wait.
func retryAfter(w http.ResponseWriter, err error) {
	var e *candor.Error
	if !errors.As(err, &e) || e.Code != candor.CodeTooMany {
		return
	}
	seconds := e.Args["seconds"]
	if minutes, err := strconv.Atoi(e.Args["minutes"]); err == nil {
		seconds = strconv.Itoa(60 * minutes)
	}
	w.Header().Set("Retry-After", seconds)
}

// SignOut answers POST /console/sign-out.
func (c *Console) SignOut(w http.ResponseWriter, r *http.Request) {
	if err := c.o.Sessions.End(w, r); err != nil {
		c.fail(w, r, err)
		return
	}
	c.leave(actor(r))
	if err := c.o.Team.SignedOut(r.Context(), actor(r).ID); err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/console/sign-in?done=out", http.StatusSeeOther)
}
