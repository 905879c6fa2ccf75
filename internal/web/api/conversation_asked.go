package api

import (
	"net/http"

	"candor"
	"candor/action"
)

// AnswerAsked answers POST …/proposals/{proposal}: the customer's yes or no to what they were asked.
func (a *API) AnswerAsked(w http.ResponseWriter, r *http.Request) {
	a.act(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		var in struct {
			Accept *bool `json:"accept"`
		}
		if err := read(w, r, &in); err != nil {
			return candor.Conversation{}, err
		}
		proposal := action.ProposalID(r.PathValue("proposal"))
		switch {
		case a.Viewer.Asking == nil || !proposal.Valid():
			return candor.Conversation{}, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
		case in.Accept == nil:
			return candor.Conversation{}, candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
		}
		if err := a.Viewer.Asking.AnswerAsked(r.Context(), id, proposal, *in.Accept); err != nil {
			return candor.Conversation{}, err
		}
		return a.Reader.Conversation(r.Context(), id)
	})
}
