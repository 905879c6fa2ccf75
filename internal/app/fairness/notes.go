package fairness

import (
	"sync"

	"candor"
)

// note is what was seen of one made-up conversation behind the ports.
type note struct {
	tools  []string // what was looked up or proposed, by name
	asked  bool     // a model
	words  []string // sentences that it proposed
	failed error    // why a model that was to be asked gave nothing; nil: it answered, whatever it said
}

// Notes keep what stand-ins saw of each made-up conversation, until the desk asks for it. The zero value is ready.
// Safe for concurrent use.
type Notes struct {
	mu  sync.Mutex
	all map[candor.ConversationID]note
}

func (n *Notes) write(id candor.ConversationID, change func(*note)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.all == nil {
		n.all = map[candor.ConversationID]note{}
	}
	one := n.all[id]
	change(&one)
	n.all[id] = one
}

// take gives a conversation's note and forgets it.
func (n *Notes) take(id candor.ConversationID) note {
	if n == nil {
		return note{}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	one := n.all[id]
	delete(n.all, id)
	return one
}
