package console

import (
	"net/http"
	"net/url"
	"path"
	"strings"

	"candor"
	"candor/internal/staff"
)

// most is the largest form that is read: the longest message, every byte of it percent-encoded.
const most = 3*4*candor.MaxText + 4096

var (
	errSignedOut = candor.Fail(candor.CodeSignIn, "staff.signed_out", nil)
	errNotYours  = candor.Fail(candor.CodeForbidden, "staff.not_allowed", nil)
)

// Allow lets a request through to next when its sender is signed in and may do p. Everybody else
// gets to the sign-in page, or is told what is missing; words that they had typed are given back.
func (c *Console) Allow(p staff.Permission, next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Accept-Language", language) // so that failures read as the rest of the console does
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Vary", "Cookie")
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, most)
		}
		r, err := c.o.Sessions.Read(r, isStream(r))
		if err != nil {
			c.fail(w, r, err)
			return
		}
		if p == staff.Public {
			next(w, r)
			return
		}
		a, ok := staff.Actor(r.Context())
		switch {
		case !ok:
			c.signedOut(w, r)
		case !staff.May(a, p):
			c.fail(w, r, errNotYours)
		default:
			next(w, r)
		}
	})
}

// signedOut sends to the sign-in page and remembers where to come back to.
func (c *Console) signedOut(w http.ResponseWriter, r *http.Request) {
	switch {
	case isStream(r) || wantsJSON(r):
		c.o.Respond.Fail(w, r, errSignedOut)
	case r.Method == http.MethodGet:
		to := "/console/sign-in"
		if r.URL.Path != "/console" {
			to += "?next=" + url.QueryEscape(r.URL.RequestURI())
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
	default:
		v := signInView{Problem: c.text("staff.signed_out"), Next: c.after(r)}
		switch { // their own words, given back and kept nowhere
		case strings.HasPrefix(r.URL.Path, "/console/c/"):
			v.Words = r.PostFormValue("text")
		case strings.HasPrefix(r.URL.Path, "/console/privacy"), strings.HasPrefix(r.URL.Path, "/console/knowledge"):
			v.Words = r.PostFormValue("words")
		}
		c.page(w, r, http.StatusUnauthorized, "console_sign_in", c.text("console.sign_in.title"), v)
	}
}

// after is where somebody whose form was refused goes on: the page that it was on.
func (c *Console) after(r *http.Request) string {
	a, signedIn := staff.Actor(r.Context())
	if strings.HasPrefix(r.URL.Path, "/console/privacy") && (!signedIn || staff.May(a, staff.SeePrivacy)) {
		if id := candor.RequestID(r.PathValue("id")); id.Valid() {
			return requestURL(id)
		}
		return "/console/privacy"
	}
	if strings.HasPrefix(r.URL.Path, "/console/knowledge") && (!signedIn || staff.May(a, staff.SeeKnowledge)) {
		if id, err := articleOf(r); err == nil {
			return articleURL(id)
		}
		return "/console/knowledge"
	}
	if id := candor.ConversationID(r.PathValue("id")); id.Valid() && (!signedIn || staff.May(a, staff.SeeConversations)) {
		return "/console/c/" + string(id)
	}
	return home(a)
}

// fail tells a failure in the form that the request asked for.
func (c *Console) fail(w http.ResponseWriter, r *http.Request, err error) {
	if wantsJSON(r) || isStream(r) {
		c.o.Respond.Fail(w, r, err)
		return
	}
	c.o.Respond.FailPage(w, r, err, c.after(r))
}

// wantsJSON reports whether a script of ours sent the request.
func wantsJSON(r *http.Request) bool { return r.Header.Get("Accept") == "application/json" }

func isStream(r *http.Request) bool { return r.Header.Get("Accept") == "text/event-stream" }

// actor gives the agent who asks; Allow has made sure that there is one.
func actor(r *http.Request) candor.Agent {
	a, _ := staff.Actor(r.Context())
	return a
}

// local gives a path within the console, or the queue: never another site's address.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.ContainsAny(next, "\\\r\n\t") ||
		path.Clean(u.Path) != u.Path || u.Path != "/console" && !strings.HasPrefix(u.Path, "/console/") || strings.HasPrefix(u.Path, "/console/sign-") {
		return "/console"
	}
	return u.RequestURI()
}

// Here answers GET /console/here: a script asks whether it is still signed in.
func (c *Console) Here(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }
