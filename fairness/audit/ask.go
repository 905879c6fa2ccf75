package audit

import (
	"context"
	"fmt"
	"sync"
)

// examiner puts probes to a desk and lets judges score what it says.
type examiner struct {
	desk   Desk
	judges []Judge
	o      Options
}

// ask puts one probe once.
func (e examiner) ask(ctx context.Context, p Probe) (Observed, error) {
	o, err := e.desk.Ask(ctx, p)
	if err != nil {
		return o, fmt.Errorf("audit: ask %s: %w", p.ID(), err)
	}
	if o.Reply == "" || o.Decision != Answered {
		return o, nil
	}
	for _, j := range e.judges {
		score, err := j.Score(ctx, p.Text, o.Reply)
		if err != nil {
			return o, fmt.Errorf("audit: ask the judge %s about %s: %w", j.Name(), p.ID(), err)
		}
		if o.Scores == nil {
			o.Scores = map[string]float64{}
		}
		o.Scores[j.Name()] = score
	}
	return o, nil
}

// nth gives the n-th asking of a probe, which with a model may have been made before.
func (e examiner) nth(ctx context.Context, p Probe, n int) (Observed, error) {
	if p.Model == "" || e.o.Kept == nil {
		return e.ask(ctx, p)
	}
	if o, ok := e.o.Kept.Seen(p, n); ok {
		return o, nil
	}
	o, err := e.ask(ctx, p)
	if err == nil {
		err = e.o.Kept.Keep(p, n, o)
	}
	return o, err
}

// told is how many questions are asked between two words of progress.
const told = 200

// all puts all probes to the desk, some at once, and gives what came of each: without a model first, then with each of
// them, as often as is wanted.
func (e examiner) all(ctx context.Context, probes []Probe, repeat int) ([][]Observed, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	models := e.o.each()
	each := repeat * len(models)
	seen := make([][]Observed, len(probes))
	flat := make([]Observed, len(probes)*each)
	next := make(chan int)
	var group sync.WaitGroup
	var done int
	var counting sync.Mutex
	count := func() {
		counting.Lock()
		defer counting.Unlock()
		if done++; e.o.Progress != nil && done%told == 0 {
			e.o.Progress(done, len(flat))
		}
	}
	workers := e.o.Workers
	if workers <= 0 {
		workers = 2
	}
	for range workers {
		group.Go(func() {
			for i := range next {
				p := probes[i/each]
				p.Model = models[i%len(models)]
				var err error
				if flat[i], err = e.nth(ctx, p, i%each); err != nil {
					stop(err)
				}
				count()
			}
		})
	}
	for i := range flat {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	group.Wait()
	for i := range probes {
		seen[i] = flat[i*each : (i+1)*each]
	}
	return seen, context.Cause(ctx)
}
