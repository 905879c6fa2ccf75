package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"candor/bench/meter"
	"candor/bench/report"
)

// outcome is what a run of requests came to.
type outcome struct {
	times  []time.Duration // of those that succeeded
	failed int64
	first  error // the first failure
}

// add notes one request.
func (o *outcome) add(took time.Duration, err error) {
	if err == nil {
		o.times = append(o.times, took)
		return
	}
	o.failed++
	if o.first == nil {
		o.first = err
	}
}

func (o *outcome) join(other outcome) {
	o.times = append(o.times, other.times...)
	o.failed += other.failed
	if o.first == nil {
		o.first = other.first
	}
}

// into writes the outcome into a row. A rate counts what succeeded.
func (o *outcome) into(r *report.Row, u meter.Usage) error {
	if len(o.times) == 0 {
		if o.first != nil {
			return o.first
		}
		return errNothingMeasured
	}
	r.Add("rate", float64(len(o.times))/u.Wall.Seconds(), "/s")
	r.AddTimes("", meter.Summarize(o.times))
	r.Used(u, len(o.times))
	r.Errors = o.failed
	if o.first != nil {
		r.First = o.first.Error()
	}
	return nil
}

// closedLoop lets n clients work for a time: each begins anew as soon as it is done. Do gets the
// client's place, from 0, and a number that no other call gets.
func closedLoop(ctx context.Context, n int, long time.Duration, do func(ctx context.Context, who int, turn int64) error) outcome {
	var turns atomic.Int64
	end := time.Now().Add(long)
	each := make([]outcome, n)
	var wg sync.WaitGroup
	for who := range n {
		wg.Go(func() {
			for time.Now().Before(end) && ctx.Err() == nil {
				turn := turns.Add(1)
				if turn > mostTotal {
					return
				}
				began := time.Now()
				err := do(ctx, who, turn)
				each[who].add(time.Since(began), err)
				if err != nil {
					// A desk that is down must not be hammered.
					time.Sleep(5 * time.Millisecond)
				}
			}
		})
	}
	wg.Wait()
	var all outcome
	for _, o := range each {
		all.join(o)
	}
	return all
}

// spread calls do for 0 to n-1, by so many workers at once, and stops at the first failure.
func spread(ctx context.Context, n, workers int, do func(ctx context.Context, i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, workers) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := do(ctx, i); err != nil {
					cancel(err)
				}
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}
