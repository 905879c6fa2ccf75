package api

import (
	"errors"
	"net/http"

	"candor"
	"candor/internal/web/respond"
	"candor/internal/web/view"
	"candor/turn"
)

// Consents answers GET …/consents: every purpose with its notice in force, where the customer stands
// and what they did.
func (a *API) Consents(w http.ResponseWriter, r *http.Request) {
	a.choices(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		return a.Reader.Conversation(r.Context(), id)
	})
}

// Decide answers POST …/consents: one or several choices, all recorded or none. 403 consent_required
// for a yes without a notice, 409 consent_stale for a yes to one that is not in force; the notice in
// force goes with either.
func (a *API) Decide(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Choices []struct {
			Purpose candor.Purpose `json:"purpose"`
			Allow   bool           `json:"allow"`
			Notice  string         `json:"notice"`
		} `json:"choices"`
	}
	a.choices(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		if err := read(w, r, &in); err != nil {
			return candor.Conversation{}, err
		}
		x := turn.Choices{Via: respond.Via(r), GPC: respond.GPC(r)}
		for _, c := range in.Choices {
			x.Of = append(x.Of, turn.Choice{Purpose: c.Purpose, Allow: c.Allow, Notice: c.Notice})
		}
		return a.Desk.Decide(r.Context(), id, x)
	})
}

// TakeBack answers POST …/consents/withdraw: takes back what was allowed of the purposes, or all of
// it when none is named. It works at once.
func (a *API) TakeBack(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Purposes []candor.Purpose `json:"purposes"`
	}
	a.choices(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		if err := read(w, r, &in); err != nil {
			return candor.Conversation{}, err
		}
		if len(in.Purposes) == 0 {
			return a.Desk.WithdrawAll(r.Context(), id, respond.Via(r))
		}
		return a.Desk.Withdraw(r.Context(), id, respond.Via(r), in.Purposes...)
	})
}

// choices is a handler that does something about choices and shows them afterwards.
func (a *API) choices(w http.ResponseWriter, r *http.Request, do func(candor.ConversationID) (candor.Conversation, error)) {
	id, err := a.own(r)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	c, err := do(id)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	shown, err := a.Chooser.Of(r.Context(), c.Customer, c.Language)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, struct {
		view.Choices
		State candor.State `json:"conversation_state"` // a withdrawal may bring a person
	}{shown, c.State})
}

// Receipt answers GET …/receipts/{consent}: the signed receipt for one act, as a file to keep.
func (a *API) Receipt(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	c, err := a.Reader.Conversation(r.Context(), id)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	file, name, err := a.Chooser.Receipt(r.Context(), c.Customer, candor.ConsentID(r.PathValue("consent")))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	view.WriteReceipt(w, file, name)
}

// fail answers a failure; where a notice must be read first, that goes with it.
func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	if !errors.Is(err, candor.ErrConsentNeeded) && !errors.Is(err, candor.ErrConsentStale) {
		a.Respond.Fail(w, r, err)
		return
	}
	purpose := candor.Answers
	var e *candor.Error
	if errors.As(err, &e) && e.Args["purpose"] != "" {
		purpose = candor.Purpose(e.Args["purpose"])
	}
	var notice any
	if n := a.Chooser.Notice(purpose, a.Respond.Language(r)); n != nil {
		notice = n
	}
	a.Respond.FailWith(w, r, err, notice)
}
