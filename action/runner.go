package action

import (
	"context"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/policy"
)

// Proposals keeps what customers were asked about.
//
// candor.ErrMoved: it is another version than that. CodeNotFound: there is none.
type Proposals interface {
	// AddProposal keeps a new one. Where the same act is proposed in the conversation already and not over,
	// it gives that one and keeps nothing.
	AddProposal(ctx context.Context, p Proposal) (Proposal, error)
	// SaveProposal keeps the next step of a proposal, with the commitments that it makes, all or nothing.
	SaveProposal(ctx context.Context, next Proposal, made ...Commitment) error
	// Proposal gives one with its arguments.
	Proposal(ctx context.Context, by candor.Access, id ProposalID) (Proposal, error)
	// Asked gives the newest one of a conversation that waits for the customer's word.
	Asked(ctx context.Context, by candor.Access, id candor.ConversationID) (Proposal, bool, error)
	// Stuck gives those whose time is over, and those that were begun before a time and are not over.
	Stuck(ctx context.Context, now, begun time.Time, limit int) ([]Proposal, error)
}

// Tool does what a call says, for somebody who proved who they are.
//
// ErrUnproven: the other side wants to know who it is. ErrUnknownEnd: nobody knows whether it was done. Any
// other error: it was not done.
type Tool interface {
	Do(ctx context.Context, call Call, who Person) (Result, error)
}

// People tells who a customer proved to be: Proven, of their profile at a time.
type People interface {
	Person(ctx context.Context, id candor.CustomerID, at time.Time) (Person, error)
}

// Failures of tools.
var (
	ErrUnproven   = errors.New("action: who it is for has not proved who they are")
	ErrUnknownEnd = errors.New("action: it is not known whether it was done")
)

// Texts that the runner says by itself.
const (
	SaysProve     = "action.prove"      // prove who you are first
	SaysFailed    = "action.failed"     // it was not done
	SaysUnsure    = "action.unsure"     // it may have been done; a person looks
	SaysWithAgent = "action.with_agent" // a person has to agree as well
	SaysDeclined  = "action.declined"   // it is left as it is
	SaysRefused   = "action.refused"    // a person decided against it
	SaysExpired   = "action.expired"    // the question is too old
)

// reasons why a proposal failed, as they are kept.
const (
	failedTool     = "tool_failed"
	failedUnproven = "unproven"
	failedUnsure   = "unknown_end"
	failedSpec     = "spec_changed"
)

const (
	maxTries = 3
	stuckFor = 2 * time.Minute // after which what was begun is taken to have been cut off
)

// Runner does what was agreed on. All fields but Zone and Agents are required.
type Runner struct {
	Registry  *Registry
	Proposals Proposals
	Tool      Tool
	People    People
	Now       func() time.Time
	Zone      *time.Location // in which dates are meant; UTC when nil
	// Agents reports whether an agent may still decide about money. Where they may not, or where it is nil, an
	// agent has to agree after the customer, also to what an agent proposed.
	Agents func(ctx context.Context, id candor.AgentID) bool
}

// deskServes is the desk's own access, to do what the customer asked it to.
func deskServes() candor.Access { return candor.Access{Actor: "desk", Purpose: candor.Serve} }

func (r *Runner) person(ctx context.Context, id candor.CustomerID, at time.Time) (Person, error) {
	who, err := r.People.Person(ctx, id, at)
	if err != nil {
		return Person{}, fmt.Errorf("action: read who a customer is: %w", err)
	}
	return who, nil
}

// Look does a call that changes nothing, and gives what is said. ErrStep: it is no Look. An error says
// nothing to the customer: the assistant abstains.
func (r *Runner) Look(ctx context.Context, c Call) (policy.Fixed, error) {
	if c.Empty() || c.Spec().Kind != Look {
		return policy.Fixed{}, ErrStep
	}
	who, err := r.person(ctx, c.who.Customer, r.Now())
	if err != nil {
		return policy.Fixed{}, err
	}
	if who.Nobody() {
		return policy.Fixed{Key: SaysProve}, nil
	}
	result, err := r.Tool.Do(ctx, c, who)
	if errors.Is(err, ErrUnproven) {
		return policy.Fixed{Key: SaysProve}, nil
	}
	if err != nil {
		return policy.Fixed{}, fmt.Errorf("action: look: %w", err)
	}
	say, ok := result.Says()
	if !ok {
		return policy.Fixed{}, ErrResult
	}
	return say, nil
}

// Propose asks the customer whether a call may be done, and gives the question. The proposal is empty
// where they have to prove first who they are. ErrStep: a Look needs no question.
func (r *Runner) Propose(ctx context.Context, c Call) (Proposal, policy.Fixed, error) {
	return r.ProposeBy(ctx, c, "")
}

