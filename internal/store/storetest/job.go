package storetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func jobCases() []testCase {
	return []testCase{
		{"due jobs come oldest first and say what comes next", dueJobs},
		{"a leased job goes to nobody else until its lease ends", leases},
		{"a job of the same kind is replaced, not doubled", replaced},
		{"a done job is removed with the change that did it", done},
		{"a job put back counts its attempts", again},
		{"what a holder had in hand when it ended is due when it returns", reclaim},
	}
}

func (d *desk) put(t testing.TB, c candor.Conversation, kind candor.JobKind, at time.Time) (candor.Conversation, candor.Job) {
	t.Helper()
	j := candor.Job{ID: candor.NewJobID(), Kind: kind, Conversation: c.ID, RunAt: at}
	c, err := d.Commit(context.Background(), turn.Change{Before: c, After: c, Jobs: []candor.Job{j}})
	must(t, err)
	return c, j
}

func dueJobs(t *testing.T, d *desk) {
	start := now()
	if jobs, next, err := d.Due(t.Context(), start, time.Minute, "desk", 10); err != nil || len(jobs) != 0 || !next.IsZero() {
		t.Errorf("an empty queue: %v, %v, %v", jobs, next, err)
	}
	var want []candor.Job
	for i := range 5 {
		c := d.begin(t, candor.CustomerPicksAssistant)
		_, j := d.put(t, c, candor.JobAnswer, start.Add(time.Duration(5-i)*time.Second))
		want = append([]candor.Job{j}, want...)
	}
	jobs, next, err := d.Due(t.Context(), start, time.Minute, "desk", 10)
	if err != nil || len(jobs) != 0 || !next.Equal(want[0].RunAt) {
		t.Errorf("too early: %v, %v, %v", jobs, next, err)
	}
	jobs, next, err = d.Due(t.Context(), start.Add(3*time.Second), time.Hour, "desk", 2)
	must(t, err)
	if diff := cmp.Diff(want[:2], jobs); diff != "" {
		t.Error(diff)
	}
	if !next.Equal(want[2].RunAt) {
		t.Errorf("next %v, want %v", next, want[2].RunAt)
	}
	jobs, next, err = d.Due(t.Context(), start.Add(4*time.Second), time.Hour, "desk", 10)
	must(t, err)
	if diff := cmp.Diff(want[2:4], jobs); diff != "" {
		t.Error(diff)
	}
	if !next.Equal(want[4].RunAt) {
		t.Errorf("next %v, want %v", next, want[4].RunAt)
	}
}

