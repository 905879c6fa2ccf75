package api

import (
	"net/http"

	"candor"
)

// Card answers GET /api/v1/inboxes/{inbox}/card: what the assistant is, before anything begins.
// It sets and reads no id and no cookie.
func (a *API) Card(w http.ResponseWriter, r *http.Request) {
	card, err := a.Cards.Card(r.Context(), candor.InboxID(r.PathValue("inbox")), a.Respond.Language(r))
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, card)
}
