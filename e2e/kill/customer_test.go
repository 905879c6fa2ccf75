//go:build kill

package kill_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"candor/bench/client"
)

// questions are asked of the assistant, and told to people.
var questions = [...]string{
	"How long do I have to send something back to you",
	"What does it cost to return a sofa that is too large for the room",
	"My lamp arrived broken and I would like to know what happens now",
	"When will the money for my returned chair be on my card again",
	"Thanks",
	"Which days do you deliver large furniture in Ireland",
	"Is there a way to change the address of an order that I made an hour ago",
	"Zorblax quivering nonsense that no article of yours can know about",
}

// visitor is a customer with several conversations, one act at a time.
type visitor struct {
	w    *world
	desk *client.Desk
	r    *rand.Rand
	mine []*talk
}

// live acts until the desk stops answering or ctx ends. What got no answer is tried again first.
func (v *visitor) live(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := v.act(ctx); err != nil {
			if answered(err) {
				return err
			}
			return nil // the desk is gone; the next round tries again
		}
		time.Sleep(time.Duration(2+v.r.IntN(25)) * time.Millisecond)
	}
	return nil
}

// act does one thing.
func (v *visitor) act(ctx context.Context) error {
	if acted, err := v.retry(ctx); acted || err != nil {
		return err
	}
	if len(v.mine) == 0 || v.r.IntN(100) < 12 {
		return v.begin(ctx)
	}
	// The newest ones are talked to most.
	t := v.mine[len(v.mine)-1-v.r.IntN(min(4, len(v.mine)))]
	if v.r.IntN(100) < 4 {
		if err := t.customer.AskPerson(ctx); err != nil {
			return err
		}
		t.mu.Lock()
		defer t.mu.Unlock()
		t.asked = true
		return nil
	}
	return v.post(ctx, t, t.say(v.words()))
}

// retry sends what got no answer again, with the same key. It reports whether there was something.
func (v *visitor) retry(ctx context.Context) (bool, error) {
	for _, t := range v.mine {
		if t.customer == nil {
			return true, v.open(ctx, t)
		}
		if s := t.pending(); s != nil {
			return true, v.post(ctx, t, s)
		}
	}
	return false, nil
}

func (v *visitor) begin(ctx context.Context) error {
	text := ""
	if v.r.IntN(2) == 0 {
		text = v.words()
	}
	return v.beginWith(ctx, v.r.IntN(2) == 0, text)
}

func (v *visitor) beginWith(ctx context.Context, assistant bool, text string) error {
	t := &talk{
		opening: client.Opening{Assistant: assistant, Notice: v.w.notice, Text: text, Key: client.NewKey()},
		replies: map[string][]*saying{}, notes: map[string][]*saying{},
	}
	v.mine = append(v.mine, t)
	v.w.add(t)
	return v.open(ctx, t)
}

func (v *visitor) open(ctx context.Context, t *talk) error {
	c, err := v.desk.Begin(ctx, t.opening)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	t.begun(c)
	v.w.known(t, c.ID)
	return nil
}

func (v *visitor) post(ctx context.Context, t *talk, s *saying) error {
	m, err := t.customer.Post(ctx, s.text, s.key)
	if err != nil {
		return fmt.Errorf("say: %w", err)
	}
	if m.Text != s.text {
		return errAnother
	}
	t.took(s)
	return nil
}

func (v *visitor) words() string { return v.w.unique(questions[v.r.IntN(len(questions))]) }
