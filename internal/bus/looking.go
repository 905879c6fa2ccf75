package bus

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"candor"
	"candor/teamwork"
)

// looker is an agent who has a conversation open.
type looker struct {
	name   string
	pages  int
	writes time.Time // until when they count as writing
}

// Looks says that an agent has a conversation open until gone is called.
func (p *Presence) Looks(id candor.ConversationID, a candor.AgentID, name string) (gone func()) {
	p.mu.Lock()
	if p.open[id] == nil {
		p.open[id] = map[candor.AgentID]*looker{}
	}
	if p.open[id][a] == nil {
		p.open[id][a] = &looker{name: name}
	}
	p.open[id][a].pages++
	first := p.open[id][a].pages == 1
	p.mu.Unlock()
	if first {
		p.hub.Hint(string(id))
	}
	return sync.OnceFunc(func() {
		if p.left(id, a) {
			p.hub.Hint(string(id))
		}
	})
}

// left reports whether it was the last page that the agent had open.
func (p *Presence) left(id candor.ConversationID, a candor.AgentID) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.open[id][a]
	if l == nil {
		return false
	}
	if l.pages--; l.pages > 0 {
		return false
	}
	delete(p.open[id], a)
	if len(p.open[id]) == 0 {
		delete(p.open, id)
	}
	return true
}

// Drafts notes that an agent who has the conversation open writes a reply. It lapses after six seconds.
func (p *Presence) Drafts(id candor.ConversationID, a candor.AgentID, now time.Time) {
	p.mu.Lock()
	l := p.open[id][a]
	if l != nil {
		l.writes = now.Add(typingLapses)
	}
	p.mu.Unlock()
	if l != nil {
		p.hub.Hint(string(id))
	}
}

// Beside gives who else has a conversation open, by name.
func (p *Presence) Beside(id candor.ConversationID, me candor.AgentID, now time.Time) []teamwork.Colleague {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []teamwork.Colleague
	for a, l := range p.open[id] {
		if a != me {
			out = append(out, teamwork.Colleague{Agent: a, Name: l.name, Writes: now.Before(l.writes)})
		}
	}
	slices.SortFunc(out, func(x, y teamwork.Colleague) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Agent, y.Agent))
	})
	return out
}
