package rulebook

import (
	"slices"
	"strings"

	"candor"
	"candor/escalate"
	"candor/policy"
)

// Matter is what the program does about one category, whatever the operator says.
type Matter struct {
	Category escalate.Category
	Action   policy.Action   // HandOver; Pass: the assistant may go on
	Offer    bool            // with Pass: a person is offered right after the answer
	Priority candor.Priority // the least that it gets in the queue
	Danger   bool            // a faint guess brings a person, too; of other matters it only offers one
	Told     bool            // the place is for who says so: what a learned part only takes for it gets none
	Beside   bool            // what a learned part only takes for it takes no answer away: a person is offered beside it
	Note     string          // key of what staff are told beside the conversation; "" for nothing
	Quiet    bool            // the customer is told only that a person should look, not what was heard
	Drafts   bool            // AI may draft for the person who answers
}

// Signals that are no sensitive matters and that this package speaks of by name.
const (
	Person     escalate.Category = "person"     // the customer asks for one
	Unresolved escalate.Category = "unresolved" // the last answer did not help
)

// matters is the table that nobody can loosen. Danger comes first; what customers say of their own needs
// gets them a better place in the queue; strong feelings and matters with many sides get an offer, because
// whoever is upset may still want the answer first. So does who only tells of a need and asks something else: to
// make them wait for what others are told at once would be the harm.
var matters = []Matter{
	{Category: escalate.Crisis, Action: policy.HandOver, Danger: true, Priority: candor.Urgent},
	{Category: escalate.Safety, Action: policy.HandOver, Danger: true, Priority: candor.Urgent},
	{Category: escalate.Abuse, Action: policy.HandOver, Danger: true, Priority: candor.Declared, Quiet: true},
	{Category: escalate.Minor, Action: policy.HandOver, Priority: candor.Declared, Told: true, Quiet: true},
	{Category: escalate.Fraud, Action: policy.HandOver, Danger: true, Priority: candor.Declared},
	{Category: escalate.Bereavement, Action: policy.HandOver, Priority: candor.Declared, Told: true},
	{Category: escalate.Hardship, Action: policy.HandOver, Priority: candor.Declared, Told: true},
	{Category: escalate.Health, Action: policy.HandOver, Priority: candor.Declared, Told: true},
	{Category: escalate.Disability, Action: policy.HandOver, Priority: candor.Declared, Told: true, Beside: true},
	{Category: escalate.Vulnerability, Action: policy.HandOver, Priority: candor.Declared, Told: true},
	{Category: escalate.Discrimination, Action: policy.HandOver},
	{Category: escalate.Legal, Action: policy.HandOver},
	{Category: escalate.Regulator, Action: policy.HandOver},
	{Category: escalate.Complaint, Action: policy.HandOver},
	{Category: escalate.Privacy, Action: policy.HandOver},
	{Category: escalate.Injection, Action: policy.HandOver, Danger: true, Note: "console.staff_note.injection", Quiet: true},
	{Category: escalate.Phishing, Action: policy.HandOver, Danger: true, Note: "console.staff_note.phishing", Quiet: true},
	{Category: Person, Action: policy.HandOver, Drafts: true},
	{Category: escalate.Need, Action: policy.Pass, Offer: true, Priority: candor.Declared, Drafts: true},
	{Category: escalate.Distress, Action: policy.Pass, Offer: true},
	{Category: escalate.Anger, Action: policy.Pass, Offer: true, Drafts: true},
	{Category: escalate.Complex, Action: policy.Pass, Offer: true, Drafts: true},
	{Category: Unresolved, Action: policy.Pass, Offer: true, Drafts: true},
}

// Matters gives the table, the gravest first.
func Matters() []Matter { return slices.Clone(matters) }

// Of gives what the program does about a category. One that it does not know goes to a person: silence
// about a matter is no permission.
func Of(c escalate.Category) Matter {
	if i := slices.IndexFunc(matters, func(m Matter) bool { return m.Category == c }); i >= 0 {
		return matters[i]
	}
	return Matter{Category: c, Action: policy.HandOver}
}

// Known reports whether the table names a category.
func Known(c escalate.Category) bool {
	return slices.ContainsFunc(matters, func(m Matter) bool { return m.Category == c })
}

// Sensitive reports whether AI must not draft for people in a conversation about this: a ready answer would
// weigh on a judgement that is theirs. What is not known is sensitive.
func Sensitive(c escalate.Category) bool { return !Of(c).Drafts }

// reasonPrefix stands before the category in a verdict's reason.
const reasonPrefix = "matter_"

// learned ends the id of what no rule heard and a learned part took for a matter.
const learned = ".learned"

// Guessed reports that no rule heard a matter in the words, but a learned part took them for it. Nobody is told
// such a guess about themselves, and it stands on no conversation: it brings a person, and that is all.
func Guessed(rule string) bool { return strings.HasSuffix(rule, learned) }

// ReasonGuessed is the reason where a learned part decided; Verdict.Rule names it.
const ReasonGuessed = reasonPrefix + "guessed"

// Reason is the stable key by which a verdict names a category.
func Reason(c escalate.Category) string { return reasonPrefix + string(c) }

// ReasonOwn is the reason of a verdict that a rule of the operator's file decided; Verdict.Rule names it.
const ReasonOwn = "own_rule"

// SensitiveReason reports whether a conversation that came to people for this reason is a sensitive matter
// in which AI must not draft. A crisis has a reason of its own.
func SensitiveReason(reason string) bool {
	if len(reason) > len(reasonPrefix) && reason[:len(reasonPrefix)] == reasonPrefix {
		return Sensitive(escalate.Category(reason[len(reasonPrefix):]))
	}
	return reason == escalate.ReasonCrisis
}
