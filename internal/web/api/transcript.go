package api

import (
	"net/http"

	"candor/internal/web/view"
)

// Transcript answers GET …/transcript?format=text|html|json: a copy to keep.
func (a *API) Transcript(w http.ResponseWriter, r *http.Request) {
	id, err := a.own(r)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	t, err := a.Viewer.Transcript(r.Context(), id)
	if err != nil {
		a.Respond.Fail(w, r, err)
		return
	}
	if err := view.WriteTranscript(w, t, r.URL.Query().Get("format")); err != nil {
		a.Respond.Fail(w, r, err)
	}
}
