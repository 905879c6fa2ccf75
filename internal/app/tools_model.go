package app

import (
	"context"

	"candor/action"
	"candor/policy"
	"candor/turn"
)

// chooser lets a model choose one of the desk's acts for what a customer wrote: wording.Asker. The call is
// empty where there is none.
type chooser interface {
	Choose(ctx context.Context, c *policy.Case, acts *action.Registry) (action.Call, error)
}

// chosen does what a model chose, where nothing was read from plain words: it looks something up, or asks the
// customer whether something may be done. Whatever fails, nothing has happened, and the drafter answers.
func (a *acts) chosen(ctx context.Context, c *policy.Case) (turn.Acted, error) {
	if a.chooser == nil || c.Stopped {
		return turn.Acted{}, nil
	}
	call, err := a.chooser.Choose(ctx, c, a.runner.Registry)
	if err != nil {
		a.log.WarnContext(ctx, "acts: no model could choose one", "err", err)
		return turn.Acted{}, nil
	}
	switch {
	case call.Empty():
		return turn.Acted{}, nil
	case call.Spec().Kind != action.Look:
		return a.propose(ctx, call)
	}
	say, err := a.runner.Look(ctx, call)
	if err != nil {
		a.log.ErrorContext(ctx, "acts: look something up", "tool", call.Spec().Name, "err", err)
		return turn.Acted{}, nil
	}
	return turn.Acted{Say: say, Asks: true}, nil
}

// propose asks the customer whether a call may be done.
func (a *acts) propose(ctx context.Context, call action.Call) (turn.Acted, error) {
	p, say, err := a.runner.Propose(ctx, call)
	if err != nil {
		return turn.Acted{}, err
	}
	if p.ID != "" && p.State != action.Proposed {
		return stands(p), nil
	}
	return turn.Acted{Say: say, Asks: true}, nil
}
