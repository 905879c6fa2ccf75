package escalate

import (
	"context"
	"slices"
	"unicode"

	"candor"
	"candor/policy"
)

// Reasons of the gates of this package.
const (
	ReasonCrisis      = "crisis"
	ReasonAskedPerson = "asked_person"
	ReasonAskedHuman  = "fixed_text"
	ReasonLoop        = "loop"
	ReasonUnresolved  = "unresolved"
)

// Texts of the catalogue that the gates of this package name.
const (
	TextCrisis   = "handover.crisis"     // people are called; where to get help at once
	TextCrisisIn = "handover.crisis_in"  // the same where a country's line is known; emergency, line, phone
	TextNotHuman = "assistant.not_human" // the truthful answer to "are you human?"
)

// CrisisGate calls people at once, before everything else in the queue, when a message tells
// of danger to somebody's life, whoever has the conversation. The customer is told where help
// is now.
type CrisisGate struct {
	Signals *Inspector
	Country func(candor.InboxID) string // of an inbox, ISO 3166-1; nil or "": the language's region, if it has one
}

func (CrisisGate) Name() string { return "crisis" }

// Check hands over on whatever the listener takes for a crisis, and passes otherwise.
func (g CrisisGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	rule, found := g.Signals.heard(string(c.Message.Body), Crisis)
	if !found {
		rule, found = g.learned(c)
	}
	if !found {
		return policy.Verdict{Action: policy.Pass}, nil
	}
	return policy.Verdict{
		Action: policy.HandOver, Reason: ReasonCrisis, Rule: rule, Priority: candor.Urgent, Say: g.help(c),
	}, nil
}

// likely is the score from which on a learned part alone raises the alarm. Below it a guess is more likely wrong
// than right: it still brings a person, by the policy and without a word about danger.
const likely = 0.5

// learned asks what no rule of the files says.
func (g CrisisGate) learned(c *policy.Case) (rule string, found bool) {
	text := string(c.Message.Body)
	if !EnoughToGuess(text) {
		return "", false
	}
	r := g.Signals.Inspect(Input{Text: text, Language: c.Conversation.Language})
	if !slices.Contains(r.Categories, Crisis) {
		return "", false
	}
	for _, s := range r.Signals {
		if s.Category == Crisis && !s.Negated && s.Score >= likely {
			return s.Rule, true
		}
	}
	return "", false
}

// EnoughToGuess reports whether a message has enough letters for a learned part to say anything about it: three
// or four short words. What a rule hears in fewer counts all the same.
func EnoughToGuess(text string) bool {
	weight := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			weight += 3
		case unicode.IsLetter(r):
			weight++
		}
	}
	return weight >= 14
}

// help names where somebody listens now, in the customer's country where it is known.
func (g CrisisGate) help(c *policy.Case) policy.Fixed {
	country := ""
	if g.Country != nil {
		country = g.Country(c.Conversation.Inbox)
	}
	if h, ok := HelplineIn(country, c.Conversation.Language); ok {
		return policy.Fixed{Key: TextCrisisIn, Args: map[string]string{"emergency": h.Emergency, "line": h.Name, "phone": h.Phone}}
	}
	return policy.Fixed{Key: TextCrisis}
}
