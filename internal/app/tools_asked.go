package app

import (
	"context"
	"errors"

	"candor"
	"candor/action"
	"candor/internal/web/view"
)

// Asked implements view.Asking: what the customer of a conversation was asked and has not answered, in the
// words that they were asked in.
func (a *acts) Asked(ctx context.Context, c candor.Conversation) (*view.Asked, error) {
	if len(a.runner.Registry.Specs()) == 0 {
		return nil, nil
	}
	p, ok, err := a.store.Asked(ctx, candor.CustomerReads(), c.ID)
	if err != nil || !ok || !a.now().Before(p.Expires) {
		return nil, err
	}
	call, err := a.runner.Registry.Shown(p)
	if err != nil {
		return nil, nil // the act is another now: it can only run out
	}
	text, ok := a.phrases.Phrase(c.Language, call.Spec().Question(p), call.Texts())
	if !ok {
		return nil, nil
	}
	return &view.Asked{ID: p.ID, Question: text, Until: p.Expires.UTC()}, nil
}

// AnswerAsked implements view.Asking: the customer's yes or no by a button, to exactly one proposal. What came of
// it is told in the conversation.
//
// CodeNotFound: it is not this conversation's. action.ErrStep, candor.ErrMoved: it was answered already.
// action.ErrExpired: its time is over, which is told as well.
func (a *acts) AnswerAsked(ctx context.Context, id candor.ConversationID, proposal action.ProposalID, yes bool) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), decideFor) // they said it, whether or not their browser waits
	defer stop()
	p, err := a.store.Proposal(ctx, candor.CustomerReads(), proposal)
	if err == nil && p.Conversation != id {
		err = candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err != nil {
		return err
	}
	act := action.Decline
	if yes {
		act = action.Accept
	}
	say, err := a.runner.Take(ctx, p.ID, act, action.Who{Customer: p.Customer})
	if err != nil {
		return err
	}
	return a.tell(ctx, p, say)
}

// Committed hears of every message. A plain yes or no that a customer writes right after an agent's question
// counts as one by button: while a person has the conversation nobody else reads it.
func (a *acts) Committed(events []candor.Event) {
	for _, e := range events {
		if e.Kind != candor.MessageAdded || e.Author != candor.ByCustomer || len(a.runner.Registry.Specs()) == 0 {
			continue
		}
		select {
		case a.written <- e.Conversation:
		default: // so much is under way that this one has to use the buttons
		}
	}
}

// answers takes typed answers to agents' questions until ctx ends.
func (a *acts) answers(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case id := <-a.written:
			if err := a.typed(ctx, id); err != nil && ctx.Err() == nil {
				a.log.ErrorContext(ctx, "acts: take a customer's word on what an agent asked", "err", err)
			}
		}
	}
}

// typed takes the last message of a conversation that is with a person for the word on what it follows.
func (a *acts) typed(ctx context.Context, id candor.ConversationID) error {
	c, err := a.store.Conversation(ctx, id)
	if err != nil || c.AssistantMaySpeak() {
		return err // the turn takes it
	}
	p, ok, err := a.store.Asked(ctx, deskServes(), id)
	if err != nil || !ok || p.Proposer == "" {
		return err
	}
	last, err := a.store.History(ctx, deskServes(), id, 2)
	if err != nil || len(last) != 2 || last[1].Author != candor.ByCustomer || !a.shownAs(p, last[0]) {
		return err
	}
	word := action.ReadWord(string(last[1].Body), c.Language)
	if word == action.Neither {
		return nil
	}
	err = a.AnswerAsked(ctx, id, p.ID, word == action.Yes)
	if errors.Is(err, action.ErrStep) || errors.Is(err, candor.ErrMoved) {
		return nil // by button, at the same moment
	}
	return err
}
