package chat

import (
	"net/http"

	"candor"
	"candor/internal/web/view"
	"candor/teamwork"
	"candor/turn"
)

// csatView is the one question after something was marked as solved.
type csatView struct {
	Here     string
	Asks     bool
	Answered bool
}

func csat(c view.Conversation, here string) csatView {
	if c.Solved == nil {
		return csatView{Here: here}
	}
	return csatView{Here: here, Asks: c.Solved.Question != "", Answered: c.Solved.Thanks != ""}
}

// AnswerSolved answers POST /chat/{inbox}/solved: solved is yes, partly or no, comment what the customer adds.
func (c *Chat) AnswerSolved(w http.ResponseWriter, r *http.Request) {
	c.act(w, r, func(id candor.ConversationID) error {
		a := teamwork.Answer{Solved: teamwork.Solved(r.PostForm.Get("solved")), Comment: candor.Text(r.PostForm.Get("comment"))}
		if err := a.Check(); err != nil {
			return err
		}
		if c.Viewer.Solves == nil {
			return teamwork.ErrNotAsked
		}
		_, err := c.Desk.AnswerSolved(r.Context(), id, turn.Solved{Answer: string(a.Solved), Comment: a.Comment})
		return err
	})
}
