package escalate

import (
	"slices"

	"candor/policy"
)

// Sensitive matters beside Crisis, each with rule files of its own. All but the last two also have a
// learned part.
const (
	Bereavement    Category = "bereavement"        // somebody died, and the customer deals with it
	Hardship       Category = "financial_hardship" // cannot pay, lost the income, is in debt
	Abuse          Category = "abuse"              // violence, stalking, control; threats by or to anybody
	Health         Category = "health"             // illness, injury, a reaction to a product, a medical question
	Disability     Category = "disability"         // a disability meets a barrier, or needs another way
	Legal          Category = "legal"              // law suits, lawyers, courts, notices
	Discrimination Category = "discrimination"     // treated worse for who somebody is
	Privacy        Category = "privacy"            // rights over one's data, or data that leaked
	Safety         Category = "safety"             // a product or place burns, shocks, cuts, falls
	Fraud          Category = "fraud"              // a payment or an account was not theirs any more
	Minor          Category = "minor"              // the customer is a child, or one is at risk
	Regulator      Category = "regulator"          // an ombudsman, an authority, the press
	Anger          Category = "anger"              // open anger
	Distress       Category = "distress"           // fear, despair, tears
	Complex        Category = "complex"            // several matters or contradictions at once
	Vulnerability  Category = "vulnerability"      // says that they cannot manage, cannot understand or are pressed: told, never inferred
	Complaint      Category = "complaint"          // a formal complaint
)

// Matters gives every sensitive matter that is listened for, crisis first, in the order in which they
// are told.
func Matters() []Category {
	return []Category{
		Crisis, Abuse, Safety, Fraud, Minor, Health, Bereavement, Hardship, Disability, Vulnerability, Discrimination,
		Privacy, Legal, Regulator, Complaint, Distress, Anger, Complex,
	}
}

// learnedSuffix ends the id of what a learned part heard, such as "fraud.learned".
const learnedSuffix = ".learned"

// matters asks the learned parts and adds to the result what they hear.
func (in *Inspector) matters(text string, l lexed, r *Result) {
	for _, s := range in.categories(text, r.Language, l, r.Categories) {
		r.Signals = append(r.Signals, s)
		if s.Negated || s.Quoted {
			continue
		}
		r.take(Hit{Rule: s.Rule, Category: s.Category, Start: s.Start, End: s.End, Action: actionOf(s.Category)})
	}
}

// categories gives the matters that the learned parts hear and no rule has heard: a rule is the better
// reason. Start and End are bytes of the message, around the word that weighed most.
func (in *Inspector) categories(text, tag string, l lexed, heard []Category) []Signal {
	if in.learned == nil || len(l.tokens) == 0 {
		return nil
	}
	var out []Signal
	for _, s := range in.learned.Score(l.normal, text, tag) {
		at := l.tokenAt(s.Start)
		if slices.Contains(heard, Category(s.Matter)) || s.End <= s.Start || l.inStory(at) {
			continue
		}
		start, end := l.normal.SourceSpan(s.Start, s.End)
		out = append(out, Signal{
			Category: Category(s.Matter), Rule: s.Matter + learnedSuffix, Start: start, End: end, Score: s.P, Words: s.Words,
			Quoted: Category(s.Matter) != Crisis && l.loose >= 3 && at < len(l.tokens) && l.tokens[at].quoted, Negated: l.denied(at),
		})
	}
	return out
}

// actionOf is what a matter that only a learned part heard asks for; the rule files say the same of
// their rules. Feelings and long questions are noted, so that the policy can offer a person.
func actionOf(c Category) policy.Action {
	switch c {
	case Anger, Distress, Complex:
		return policy.Pass
	}
	return policy.HandOver
}
