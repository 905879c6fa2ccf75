package action

import (
	"time"

	"candor"
)

// State says how far a proposal is.
type State string

// The states.
const (
	Proposed State = "proposed" // the customer is asked
	Accepted State = "accepted" // the customer said yes; for Money an agent is asked
	Approved State = "approved" // an agent said yes too
	Running  State = "running"  // it is being done
	Done     State = "done"
	Declined State = "declined" // somebody said no
	Expired  State = "expired"  // nobody said anything in time
	Failed   State = "failed"
)

// States lists every state.
func States() []State {
	return []State{Proposed, Accepted, Approved, Running, Done, Declined, Expired, Failed}
}

// Act is what somebody does about a proposal.
type Act string

// The acts.
const (
	Accept  Act = "accept"  // the customer says yes
	Decline Act = "decline" // the customer says no
	Approve Act = "approve" // an agent says yes
	Refuse  Act = "refuse"  // an agent says no
	Run     Act = "run"     // the desk begins, or begins again with the same key
	Succeed Act = "succeed" // it was done
	Fail    Act = "fail"    // it was not done
	Expire  Act = "expire"  // the time for the next step is over
)

// Acts lists every act.
func Acts() []Act { return []Act{Accept, Decline, Approve, Refuse, Run, Succeed, Fail, Expire} }

// Role is who may take a step.
type Role string

// The roles.
const (
	TheCustomer Role = "customer" // whose proposal it is, and nobody else
	AnAgent     Role = "agent"
	TheDesk     Role = "desk"
)

// Step is one cell of the table.
type Step struct {
	To   State
	By   Role
	Only []Kind // of acts; empty: Change and Money
}

// steps is the whole life of a proposal; what is not listed cannot happen. It proves the promise: the
// one way to Running leads through Accept, which is the customer's, and for Money through Approve, which
// is an agent's, too.
var steps = map[State]map[Act]Step{
	Proposed: {
		Accept:  {To: Accepted, By: TheCustomer},
		Decline: {To: Declined, By: TheCustomer},
		Expire:  {To: Expired, By: TheDesk},
	},
	Accepted: {
		Decline: {To: Declined, By: TheCustomer},
		Approve: {To: Approved, By: AnAgent, Only: []Kind{Money}},
		Refuse:  {To: Declined, By: AnAgent, Only: []Kind{Money}},
		Run:     {To: Running, By: TheDesk, Only: []Kind{Change}},
		Expire:  {To: Expired, By: TheDesk},
	},
	Approved: {
		Decline: {To: Declined, By: TheCustomer},
		Run:     {To: Running, By: TheDesk, Only: []Kind{Money}},
		Expire:  {To: Expired, By: TheDesk},
	},
	Running: {
		Run:     {To: Running, By: TheDesk},
		Succeed: {To: Done, By: TheDesk},
		Fail:    {To: Failed, By: TheDesk},
	},
	Done: {}, Declined: {}, Expired: {}, Failed: {},
}

// Failures of a step.
var (
	ErrStep    = candor.Fail(candor.CodeConflict, "error.not_possible", nil)     // the table has no such step
	ErrWho     = candor.Fail(candor.CodeForbidden, "error.not_theirs", nil)      // somebody else's step
	ErrSecond  = candor.Fail(candor.CodeForbidden, "error.not_theirs", nil)      // whoever proposed it may not agree to it as well
	ErrExpired = candor.Fail(candor.CodeConflict, "error.proposal_expired", nil) // its time is over
)

// Who takes a step. The zero value is nobody.
type Who struct {
	Customer candor.CustomerID
	Agent    candor.AgentID
	Desk     bool
}

// ByDesk is the desk itself.
func ByDesk() Who { return Who{Desk: true} }

func (w Who) is(role Role, p Proposal) bool {
	switch role {
	case TheCustomer:
		return w.Customer != "" && w.Customer == p.Customer && w.Agent == "" && !w.Desk
	case AnAgent:
		return w.Agent.Valid() && w.Customer == "" && !w.Desk
	case TheDesk:
		return w.Desk && w.Customer == "" && w.Agent == ""
	}
	return false
}

// After gives the proposal as it is once an act has happened. It is the only function that changes
// State.
//
// ErrStep, ErrWho, ErrExpired. Expire before the time is over is ErrStep.
func (p Proposal) After(act Act, who Who, at time.Time) (Proposal, error) {
	step, ok := steps[p.State][act]
	if !ok || !step.takes(p.Kind) || p.Kind == Look {
		return p, ErrStep
	}
	if !who.is(step.By, p) {
		return p, ErrWho
	}
	over := p.State != Running && !at.Before(p.Expires)
	switch {
	case act == Expire && !over:
		return p, ErrStep
	case over && (act == Accept || act == Approve || act == Run):
		return p, ErrExpired
	}
	next := p
	switch act {
	case Accept:
		next.Accepted, next.Expires = at, at.Add(ForRun)
		if p.Kind == Money {
			next.Expires = at.Add(ForAgent)
		}
	case Approve:
		next.Approved, next.Agent, next.Expires = at, who.Agent, at.Add(ForRun)
	case Refuse:
		next.Agent = who.Agent
	case Run:
		if !p.allowed() {
			return p, ErrStep
		}
		next.Tries++
	}
	next.State, next.Moved = step.To, at
	next.Version++
	if next.Over() {
		next.Ended = at
	}
	return next, nil
}
