//go:build kill

package kill_test

import (
	"context"
	"errors"
	"time"
)

// end lets everybody finish, and then looks at everything.
func (k *killing) end() {
	ctx := k.t.Context()
	s, err := k.host.Serve(ctx)
	must(k.t, err)
	served := time.Now()
	defer func() {
		if log := s.Kill(); k.t.Failed() {
			k.t.Logf("the desk's log:\n%s", last(log, 4000))
		}
	}()
	k.finish(ctx)
	k.owed(ctx, served)
	k.takeAll(ctx)
	k.inspect(true)
	entries := k.verify()
	for end := time.Now().Add(owedFor); ; time.Sleep(50 * time.Millisecond) {
		err := k.unheard(ctx)
		if err == nil {
			break
		}
		if time.Now().After(end) {
			k.t.Error(err)
			break
		}
	}
	talks, taken, untaken := k.w.count()
	if untaken > 0 {
		k.t.Errorf("%d messages could never be delivered", untaken)
	}
	k.t.Logf("end: %s; %d conversations, %d messages acknowledged, each there once; %d were followed live through every restart", entries, talks, taken, len(k.ears))
}

// finish delivers what is on its way.
func (k *killing) finish(ctx context.Context) {
	k.deliver(ctx, k.crowd)
	k.deliver(ctx, k.visitors)
	for _, a := range k.workers {
		if a.open != nil {
			must(k.t, a.deliver(ctx, a.open))
		}
	}
}

// deliver sends what these customers said without an answer until there is one.
func (k *killing) deliver(ctx context.Context, to []*visitor) {
	for _, v := range to {
		for more := true; more; {
			var err error
			more, err = v.retry(ctx)
			must(k.t, err)
		}
	}
}

// owed waits until nobody is owed an answer. It waits on after the time is up, to tell an answer that
// comes late from one that never comes.
func (k *killing) owed(ctx context.Context, served time.Time) {
	open, told := k.unsettled(ctx, k.w.all()), false
	k.t.Logf("%d customers were owed an answer after the last restart", len(open))
	for len(open) > 0 && time.Since(served) < 5*owedFor {
		time.Sleep(50 * time.Millisecond)
		if open = k.unsettled(ctx, open); len(open) == 0 || told || time.Since(served) < owedFor {
			continue
		}
		told = true
		k.t.Errorf("%v after the restart %d customers still wait for an answer, %s among them", owedFor, len(open), open[0].customer.ID)
	}
	if told && len(open) == 0 {
		k.t.Logf("the last of those answers came %v after the restart", time.Since(served).Round(time.Second))
	}
	for _, t := range open {
		k.t.Errorf("%s: the customer waits for an answer that does not come", t.customer.ID)
	}
}

func (k *killing) unsettled(ctx context.Context, talks []*talk) []*talk {
	var open []*talk
	for _, t := range talks {
		ok, err := settled(ctx, t)
		must(k.t, err)
		if !ok {
			open = append(open, t)
		}
	}
	return open
}

// takeAll takes every conversation that waits.
func (k *killing) takeAll(ctx context.Context) {
	for _, t := range k.w.all() {
		view, _, err := t.customer.View(ctx)
		must(k.t, err)
		if t.asked && !view.WithPerson {
			k.t.Errorf("%s: a person was asked for, and it is %s without one", view.ID, view.State)
		}
		if view.State != "waiting" {
			continue
		}
		if err := k.workers[0].at.Take(ctx, view.ID); err != nil {
			k.t.Errorf("%s waits and cannot be taken: %v", view.ID, err)
			continue
		}
		if view, _, err = t.customer.View(ctx); err != nil || view.State != "attended" {
			k.t.Errorf("%s was taken and is %s, %v", t.customer.ID, view.State, err)
		}
	}
}

func (k *killing) unheard(ctx context.Context) error {
	var all []error
	for _, l := range k.ears {
		all = append(all, l.check(ctx))
	}
	return errors.Join(all...)
}
