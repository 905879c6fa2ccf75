package rights

import (
	"slices"
	"sync"

	"candor"
)

// ErrBusy says that the person's data is being erased, or exported, at this moment. Try again later.
var ErrBusy = candor.Fail(candor.CodeConflict, "error.rights_busy", nil)

// Turnstile lets many export a person's data at a time, or one erase it, and never both: an export holds
// everything as it was before or nothing. The zero value is ready. It speaks for one process; Journal
// says across processes and crashes whether an erasure has begun.
type Turnstile struct {
	mu  sync.Mutex
	now map[candor.CustomerID]int // above 0: exports; -1: an erasure
}

// Export lets an export in. ErrBusy while the subject is being erased. Call leave when done.
func (t *Turnstile) Export(s Subject) (leave func(), err error) {
	return t.enter(s, func(n int) bool { return n >= 0 }, 1)
}

// Erase lets an erasure in. ErrBusy while anybody else is in. Call leave when done.
func (t *Turnstile) Erase(s Subject) (leave func(), err error) {
	return t.enter(s, func(n int) bool { return n == 0 }, -1)
}

func (t *Turnstile) enter(s Subject, free func(int) bool, by int) (func(), error) {
	customers := slices.Compact(slices.Sorted(slices.Values(s.Customers)))
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range customers {
		if !free(t.now[c]) {
			return nil, ErrBusy
		}
	}
	if t.now == nil {
		t.now = map[candor.CustomerID]int{}
	}
	for _, c := range customers {
		t.now[c] += by
	}
	var once sync.Once
	return func() { once.Do(func() { t.leave(customers, by) }) }, nil
}

func (t *Turnstile) leave(customers []candor.CustomerID, by int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range customers {
		if t.now[c] -= by; t.now[c] == 0 {
			delete(t.now, c)
		}
	}
}