func leases(t *testing.T, d *desk) {
	start := now()
	for range 20 {
		d.put(t, d.begin(t, candor.CustomerPicksAssistant), candor.JobAnswer, start)
	}
	var mu sync.Mutex
	got := map[candor.JobID]int{}
	take := func(at time.Time) {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for {
					jobs, _, err := d.Due(context.Background(), at, time.Minute, "desk", 3)
					if err != nil {
						t.Error(err)
					}
					if len(jobs) == 0 {
						return
					}
					mu.Lock()
					for _, j := range jobs {
						got[j.ID]++
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
	}
	take(start)
	for id, n := range got {
		if n != 1 {
			t.Errorf("job %s was given out %d times", id, n)
		}
	}
	if len(got) != 20 {
		t.Errorf("%d jobs were given out", len(got))
	}
	take(start.Add(59 * time.Second))
	d.reopen(t)
	take(start.Add(61 * time.Second))
	for id, n := range got {
		if n != 2 {
			t.Errorf("job %s was given out %d times in two leases", id, n)
		}
	}
}

func replaced(t *testing.T, d *desk) {
	start := now()
	c := d.begin(t, candor.CustomerPicksAssistant)
	c, first := d.put(t, c, candor.JobAnswer, start)
	c, wake := d.put(t, c, candor.JobWake, start.Add(time.Second))
	c, answer := d.put(t, c, candor.JobAnswer, start.Add(2*time.Second))
	must(t, d.Finish(t.Context(), first.ID)) // not there any more: nothing happens
	if _, err := d.Commit(t.Context(), turn.Change{Before: c, After: c, Done: first.ID}); err != nil {
		t.Error(err)
	}
	jobs, _, err := d.Due(t.Context(), start.Add(time.Minute), time.Minute, "desk", 10)
	must(t, err)
	if diff := cmp.Diff([]candor.Job{wake, answer}, jobs); diff != "" {
		t.Error(diff)
	}
}

func done(t *testing.T, d *desk) {
	start := now()
	c, j := d.put(t, d.begin(t, candor.CustomerPicksAssistant), candor.JobAnswer, start)
	stale := c
	stale.Version--
	if _, err := d.Commit(t.Context(), turn.Change{Before: stale, After: stale, Done: j.ID}); err == nil {
		t.Error("a stale change was stored")
	}
	if jobs, _, err := d.Due(t.Context(), start, 0, "desk", 10); err != nil || len(jobs) != 1 {
		t.Errorf("after a refused change: %v, %v", jobs, err)
	}
	if _, err := d.Commit(t.Context(), turn.Change{Before: c, After: c, Done: j.ID}); err != nil {
		t.Error(err)
	}
	if jobs, _, err := d.Due(t.Context(), start.Add(time.Hour), 0, "desk", 10); err != nil || len(jobs) != 0 {
		t.Errorf("after the change: %v, %v", jobs, err)
	}
}

func again(t *testing.T, d *desk) {
	start := now()
	_, j := d.put(t, d.begin(t, candor.CustomerPicksAssistant), candor.JobAnswer, start)
	for attempt := range 3 {
		at := start.Add(time.Duration(attempt) * time.Minute)
		jobs, _, err := d.Due(t.Context(), at, time.Hour, "desk", 10)
		must(t, err)
		if len(jobs) != 1 || jobs[0].Attempts != attempt {
			t.Fatalf("attempt %d: %+v", attempt, jobs)
		}
		must(t, d.Again(t.Context(), j.ID, at.Add(time.Minute)))
	}
	must(t, d.Finish(t.Context(), j.ID))
	must(t, d.Finish(t.Context(), j.ID))
	must(t, d.Again(t.Context(), j.ID, start))
	if jobs, next, err := d.Due(t.Context(), start.Add(time.Hour), 0, "desk", 10); err != nil || len(jobs) != 0 || !next.IsZero() {
		t.Errorf("after it was finished: %v, %v, %v", jobs, next, err)
	}
}

func reclaim(t *testing.T, d *desk) {
	start := now()
	_, mine := d.put(t, d.begin(t, candor.CustomerPicksAssistant), candor.JobAnswer, start)
	jobs, _, err := d.Due(t.Context(), start, time.Hour, "first", 10)
	must(t, err)
	if len(jobs) != 1 {
		t.Fatal(jobs)
	}
	d.put(t, d.begin(t, candor.CustomerPicksAssistant), candor.JobAnswer, start)
	_, later := d.put(t, d.begin(t, candor.CustomerPicksAssistant), candor.JobWake, start.Add(time.Minute))
	if jobs, _, err = d.Due(t.Context(), start, time.Hour, "second", 10); err != nil || len(jobs) != 1 {
		t.Fatal(jobs, err)
	}
	again := start.Add(time.Second)
	must(t, d.Reclaim(t.Context(), "first", again))
	jobs, next, err := d.Due(t.Context(), again, time.Hour, "first", 10)
	must(t, err)
	if len(jobs) != 1 || jobs[0].ID != mine.ID {
		t.Errorf("due again: %+v, want %s", jobs, mine.ID)
	}
	if !next.Equal(later.RunAt) {
		t.Errorf("next %v, want the job for later at %v", next, later.RunAt)
	}
}
