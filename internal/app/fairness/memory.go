package fairness

import (
	"context"
	"sync"

	"candor"
	"candor/answer"
	"candor/knowledge"
)

// Memory reads each passage once for an audit: what answers is the same from its beginning to its end, or the audit counts for
// nothing. It implements answer.Passages. Safe for concurrent use.
type Memory struct {
	Passages answer.Passages

	mu   sync.Mutex
	read map[candor.PassageID]knowledge.Passage
}

// Passage implements answer.Passages. That there is none is asked again each time.
func (m *Memory) Passage(ctx context.Context, id candor.PassageID) (knowledge.Passage, error) {
	m.mu.Lock()
	p, ok := m.read[id]
	m.mu.Unlock()
	if ok {
		return p, nil
	}
	p, err := m.Passages.Passage(ctx, id)
	if err != nil {
		return p, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.read == nil {
		m.read = map[candor.PassageID]knowledge.Passage{}
	}
	m.read[id] = p
	return p, nil
}
