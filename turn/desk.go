package turn

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"candor"
	"candor/policy"
)

// Gates is the charter as turn needs it: policy.Pipeline.
type Gates interface {
	Receive(ctx context.Context, c *policy.Case) *policy.Received
	Clear(ctx context.Context, c *policy.Case) (*policy.Cleared, policy.Decision)
}

// Drafter proposes an answer to c.Message, or nil sentences and no fixed text when it has none
// that it can stand behind (it abstains). It reads; it never writes.
type Drafter interface {
	Draft(ctx context.Context, c *policy.Case) (policy.Draft, error)
}

// Service tells what the desk can promise now, and whether it is stopped.
type Service interface {
	// Status gives the promise for one more customer in the inbox.
	Status(ctx context.Context, inbox candor.InboxID, now time.Time) (policy.Service, error)
	// Stopped reports the stop switch. An error counts as stopped.
	Stopped(ctx context.Context) (bool, error)
}

// Notices knows the texts that customers are shown before they allow something.
type Notices interface {
	// Shown finds the notice about a purpose that has the digest, in whatever language; false when it
	// is not in force.
	Shown(ctx context.Context, inbox candor.InboxID, purpose candor.Purpose, digest string) (candor.Shown, bool, error)
}

// Alerts wakes agents when somebody needs a person. It must not block.
type Alerts interface {
	NeedsPerson(c candor.Conversation)
}

// Options are what New needs; every port but Acts is required.
type Options struct {
	Store   Store
	Jobs    Jobs
	Gates   Gates
	Drafter Drafter
	Service Service
	Notices Notices
	Alerts  Alerts
	Acts    Acts   // nil: nothing is done for customers but to answer
	Help    Help   // nil: nobody is shown drafts
	Limits  Limits // nil: everybody may write
	Log     *slog.Logger
	Now     func() time.Time // time.Now when nil
	Name    string           // of the company, as customers know it
	Node    string           // of this process among those that share the store, the same after a restart; "desk" when empty
	// Needs gives the skills that whoever takes a waiting conversation should have; nil: none.
	Needs func(candor.Conversation) string
	// Complains reports whether words to a person are a formal complaint, whose clock begins then; nil: only agents
	// hear it there.
	Complains func(words candor.Text, language string) bool
	// Unhelped reports whether words to the assistant only say that its last answer did not help, and ask nothing that
	// could be looked for; nil: all words are a question.
	Unhelped func(words candor.Text, language string) bool
	// Complain names where customers of an inbox can complain, with an address; nil: nowhere.
	Complain func(candor.InboxID) (name, url string)
	// Reminder tells whether the assistant must say again what it is before it speaks, from the
	// conversation so far, oldest first.
	Reminder func(history []candor.Message, now time.Time) bool
	// DraftTimeout bounds drafting; after it the conversation goes to a person. 20 s when zero.
	DraftTimeout time.Duration
}

// Desk takes the steps. Safe for concurrent use on any number of nodes: the store's version
// check decides who was first.
type Desk struct {
	o    Options
	due  chan struct{}   // says that a job for later was committed
	work chan candor.Job // jobs for this node's workers
}

// New refuses missing ports: a desk that lacks a gate or a human route must not start. It makes due
// at once what this node had in hand when it last ended.
func New(ctx context.Context, o Options) (*Desk, error) {
	if o.Store == nil || o.Jobs == nil || o.Gates == nil || o.Drafter == nil || o.Service == nil ||
		o.Notices == nil || o.Alerts == nil || o.Reminder == nil || o.Log == nil {
		return nil, errors.New("turn: a desk needs every port")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Node == "" {
		o.Node = "desk"
	}
	if o.DraftTimeout <= 0 {
		o.DraftTimeout = 20 * time.Second
	}
	if err := o.Jobs.Reclaim(ctx, o.Node, o.Now().UTC()); err != nil {
		return nil, fmt.Errorf("turn: take up the work in hand: %w", err)
	}
	return &Desk{o: o, due: make(chan struct{}, 1), work: make(chan candor.Job, 1024)}, nil
}

// now is the time of a step, cut to what the store keeps. It never runs behind what the
// conversation already has: a clock that jumps back must not reorder a conversation.
func (d *Desk) now(c candor.Conversation) time.Time {
	t := d.o.Now().UTC().Truncate(time.Microsecond)
	if t.Before(c.Updated) {
		return c.Updated
	}
	return t
}
