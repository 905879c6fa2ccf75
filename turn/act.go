package turn

import (
	"context"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/policy"
)

// Acts does what customers say yes to, and asks them first. It is asked about what a customer wrote
// before the drafter is, once the gates let the assistant deal with it.
type Acts interface {
	// Act takes the customer's words for a wish, or for a word on what they were asked last; the zero Acted
	// where they are neither, and then nothing has happened. It may be called again for the same words: what was
	// done once is not done twice.
	Act(ctx context.Context, c *policy.Case) (Acted, error)
}

// Acted is what came of a customer's words. The zero value: nothing.
type Acted struct {
	Say    policy.Fixed
	Asks   bool // Say is the assistant's, a question or what it found; else the desk tells what became of something
	Person bool // nobody knows how it went: a person has to look
	Wants  bool // the customer said yes to a person; nothing else is set
}

// told is something that became of an act and that the customer has to hear, whoever moved the
// conversation meanwhile.
type told struct {
	Acted
	answers int64 // number of the customer's message
}

func (t told) empty() bool { return t.Say.Key == "" }

// act asks the port, contained like a draft.
func (d *Desk) act(ctx context.Context, c *policy.Case) (Acted, error) {
	if d.o.Acts == nil {
		return Acted{}, nil
	}
	return within(ctx, d.o.DraftTimeout, "an act", func(ctx context.Context) (Acted, error) { return d.o.Acts.Act(ctx, c) })
}

// tell says what became of an act, in the desk's own name, and brings a person where one has to look.
func (s *step) tell(ctx context.Context, t told) error {
	if err := s.say(ctx, candor.ByDesk, t.answers, t.Say.Key, t.Say.Args); err != nil {
		return err
	}
	if !t.Person || s.c.WithPerson && s.c.State != candor.Resolved {
		return nil // a person has it and sees what was said
	}
	return s.handOver(ctx, ReasonActUnsure, "", candor.Normal)
}

// Tell says what became of an act that ended while nobody was asking, such as after an agent's yes.
// Unless, where it is given, is asked whenever the conversation was read anew; true: it was said already, and is
// not said again.
//
// ErrNoConversation: its customer had their data erased; there is nobody to tell.
func (d *Desk) Tell(ctx context.Context, id candor.ConversationID, a Acted, unless ...func(context.Context) (bool, error)) error {
	if a.Say.Key == "" {
		return errors.New("turn: there is nothing to tell")
	}
	_, err := d.repeat(ctx, id, func(s *step) error {
		for _, said := range unless {
			if was, err := said(ctx); was || err != nil {
				return err
			}
		}
		return s.tell(ctx, told{Acted: a})
	})
	if isGone(err) {
		return candor.ErrNoConversation
	}
	return err
}

// within does what may panic or take too long; both are errors like any other.
func within[T any](ctx context.Context, limit time.Duration, what string, do func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- outcome{err: fmt.Errorf("turn: %s panicked (%T)", what, r)}
			}
		}()
		value, err := do(ctx)
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, fmt.Errorf("turn: %s took longer than %v: %w", what, limit, ctx.Err())
	}
}
