package bus

import "sync"

// Hub is the bus within one process. The zero value is not usable; see NewHub.
type Hub struct {
	mu     sync.RWMutex
	topics map[string]map[chan struct{}]struct{}
}

func NewHub() *Hub { return &Hub{topics: map[string]map[chan struct{}]struct{}{}} }

// Subscribe gives a channel that receives after every Hint for the topic, until cancel is called.
func (h *Hub) Subscribe(topic string) (hints <-chan struct{}, cancel func()) {
	c := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.topics[topic] == nil {
		h.topics[topic] = map[chan struct{}]struct{}{}
	}
	h.topics[topic][c] = struct{}{}
	return c, func() { h.drop(topic, c) }
}

func (h *Hub) drop(topic string, c chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.topics[topic], c)
	if len(h.topics[topic]) == 0 {
		delete(h.topics, topic)
	}
}

// Hint wakes everyone who listens to the topic. It never blocks.
func (h *Hub) Hint(topic string) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for c := range h.topics[topic] {
		select {
		case c <- struct{}{}:
		default: // one is pending already
		}
	}
}

// Topics gives how many topics have listeners.
func (h *Hub) Topics() int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return len(h.topics)
}
