package app

import (
	"context"
	"time"

	"candor"
	"candor/action"
	"candor/policy"
)

// saidWithin is how long after the end of an act its text is given to be said, before somebody looks whether
// it was.
const saidWithin = 2 * time.Minute

// untold says what became of acts whose text was lost, because the desk stopped between the two: once, and not
// where it was said already.
func (a *acts) untold(ctx context.Context) {
	all, err := a.store.Untold(ctx, a.now().Add(-saidWithin), resumeAtOne)
	if err != nil && ctx.Err() == nil {
		a.log.ErrorContext(ctx, "acts: look for what nobody was told", "err", err)
	}
	for _, p := range all {
		unless := func(ctx context.Context) (bool, error) { return a.wasSaid(ctx, p) }
		if err := a.tell(context.WithoutCancel(ctx), p, p.Says, unless); err != nil {
			a.log.ErrorContext(ctx, "acts: tell a customer what became of an act", "err", err)
		}
	}
}

// looksBack is how many of the newest messages are read for what was said.
const looksBack = 200

// wasSaid reports whether a customer was told of a proposal's end, in these very words, since it was made.
func (a *acts) wasSaid(ctx context.Context, p action.Proposal) (bool, error) {
	all, err := a.store.History(ctx, deskServes(), p.Conversation, looksBack)
	if err != nil {
		return false, err
	}
	for _, m := range all {
		if m.Author == candor.ByDesk && m.Key == p.Says.Key && m.At.Add(time.Second).After(p.Made) && a.reads(m, p.Says) {
			return true, nil
		}
	}
	return false, nil
}

// reads reports whether a message is a text of the catalogue, word for word.
func (a *acts) reads(m candor.Message, f policy.Fixed) bool {
	text, ok := a.phrases.Phrase(m.Language, f.Key, f.Args)
	return ok && candor.Text(text) == m.Body
}
