package action

import (
	"encoding/json"
	"slices"
)

// Next is what to do with what a model proposed. The zero value abstains.
type Next int

// The steps.
const (
	Abstain Next = iota // no more of it in this turn: the desk goes on as if there were no model
	Mend                // tell the refusal back, once
	Go                  // the call is good
)

// maxCalls is how many good calls one turn makes.
const maxCalls = 4

// Wanted is one call as a model wrote it. Nothing in it is believed.
type Wanted struct{ Name, Arguments string }

// Attempt takes the calls of a model in one turn. It allows one repair in all: after a second refusal,
// or too many calls, it abstains for good, whatever comes. Not for concurrent use; the zero value abstains.
type Attempt struct {
	registry *Registry
	who      For
	said     []string
	offered  map[string]bool
	mended   bool
	over     bool
	made     int
}

// Attempt begins a turn for somebody. Said is what the customer wrote in their own words, as far as a call may
// lean on it.
func (r *Registry) Attempt(who For, said ...string) *Attempt {
	return &Attempt{registry: r, who: who, said: said}
}

// Offers gives the acts of these kinds that what the customer wrote can fill: each number that an act
// cannot do without has to stand there. Take accepts these and no others.
func (a *Attempt) Offers(kinds ...Kind) []Offer {
	if a == nil || a.registry == nil {
		return nil
	}
	a.offered = map[string]bool{}
	var out []Offer
	for _, s := range a.registry.Specs() {
		k := a.registry.specs[s.Name]
		if slices.Contains(kinds, s.Kind) && k.fillable(a.said) {
			a.offered[s.Name] = true
			out = append(out, k.offer())
		}
	}
	return out
}

// Take checks all that a model wanted in one reply, its tokens turned back. It has to be one call, of an
// act that was offered, whose numbers the customer wrote; the same call twice is one. The refusal is there with
// Mend, and with Abstain when that is why.
func (a *Attempt) Take(all []Wanted) (Call, *Refusal, Next) {
	if a == nil || a.registry == nil || a.over || len(all) == 0 {
		return Call{}, nil, Abstain
	}
	first := settled(all[0])
	for _, one := range all[1:] {
		if settled(one) != first {
			return a.step(Call{}, &Refusal{Why: Several})
		}
	}
	k, ok := a.registry.find(first.Name)
	if !ok {
		return a.step(Call{}, &Refusal{Why: UnknownTool})
	}
	if !a.offered[first.Name] {
		return a.step(Call{}, &Refusal{Why: NotOffered})
	}
	arguments, strange := k.own(first.Arguments, a.said)
	call, refusal := a.registry.Call(first.Name, arguments, a.who)
	if refusal == nil && strange != "" {
		call, refusal = Call{}, &Refusal{Why: NotSaid, Tool: first.Name, Field: strange}
	}
	return a.step(call, refusal)
}

// settled writes a call so that the same always reads the same, where it is JSON at all.
func settled(w Wanted) Wanted {
	if len(w.Arguments) > maxArguments {
		return w
	}
	if w.Arguments == "" {
		w.Arguments = "{}"
	}
	if v, err := decode([]byte(w.Arguments)); err == nil {
		w.Arguments = canonical(v)
	}
	return w
}

// Try checks a call that was made of nobody's words. The refusal is there with Mend, and with Abstain when
// that is why.
func (a *Attempt) Try(name, arguments string) (Call, *Refusal, Next) {
	if a == nil || a.registry == nil || a.over {
		return Call{}, nil, Abstain
	}
	return a.step(a.registry.Call(name, arguments, a.who))
}

func (a *Attempt) step(call Call, refusal *Refusal) (Call, *Refusal, Next) {
	switch {
	case refusal == nil && a.made < maxCalls:
		a.made++
		return call, nil, Go
	case refusal != nil && !a.mended && refusal.Why != NotYours:
		a.mended = true
		return Call{}, refusal, Mend
	}
	a.over = true
	return Call{}, refusal, Abstain
}

// Offer is an act as a model is told of it. It is made of the spec alone and holds nobody's words.
type Offer struct {
	Name, About string
	Kind        Kind
	Schema      json.RawMessage // JSON schema of the arguments, an object
}
