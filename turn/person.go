package turn

import (
	"context"
	"strconv"
	"time"

	"candor"
	"candor/ledger"
	"candor/policy"
)

// AskPerson is the customer's request for a person by button or API. It always works, from every
// state and before any message; only when they are already waiting it changes nothing.
func (d *Desk) AskPerson(ctx context.Context, id candor.ConversationID, via string) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if s.c.State == candor.Waiting {
			return nil
		}
		return s.askPerson(ctx, via)
	})
}

func (s *step) askPerson(ctx context.Context, via string) error {
	if err := s.move(candor.CustomerAsksPerson, actorCustomer, ledger.KindPick, map[string]string{"via": via}); err != nil {
		return err
	}
	s.c.Reason = "asked_person"
	s.c.LastAnswered = s.c.LastCustomer
	return s.promise(ctx)
}

// handOver sends the conversation to a person because a gate said so or something failed.
func (s *step) handOver(ctx context.Context, reason, rule string, priority candor.Priority) error {
	facts := map[string]string{"reason": reason}
	if rule != "" {
		facts["rule"] = rule
	}
	if err := s.move(candor.DeskHandsOver, actorDesk, ledger.KindHandover, facts); err != nil {
		return err
	}
	s.c.Reason = reason
	s.c.Priority = max(s.c.Priority, priority)
	s.c.LastAnswered = s.c.LastCustomer
	if isFailure(reason) {
		if err := s.say(ctx, candor.ByDesk, 0, "handover.failed", nil); err != nil {
			return err
		}
	}
	return s.promise(ctx)
}

// promise tells the customer what to expect: a place and minutes, or a date. A hand-over never
// says nothing.
func (s *step) promise(ctx context.Context) error {
	status, err := s.d.o.Service.Status(ctx, s.c.Inbox, s.at)
	if err != nil {
		// The queue matters more than the estimate: without one the notice says only that a person comes.
		s.d.o.Log.ErrorContext(ctx, "turn: service status is not known", "err", err)
		return s.say(ctx, candor.ByDesk, 0, "handover.no_date", nil)
	}
	switch {
	case status.Staffed:
		return s.say(ctx, candor.ByDesk, 0, "handover.queued", map[string]string{
			"position": strconv.Itoa(status.Waiting + 1), "minutes": minutes(status.Wait),
		})
	case !status.NextOpen.IsZero():
		s.c.PromisedBy = status.NextOpen
		return s.say(ctx, candor.ByDesk, 0, "handover.promise", map[string]string{"next_at": status.NextOpen.Format(time.RFC3339)})
	}
	return s.say(ctx, candor.ByDesk, 0, "handover.no_date", nil)
}

func minutes(wait time.Duration) string {
	return strconv.Itoa(max(1, int((wait+time.Minute-1)/time.Minute)))
}

// Reasons that turn itself gives for a hand-over.
const (
	ReasonDrafterFailed = "drafter_failed"
	ReasonHeld          = "draft_held"
	ReasonNotAllowed    = "no_consent"
	ReasonActUnsure     = "act_unsure" // nobody knows whether something was done
)

func isFailure(reason string) bool {
	switch reason {
	case ReasonDrafterFailed, policy.ReasonGateFailed, policy.ReasonGatePanicked, policy.ReasonGateTimeout, policy.ReasonNoVerdict:
		return true
	}
	return false
}
