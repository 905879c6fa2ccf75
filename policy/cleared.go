package policy

import "candor"

// Cleared is a message that every say gate let pass. Only Pipeline.Clear makes one.
type Cleared struct {
	message  candor.Message
	decision Decision
	answers  int64
	hidden   []string
	rehearse bool
}

// Message gives the words and labels that may be stored and sent. The store numbers it.
func (c *Cleared) Message() candor.Message { return c.message }

// Decision gives the verdicts behind it.
func (c *Cleared) Decision() Decision { return c.decision }

// Answers gives the Number of the customer's message it deals with, 0 if none.
func (c *Cleared) Answers() int64 { return c.answers }

// Hidden gives the kinds of what was taken out of a person's words, sorted; see Screen.
func (c *Cleared) Hidden() []string { return c.hidden }

// Empty reports whether this is nil, was not made by a pipeline, or came of a rehearsal. The store refuses it.
func (c *Cleared) Empty() bool {
	return c == nil || c.rehearse || c.decision.ID == "" || c.message.ID == "" || c.message.Body == ""
}

// Received is a customer's message with the decision who should handle it. Only
// Pipeline.Receive makes one, so it holds screened words only. It exists whatever the decision: a
// customer's words are never lost.
type Received struct {
	message  candor.Message
	decision Decision
	hidden   []string
	rehearse bool
}

// Message gives the customer's words as they are stored. The store numbers it.
func (r *Received) Message() candor.Message { return r.message }

// Decision gives the verdicts that say who handles it.
func (r *Received) Decision() Decision { return r.decision }

// Hidden gives the kinds of what was taken out because it must never be kept, sorted; see Screen. None
// when nothing was.
func (r *Received) Hidden() []string { return r.hidden }

// Empty reports whether this is nil, was not made by a pipeline, or came of a rehearsal. The store refuses it.
func (r *Received) Empty() bool {
	return r == nil || r.rehearse || r.decision.ID == "" || r.message.ID == "" || r.message.Body == ""
}
