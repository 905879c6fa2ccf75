package ground

// Rule names what a sentence broke. Values are stable: they stand in records and reports.
type Rule string

// The rules. Those of the first group ask for the quote instead, those of the second drop the sentence, those of the third
// are about citations and those of the last about the form.
const (
	RuleNumber     Rule = "number"            // a number that the passage does not have there, or one left out
	RuleUnit       Rule = "unit"              // another unit or currency
	RuleDuration   Rule = "duration"          // another length of time
	RuleDate       Rule = "date"              // another day or month
	RuleComparator Rule = "comparator"        // at least, at most, until, from, before, after
	RuleNegation   Rule = "negation"          // not, never, without
	RuleModality   Rule = "modality"          // may, must, can, should
	RuleCondition  Rule = "dropped_condition" // if, only, except, unless: left out, put in or moved
	RuleQuantifier Rule = "quantifier"        // all, some, most, every
	RuleFrequency  Rule = "frequency"         // always, usually, at once, already
	RuleChoice     Rule = "choice"            // "or" where the passage joins, or the other way round
	RuleWho        Rule = "who"               // we and you have changed places
	RuleName       Rule = "name"              // a name that the passage does not have there, or one left out
	RuleYesNo      Rule = "yes_or_no"         // the passage does not answer with yes or no
	RuleWords      Rule = "other_words"       // the score is too low
	RuleLanguage   Rule = "other_language"    // another language than the passage's
	RuleNearOnly   Rule = "unknown_language"  // in this language only the passage's own words are said
	RuleLeans      Rule = "leans_back"        // a quote that says nothing without the sentence before
	RuleSecond     Rule = "second_opinion"    // another model refuses it, or could not be asked

	RulePromise     Rule = "promise"      // work that nobody does: "I have refunded you"
	RuleSelf        Rule = "first_person" // the assistant speaks of itself
	RuleHuman       Rule = "human"        // it claims to be a person, or not to be an AI
	RulePrompt      Rule = "prompt"       // it tells its instructions
	RuleSecret      Rule = "secret"       // it asks for a password, code or card
	RuleAdvice      Rule = "advice"       // medical, legal or financial beyond the passage
	RulePrivate     Rule = "private"      // somebody else's data
	RuleInstruction Rule = "instruction"  // it directs a reader or a program as an attacker would
	RuleLink        Rule = "link"         // a link, e-mail address or telephone number that no passage has
	RuleMarkup      Rule = "markup"       // mark-up, code, an image or a tool call
	RuleHidden      Rule = "hidden"       // characters that nobody sees, or letters that pass for others

	RuleNoSource    Rule = "no_source"       // no citation
	RuleUnknown     Rule = "unknown_passage" // a citation that was not given
	RuleNotPublic   Rule = "not_public"      // the passage is not for customers
	RuleSteering    Rule = "steering"        // the passage talks to an assistant
	RuleOutdated    Rule = "outdated"        // the article has changed or gone since
	RuleUnsupported Rule = "unsupported"     // nothing given comes near

	RuleEmpty       Rule = "empty"
	RuleKind        Rule = "unknown_kind"
	RuleTooLong     Rule = "too_long"
	RuleTooMany     Rule = "too_many"
	RuleRepeated    Rule = "repeated"
	RuleNotCourtesy Rule = "not_courtesy"  // more than a phrase of courtesy
	RuleNotAsking   Rule = "not_a_choice"  // more than a question for what the customer means
	RuleOffer       Rule = "offer_is_act"  // offering a person is the desk's act, not words
	RuleStopped     Rule = "after_hostile" // what follows a hostile sentence is not said
	RuleMalformed   Rule = "malformed"     // of a stream: not the agreed JSON
	RuleField       Rule = "unknown_field" // of a stream
	RuleDuplicate   Rule = "duplicate"     // of a stream: a field that comes twice
	RuleCutOff      Rule = "cut_off"       // of a stream: it ended in the middle
)

// Hostile reports whether no honest draft breaks the rule. Nothing after such a sentence is said.
func (r Rule) Hostile() bool {
	switch r {
	case RulePromise, RuleSelf, RuleHuman, RulePrompt, RuleSecret, RuleAdvice, RulePrivate, RuleInstruction, RuleLink, RuleMarkup,
		RuleHidden:
		return true
	}
	return false
}

// Key names the text that tells a person in plain words why, for example "ground.number"; "ground.said" without a rule.
func (r Rule) Key() string {
	if r == "" {
		return "ground.said"
	}
	return "ground." + string(r)
}
