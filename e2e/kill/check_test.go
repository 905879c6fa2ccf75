//go:build kill

package kill_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor/bench/client"
)

// check compares what the desk holds of a conversation with what was said in it.
func check(ctx context.Context, t *talk) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.customer == nil {
		return nil
	}
	held, err := t.customer.Messages(ctx, 0)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", t.customer.ID, err)
	}
	if err := wellFormed(held); err != nil {
		return fmt.Errorf("%s: %w", t.customer.ID, err)
	}
	byCustomer, byAgents := texts(held, "customer"), texts(held, "agent")
	if err := compare(byCustomer, [][]*saying{t.said}); err != nil {
		return fmt.Errorf("%s, customer: %w", t.customer.ID, err)
	}
	var replies [][]*saying
	for _, list := range t.replies {
		replies = append(replies, list)
	}
	if err := compare(byAgents, replies); err != nil {
		return fmt.Errorf("%s, agents: %w", t.customer.ID, err)
	}
	return nil
}

// What is no answer: the notice that an AI speaks, which stands before one now and then, and the offer of a person, which
// stands after one.
const (
	reminder = "assistant.reminder"
	offer    = "assistant.offer_person"
)

// wellFormed looks at what must hold of any conversation.
func wellFormed(held []client.Message) error {
	ids := map[string]bool{}
	answers := 0
	for i, m := range held {
		if ids[m.ID] {
			return fmt.Errorf("message %d is there twice", m.Number)
		}
		ids[m.ID] = true
		if i > 0 && m.Number <= held[i-1].Number {
			return fmt.Errorf("message %d comes after %d", m.Number, held[i-1].Number)
		}
		switch m.Author {
		case "customer":
			answers = 0
		case "assistant":
			if m.Key == reminder || m.Key == offer && answers == 1 {
				continue
			}
			if answers++; answers > 1 {
				return fmt.Errorf("message %d (%s %s) is a second answer to the same question", m.Number, m.Kind, m.Key)
			}
		}
	}
	return nil
}

func texts(held []client.Message, author string) []string {
	var all []string
	for _, m := range held {
		if m.Author == author {
			all = append(all, m.Text)
		}
	}
	return all
}

// compare wants every acknowledged saying once, in the order of its speaker, every other at most
// once, and nothing else. Each list is one speaker's.
func compare(held []string, speakers [][]*saying) error {
	known := 0
	for _, list := range speakers {
		last := -1
		for _, s := range list {
			times, at := 0, -1
			for i, text := range held {
				if text == s.text {
					times, at = times+1, i
				}
			}
			known += times
			switch {
			case times > 1:
				return fmt.Errorf("%q is there %d times", s.text, times)
			case times == 0 && s.taken:
				return fmt.Errorf("%q was acknowledged and is lost", s.text)
			case times == 1 && at < last:
				return fmt.Errorf("%q is out of order", s.text)
			}
			last = max(last, at)
		}
	}
	if known != len(held) {
		return fmt.Errorf("%d messages are there that nobody wrote", len(held)-known)
	}
	return nil
}

// marks are at the end of everything that was said.
var marks = regexp.MustCompile(`\(mark k[0-9]+k\)`)

// checkNotes reads a conversation as an agent's screen shows it, notes among it.
func checkNotes(ctx context.Context, a *client.Agent, t *talk) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.customer == nil || len(t.notes) == 0 {
		return nil
	}
	view, _, err := t.customer.View(ctx)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", t.customer.ID, err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	screen, err := a.Watch(ctx, t.customer.ID)
	if err != nil {
		return fmt.Errorf("%s cannot be watched: %w", t.customer.ID, err)
	}
	defer screen.Close()
	var shown strings.Builder
	for {
		e, err := screen.Next()
		if err != nil {
			return fmt.Errorf("%s: the screen ended before message %d: %w", t.customer.ID, view.Messages, err)
		}
		shown.WriteString(e.Data)
		_, number, _ := strings.Cut(e.ID, ".")
		if n, _ := strconv.ParseInt(number, 10, 64); n >= view.Messages {
			break
		}
	}
	var held []string
	notes := map[string]string{} // mark to text
	var lists [][]*saying
	for _, list := range t.notes {
		lists = append(lists, list)
		for _, s := range list {
			notes[marks.FindString(s.text)] = s.text
		}
	}
	for _, mark := range marks.FindAllString(shown.String(), -1) {
		if text, ok := notes[mark]; ok {
			held = append(held, text)
		}
	}
	if err := compare(held, lists); err != nil {
		return fmt.Errorf("%s, notes: %w", t.customer.ID, err)
	}
	return nil
}

// settled reports whether nothing is owed to the customer: the last thing they said has an answer,
// or people have the conversation.
func settled(ctx context.Context, t *talk) (bool, error) {
	view, _, err := t.customer.View(ctx)
	if err != nil {
		return false, err
	}
	if view.State != "assisting" {
		return true, nil
	}
	held, err := t.customer.Messages(ctx, 0)
	if err != nil {
		return false, err
	}
	slices.Reverse(held)
	for _, m := range held {
		switch m.Author {
		case "assistant":
			return true, nil
		case "customer":
			return false, nil
		}
	}
	return true, nil // nothing was asked
}
