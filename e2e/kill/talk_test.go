//go:build kill

package kill_test

import (
	"errors"
	"fmt"
	"sync"

	"candor/bench/client"
)

// saying is something that somebody says, kept from the first try until the end.
type saying struct {
	text, key string
	taken     bool // the desk acknowledged it
	dropped   bool // it was refused after a try without an answer: it may be there, once, or not
}

// talk is what the test knows of one conversation. One customer owns it; agents come and go.
type talk struct {
	opening client.Opening

	mu       sync.Mutex
	customer *client.Customer     // nil until the opening was acknowledged
	said     []*saying            // by the customer, in order; only the last may be untaken
	replies  map[string][]*saying // by agent, in order
	notes    map[string][]*saying
	asked    bool // the customer's request for a person was acknowledged
}

// answered reports whether an error is an answer that says no, of whatever kind: a desk that is killed
// does not answer, so every such answer is the desk's own fault or the test's.
func answered(err error) bool {
	var no *client.Refusal
	return errors.As(err, &no) || errors.Is(err, errAnother)
}

var errAnother = errors.New("another message came back for the same key")

func (t *talk) say(text string) *saying {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := &saying{text: text, key: client.NewKey()}
	t.said = append(t.said, s)
	return s
}

// pending gives what the customer said without an answer, or nil.
func (t *talk) pending() *saying {
	t.mu.Lock()
	defer t.mu.Unlock()
	if n := len(t.said); n > 0 && !t.said[n-1].taken {
		return t.said[n-1]
	}
	return nil
}

func (t *talk) took(s *saying) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s.taken = true
}

func (t *talk) begun(c *client.Customer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.customer = c
	if t.opening.Text != "" {
		t.said = append(t.said, &saying{text: t.opening.Text, key: t.opening.Key, taken: true})
	}
}

// world is everything that was said so far.
type world struct {
	notice string

	mu    sync.Mutex
	talks []*talk
	byID  map[string]*talk
	next  int
}

// unique makes words that nothing else in the world contains.
func (w *world) unique(words string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++
	return fmt.Sprintf("%s (mark k%dk)", words, w.next)
}

func (w *world) add(t *talk) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.talks = append(w.talks, t)
}

func (w *world) known(t *talk, id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.byID[id] = t
}

// find gives the talk of a conversation; nil when its customer never heard that it began.
func (w *world) find(id string) *talk {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.byID[id]
}

func (w *world) all() []*talk {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]*talk(nil), w.talks...)
}

// count gives how many talks there are, how much was taken and how much is untaken.
func (w *world) count() (talks, taken, untaken int) {
	for _, t := range w.all() {
		talks++
		t.mu.Lock()
		if t.customer == nil {
			untaken++
		}
		for _, list := range t.lists() {
			for _, s := range list {
				switch {
				case s.taken:
					taken++
				case !s.dropped:
					untaken++
				}
			}
		}
		t.mu.Unlock()
	}
	return talks, taken, untaken
}

// lists gives everything that was said, by speaker; the caller holds the lock.
func (t *talk) lists() [][]*saying {
	lists := [][]*saying{t.said}
	for _, by := range []map[string][]*saying{t.replies, t.notes} {
		for _, list := range by {
			lists = append(lists, list)
		}
	}
	return lists
}
