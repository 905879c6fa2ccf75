package api

import (
	"net/http"

	"candor"
	"candor/internal/web/respond"
	"candor/internal/web/view"
	"candor/turn"
)

// shortestBegin is the least length of a key that begins a conversation. Whoever sends the same
// key gets the same conversation and its pass, so the key must not be guessable.
const shortestBegin = 16

type beginBody struct {
	Inbox    candor.InboxID `json:"inbox"`
	With     string         `json:"with"` // "assistant" or "person"
	Language string         `json:"language"`
	Allows   bool           `json:"allows"`
	Notice   string         `json:"notice"`
	Text     candor.Text    `json:"text"`
	Key      string         `json:"key"`
	Identity string         `json:"identity"` // token of the embedding site; may be empty
}

type begunBody struct {
	Conversation view.Conversation `json:"conversation"`
	Token        string            `json:"token"`
	GPC          bool              `json:"gpc,omitempty"` // Global Privacy Control was taken as an objection
	Identity     *identified       `json:"identity,omitempty"`
}

// Begin answers POST /api/v1/conversations.
func (a *API) Begin(w http.ResponseWriter, r *http.Request) {
	var in beginBody
	if err := read(w, r, &in); err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	begin, err := a.begin(in)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	if err := a.Flow.Begin(r, begin.Inbox, begin.With); err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	begin.Via, begin.GPC = respond.Via(r), respond.GPC(r)
	c, err := a.Desk.Begin(r.Context(), begin)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	who := a.identify(r, c, in.Identity)
	shown, err := a.Viewer.Of(r.Context(), c)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusCreated, begunBody{shown, a.Passes.Issue(c.ID), begin.GPC, who})
}

func (a *API) begin(in beginBody) (turn.Begin, error) {
	if err := a.Cards.Known(in.Inbox); err != nil {
		return turn.Begin{}, err
	}
	if len(in.Key) < shortestBegin {
		return turn.Begin{}, candor.Fail(candor.CodeInvalid, "error.bad_key", nil)
	}
	b := turn.Begin{
		Inbox: in.Inbox, Language: a.Respond.Speak(in.Language), Allows: in.Allows, Notice: in.Notice, Text: in.Text, Key: in.Key,
	}
	switch in.With {
	case "assistant":
		b.With = candor.CustomerPicksAssistant
	case "person":
		b.With = candor.CustomerAsksPerson
	default:
		return turn.Begin{}, bad(nil)
	}
	return b, nil
}
