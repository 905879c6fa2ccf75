package rights

import "maps"

// Kind is what a person asks for. Withdrawing consent is no request: it works at once (package consent).
type Kind string

// What can be asked for.
const (
	ToSee      Kind = "see"      // what is kept about me (GDPR Art. 15; CCPA 1798.110)
	ToExport   Kind = "export"   // take it along (Art. 20)
	ToCorrect  Kind = "correct"  // set it right (Art. 16; CCPA 1798.106)
	ToRestrict Kind = "restrict" // keep it but do not use it (Art. 18; CCPA 1798.121)
	ToObject   Kind = "object"   // stop using it (Art. 21; CCPA 1798.120)
	ToErase    Kind = "erase"    // destroy it (Art. 17; CCPA 1798.105)
	ToComplain Kind = "complain" // about how it was handled (UK Data Protection Act 2018, s. 164A)
)

// Kinds lists every kind, in the order in which people see them.
func Kinds() []Kind {
	return []Kind{ToSee, ToExport, ToCorrect, ToRestrict, ToObject, ToErase, ToComplain}
}

// State says how far a request has come.
type State string

const (
	NoState   State = ""          // not asked yet
	Received  State = "received"  // written down; nobody looked at it
	Identity  State = "identity"  // the person was asked to prove who they are
	Open      State = "open"      // proven; being worked on
	Extended  State = "extended"  // proven; more time was taken, and the person was told why
	Done      State = "done"      // answered in full
	Partly    State = "partly"    // answered in part; the rest was refused with a reason
	Refused   State = "refused"   // refused with a reason
	Withdrawn State = "withdrawn" // the person took it back
)

// States lists every state that a stored request can have.
func States() []State {
	return []State{Received, Identity, Open, Extended, Done, Partly, Refused, Withdrawn}
}

// Act is what somebody does that may move a request.
type Act string

const (
	Receive       Act = "receive"
	Acknowledge   Act = "acknowledge"
	AskIdentity   Act = "ask_identity"
	ProveIdentity Act = "prove_identity"
	Extend        Act = "extend"
	Finish        Act = "finish"
	FinishPartly  Act = "finish_partly"
	Refuse        Act = "refuse"
	Withdraw      Act = "withdraw"
	Complete      Act = "complete" // what a hold kept was erased when it ended
)

// Acts lists every act.
func Acts() []Act {
	return []Act{Receive, Acknowledge, AskIdentity, ProveIdentity, Extend, Finish, FinishPartly, Refuse, Withdraw, Complete}
}

// Step is one cell of the table. Once more time was taken, AfterExtension replaces To where it is set.
type Step struct {
	To             State
	AfterExtension State
}

// transitions is the whole life of a request; what is not listed cannot happen.
//
// It shows that nothing is handed over, changed or destroyed before the person proved who they are:
// only Open and Extended lead to Done and Partly, and only ProveIdentity leads to Open. Identity is
// asked for once at most, so that asking cannot be used to play for time. What is answered stays
// answered; whoever disagrees makes a new request or complains. Only what was kept back is made good.
var transitions = map[State]map[Act]Step{
	NoState: {
		Receive: {To: Received},
	},
	Received: {
		Acknowledge:   {To: Received},
		AskIdentity:   {To: Identity},
		ProveIdentity: {To: Open, AfterExtension: Extended},
		Extend:        {To: Received},
		Refuse:        {To: Refused},
		Withdraw:      {To: Withdrawn},
	},
	Identity: {
		Acknowledge:   {To: Identity},
		ProveIdentity: {To: Open, AfterExtension: Extended},
		Extend:        {To: Identity},
		Refuse:        {To: Refused},
		Withdraw:      {To: Withdrawn},
	},
	Open: {
		Acknowledge:  {To: Open},
		Extend:       {To: Extended},
		Finish:       {To: Done},
		FinishPartly: {To: Partly},
		Refuse:       {To: Refused},
		Withdraw:     {To: Withdrawn},
	},
	Extended: {
		Acknowledge:  {To: Extended},
		Finish:       {To: Done},
		FinishPartly: {To: Partly},
		Refuse:       {To: Refused},
		Withdraw:     {To: Withdrawn},
	},
	Partly: {
		Complete: {To: Done},
	},
}

// Transitions gives a copy of the table, for tests and for people who want to read it.
func Transitions() map[State]map[Act]Step {
	out := make(map[State]map[Act]Step, len(transitions))
	for state, steps := range transitions {
		out[state] = maps.Clone(steps)
	}
	return out
}

// Closed reports whether a request was answered.
func (s State) Closed() bool {
	switch s {
	case Done, Partly, Refused, Withdrawn:
		return true
	}
	return false
}
