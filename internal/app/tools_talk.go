package app

import (
	"context"
	"errors"
	"strings"

	"candor"
	"candor/action"
	"candor/policy"
	"candor/turn"
)

// looks lets a tool answer what can be looked up, and leaves the rest to the drafter behind it. It reads
// and writes nothing.
type looks struct {
	acts *acts
	next turn.Drafter
}

// Draft implements turn.Drafter. A tool that does not answer, or not in time, costs nothing but its time:
// the drafter behind it goes on.
func (l looks) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	call, ok := l.acts.wish(c)
	if !ok || call.Spec().Kind != action.Look {
		return l.next.Draft(ctx, c)
	}
	short, stop := context.WithTimeout(ctx, l.acts.limit/2)
	say, err := l.acts.runner.Look(short, call)
	stop()
	if err != nil {
		l.acts.log.ErrorContext(ctx, "acts: look something up", "tool", call.Spec().Name, "err", err)
		return l.next.Draft(ctx, c)
	}
	return policy.Draft{Kind: candor.Notice, Fixed: say}, nil
}

// wish reads what a customer wrote as a call of a tool, where it says nothing else.
func (a *acts) wish(c *policy.Case) (action.Call, bool) {
	name, arguments, ok := a.runner.Registry.Recognise(string(c.Message.Body), c.Conversation.Language)
	if !ok {
		return action.Call{}, false
	}
	call, refusal := a.runner.Registry.Call(name, arguments, of(c))
	return call, refusal == nil
}

func of(c *policy.Case) action.For {
	return action.For{Conversation: c.Conversation.ID, Customer: c.Conversation.Customer}
}

// Act implements turn.Acts: a yes or no to what was asked right before, a wish that needs one, or what a model
// takes the customer's words for.
func (a *acts) Act(ctx context.Context, c *policy.Case) (turn.Acted, error) {
	ctx, stop := context.WithTimeout(ctx, a.limit*3/4) // so that it can still be said what became of it
	defer stop()
	if word, text := plainWord(c); word != action.Neither {
		return a.answered(ctx, c, word, text)
	}
	call, ok := a.wish(c)
	switch {
	case !ok:
		return a.chosen(ctx, c)
	case call.Spec().Kind == action.Look:
		return turn.Acted{}, nil
	}
	return a.propose(ctx, call)
}

// plainWord reads all that is open as one yes or one no, whose every line says the same, as a second click
// does. It gives the line.
func plainWord(c *policy.Case) (action.Word, candor.Text) {
	word, first := action.Neither, ""
	for i, line := range strings.Split(string(c.Message.Body), "\n") {
		w := action.ReadWord(line, c.Conversation.Language)
		if w == action.Neither || i > 0 && w != word {
			return action.Neither, ""
		}
		if i == 0 {
			word, first = w, line
		}
	}
	return word, candor.Text(first)
}

// answered takes a yes or no, where what stands right before it is the question, in the very words that
// were shown. Anywhere else it means something else.
func (a *acts) answered(ctx context.Context, c *policy.Case, word action.Word, text candor.Text) (turn.Acted, error) {
	if len(c.History) == 0 {
		return turn.Acted{}, nil
	}
	last := c.History[len(c.History)-1]
	if last.Key == action.SaysFailed && word == action.Yes { // "Shall I bring in a person?"
		return turn.Acted{Wants: true}, nil
	}
	if last.Author != candor.ByAssistant && last.Author != candor.ByDesk || !a.asks(last.Key) {
		return turn.Acted{}, nil
	}
	p, ok, err := a.store.LastProposal(ctx, deskServes(), c.Conversation.ID)
	if err != nil || !ok || !a.shownAs(p, last) {
		return turn.Acted{}, err
	}
	if p.State != action.Proposed {
		return stands(p), nil // it was taken before, and whoever took it was cut off
	}
	say, handled, err := a.runner.Answer(ctx, of(c), text, c.Conversation.Language)
	switch {
	case errors.Is(err, action.ErrStep) || errors.Is(err, candor.ErrMoved):
		if p, ok, err = a.store.LastProposal(ctx, deskServes(), c.Conversation.ID); err != nil || !ok {
			return turn.Acted{}, err
		}
		return stands(p), nil
	case err != nil || !handled:
		return turn.Acted{}, err
	case say.Key == action.SaysProve:
		return turn.Acted{Say: say, Asks: true}, nil // nothing was done
	}
	return turn.Acted{Say: say, Person: say.Key == action.SaysUnsure}, nil
}

// asks reports whether a text is the question of an act.
func (a *acts) asks(key string) bool {
	for _, s := range a.runner.Registry.Specs() {
		if key != "" && (s.Ask == key || s.Offer == key) {
			return true
		}
	}
	return false
}

// shownAs reports whether a message is the question about a proposal, word for word.
func (a *acts) shownAs(p action.Proposal, m candor.Message) bool {
	call, err := a.runner.Registry.Shown(p)
	if err != nil || call.Spec().Question(p) != m.Key {
		return false
	}
	return a.reads(m, policy.Fixed{Key: m.Key, Args: call.Texts()})
}

// stands tells how far a proposal is of which the customer was not told, or that they ask for again.
func stands(p action.Proposal) turn.Acted {
	if p.Says.Key != "" { // it is over; whoever took it was cut off before it was said
		return turn.Acted{Say: p.Says, Person: p.Says.Key == action.SaysUnsure}
	}
	said := func(key string) turn.Acted { return turn.Acted{Say: policy.Fixed{Key: key}} }
	switch {
	case p.State == action.Expired:
		return said(action.SaysExpired)
	case p.State == action.Declined && p.Agent != "":
		return said(action.SaysRefused)
	case p.State == action.Declined:
		return said(action.SaysDeclined)
	case p.State == action.Failed && p.Outcome == "tool_failed":
		return said(action.SaysFailed)
	case p.State == action.Accepted && p.Kind == action.Money:
		return said(action.SaysWithAgent)
	}
	// It was begun, and what came of it was not told: a person reads it from the record.
	return turn.Acted{Say: policy.Fixed{Key: action.SaysUnsure}, Person: true}
}
