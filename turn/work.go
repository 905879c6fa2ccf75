package turn

import (
	"context"
	"sync"
	"time"

	"candor"
)

// How the desk works through its jobs.
const (
	workers   = 4
	batch     = 64
	lease     = 30 * time.Second // longer than a draft may take; a job of a node that died is due again then
	poll      = time.Second      // the longest sleep, for what other nodes committed
	maxFailed = 5                // then a person takes over
)

// Run works through the jobs that steps leave behind until ctx ends: answers to be made, snoozes
// that end. It returns when the work in hand is done; what is left stays in the store.
func (d *Desk) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case job := <-d.work:
					d.do(ctx, job)
				}
			}
		})
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-d.due:
		case <-timer.C:
		}
		timer.Reset(d.dispatch(ctx))
	}
	wg.Wait()
	return nil
}

// dispatch hands out what is due and says how long there is nothing to look for.
func (d *Desk) dispatch(ctx context.Context) time.Duration {
	for ctx.Err() == nil {
		jobs, next, err := d.o.Jobs.Due(ctx, d.o.Now().UTC(), lease, d.o.Node, batch)
		if err != nil {
			if ctx.Err() == nil {
				d.o.Log.ErrorContext(ctx, "turn: jobs cannot be read", "err", err)
			}
			return poll
		}
		for _, job := range jobs {
			select {
			case d.work <- job:
			case <-ctx.Done():
			}
		}
		if len(jobs) == batch {
			continue
		}
		if next.IsZero() {
			return poll
		}
		return min(poll, max(time.Millisecond, next.Sub(d.o.Now())))
	}
	return poll
}

// soon gives a job that this node holds to its workers. When they have more than enough to do, the
// job waits in the store until its lease ends.
func (d *Desk) soon(job candor.Job) {
	select {
	case d.work <- job:
	default:
	}
}

func (d *Desk) wake() {
	select {
	case d.due <- struct{}{}:
	default:
	}
}

func (d *Desk) do(ctx context.Context, job candor.Job) {
	var err error
	switch job.Kind {
	case candor.JobAnswer:
		err = d.Answer(ctx, job)
	case candor.JobWake:
		err = d.Wake(ctx, job)
	}
	if err == nil || ctx.Err() != nil {
		return
	}
	d.o.Log.ErrorContext(ctx, "turn: a job failed", "kind", job.Kind, "attempts", job.Attempts, "err", err)
	if job.Kind == candor.JobAnswer && job.Attempts+1 >= maxFailed && d.giveUp(ctx, job) == nil {
		return
	}
	backOff := time.Second << min(job.Attempts, 6)
	if err := d.o.Jobs.Again(ctx, job.ID, d.o.Now().UTC().Add(backOff)); err != nil {
		d.o.Log.ErrorContext(ctx, "turn: a job cannot be put back; its lease ends by itself", "err", err)
	}
	d.wake()
}

// giveUp sends a conversation that cannot be answered to a person.
func (d *Desk) giveUp(ctx context.Context, job candor.Job) error {
	_, err := d.repeat(ctx, job.Conversation, func(s *step) error {
		s.change.Done = job.ID
		if !s.c.AssistantMaySpeak() {
			return nil
		}
		return s.handOver(ctx, ReasonDrafterFailed, "", candor.Normal)
	})
	return err
}
