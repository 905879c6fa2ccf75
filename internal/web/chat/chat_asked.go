package chat

import (
	"net/http"

	"candor"
	"candor/action"
)

// AnswerAsked answers POST /chat/{inbox}/proposals/{proposal}: the customer's yes or no to what they were asked.
func (c *Chat) AnswerAsked(w http.ResponseWriter, r *http.Request) {
	c.act(w, r, func(id candor.ConversationID) error {
		proposal, word := action.ProposalID(r.PathValue("proposal")), r.PostForm.Get("word")
		switch {
		case c.Viewer.Asking == nil || !proposal.Valid():
			return candor.Fail(candor.CodeNotFound, "error.not_found", nil)
		case word != "yes" && word != "no":
			return candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
		}
		return c.Viewer.Asking.AnswerAsked(r.Context(), id, proposal, word == "yes")
	})
}
