package action

import (
	"crypto/rand"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/policy"
)

// ProposalID names a proposal: "prp_" and 26 characters that cannot be guessed. It is also the
// idempotency key of what is done.
type ProposalID string

var proposalShape = regexp.MustCompile(`^prp_[a-z2-7]{26}$`)

// NewProposalID makes one.
func NewProposalID() ProposalID { return ProposalID("prp_" + strings.ToLower(rand.Text())) }

// Valid reports whether the id has the shape that NewProposalID gives.
func (id ProposalID) Valid() bool { return proposalShape.MatchString(string(id)) }

// How long a step may take.
const (
	ForCustomer = time.Hour          // from the proposal to the customer's yes
	ForRun      = 10 * time.Minute   // from the last yes until it is begun
	ForAgent    = 3 * 24 * time.Hour // from the customer's yes to an agent's
)

// Proposal is a Change or a Money act that somebody was asked about. Who may move it, and where to, is
// the table of Steps.
type Proposal struct {
	ID           ProposalID
	Conversation candor.ConversationID
	Customer     candor.CustomerID
	Tool         string
	Kind         Kind
	Arguments    candor.Text // JSON as Call.JSON writes it
	State        State
	Version      int64          // goes up by one with every step
	Made, Moved  time.Time      // Moved: when the last step was taken
	Expires      time.Time      // of the step that is waited for
	Accepted     time.Time      // by the customer; zero: not
	Approved     time.Time      // by an agent; zero: not
	Agent        candor.AgentID // who approved or refused it
	Proposer     candor.AgentID // whose idea it was; empty: the customer's own, or a model's reading of their words
	Ended        time.Time      // zero: it is not over
	Tries        int            // how often it was begun
	Outcome      string         // of the result; for Failed a key that says why
	Says         policy.Fixed   // what the customer is told of its end; empty: nothing, or it is not over
	Told         time.Time      // when it is known that they were told; zero: not yet
}

// Propose makes a proposal of a call. False: it is empty, or a Look, which needs none.
func Propose(c Call, at time.Time) (Proposal, bool) {
	if c.Empty() || c.known.Kind == Look {
		return Proposal{}, false
	}
	return Proposal{
		ID: NewProposalID(), Conversation: c.who.Conversation, Customer: c.who.Customer, Tool: c.known.Name, Kind: c.known.Kind,
		Arguments: candor.Text(c.JSON()), State: Proposed, Version: 1, Made: at, Moved: at, Expires: at.Add(ForCustomer),
	}, true
}

// By gives the proposal as an agent's idea.
func (p Proposal) By(who candor.AgentID) Proposal {
	p.Proposer = who
	return p
}

// Question is the key of the text that the customer of a proposal is asked with.
func (s Spec) Question(p Proposal) string {
	if p.Proposer != "" && s.Offer != "" {
		return s.Offer
	}
	return s.Ask
}

// CallOf gives what is to be done, with the key under which it is done once: of a proposal that is
// running, and of no other. ErrStep: nobody said that it may be done. A *Refusal: the spec is another now.
func (r *Registry) CallOf(p Proposal) (Call, error) {
	if p.State != Running || !p.allowed() {
		return Call{}, ErrStep
	}
	return r.reread(p, string(p.ID))
}

// Shown gives what a proposal is about, to be shown, not done.
func (r *Registry) Shown(p Proposal) (Call, error) { return r.reread(p, "") }

func (r *Registry) reread(p Proposal, once string) (Call, error) {
	c, refusal := r.Call(p.Tool, string(p.Arguments), For{p.Conversation, p.Customer})
	if refusal != nil {
		return Call{}, refusal
	}
	if c.known.Kind != p.Kind {
		return Call{}, &Refusal{Why: OutOfRange, Tool: p.Tool}
	}
	c.once = once
	return c, nil
}

// allowed reports that everybody said yes who has to.
func (p Proposal) allowed() bool {
	switch p.Kind {
	case Change:
		return !p.Accepted.IsZero()
	case Money:
		return !p.Accepted.IsZero() && !p.Approved.IsZero() && p.Agent != ""
	}
	return false
}

// Over reports whether nothing moves the proposal any more.
func (p Proposal) Over() bool { return len(steps[p.State]) == 0 }

// Same reports whether two proposals are for the same act.
func (p Proposal) Same(q Proposal) bool {
	return p.Conversation == q.Conversation && p.Customer == q.Customer && p.Tool == q.Tool && p.Arguments == q.Arguments
}

// Steps gives a copy of the table, for tests and for people who want to read it.
func Steps() map[State]map[Act]Step {
	out := make(map[State]map[Act]Step, len(steps))
	for state, row := range steps {
		out[state] = maps.Clone(row)
	}
	return out
}

// takes reports whether a step is for a kind of act.
func (s Step) takes(k Kind) bool { return len(s.Only) == 0 || slices.Contains(s.Only, k) }
