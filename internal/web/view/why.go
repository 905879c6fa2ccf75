package view

import (
	"context"
	"strconv"
	"strings"

	"candor"
	"candor/escalate/rulebook"
	"candor/internal/web/ui"
	"candor/policy"
)

// Why explains one message of the assistant, or what was decided about one of the customer's.
type Why struct {
	Title      string   `json:"title"`
	Label      string   `json:"label"` // who said it
	Said       string   `json:"said"`
	Basis      string   `json:"basis"` // what the words are: quotes or a fixed text
	Checks     []Check  `json:"rules"` // every rule that was asked, in order
	Confidence float64  `json:"confidence"`
	Sure       string   `json:"sure,omitempty"` // the same in words
	Sources    []Source `json:"sources,omitempty"`
	Policy     string   `json:"policy"` // version of the rules
	PolicyText string   `json:"policy_text"`
	Contest    string   `json:"contest"` // what to do when it is wrong
}

// Check is one rule's part in a decision.
type Check struct {
	Gate     string `json:"gate"`     // stable name
	Question string `json:"question"` // what it asks, in words
	Result   string `json:"result"`   // "passed", "decided" or "stopped here", in words
	Reason   string `json:"reason"`   // stable key
	Text     string `json:"text"`     // the reason in words
	Passed   bool   `json:"passed"`
}

// WhyOf explains a message by the decision behind it.
func WhyOf(text ui.Phrases, language, desk string, m candor.Message, d policy.Decision) Why {
	say := func(key string, args map[string]string) string {
		out, _ := text.Phrase(language, key, args)
		return out
	}
	w := Why{
		Title: say("why.title", nil), Label: Label(text, language, desk, m), Said: string(m.Body), Confidence: m.Confidence,
		Policy: d.Policy, PolicyText: say("why.policy", map[string]string{"version": d.Policy}), Contest: say("why.wrong", nil),
	}
	w.Sources, _ = footnotes(m)
	w.Basis = say("why.fixed", nil)
	if len(w.Sources) > 0 {
		w.Basis = say("why.quotes", nil)
		w.Sure = say("why.confidence", map[string]string{"percent": strconv.Itoa(int(m.Confidence*100 + 0.5))})
	}
	for _, v := range d.Verdicts {
		c := Check{Gate: v.Gate, Question: GateName(text, language, v.Gate), Reason: v.Reason, Passed: v.Action == policy.Pass}
		if !c.Passed || v.Reason != "" { // a rule may let pass without a word
			c.Reason, c.Text = because(text, language, d, v)
		}
		switch v.Action {
		case policy.Pass:
			c.Result = say("why.check_passed", nil)
		case policy.Hold:
			c.Result = say("why.check_held", nil)
		default:
			c.Result = say("why.check_decided", nil)
		}
		w.Checks = append(w.Checks, c)
	}
	return w
}

// because gives what a customer reads of a verdict, and the key that stands for it. A matter of which people
// are not told, because it would be a mark upon them, reads as something for a person; a rule of the desk's
// own says what its policy file said when it decided.
func because(text ui.Phrases, language string, d policy.Decision, v policy.Verdict) (key, words string) {
	if matter, ok := strings.CutPrefix(v.Reason, rulebook.Reason("")); ok {
		if words, ok := text.Phrase(language, "matter."+matter, nil); ok {
			return v.Reason, words
		}
		words, _ := text.Phrase(language, rulebook.TextPerson, nil)
		return rulebook.TextPerson, words
	}
	if v.Reason == rulebook.ReasonOwn {
		if words, ok := text.Phrase(language, rulebook.SaysKey(d.Book(), v.Rule), nil); ok {
			return v.Reason, words
		}
	}
	return v.Reason, ReasonText(text, language, v.Reason)
}

// ReasonText gives a reason in plain words; one that the catalogue does not know is said to be a
// rule of the desk.
func ReasonText(text ui.Phrases, language, reason string) string {
	if out, ok := text.Phrase(language, "reason."+reason, nil); ok {
		return out
	}
	out, _ := text.Phrase(language, "reason.unknown", nil)
	return out
}

// GateName gives the question that a gate asks, in plain words.
func GateName(text ui.Phrases, language, gate string) string {
	if out, ok := text.Phrase(language, "gate."+strings.ReplaceAll(gate, " ", "_"), nil); ok {
		return out
	}
	out, _ := text.Phrase(language, "gate.rule", nil)
	return out
}

// Why reads a message of a conversation and the decision behind it. CodeNotFound when there is no
// such message, or when it is a note.
func (v *Viewer) Why(ctx context.Context, id candor.ConversationID, message candor.MessageID) (Why, error) {
	c, err := v.Reader.Conversation(ctx, id)
	if err != nil {
		return Why{}, err
	}
	m, err := v.Reader.Message(ctx, candor.CustomerReads(), id, message)
	if err != nil {
		return Why{}, err
	}
	if m.Kind == candor.Note {
		return Why{}, candor.Fail(candor.CodeNotFound, "error.no_message", nil)
	}
	d, err := v.Reader.Decision(ctx, m.Verdict)
	if err != nil {
		return Why{}, err
	}
	return WhyOf(v.Text, c.Language, v.Desk, m, d), nil
}
