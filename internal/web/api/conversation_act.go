package api

import (
	"net/http"

	"candor"
	"candor/internal/web/respond"
)

// Person answers POST …/person: a person, whatever the state.
func (a *API) Person(w http.ResponseWriter, r *http.Request) {
	a.act(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		return a.Desk.AskPerson(r.Context(), id, "button")
	})
}

// Assistant answers POST …/assistant: the customer picks the assistant, having seen a notice.
func (a *API) Assistant(w http.ResponseWriter, r *http.Request) {
	a.act(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		var in struct {
			Notice string `json:"notice"`
		}
		if err := read(w, r, &in); err != nil {
			return candor.Conversation{}, err
		}
		return a.Desk.PickAssistant(r.Context(), id, in.Notice, respond.Via(r))
	})
}

// Withdraw answers POST …/withdraw: the assistant may not read any more.
func (a *API) Withdraw(w http.ResponseWriter, r *http.Request) {
	a.act(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		return a.Desk.Withdraw(r.Context(), id, respond.Via(r), candor.Answers)
	})
}

// Confirm answers POST …/confirm: that solved it.
func (a *API) Confirm(w http.ResponseWriter, r *http.Request) {
	a.act(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		return a.Desk.Confirm(r.Context(), id)
	})
}

// Rate answers POST …/messages/{mid}/rate: the customer's word on an answer, or null to take it back.
func (a *API) Rate(w http.ResponseWriter, r *http.Request) {
	a.act(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		var in struct {
			Helpful *bool `json:"helpful"`
		}
		if err := read(w, r, &in); err != nil {
			return candor.Conversation{}, err
		}
		message, err := messageOf(r)
		if err != nil {
			return candor.Conversation{}, err
		}
		word := candor.NoWord
		if in.Helpful != nil {
			word = candor.NotHelpful
			if *in.Helpful {
				word = candor.WasHelpful
			}
		}
		return a.Desk.Rate(r.Context(), id, message, word)
	})
}

// Read answers POST …/read: how far the customer's screen has shown.
func (a *API) Read(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	var in struct {
		Number int64 `json:"number"`
	}
	if err = read(w, r, &in); err == nil {
		err = a.Desk.Seen(r.Context(), id, candor.ByCustomer, in.Number)
	}
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Typing answers POST …/typing: the customer is typing. Nothing is stored.
func (a *API) Typing(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Presence.Types(id, candor.ByCustomer, "", a.Now())
	w.WriteHeader(http.StatusNoContent)
}

// messageOf gives the message named in the address. CodeNotFound when it cannot be one.
func messageOf(r *http.Request) (candor.MessageID, error) {
	id := candor.MessageID(r.PathValue("mid"))
	if !id.Valid() {
		return "", candor.Fail(candor.CodeNotFound, "error.no_message", nil)
	}
	return id, nil
}
