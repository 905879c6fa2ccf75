package assist

import (
	"time"

	"candor"
)

// Step is something to do next, as a text of the catalogue, in order of how much it presses.
type Step struct {
	Key     string            // assist.step.…
	Args    map[string]string // numbers and dates that the desk itself knows
	Message candor.MessageID  // what it is about; empty: the conversation
	Due     time.Time         // zero: none
}

// Standing is what next steps depend on besides the words.
type Standing struct {
	Conversation candor.Conversation
	Mine         bool // the reader has it
	Speaks       bool // the reader knows the conversation's language, or said nothing of languages
	Proven       bool // the customer proved who they are
	Lookups      bool // the desk can look something up for who proved it
}

// The keys of the steps.
const (
	StepOwed   = "assist.step.owed"   // a promise is due at {due_at}
	StepLate   = "assist.step.late"   // a promise was due at {due_at}
	StepAnswer = "assist.step.answer" // answer this
	StepRepeat = "assist.step.repeat" // this was answered, and it did not help
	StepProof  = "assist.step.proof"  // ask who they are before looking anything up
	StepSpeaks = "assist.step.speaks" // they write in another language than yours
	StepClose  = "assist.step.close"  // nothing is open: say so and close
)

// soon is how long before its date a promise presses.
const soon = 24 * time.Hour

// Steps gives what to do next, what presses most first.
func Steps(t Talk, s Summary, at Standing) []Step {
	var out []Step
	for _, p := range s.Owed {
		switch {
		case !p.Due.After(t.Now):
			out = append(out, Step{Key: StepLate, Due: p.Due})
		case p.Due.Sub(t.Now) <= soon:
			out = append(out, Step{Key: StepOwed, Due: p.Due})
		}
	}
	if !at.Speaks {
		out = append(out, Step{Key: StepSpeaks})
	}
	if at.Lookups && !at.Proven && len(s.Open) > 0 {
		out = append(out, Step{Key: StepProof})
	}
	unhelpful := rated(t.Messages)
	for _, l := range s.Open {
		key := StepAnswer
		if l.Number < unhelpful {
			key = StepRepeat
		}
		out = append(out, Step{Key: key, Message: l.Message})
	}
	if len(s.Open) == 0 && len(s.Owed) == 0 && at.Mine && at.Conversation.State == candor.Attended && answered(t.Messages) {
		out = append(out, Step{Key: StepClose})
	}
	return out
}

// rated gives the number of the newest answer that the customer said did not help.
func rated(all []candor.Message) int64 {
	var number int64
	for _, m := range all {
		if m.Helpful == candor.NotHelpful {
			number = m.Number
		}
	}
	return number
}

// answered reports that a person had the last word.
func answered(all []candor.Message) bool {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Kind == candor.Said {
			return all[i].Author == candor.ByAgent
		}
	}
	return false
}
