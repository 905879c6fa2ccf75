package api

import (
	"net/http"
)

// View answers GET /api/v1/conversations/{id}. Its seq is read first, so that a stream resumed
// from it misses nothing that the view does not hold.
func (a *API) View(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	seq, err := a.Reader.LastSeq(r.Context())
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	shown, err := a.Viewer.Conversation(r.Context(), id)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	a.Respond.JSON(w, http.StatusOK, conversationBody{shown, &seq})
}
