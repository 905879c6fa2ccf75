package store

import (
	"sync"
	"time"

	"candor"
)

// glanceFor is how long an answer about the whole desk may be reused when this process knows of no
// change: another process may have made one.
const glanceFor = time.Second

// glance remembers small answers that are asked for with every message: how many wait, whether
// the stop switch is on. A commit of this process that could change them makes it forget.
type glance struct {
	mu     sync.Mutex
	writes uint64 // counts forget, so that an answer read before one is not kept after it
	known  map[glanceKey]glanced
}

type glanceKey struct {
	what  string
	inbox candor.InboxID
}

type glanced struct {
	answer any
	read   time.Time
}

func (g *glance) forget() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.writes++
	clear(g.known)
}

func (g *glance) changed(tx *Tx) {
	if tx.moved || tx.setting {
		g.forget()
	}
}

// look gives the remembered answer, or reads and remembers it.
func look[T any](g *glance, key glanceKey, read func() (T, error)) (T, error) {
	g.mu.Lock()
	known, ok := g.known[key]
	writes := g.writes
	g.mu.Unlock()
	if ok && time.Since(known.read) < glanceFor {
		return known.answer.(T), nil
	}
	began := time.Now()
	answer, err := read()
	if err != nil {
		return answer, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.writes == writes {
		if g.known == nil {
			g.known = make(map[glanceKey]glanced)
		}
		g.known[key] = glanced{answer: answer, read: began}
	}
	return answer, nil
}
