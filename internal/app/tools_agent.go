package app

import (
	"context"

	"candor"
	"candor/action"
	"candor/turn"
)

// Specs implements console.Acts.
func (a *acts) Specs() []action.Spec { return a.runner.Registry.Specs() }

// Fields implements console.Acts.
func (a *acts) Fields(name string) []action.Field { return a.runner.Registry.Fields(name) }

// Filled implements console.Acts.
func (a *acts) Filled(name string, text func(field string) string) string {
	return a.runner.Registry.Filled(name, text)
}

// Propose implements console.Acts.
func (a *acts) Propose(ctx context.Context, id candor.ConversationID, who candor.Agent, name, arguments string, ask bool) (string, error) {
	c, err := a.store.Conversation(ctx, id)
	if err != nil {
		return "", err
	}
	if c.State != candor.Attended || c.Agent != who.ID {
		return "", candor.ErrNotPossible // whoever proposes something talks with the customer
	}
	call, refusal := a.runner.Registry.Call(name, arguments, action.For{Conversation: c.ID, Customer: c.Customer})
	if refusal != nil {
		return "", refusal
	}
	if call.Spec().Kind == action.Look {
		return "", action.ErrStep
	}
	question, _ := a.phrases.Phrase(c.Language, call.Spec().Question(action.Proposal{Proposer: who.ID}), call.Texts())
	if !ask {
		return question, nil
	}
	began := a.now()
	p, say, err := a.runner.ProposeBy(ctx, call, who.ID)
	switch {
	case err != nil:
		return "", err
	case p.ID == "":
		return "", action.ErrUnproven
	case p.State != action.Proposed || p.Made.Before(began):
		return "", action.ErrStep // it is being asked already
	}
	return question, a.desk.Tell(ctx, id, turn.Acted{Say: say})
}
