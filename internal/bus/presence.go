package bus

import (
	"maps"
	"slices"
	"sync"
	"time"

	"candor"
)

// typingLapses is how long a key stroke counts as typing.
const typingLapses = 6 * time.Second

// Presence is what is true only now: who is at their desk, who is typing. It is kept in memory
// and forgotten at once; nothing of it is written down.
type Presence struct {
	hub *Hub

	mu     sync.Mutex
	here   map[candor.AgentID]int // open consoles
	typing map[typist]keystroke
	open   map[candor.ConversationID]map[candor.AgentID]*looker
}

type typist struct {
	conversation candor.ConversationID
	side         candor.Author
}

type keystroke struct {
	name  string
	until time.Time
}

// NewPresence makes one that sends its hints through the hub.
func NewPresence(hub *Hub) *Presence {
	return &Presence{hub: hub, here: map[candor.AgentID]int{}, typing: map[typist]keystroke{}, open: map[candor.ConversationID]map[candor.AgentID]*looker{}}
}

// Here says that an agent has the console open until gone is called.
func (p *Presence) Here(a candor.AgentID) (gone func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.here[a]++
	return sync.OnceFunc(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.here[a]--; p.here[a] <= 0 {
			delete(p.here, a)
		}
	})
}

// Online gives the agents who have the console open, sorted.
func (p *Presence) Online() []candor.AgentID {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Sorted(maps.Keys(p.here))
}

// Types notes that a side is typing. It lapses after six seconds.
func (p *Presence) Types(id candor.ConversationID, side candor.Author, name string, now time.Time) {
	p.mu.Lock()
	key := typist{id, side}
	_, known := p.typing[key]
	if !known && len(p.typing) > 1000 {
		maps.DeleteFunc(p.typing, func(_ typist, k keystroke) bool { return now.After(k.until) })
	}
	p.typing[key] = keystroke{name, now.Add(typingLapses)}
	p.mu.Unlock()
	p.hub.Hint(string(id))
}

// Rests notes that a side has sent what it was typing, so that nobody is told of it any longer. It sends no hint: the
// message itself is one.
func (p *Presence) Rests(id candor.ConversationID, side candor.Author) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.typing, typist{id, side})
}

// Typing gives the name of who is typing on a side, or false.
func (p *Presence) Typing(id candor.ConversationID, side candor.Author, now time.Time) (name string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := typist{id, side}
	k, ok := p.typing[key]
	if ok && now.After(k.until) {
		delete(p.typing, key)
		return "", false
	}
	return k.name, ok
}
