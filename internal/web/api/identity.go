package api

import (
	"errors"
	"net/http"

	"candor"
	"candor/internal/web/view"
)

// Identity answers POST …/identity: the embedding site says who its visitor is, by a token that it
// signed. The token works once.
func (a *API) Identity(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Token string `json:"token"`
	}
	id, err := a.own(r)
	if err == nil {
		err = read(w, r, &in)
	}
	var c candor.Conversation
	if err == nil {
		c, err = a.Reader.Conversation(r.Context(), id)
	}
	var p candor.Profile
	if err == nil {
		p, err = a.Office.Visitor(r.Context(), c.Inbox, in.Token, c.Customer)
	}
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, view.VisitorOf(p))
}

// identified is what became of the token that came with a begin. A token that is not taken keeps nobody
// from being helped; the site reads why.
type identified struct {
	Verified bool   `json:"verified"`
	Key      string `json:"key,omitempty"`     // of the failure
	Message  string `json:"message,omitempty"` // in words
}

// identify takes the token that came with a begin, nil when none did.
func (a *API) identify(r *http.Request, c candor.Conversation, token string) *identified {
	if token == "" || a.Office == nil {
		return nil
	}
	_, err := a.Office.Visitor(r.Context(), c.Inbox, token, c.Customer)
	if err == nil {
		return &identified{Verified: true}
	}
	out := &identified{Key: "error.internal", Message: a.Respond.Words(a.Respond.Language(r), err)}
	var e *candor.Error
	if errors.As(err, &e) {
		out.Key = e.Key
	}
	if out.Key == "error.internal" {
		a.Respond.Log.Error("who a visitor is could not be noted", "error", err)
	}
	return out
}
