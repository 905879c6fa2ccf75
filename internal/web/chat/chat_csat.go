package chat

import (
	"context"
	"net/http"

	"candor"
	"candor/teamwork"
	"candor/turn"
)

// Solved tells what stands beside a conversation: whether the customer said already that it is solved.
type Solved interface {
	Beside(ctx context.Context, id candor.ConversationID) (teamwork.Beside, error)
}

// csatView is the one question after something was marked as solved.
type csatView struct {
	Here     string
	Asks     bool
	Answered bool
}

func (c *Chat) csat(ctx context.Context, id candor.ConversationID, here string) (csatView, error) {
	v := csatView{Here: here}
	if c.Solved == nil {
		return v, nil
	}
	x, err := c.Reader.Conversation(ctx, id)
	if err != nil || x.State != candor.Resolved {
		return v, err
	}
	b, err := c.Solved.Beside(ctx, id)
	v.Asks = err == nil && teamwork.Asks(x, b)
	v.Answered = err == nil && !v.Asks && !b.Answer.At.IsZero()
	return v, err
}

// AnswerSolved answers POST /chat/{inbox}/solved: solved is yes, partly or no, comment what the customer adds.
func (c *Chat) AnswerSolved(w http.ResponseWriter, r *http.Request) {
	c.act(w, r, func(id candor.ConversationID) error {
		a := teamwork.Answer{Solved: teamwork.Solved(r.PostForm.Get("solved")), Comment: candor.Text(r.PostForm.Get("comment"))}
		if err := a.Check(); err != nil {
			return err
		}
		x, err := c.Reader.Conversation(r.Context(), id)
		if err != nil {
			return err
		}
		if c.Solved == nil || x.State != candor.Resolved {
			return teamwork.ErrNotAsked
		}
		_, err = c.Desk.AnswerSolved(r.Context(), id, turn.Solved{Answer: string(a.Solved), Comment: a.Comment})
		return err
	})
}
