package app

import (
	"context"
	"sync"
	"time"

	"candor/action"
	"candor/answer"
	"candor/fairness"
	"candor/policy"
	"candor/turn"
)

// audited keeps the last set that was released, so that a change of an article does not leave customers without
// answers while the change is audited: what was released goes on answering, from the articles as they were. A passage that
// was changed or withdrawn since is not quoted, because each quote is checked against what is stored now.
type audited struct {
	mu      sync.Mutex
	record  fairness.Record
	drafter turn.Drafter
}

// frozen is a calibration as it was.
type frozen struct{ held answer.Sureness }

func (f frozen) Sureness() answer.Sureness { return f.held }

// freeze keeps what answers now as the last released set, when it is what the record releases: before it is taken and
// after, so that it did not change in between.
func (r *releases) freeze(ctx context.Context, record fairness.Record) error {
	before, err := r.a.parts(ctx)
	if err != nil {
		return err
	}
	index, sure := r.a.library.index.Held(), r.a.sure.Sureness()
	after, err := r.a.parts(ctx)
	if err != nil || before != after || after.Digest() != record.Release && after.Quotes().Digest() != record.Release {
		return err
	}
	r.last.mu.Lock()
	defer r.last.mu.Unlock()
	r.last.record = record
	r.last.drafter = answer.Drafter{
		Search: index, Passages: r.a.library.store, Bar: r.a.o.Config.Assistant.Bar, Calibration: frozen{sure}, Clarify: true, SaysLanguage: true,
	}
	return nil
}

// earlier gives the last released set and its release, while its record holds.
func (r *releases) earlier(now time.Time) (drafter turn.Drafter, release string, ok bool) {
	r.last.mu.Lock()
	defer r.last.mu.Unlock()
	if r.last.drafter == nil || r.last.record.Holds(r.last.record.Release, now) != nil {
		return nil, "", false
	}
	return r.last.drafter, r.last.record.Release, true
}

// drafter puts the last released set in place of what is not released. It is called once, before the desk runs.
func (r *releases) drafter(now turn.Drafter) turn.Drafter {
	return fromReleased{r, now}
}

// fromReleased drafts from what is released: from what there is now or, while a model's words are not audited, from the quotes alone
// or, while those are not, from the set that was released last. With none of it, it drafts all the same, and the gate brings a person.
type fromReleased struct {
	releases *releases
	now      turn.Drafter
}

// Draft implements turn.Drafter. The draft names its release, and the gate looks that up for itself: words that come from elsewhere
// name none and are not said.
func (d fromReleased) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	drafter, release, err := d.choose(ctx)
	if err != nil {
		return policy.Draft{}, err
	}
	draft, err := drafter.Draft(ctx, c)
	draft.Release = release
	return draft, err
}

func (d fromReleased) choose(ctx context.Context) (drafter turn.Drafter, release string, err error) {
	parts, err := d.releases.a.parts(ctx)
	if err != nil {
		return nil, "", err
	}
	if _, err := d.releases.recordOf(ctx, parts.Digest()); err == nil {
		return d.now, parts.Digest(), nil
	}
	if quotes, ok := quotesOf(d.now); ok && d.releases.quotesAlone(ctx) {
		return quotes, parts.Quotes().Digest(), nil
	}
	if last, release, ok := d.releases.earlier(d.releases.a.o.Now()); ok {
		return last, release, nil
	}
	return d.now, parts.Digest(), nil
}

// releasedChooser lets a model choose acts only in a release with that model.
type releasedChooser struct {
	releases *releases
	next     chooser
}

// Choose implements chooser.
func (c releasedChooser) Choose(ctx context.Context, x *policy.Case, acts *action.Registry) (action.Call, error) {
	if _, err := c.releases.inForce(ctx); err != nil {
		return action.Call{}, nil
	}
	return c.next.Choose(ctx, x, acts)
}
