// Package relay carries what was committed to whoever waits for it.
//
// It is called after the commit, with the rows of the outbox, and never before: what it tells of
// is already durable. It must not block, because the store's writer calls it.
package relay

import "candor"

// Hinter wakes the listeners of a topic; bus.Hub is one.
type Hinter interface{ Hint(topic string) }

// Relay sends hints for committed events.
type Relay struct {
	hinter Hinter
	all    string
}

// New gives a relay whose hints for every conversation go to the topic all.
func New(h Hinter, all string) *Relay { return &Relay{hinter: h, all: all} }

// Committed is called with the events of one transaction, in order of their Seq.
func (r *Relay) Committed(events []candor.Event) {
	if len(events) == 0 {
		return
	}
	var last candor.ConversationID
	for _, e := range events {
		if e.Conversation == last {
			continue
		}
		last = e.Conversation
		r.hinter.Hint(string(last))
	}
	r.hinter.Hint(r.all)
}