// ProposeBy is Propose for what an agent had the idea of.
func (r *Runner) ProposeBy(ctx context.Context, c Call, agent candor.AgentID) (Proposal, policy.Fixed, error) {
	p, ok := Propose(c, r.Now())
	p = p.By(agent)
	if !ok {
		return Proposal{}, policy.Fixed{}, ErrStep
	}
	who, err := r.person(ctx, c.who.Customer, r.Now())
	if err != nil {
		return Proposal{}, policy.Fixed{}, err
	}
	if who.Nobody() {
		return Proposal{}, policy.Fixed{Key: SaysProve}, nil
	}
	if p, err = r.Proposals.AddProposal(ctx, p); err != nil {
		return Proposal{}, policy.Fixed{}, fmt.Errorf("action: keep a proposal: %w", err)
	}
	if p.State != Proposed {
		return p, policy.Fixed{Key: stands(p)}, nil // they said yes already
	}
	return p, policy.Fixed{Key: c.known.Question(p), Args: c.Texts()}, nil
}

// stands tells how far a proposal is that is being asked for again.
func stands(p Proposal) string {
	if p.Kind == Money {
		return SaysWithAgent
	}
	return SaysUnsure
}

// Answer takes the customer's word on what they were asked last in a conversation, and gives what is
// said. Handled is false where nothing was asked, or the words are no plain yes or no: then nothing has
// happened, and the message is answered like any other.
func (r *Runner) Answer(ctx context.Context, f For, words candor.Text, tag string) (say policy.Fixed, handled bool, err error) {
	word := ReadWord(string(words), tag)
	if word == Neither {
		return policy.Fixed{}, false, nil
	}
	p, ok, err := r.Proposals.Asked(ctx, deskServes(), f.Conversation)
	if err != nil || !ok || p.Customer != f.Customer {
		return policy.Fixed{}, false, err
	}
	act := Decline
	if word == Yes {
		act = Accept
	}
	say, err = r.Take(ctx, p.ID, act, Who{Customer: f.Customer})
	return say, true, err
}

// Take takes a step of a customer or an agent about a proposal, and does what then may be done. It
// gives what is said to the customer. A second click finds the step taken: ErrStep or candor.ErrMoved, and nothing is
// done twice.
func (r *Runner) Take(ctx context.Context, id ProposalID, act Act, who Who) (policy.Fixed, error) {
	p, err := r.Proposals.Proposal(ctx, deskServes(), id)
	if err != nil {
		return policy.Fixed{}, err
	}
	next, err := p.After(act, who, r.Now())
	if errors.Is(err, ErrExpired) {
		return r.expire(ctx, p)
	}
	if err != nil {
		return policy.Fixed{}, err
	}
	if act == Approve && r.second(p) && who.Agent == p.Proposer {
		return policy.Fixed{}, ErrSecond
	}
	if act == Accept {
		if proved, err := r.person(ctx, p.Customer, next.Accepted); err != nil || proved.Nobody() {
			return policy.Fixed{Key: SaysProve}, err
		}
	}
	switch {
	case next.State == Declined && act == Refuse:
		next.Says.Key = SaysRefused
	case next.State == Declined:
		next.Says.Key = SaysDeclined
	}
	if err := r.Proposals.SaveProposal(ctx, next); err != nil || next.Over() {
		return next.Says, err
	}
	if next.State == Accepted && next.Kind == Money {
		if next, err = r.byProposer(ctx, next); err != nil || next.State == Accepted {
			return policy.Fixed{Key: SaysWithAgent}, err
		}
	}
	return r.run(ctx, next)
}

// second reports whether another agent has to agree to what an agent proposed.
func (r *Runner) second(p Proposal) bool {
	spec, ok := r.Registry.Spec(p.Tool)
	return p.Proposer != "" && (!ok || spec.Second)
}

// byProposer takes the word of the agent who proposed an act for an agent's yes, where no other is wanted
// and they may still decide. Else the proposal comes back as it was.
func (r *Runner) byProposer(ctx context.Context, p Proposal) (Proposal, error) {
	if p.Proposer == "" || r.second(p) || r.Agents == nil || !r.Agents(ctx, p.Proposer) {
		return p, nil
	}
	next, err := p.After(Approve, Who{Agent: p.Proposer}, r.Now())
	if err != nil {
		return p, err
	}
	return next, r.Proposals.SaveProposal(ctx, next)
}

func (r *Runner) expire(ctx context.Context, p Proposal) (policy.Fixed, error) {
	next, err := p.After(Expire, ByDesk(), r.Now())
	if err != nil {
		return policy.Fixed{}, err
	}
	if !p.Accepted.IsZero() {
		next.Says.Key = SaysExpired // they said yes and wait; what nobody answered needs no word
	}
	return policy.Fixed{Key: SaysExpired}, r.Proposals.SaveProposal(ctx, next)
}
