package turn

import (
	"context"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/ledger"
	"candor/policy"
	"candor/service"
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

// AskSupervisor is the customer's request for somebody above who they talked to. It always works, from every
// state, and only leads take it before everybody else may.
func (d *Desk) AskSupervisor(ctx context.Context, id candor.ConversationID) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if s.c.State == candor.Waiting && strings.Contains(" "+s.c.Needs+" ", " "+service.SupervisorSkill+" ") {
			return nil
		}
		s.c.Needs = service.SupervisorSkill
		return s.askPerson(ctx, "supervisor")
	})
}

// Declare is the customer's word that they need help sooner, for age, disability or another reason that they
// need not give. It is believed, and kept with this conversation only.
func (d *Desk) Declare(ctx context.Context, id candor.ConversationID) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if s.c.Priority >= candor.Declared {
			return nil
		}
		s.c.Priority, s.c.Updated = candor.Declared, s.at
		s.event(candor.ConversationChanged, candor.ByCustomer)
		s.record(ledger.KindPick, actorCustomer, map[string]string{"via": "declared"}, "")
		return s.say(ctx, candor.ByDesk, 0, "handover.declared", nil)
	})
}

func (s *step) askPerson(ctx context.Context, via string) error {
	if err := s.move(candor.CustomerAsksPerson, actorCustomer, ledger.KindPick, map[string]string{"via": via}); err != nil {
		return err
	}
	s.c.Reason = reasonAsked
	s.c.LastAnswered = s.c.LastCustomer
	return s.promise(ctx)
}

// handOver sends the conversation to a person because a gate said so or something failed.
func (s *step) handOver(ctx context.Context, reason, rule string, priority candor.Priority) error {
	facts := map[string]string{"reason": reason}
	if rule != "" {
		facts["rule"] = rule
	}
	act := candor.DeskHandsOver
	if reason == reasonAsked {
		act = candor.CustomerAsksPerson // in their own words
	}
	if err := s.move(act, actorDesk, ledger.KindHandover, facts); err != nil {
		return err
	}
	s.c.Reason = reason
	if reason == ReasonComplaint {
		s.complained(candor.Complaint)
	}
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
		return s.say(ctx, candor.ByDesk, 0, "handover.no_date", s.named(nil))
	}
	switch {
	case status.Staffed:
		return s.say(ctx, candor.ByDesk, 0, "handover.queued", s.named(map[string]string{
			"position": strconv.Itoa(status.Waiting + 1), "minutes": minutes(status.Wait),
		}))
	case !status.NextOpen.IsZero():
		s.c.PromisedBy = status.NextOpen
		return s.say(ctx, candor.ByDesk, 0, "handover.promise", s.named(map[string]string{"next_at": status.NextOpen.Format(time.RFC3339)}))
	}
	return s.say(ctx, candor.ByDesk, 0, "handover.no_date", s.named(nil))
}

// named adds the case key, which the customer can read out anywhere.
func (s *step) named(args map[string]string) map[string]string {
	out := map[string]string{"case": s.c.ID.CaseKey()}
	for name, value := range args {
		out[name] = value
	}
	return out
}

// hearComplaint begins the clock of a complaint that is made to a person. The gates hear those that are made to the assistant.
func (s *step) hearComplaint(m candor.Message) {
	if s.d.o.Complains == nil || s.c.AssistantMaySpeak() || !s.c.Complained.IsZero() || !s.d.o.Complains(m.Body, m.Language) {
		return
	}
	s.complained(candor.Complaint)
	s.event(candor.ConversationChanged, candor.ByCustomer)
	s.record(ledger.KindHandover, actorDesk, map[string]string{"reason": ReasonComplaint}, "")
}

// complained begins the clock of a complaint; one that runs already keeps its time.
func (s *step) complained(about candor.Matter) {
	if s.c.Complained.IsZero() {
		s.c.Complained = s.at
	}
	if s.c.Matter == candor.NoMatter || about != candor.Complaint {
		s.c.Matter = about
	}
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
	ReasonComplaint     = "complaint"  // a rule heard one, or an agent saw one

	reasonAsked = "asked_person"
)

func isFailure(reason string) bool {
	switch reason {
	case ReasonDrafterFailed, policy.ReasonGateFailed, policy.ReasonGatePanicked, policy.ReasonGateTimeout, policy.ReasonNoVerdict:
		return true
	}
	return false
}
