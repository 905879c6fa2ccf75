package rulebook

import (
	"slices"

	"candor"
	"candor/escalate"
	"candor/policy"
)

// Outcome is what is to happen with a message. The zero value is not used; begin with nothing().
type Outcome struct {
	Action   policy.Action // HandOver or Pass
	Offer    bool          // a person is offered after the answer; also true with HandOver where something asked for it
	Priority candor.Priority
	Notices  []policy.Fixed // what the customer is told besides, in order
	Notes    []policy.Fixed // what staff are told, in order
	Fired    []Fired        // the gravest first
}

// Fired is one reason for an outcome.
type Fired struct {
	Rule   string            // id of the rule; "" where a figure decided
	Matter escalate.Category // "" for a rule of the operator's
	Own    bool              // of the operator's policy file
	Action policy.Action
	Offer  bool
	Says   policy.Fixed // what the customer is told of it
}

func nothing() Outcome { return Outcome{Action: policy.Pass} }

// join gives what both ask for together. It is commutative but for the order of the lists, and never weaker
// than either.
func (o Outcome) join(p Outcome) Outcome {
	if p.Action != policy.Pass {
		o.Action = p.Action
	}
	o.Offer = o.Offer || p.Offer
	o.Priority = max(o.Priority, p.Priority)
	o.Notices = appendNew(o.Notices, p.Notices)
	o.Notes = appendNew(o.Notes, p.Notes)
	o.Fired = append(slices.Clip(o.Fired), p.Fired...)
	return o
}

func appendNew(to, more []policy.Fixed) []policy.Fixed {
	to = slices.Clip(to)
	for _, f := range more {
		if !slices.ContainsFunc(to, func(have policy.Fixed) bool { return have.Key == f.Key }) {
			to = append(to, f)
		}
	}
	return to
}

// Weaker reports whether this asks for less care than another outcome in any respect.
func (o Outcome) Weaker(than Outcome) bool {
	switch {
	case than.Action != policy.Pass && o.Action == policy.Pass:
		return true
	case than.Offer && !o.Offer && o.Action == policy.Pass:
		return true
	case o.Priority < than.Priority:
		return true
	}
	missing := func(have, want []policy.Fixed) bool {
		return slices.ContainsFunc(want, func(w policy.Fixed) bool {
			return !slices.ContainsFunc(have, func(h policy.Fixed) bool { return h.Key == w.Key })
		})
	}
	return missing(o.Notices, than.Notices) || missing(o.Notes, than.Notes)
}

// Word names an outcome in the words of the policy file: "hand_over", "offer" or "pass".
func (o Outcome) Word() string {
	switch {
	case o.Action != policy.Pass:
		return policy.HandOver.String()
	case o.Offer:
		return wordOffer
	}
	return policy.Pass.String()
}

// decisive is the reason that the verdict names: the first that hands over, else the first that offers,
// else the first.
func (o Outcome) decisive() (Fired, bool) {
	for _, want := range []func(Fired) bool{
		func(f Fired) bool { return f.Action != policy.Pass },
		func(f Fired) bool { return f.Offer },
		func(Fired) bool { return true },
	} {
		if i := slices.IndexFunc(o.Fired, want); i >= 0 {
			return o.Fired[i], true
		}
	}
	return Fired{}, false
}

// Told names an outcome with its place in the queue, as in "hand_over, priority raised".
func (o Outcome) Told() string {
	if o.Priority == candor.Normal {
		return o.Word()
	}
	return o.Word() + ", priority " + priorityWord(o.Priority)
}

// Deciding names the rule that the verdict would name, or the matter where there is none; "" when nothing fired.
func (o Outcome) Deciding() string {
	f, _ := o.decisive()
	return f.name()
}
