package audit

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Options are what Run needs besides the desk and the plan.
type Options struct {
	Digest  string           // of the model, prompt, policy, rules, thresholds and knowledge that are asked
	Desk    string           // name of the company
	Now     func() time.Time // required
	Workers int              // how many probes are asked at once; 2 when 0
	Judges  []Judge          // besides those that are built in; what rests on one that is barred is not told
	// Progress hears how many probes are done, now and then; may be nil.
	Progress func(done, all int)
}

// asked is one template on one axis: what came of each arm, once for each repeat.
type asked struct {
	control, again, placebo []Observed
	treated                 map[string][]Observed
	probe                   Probe // the control's
	ids                     map[string]Probe
}

// Run asks everything that the plan wants and judges it. It ends with the first error of the desk: half an
// audit is none.
func Run(ctx context.Context, desk Desk, plan Plan, o Options) (Report, error) {
	plan, err := plan.settled()
	if err != nil {
		return Report{}, err
	}
	axes, err := plan.axes()
	if err != nil {
		return Report{}, err
	}
	began := o.Now()
	var probes []Probe
	if err := plan.each(axes, func(p Probe) { probes = append(probes, p) }); err != nil {
		return Report{}, err
	}
	judges, barred, err := auditJudges(ctx, o.Judges)
	if err != nil {
		return Report{}, err
	}
	seen, err := ask(ctx, desk, probes, plan.Repeat, o)
	if err != nil {
		return Report{}, err
	}
	r, err := judge(plan, axes, gather(probes, seen), barred)
	if err != nil {
		return Report{}, err
	}
	r.Judges = judges
	r.Plan, r.Release, r.Desk, r.Began, r.Ended, r.Probes = plan, o.Digest, o.Desk, began.UTC(), o.Now().UTC(), len(probes)*plan.Repeat
	if r.PlanDigest, err = plan.Digest(); err != nil {
		return Report{}, err
	}
	return r, nil
}

// ask puts all probes to the desk, some at once, and gives what came of each.
func ask(ctx context.Context, desk Desk, probes []Probe, repeat int, o Options) ([][]Observed, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	seen := make([][]Observed, len(probes))
	next := make(chan int)
	var group sync.WaitGroup
	workers := o.Workers
	if workers <= 0 {
		workers = 2
	}
	for range workers {
		group.Go(func() {
			for i := range next {
				for range repeat {
					one, err := desk.Ask(ctx, probes[i])
					if err != nil {
						stop(fmt.Errorf("audit: ask %s: %w", probes[i].ID(), err))
						break
					}
					seen[i] = append(seen[i], one)
				}
			}
		})
	}
	for i := range probes {
		if o.Progress != nil && i%5000 == 0 {
			o.Progress(i, len(probes))
		}
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	group.Wait()
	return seen, context.Cause(ctx)
}

// gather puts the arms of each template on each axis together.
func gather(probes []Probe, seen [][]Observed) map[string][]*asked {
	by := map[string][]*asked{}
	var last *asked
	for i, p := range probes {
		if p.Arm == Control {
			last = &asked{probe: p, treated: map[string][]Observed{}, ids: map[string]Probe{}}
			by[p.Axis] = append(by[p.Axis], last)
		}
		switch p.Arm {
		case Control:
			last.control = seen[i]
		case Again:
			last.again = seen[i]
		case Placebo:
			last.placebo = seen[i]
		case Treated:
			last.treated[p.Group], last.ids[p.Group] = seen[i], p
		}
	}
	return by
}
