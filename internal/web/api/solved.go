package api

import (
	"net/http"

	"candor"
	"candor/teamwork"
	"candor/turn"
)

// Solved answers POST …/solved: the customer's own answer to whether a finished matter is solved. 409 where none is finished.
func (a *API) Solved(w http.ResponseWriter, r *http.Request) {
	a.act(w, r, func(id candor.ConversationID) (candor.Conversation, error) {
		var in struct {
			Solved  teamwork.Solved `json:"solved"`
			Comment candor.Text     `json:"comment"`
		}
		if err := read(w, r, &in); err != nil {
			return candor.Conversation{}, err
		}
		if err := (teamwork.Answer{Solved: in.Solved, Comment: in.Comment}).Check(); err != nil {
			return candor.Conversation{}, err
		}
		if a.Viewer.Solves == nil {
			return candor.Conversation{}, teamwork.ErrNotAsked
		}
		return a.Desk.AnswerSolved(r.Context(), id, turn.Solved{Answer: string(in.Solved), Comment: in.Comment})
	})
}
