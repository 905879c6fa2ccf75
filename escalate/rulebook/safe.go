package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"candor"
	"candor/escalate"
	"candor/policy"
)

// Words of the file.
const (
	wordOffer    = "offer"
	wordPriority = "priority"
	wordNotice   = "notice"
	wordNote     = "note"
	wordRaised   = "raised"
	wordUrgent   = "urgent"
)

// effect is what a rule or an override asks for, once it is known to be no loosening.
type effect struct {
	action   policy.Action
	offer    bool
	priority candor.Priority
}

// whyNot are words for less care than the program takes, each with the reason why no file may ask for it.
var whyNot = map[string]string{
	"answer": "it would let the assistant answer what the program hands to a person", "assistant": "it would let the assistant answer what the program hands to a person",
	"pass": "it would let the assistant answer what the program hands to a person", "allow": "it would let the assistant answer what the program hands to a person",
	"continue": "it would let the assistant answer what the program hands to a person", "ignore": "it would let the assistant answer what the program hands to a person",
	"none": "it would let the assistant answer what the program hands to a person", "reply": "it would let the assistant answer what the program hands to a person",
	"hide_person": "it would remove the path to a person", "no_person": "it would remove the path to a person", "block": "it would remove the path to a person",
	"deflect": "it would remove the path to a person", "refuse": "it would remove the path to a person",
	"close": "it would end a conversation before it is solved, and with it the path to a person", "resolve": "it would end a conversation before it is solved, and with it the path to a person",
	"back_to_assistant": "only the customer's own choice leads from a person back to the assistant",
}

// readAction takes the word of an action, or says why it is refused.
func readAction(word string) (effect, string) {
	switch word {
	case policy.HandOver.String():
		return effect{action: policy.HandOver}, ""
	case wordOffer:
		return effect{action: policy.Pass, offer: true}, ""
	case wordPriority, wordNotice, wordNote:
		return effect{action: policy.Pass}, ""
	}
	if why, known := whyNot[strings.ReplaceAll(word, "-", "_")]; known {
		return effect{}, fmt.Sprintf("action %q is refused: %s; operators may add and tighten, never loosen", word, why)
	}
	return effect{}, fmt.Sprintf("there is no action %q; there are hand_over, offer, priority, notice and note", word)
}

// readPriority takes the word of a place in the queue, or says why it is refused.
func readPriority(word string) (candor.Priority, string) {
	switch word {
	case "":
		return candor.Normal, ""
	case wordRaised:
		return candor.Declared, ""
	case wordUrgent:
		return candor.Urgent, ""
	case "normal", "low", "lower", "lowest", "last":
		return candor.Normal, fmt.Sprintf("priority %q is refused: it would lower somebody's place in the queue; operators may add and tighten, never loosen", word)
	}
	return candor.Normal, fmt.Sprintf("there is no priority %q; there are raised and urgent", word)
}

// tightened reads what a file asks for about a category, and refuses whatever is less than the table's.
func tightened(c escalate.Category, m fileMatter) (Matter, []string) {
	base := Of(c)
	if !Known(c) {
		return base, []string{fmt.Sprintf("there is no matter of this name%s; %s", nearest(string(c)), listed())}
	}
	var bad []string
	out := base
	off := func(is *bool, when bool) bool { return is != nil && *is == when }
	if off(m.Enabled, false) || off(m.Disabled, true) || off(m.Off, true) {
		bad = append(bad, "it would switch off what the program listens for; "+lost(base))
	}
	if m.Action != "" {
		e, why := readAction(m.Action)
		switch {
		case why != "" && c == Person:
			bad = append(bad, "it would remove the path to a person: whoever asks for one gets one")
		case why != "":
			bad = append(bad, why)
		case m.Action != policy.HandOver.String() && m.Action != wordOffer:
			bad = append(bad, fmt.Sprintf("action %q says nothing about who answers; a matter can be given to a person with hand_over, or offered one with offer", m.Action))
		case e.action == policy.Pass && base.Action != policy.Pass && c == Person:
			bad = append(bad, "it would remove the path to a person: whoever asks for one gets one")
		case e.action == policy.Pass && base.Action != policy.Pass:
			bad = append(bad, fmt.Sprintf("the program hands %s to a person; action %q would let the assistant answer", c, m.Action))
		default:
			out.Action, out.Offer = e.action, out.Offer || e.offer
		}
	}
	if m.Priority != "" {
		p, why := readPriority(m.Priority)
		switch {
		case why != "":
			bad = append(bad, why)
		case p < base.Priority:
			bad = append(bad, fmt.Sprintf("the program gives %s a better place in the queue; priority %q would lower it", c, m.Priority))
		default:
			out.Priority = p
		}
	}
	switch {
	case off(m.Drafts, true) && !base.Drafts:
		bad = append(bad, fmt.Sprintf("the program lets no AI draft about %s; drafts = true would loosen that", c))
	case off(m.Drafts, false):
		out.Drafts = false
	}
	return out, bad
}

// lost says what switching a matter off would take away.
func lost(m Matter) string {
	switch {
	case m.Category == Person:
		return "the path to a person would be gone"
	case m.Action != policy.Pass:
		return "the assistant would answer what belongs to a person"
	}
	return "nobody would be offered a person"
}

func listed() string {
	names := make([]string, 0, len(matters))
	for _, m := range matters {
		names = append(names, string(m.Category))
	}
	slices.Sort(names)
	return "there are " + strings.Join(names, ", ")
}

// nearest suggests the matter that a word may have meant.
func nearest(word string) string {
	for _, m := range matters {
		if name := string(m.Category); strings.HasPrefix(name, word) || strings.HasPrefix(word, name) || strings.HasSuffix(name, word) && len(word) > 3 {
			return fmt.Sprintf(" (%s?)", name)
		}
	}
	return ""
}
