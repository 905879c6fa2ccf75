package console

import (
	"context"
	"sync"
	"time"

	"candor"
)

// countedFor is how long a count of a saved list is told again without counting anew.
const countedFor = 10 * time.Second

// counts remembers how many conversations saved lists hold, for all consoles together. The zero value knows none.
type counts struct {
	mu    sync.Mutex
	known map[string]count
}

type count struct {
	n  int
	at time.Time
}

func (k *counts) get(key string) (count, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	n, ok := k.known[key]
	return n, ok
}

func (k *counts) put(key string, n int, at time.Time) {
	const most = 10_000
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.known == nil || len(k.known) >= most {
		k.known = map[string]count{}
	}
	k.known[key] = count{n, at}
}

// counted gives how many conversations a list holds. What is meant for the agent and the list that is looked at are
// counted each time; of the others at most one for each page, so that a page with many lists is as quick as one with
// none, and known is false for one that nobody counted yet. late says that this page has counted its one.
func (c *Console) counted(ctx context.Context, t tab, a candor.Agent, current bool, late *bool) (n int, known bool, err error) {
	key := t.Key + " " + string(a.ID)
	last, known := c.tallies.get(key)
	now := time.Now()
	if t.Key != meantTab && !current {
		if *late || known && now.Sub(last.at) < countedFor {
			return last.n, known, nil
		}
		*late = true
	}
	n, err = c.o.Teamwork.CountSelected(ctx, t.Filter.By(a.ID), mostCounted)
	if err == nil {
		c.tallies.put(key, n, now)
	}
	return n, err == nil, err
}
