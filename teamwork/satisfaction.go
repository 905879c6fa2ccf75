package teamwork

import (
	"time"
	"unicode/utf8"

	"candor"
)

// Solved is a customer's own answer to the one question that they are asked after a person or they themselves marked
// something as solved.
type Solved string

// The answers. No answer is no answer: it counts as nothing.
const (
	SolvedYes    Solved = "yes"
	SolvedPartly Solved = "partly"
	SolvedNo     Solved = "no"
)

// Answer is one answer with what the customer wrote beside it.
type Answer struct {
	Solved  Solved
	Comment candor.Text
	At      time.Time
}

// ErrAnswer says that it is no answer to the question, or longer than 1,000 characters.
var ErrAnswer = candor.Fail(candor.CodeInvalid, "error.bad_request", nil)

// ErrNotAsked says that nothing was marked as solved, so nobody is asked.
var ErrNotAsked = candor.Fail(candor.CodeConflict, "error.not_possible", nil)

// Check refuses what is no answer. ErrAnswer.
func (a Answer) Check() error {
	if a.Solved != SolvedYes && a.Solved != SolvedPartly && a.Solved != SolvedNo ||
		!utf8.ValidString(string(a.Comment)) || utf8.RuneCountInString(string(a.Comment)) > 1000 {
		return ErrAnswer
	}
	return nil
}

// Asks reports whether the question is put: it was solved by somebody's own word, goes on nowhere else, and was not
// answered since the customer last came back with it. Where somebody was in danger nobody is asked to rate how that went.
// It stands on the page that they look at anyway, and is never sent.
func Asks(c candor.Conversation, b Beside) bool {
	return c.State == candor.Resolved && c.LastCustomer > 0 && c.Priority < candor.Urgent && b.Merged.Into == "" &&
		(b.Answer.At.IsZero() || c.Returned.After(b.Answer.At))
}
