package action

import (
	"cmp"
	"context"
	"errors"
	"time"

	"candor"
	"candor/policy"
)

// run does what everybody agreed to, once: whoever saves the step to Running first does it, and the
// other side knows a repetition by its key.
func (r *Runner) run(ctx context.Context, p Proposal) (policy.Fixed, error) {
	running, err := p.After(Run, ByDesk(), r.Now())
	if errors.Is(err, ErrExpired) {
		return r.expire(ctx, p)
	}
	if err != nil {
		return policy.Fixed{}, err
	}
	if err := r.Proposals.SaveProposal(ctx, running); err != nil {
		return policy.Fixed{}, err
	}
	result, why := r.do(ctx, running)
	if why == failedUnsure && running.Tries < maxTries {
		return policy.Fixed{Key: SaysUnsure}, nil // Resume tries again with the same key
	}
	return r.end(ctx, running, result, why)
}

// do calls the tool. Why is empty when it was done.
func (r *Runner) do(ctx context.Context, p Proposal) (result Result, why string) {
	call, err := r.Registry.CallOf(p)
	if err != nil {
		return Result{}, failedSpec
	}
	who, err := r.person(ctx, p.Customer, p.Accepted) // who said yes then
	if err != nil || who.Nobody() {
		return Result{}, failedUnproven
	}
	result, err = r.Tool.Do(ctx, call, who)
	switch {
	case errors.Is(err, ErrUnproven):
		return Result{}, failedUnproven
	case errors.Is(err, ErrUnknownEnd):
		return Result{}, failedUnsure
	case err != nil:
		return Result{}, failedTool
	}
	return result, ""
}

// end keeps how it went, with what it promises.
func (r *Runner) end(ctx context.Context, p Proposal, result Result, why string) (policy.Fixed, error) {
	say, told := result.Says()
	if why == "" && !told { // the tool gave an empty result
		why = failedUnsure
	}
	act := Succeed
	if why != "" || result.fields == nil {
		act = Fail
	}
	now := r.Now()
	next, err := p.After(act, ByDesk(), now)
	if err != nil {
		return policy.Fixed{}, err
	}
	next.Outcome = cmp.Or(why, result.Outcome(), "missing")
	switch why {
	case "":
		next.Says = say
	case failedUnproven:
		next.Says.Key = SaysProve
	case failedUnsure:
		next.Says.Key = SaysUnsure
	default:
		next.Says.Key = SaysFailed
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second) // it was done, and that must not be lost
	defer stop()
	if err := r.Proposals.SaveProposal(ctx, next, r.promised(p, result, now)...); err != nil {
		return policy.Fixed{}, err
	}
	return next.Says, nil
}

func (r *Runner) promised(p Proposal, result Result, now time.Time) []Commitment {
	zone := r.Zone
	if zone == nil {
		zone = time.UTC
	}
	kind, due, ok := result.Promised(zone)
	if !ok {
		return nil
	}
	c, err := Promise(Commitment{
		Conversation: p.Conversation, Customer: p.Customer, Kind: kind, By: ByAction, Agent: p.Agent, Source: string(p.ID), Due: due,
	}, now)
	if err != nil {
		return nil // a date that is over already promises nothing
	}
	return []Commitment{c}
}

// Told is what the customer is told about a proposal that ended while nobody looked.
type Told struct {
	Proposal Proposal
	Say      policy.Fixed
}

// Resume ends what waited too long and finishes what was cut off, with the same key, at most limit
// of them. It gives what customers are to be told. Run it at every start and every minute.
func (r *Runner) Resume(ctx context.Context, limit int) ([]Told, error) {
	now := r.Now()
	stuck, err := r.Proposals.Stuck(ctx, now, now.Add(-stuckFor), limit)
	if err != nil {
		return nil, err
	}
	var out []Told
	for _, p := range stuck {
		say, err := r.resume(ctx, p)
		switch {
		case errors.Is(err, candor.ErrMoved) || errors.Is(err, ErrStep):
			continue // somebody else did it
		case err != nil:
			return out, err
		case say.Key != "":
			out = append(out, Told{p, say})
		}
	}
	return out, nil
}

func (r *Runner) resume(ctx context.Context, p Proposal) (policy.Fixed, error) {
	if p.State == Running && p.Tries >= maxTries {
		return r.end(ctx, p, Result{}, failedUnsure)
	}
	if p.State == Running {
		return r.run(ctx, p)
	}
	if p.State != Proposed && r.Now().Before(p.Expires) {
		return r.run(ctx, p) // both said yes, and then it was cut off
	}
	return r.expire(ctx, p)
}
