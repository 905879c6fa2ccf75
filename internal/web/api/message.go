package api

import (
	"context"
	"net/http"
	"strconv"

	"candor"
	"candor/internal/web/view"
	"candor/turn"
)

// page is how many messages one answer holds at most.
const page = 200

// Send answers POST …/messages. With a key that was used before it gives the message of then.
func (a *API) Send(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	var in struct {
		Text candor.Text `json:"text"`
		Key  string      `json:"key"`
	}
	if err := read(w, r, &in); err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	err = a.Flow.Words(r, in.Text, func(ctx context.Context) (candor.Conversation, error) { return a.Reader.Conversation(ctx, id) })
	var m candor.Message
	if err == nil {
		m, err = a.Desk.Receive(r.Context(), id, turn.Incoming{Text: in.Text, Key: in.Key})
	}
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusCreated, view.MessageOf(a.Respond.Text, m.Language, a.Respond.Desk, m))
}

// Messages answers GET …/messages?after=N: those with a higher number, oldest first, up to 200.
func (a *API) Messages(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	after := int64(0)
	if given := r.URL.Query().Get("after"); given != "" {
		if after, err = strconv.ParseInt(given, 10, 64); err != nil || after < 0 {
			a.Respond.Fail(w, r, bad(err))
			return
		}
	}
	c, err := a.Reader.Conversation(r.Context(), id)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	found, err := a.Reader.Messages(r.Context(), candor.CustomerReads(), id, after, page, false)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, struct {
		Messages []view.Message `json:"messages"`
	}{view.Messages(a.Respond.Text, c.Language, a.Respond.Desk, found)})
}

// Why answers GET …/messages/{mid}/why: the decision behind a message in plain words.
func (a *API) Why(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	message, err := messageOf(r)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	why, err := a.Viewer.Why(r.Context(), id, message)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, why)
}
