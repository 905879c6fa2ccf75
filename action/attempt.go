package action

// Next is what to do with what a model proposed. The zero value abstains.
type Next int

// The steps.
const (
	Abstain Next = iota // no more of it in this turn: the assistant says that it cannot, and offers a person
	Mend                // tell the refusal back, once
	Go                  // the call is good
)

// maxCalls is how many good calls one turn makes.
const maxCalls = 4

// Attempt takes the calls of a model in one turn. It allows one repair in all: after a second refusal,
// or too many calls, it abstains for good, whatever comes. Not for concurrent use; the zero value abstains.
type Attempt struct {
	registry *Registry
	who      For
	mended   bool
	over     bool
	made     int
}

// Attempt begins a turn for somebody.
func (r *Registry) Attempt(who For) *Attempt { return &Attempt{registry: r, who: who} }

// Try checks a call. The refusal is there with Mend, and with Abstain when that is why.
func (a *Attempt) Try(name, arguments string) (Call, *Refusal, Next) {
	if a == nil || a.registry == nil || a.over {
		return Call{}, nil, Abstain
	}
	call, refusal := a.registry.Call(name, arguments, a.who)
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
