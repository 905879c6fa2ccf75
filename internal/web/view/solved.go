package view

import (
	"context"

	"candor"
	"candor/teamwork"
)

// Solved is the one question after something was marked as solved. It stands where people look anyway, until they answer
// it or go on; it is never sent and never asked twice.
type Solved struct {
	Question string         `json:"question,omitempty"` // empty: it was answered
	Answers  []SolvedAnswer `json:"answers,omitempty"`
	Comment  string         `json:"comment,omitempty"` // label of what can be added
	Skip     string         `json:"skip,omitempty"`    // label of leaving it; that is kept nowhere but where they are
	Thanks   string         `json:"thanks,omitempty"`
}

// SolvedAnswer is one answer that can be chosen.
type SolvedAnswer struct {
	Value teamwork.Solved `json:"value"`
	Label string          `json:"label"`
}

// Solves tells what stands beside a conversation: whether the customer said already that it is solved.
type Solves interface {
	Beside(ctx context.Context, id candor.ConversationID) (teamwork.Beside, error)
}

// solved gives the question of a conversation; nil: it is not put, and was not.
func (v *Viewer) solved(ctx context.Context, c candor.Conversation) (*Solved, error) {
	if v.Solves == nil || c.State != candor.Resolved {
		return nil, nil
	}
	b, err := v.Solves.Beside(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	say := func(key string) string {
		text, _ := v.Text.Phrase(c.Language, key, nil)
		return text
	}
	switch {
	case teamwork.Asks(c, b):
		out := &Solved{Question: say("chat.csat"), Comment: say("chat.csat_comment"), Skip: say("chat.csat_skip")}
		out.Answers = []SolvedAnswer{
			{teamwork.SolvedYes, say("chat.csat_yes")}, {teamwork.SolvedPartly, say("chat.csat_partly")}, {teamwork.SolvedNo, say("chat.csat_no")},
		}
		return out, nil
	case !b.Answer.At.IsZero() && b.Merged.Into == "":
		return &Solved{Thanks: say("chat.csat_thanks")}, nil
	}
	return nil, nil
}
