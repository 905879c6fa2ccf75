package ground

import (
	"candor"
	"candor/policy"
)

// Kind says what a sentence is for. It is the model's word and decides only how strictly the sentence is read.
type Kind string

const (
	Answers  Kind = "answer"   // it says something that is so; needs a citation
	Asks     Kind = "ask"      // it asks the customer which of two things they mean
	Courtesy Kind = "courtesy" // it says nothing: a greeting, thanks, regret
	Offers   Kind = "offer"    // it offers a person; never said, because the desk's own act does that
)

// Claim is one sentence that a model proposes. Nothing in it is believed.
type Claim struct {
	Text     string
	Passages []candor.PassageID // that are to bear it out
	Kind     Kind
}

// Question is what the customer asked.
type Question struct {
	Text     string
	Language string // BCP 47 in which the desk speaks with them; may be empty
}

// Outcome is what became of a claim. The zero value says nothing to the customer.
type Outcome uint8

const (
	Dropped Outcome = iota // not said
	Quoted                 // the passage's own words are said instead
	Said                   // said, in words that the passage bears out
)

// String is "dropped", "quoted" or "said".
func (o Outcome) String() string {
	switch o {
	case Said:
		return "said"
	case Quoted:
		return "quoted"
	}
	return "dropped"
}

// Signal is one measured property of a sentence beside its passage, 0 to 1.
type Signal struct {
	Name  string
	Value float64
}

// Ruling is the decision on one claim.
type Ruling struct {
	Claim     int // its place among the claims, from 0
	Kind      Kind
	Outcome   Outcome
	Rule      Rule              // that changed or dropped it; empty when it was said as it stands
	Sentences []policy.Sentence // what may be said; Citation.Quote holds whole units of the passage that bear Text out
	Language  string            // of Sentences: the passage's
	Score     float64           // 0 to 1, that the passage bears it out; 1 for its own words, 0 when a rule spoke first
	Signals   []Signal          // what Score is made of; empty when a rule spoke first

	// UnderHeading: the words say too little without Citation.Heading, which must be shown with them.
	UnderHeading bool
}

// Fallback is what a caller does in place of what was lost.
type Fallback uint8

const (
	Abstain    Fallback = iota // say nothing in place of it, offer a person
	Extractive                 // use the answer made of quotes alone, and abstain if there is none
	Enough                     // nothing that answered was lost
)

// String is "abstain", "extractive" or "enough".
func (f Fallback) String() string {
	switch f {
	case Extractive:
		return "extractive"
	case Enough:
		return "enough"
	}
	return "abstain"
}

// Report is what came of all that a model proposed. The zero Report abstains.
type Report struct {
	Rulings  []Ruling
	Fallback Fallback
	Offer    bool // the model offered a person: do it, words do not
	Broken   Rule // why a stream was given up; empty when it was whole
}

// Sentences gives what may be said, in order.
func (r Report) Sentences() []policy.Sentence {
	var out []policy.Sentence
	for _, one := range r.Rulings {
		out = append(out, one.Sentences...)
	}
	return out
}

// Hostile reports whether the model tried something that no honest draft holds. Fallback is then never Enough: what has not been
// shown yet is best left unsaid.
func (r Report) Hostile() bool {
	for _, one := range r.Rulings {
		if one.Rule.Hostile() {
			return true
		}
	}
	return false
}

// conclude says what the caller does next.
func (r *Report) conclude(quotable bool) {
	answered, lost := false, r.Hostile()
	for _, one := range r.Rulings {
		switch {
		case one.Outcome == Dropped && one.Kind != Courtesy && one.Kind != Offers && one.Rule != RuleRepeated:
			lost = true
		case one.Outcome != Dropped && one.Kind == Answers, one.Outcome == Said && one.Kind == Asks:
			answered = true
		}
	}
	switch {
	case r.Broken != "":
		r.Fallback = Abstain
	case answered && !lost:
		r.Fallback = Enough
	case quotable:
		r.Fallback = Extractive
	default:
		r.Fallback = Abstain
	}
}
