package app

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"time"

	"candor"
	"candor/action"
	"candor/internal/store"
	"candor/turn"
)

// How often promises are looked at: soon after a commit that may matter, and every minute whatever
// happens.
const (
	promisesEvery = time.Minute
	promisesPause = time.Second // between two looks
	promisesAtOne = 200         // of a kind, at one look
)

// reasonMoot is written beside a promise that its customer needs no longer. Staff read it.
const reasonMoot = "The customer went back to the assistant, or said that it is solved, before a person wrote."

// promiseStore is what keeping promises needs of the store.
type promiseStore interface {
	Promised(ctx context.Context, kind string, limit int) ([]candor.Conversation, error)
	Answered(ctx context.Context, kind string, limit int) ([]store.Answer, error)
	Moot(ctx context.Context, kind string, limit int) ([]action.Commitment, error)
	Owed(ctx context.Context, limit int) ([]action.Commitment, error)
	AddCommitment(ctx context.Context, c action.Commitment) (added bool, err error)
	EndCommitment(ctx context.Context, next action.Commitment) error
	Conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error)
}

// promises keeps the desk's own dated promises as commitments, ends them when a person has written, and
// wakes agents once for each that is overdue. It works from what is stored alone, so that a stop at any moment loses
// nothing.
type promises struct {
	store  promiseStore
	alerts turn.Alerts
	now    func() time.Time
	log    *slog.Logger
	wake   chan struct{}

	alerted map[action.CommitmentID]bool // by this process; of the goroutine that runs
}

func newPromises(s promiseStore, alerts turn.Alerts, now func() time.Time, log *slog.Logger) *promises {
	return &promises{store: s, alerts: alerts, now: now, log: log, wake: make(chan struct{}, 1), alerted: map[action.CommitmentID]bool{}}
}

// Committed hears what was committed; it does not block.
func (p *promises) Committed(events []candor.Event) {
	for _, e := range events {
		if e.Kind == candor.ConversationChanged || e.Author == candor.ByAgent {
			select {
			case p.wake <- struct{}{}:
			default:
			}
			return
		}
	}
}

// run looks until ctx ends.
func (p *promises) run(ctx context.Context) {
	for {
		if err := p.look(ctx); err != nil && ctx.Err() == nil {
			p.log.ErrorContext(ctx, "promises: look at what is promised", "err", err)
		}
		pause := time.NewTimer(promisesPause)
		select {
		case <-ctx.Done():
			pause.Stop()
			return
		case <-pause.C:
		}
		next := time.NewTimer(promisesEvery)
		select {
		case <-ctx.Done():
		case <-p.wake:
		case <-next.C:
		}
		if next.Stop(); ctx.Err() != nil {
			return
		}
	}
}

// look does once what is to be done. Each part is tried, whatever became of those before.
func (p *promises) look(ctx context.Context) error {
	return errors.Join(p.record(ctx), p.keep(ctx), p.drop(ctx), p.remind(ctx))
}

// record keeps the dates by which customers in the queue were promised a person.
func (p *promises) record(ctx context.Context) error {
	all, err := p.store.Promised(ctx, action.PersonAnswers, promisesAtOne)
	for _, c := range all {
		promise, bad := action.Promise(action.Commitment{
			Conversation: c.ID, Customer: c.Customer, Kind: action.PersonAnswers, By: action.ByNotice,
			Source: strconv.FormatInt(c.PromisedBy.UnixMicro(), 10), Due: c.PromisedBy,
		}, c.WaitingSince)
		if bad != nil {
			continue // a date that was over when it was told promises nothing
		}
		if _, bad := p.store.AddCommitment(ctx, promise); bad != nil && !gone(bad) {
			err = errors.Join(err, bad)
		}
	}
	return err
}

// keep ends what a person's words kept, at the time at which they were written.
func (p *promises) keep(ctx context.Context) error {
	all, err := p.store.Answered(ctx, action.PersonAnswers, promisesAtOne)
	for _, a := range all {
		kept, bad := a.Commitment.Keep(a.Agent, "", a.At)
		if bad == nil {
			bad = p.store.EndCommitment(ctx, kept)
		}
		if bad != nil && !gone(bad) {
			err = errors.Join(err, bad)
		}
	}
	return err
}

// drop ends what the customer needs no longer. It was not kept, and says so.
func (p *promises) drop(ctx context.Context) error {
	all, err := p.store.Moot(ctx, action.PersonAnswers, promisesAtOne)
	for _, c := range all {
		ended, bad := c.Break("", reasonMoot, p.now())
		if bad == nil {
			bad = p.store.EndCommitment(ctx, ended)
		}
		if bad != nil && !gone(bad) {
			err = errors.Join(err, bad)
		}
	}
	return err
}

// remind wakes agents once for each commitment that is overdue, of whatever kind, and once more after a
// restart.
func (p *promises) remind(ctx context.Context) error {
	owed, err := p.store.Owed(ctx, promisesAtOne)
	if err != nil {
		return err
	}
	late := map[action.CommitmentID]bool{}
	for _, c := range owed {
		if !c.Overdue(p.now()) {
			break // those due first come first
		}
		if !p.alerted[c.ID] {
			talk, bad := p.store.Conversation(ctx, c.Conversation)
			if gone(bad) {
				continue
			}
			if bad != nil {
				err = errors.Join(err, bad)
				continue
			}
			p.alerts.NeedsPerson(talk)
		}
		late[c.ID] = true
	}
	p.alerted = late
	return err
}

// gone reports that somebody was first, or that the customer had their data erased.
func gone(err error) bool {
	return errors.Is(err, action.ErrEnded) || candor.CodeOf(err) == candor.CodeNotFound
}
