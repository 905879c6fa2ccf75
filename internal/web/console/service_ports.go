package console

import (
	"context"
	"strings"
	"time"

	"candor"
	"candor/internal/web/port"
	"candor/service"
	"candor/turn"
)

// Service is who is there for whom: each agent's queue, the clocks that run, what must be answered before a
// conversation is closed, calls to be made.
type Service interface {
	// QueueFrom gives who waits, in the order in which an agent should take them, at most limit, after a spot, and the spot
	// after which the next page begins; a zero one is before the first, and after the last. It depends on what Skills
	// gives alone.
	QueueFrom(ctx context.Context, a candor.Agent, from service.Spot, limit int) ([]candor.Conversation, service.Spot, error)
	Skills(a candor.Agent) []string
	// Lacks gives what a waiting conversation needs and an agent does not have, and whether anybody may take it.
	Lacks(c candor.Conversation, a candor.Agent) (lacks string, open bool)
	// Clocks gives the clocks that run for a conversation, those due first before the others.
	Clocks(c candor.Conversation) []service.Clock
	// Kept tells how often the clock for persons was kept, by inbox; Asked who asked for a person in the last 30 days and
	// did not get one.
	Kept(ctx context.Context) ([]service.Keeping, error)
	Asked(ctx context.Context) (service.Sought, error)

	// Case gives what stands open in a conversation; whoever looks is on record for it.
	Case(ctx context.Context, by candor.Access, id candor.ConversationID) (service.Case, error)
	// SaveWorking keeps the list of points as an agent mended it; Working gives it.
	SaveWorking(ctx context.Context, a candor.AgentID, id candor.ConversationID, w service.Working) error
	Working(ctx context.Context, by candor.Access, id candor.ConversationID) (service.Working, error)

	// Calls gives the open calls, those whose time ends first before the others; OpenCall that of a conversation.
	Calls(ctx context.Context, limit int) ([]service.Callback, error)
	OpenCall(ctx context.Context, id candor.ConversationID) (service.Callback, error)
	// Phone opens the number of an open call; whoever looks is on record for it. CodeNotFound: it is over.
	Phone(ctx context.Context, by candor.Access, id service.CallbackID) (candor.Text, service.Callback, error)
	// CallEnds ends a call, which erases its number. CodeNotFound: it was over.
	CallEnds(ctx context.Context, id service.CallbackID, by candor.AgentID, state service.CallbackState) (service.Callback, error)
}

// Closer is what an agent does about closing: turn.Desk.
type Closer interface {
	// Resolve ends a conversation with an answer to what stood open. service.ErrClosingIncomplete and the other refusals
	// of service.Close: nothing was changed.
	Resolve(ctx context.Context, id candor.ConversationID, a candor.Agent, f service.Filled) (candor.Conversation, error)
	MarkComplaint(ctx context.Context, id candor.ConversationID, a candor.Agent, about candor.Matter) (candor.Conversation, error)
}

var _ Closer = (*turn.Desk)(nil)

// waiting gives who waits as an agent should see them, as it was at since or later. Agents who can do the same
// share a reading.
func (c *Console) waiting(ctx context.Context, a candor.Agent, since time.Time) ([]candor.Conversation, error) {
	list, _, err := c.firstPage(ctx, a, since)
	return list, err
}

// firstPage gives the first of them, and the spot after which the next page begins.
func (c *Console) firstPage(ctx context.Context, a candor.Agent, since time.Time) ([]candor.Conversation, service.Spot, error) {
	if c.o.Service == nil {
		list, err := c.board.list(ctx, port.Filter{States: tabs[0].States, Limit: pageSize}, since)
		return list, service.Spot{}, err
	}
	r, err := c.board.share(ctx, "queue "+strings.Join(c.o.Service.Skills(a), " "), since, func(ctx context.Context, r *reading) {
		r.list, r.next, r.err = c.o.Service.QueueFrom(ctx, a, service.Spot{}, pageSize)
	})
	if err != nil {
		return nil, service.Spot{}, err
	}
	return r.list, r.next, r.err
}

// toTake gives who waits, and leaves out those whom only others may take yet.
func (c *Console) toTake(ctx context.Context, a candor.Agent) ([]candor.Conversation, error) {
	all, err := c.waiting(ctx, a, time.Now())
	if err != nil || c.o.Service == nil {
		return all, err
	}
	var out []candor.Conversation
	for _, x := range all {
		if lacks, open := c.o.Service.Lacks(x, a); lacks == "" || open {
			out = append(out, x)
		}
	}
	return out, nil
}
