//go:build kill

package kill_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"candor/bench/client"
)

// worker is an agent who takes what waits, replies, notes and resolves.
type worker struct {
	w    *world
	name string
	at   *client.Agent
	r    *rand.Rand
	has  []string // conversations
	open *errand  // words that got no answer yet
}

// errand is words on their way into a conversation.
type errand struct {
	talk *talk
	id   string
	note bool
	*saying
}

func (a *worker) live(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := a.act(ctx); err != nil {
			if answered(err) {
				return fmt.Errorf("%s: %w", a.name, err)
			}
			return nil
		}
		time.Sleep(time.Duration(2+a.r.IntN(15)) * time.Millisecond)
	}
	return nil
}

func (a *worker) act(ctx context.Context) error {
	if a.open != nil {
		return a.deliver(ctx, a.open)
	}
	chance := a.r.IntN(100)
	if len(a.has) == 0 || chance < 30 {
		id, err := a.at.TakeNext(ctx)
		if err != nil {
			return fmt.Errorf("take the next: %w", err)
		}
		if id != "" {
			a.has = append(a.has, id)
		}
		return nil
	}
	i := a.r.IntN(len(a.has))
	id := a.has[i]
	if chance < 38 {
		err := a.at.Resolve(ctx, id)
		if err == nil || client.Refused(err) { // the customer may have asked for another person
			a.has = append(a.has[:i], a.has[i+1:]...)
			return nil
		}
		return fmt.Errorf("resolve: %w", err)
	}
	t := a.w.find(id)
	if t == nil {
		return nil // its customer does not know yet that it began
	}
	e := &errand{talk: t, id: id, note: chance < 55, saying: &saying{key: client.NewKey()}}
	e.text = a.w.unique(map[bool]string{true: "Looked at the order, it left on time", false: "I have looked at your order and will see to it"}[e.note])
	t.mu.Lock()
	by := t.replies
	if e.note {
		by = t.notes
	}
	by[a.name] = append(by[a.name], e.saying)
	t.mu.Unlock()
	a.open = e
	return a.deliver(ctx, e)
}

// deliver says the words, again and again with the same key until there is an answer. When the
// conversation is not this agent's any more they take it; when another has it the words are dropped.
func (a *worker) deliver(ctx context.Context, e *errand) error {
	err := a.say(ctx, e)
	if client.Refused(err) {
		if err = a.at.Take(ctx, e.id); err == nil {
			err = a.say(ctx, e)
		}
	}
	if err != nil && !client.Refused(err) {
		return err
	}
	e.talk.mu.Lock()
	e.taken, e.dropped = err == nil, err != nil
	e.talk.mu.Unlock()
	a.open = nil
	return nil
}

func (a *worker) say(ctx context.Context, e *errand) error {
	if e.note {
		return a.at.Note(ctx, e.id, e.text, e.key)
	}
	return a.at.Reply(ctx, e.id, e.text, e.key)
}
