package turn

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"candor"
	"candor/ledger"
	"candor/policy"
)

// Choice is a customer's word on one purpose.
type Choice struct {
	Purpose candor.Purpose
	Allow   bool
	Notice  string // digest of the notice they were shown; allowing needs the one in force
}

// Choices are what a customer decides at one moment. All of it is recorded, or nothing.
type Choices struct {
	Of  []Choice // at most one for each purpose
	Via candor.Via
	GPC bool // their browser sends Global Privacy Control
}

// Decide records what a customer chose. A no is recorded as what it is: a refusal, or after a yes a
// withdrawal, which works at once as Withdraw does. A no never fails for want of a notice. Saying the
// same again changes nothing.
//
// ErrConsentNeeded: a yes without a notice. ErrConsentStale: a yes to a notice that is not in force.
// Both name the purpose in Args, and nothing was recorded. CodeInvalid "error.bad_request": a purpose
// that is not asked about, or twice the same.
func (d *Desk) Decide(ctx context.Context, id candor.ConversationID, x Choices) (candor.Conversation, error) {
	if err := x.check(); err != nil {
		return candor.Conversation{}, err
	}
	return d.repeat(ctx, id, func(s *step) error {
		for _, c := range x.Of {
			if err := s.choose(ctx, c, x.Via); err != nil {
				return err
			}
		}
		s.signal(x.GPC)
		s.tellChoices()
		return nil
	})
}

// Withdraw takes back what was allowed of the purposes, also what was allowed in an earlier meaning.
// From this commit on nobody reads for them: whatever was being drafted meanwhile cannot be committed.
// When the assistant may not read any more, a person takes over from it.
func (d *Desk) Withdraw(ctx context.Context, id candor.ConversationID, via candor.Via, purposes ...candor.Purpose) (candor.Conversation, error) {
	x := Choices{Via: via}
	for _, p := range purposes {
		x.Of = append(x.Of, Choice{Purpose: p})
	}
	if err := x.check(); err != nil {
		return candor.Conversation{}, err
	}
	return d.repeat(ctx, id, func(s *step) error {
		for _, c := range x.Of {
			if s.consents[c.Purpose].Act != candor.Gave {
				continue
			}
			if err := s.refuse(ctx, c, via); err != nil {
				return err
			}
		}
		s.tellChoices()
		return nil
	})
}

// WithdrawAll takes back whatever was allowed.
func (d *Desk) WithdrawAll(ctx context.Context, id candor.ConversationID, via candor.Via) (candor.Conversation, error) {
	return d.Withdraw(ctx, id, via, candor.Asked()...)
}

func (x Choices) check() error {
	seen := map[candor.Purpose]bool{}
	for _, c := range x.Of {
		if seen[c.Purpose] || !slices.Contains(candor.Asked(), c.Purpose) {
			return candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
		}
		seen[c.Purpose] = true
	}
	return nil
}

// choose records one choice, unless it is how things are already.
func (s *step) choose(ctx context.Context, c Choice, via candor.Via) error {
	if !c.Allow {
		return s.refuse(ctx, c, via)
	}
	shown, err := s.shown(ctx, c)
	if err != nil {
		return err
	}
	if last := s.consents[c.Purpose]; last.Live() && slices.Equal(last.Recipients, shown.Recipients) {
		return nil
	}
	s.act(candor.Gave, shown, via)
	return nil
}

// shown finds the notice that a yes is about.
func (s *step) shown(ctx context.Context, c Choice) (candor.Shown, error) {
	if c.Notice == "" {
		return candor.Shown{}, about(candor.ErrConsentNeeded, c.Purpose)
	}
	shown, ok, err := s.d.o.Notices.Shown(ctx, s.c.Inbox, c.Purpose, c.Notice)
	if err != nil {
		return candor.Shown{}, err
	}
	if !ok {
		return candor.Shown{}, about(candor.ErrConsentStale, c.Purpose)
	}
	return shown, nil
}

// about says which purpose a failure is about.
func about(e *candor.Error, p candor.Purpose) error {
	return &candor.Error{Code: e.Code, Key: e.Key, Args: map[string]string{"purpose": string(p)}}
}

// refuse records a no: a withdrawal after a yes, a refusal otherwise. Nothing can stand in its way.
func (s *step) refuse(ctx context.Context, c Choice, via candor.Via) error {
	last := s.consents[c.Purpose]
	switch last.Act {
	case candor.Refused, candor.Withdrew:
		return nil
	case candor.Gave:
		s.act(candor.Withdrew, candor.Shown{
			Purpose: c.Purpose, Version: last.Version, Language: last.Language, Digest: last.Notice, Recipients: last.Recipients,
		}, via)
		if c.Purpose == candor.Answers {
			return s.stopReading(ctx)
		}
		return nil
	}
	shown, ok, err := s.d.o.Notices.Shown(ctx, s.c.Inbox, c.Purpose, c.Notice)
	if err != nil || !ok {
		shown = candor.Shown{Purpose: c.Purpose, Language: s.c.Language}
	}
	s.act(candor.Refused, shown, via)
	return nil
}

// stopReading sends the conversation to a person, if the assistant had it.
func (s *step) stopReading(ctx context.Context) error {
	wasWith := s.c.State
	if err := s.move(candor.CustomerWithdraws, actorCustomer, "", nil); err != nil {
		return err
	}
	if wasWith != candor.Assisting {
		return nil
	}
	s.c.Reason = "consent_withdrawn"
	if err := s.say(ctx, candor.ByDesk, 0, "consent.withdrawn", nil); err != nil {
		return err
	}
	return s.promise(ctx)
}

// signal takes Global Privacy Control as an objection to whatever goes beyond answering, wherever the
// customer has not decided by themselves: their own word to this desk goes before a signal to all.
// See docs/decisions/0006-global-privacy-control.md.
func (s *step) signal(on bool) {
	if !on {
		return
	}
	for _, p := range []candor.Purpose{candor.Vendor, candor.Memory, candor.Improve} {
		last := s.consents[p]
		if last.Act == "" || last.Act == candor.Gave && !last.Live() {
			s.act(candor.Objected, candor.Shown{Purpose: p}, candor.ViaGPC)
		}
	}
}

// act records one act on a purpose. From here on this step sees it, its gates included.
func (s *step) act(act candor.ConsentAct, shown candor.Shown, via candor.Via) {
	c := candor.Consent{
		ID: candor.NewConsentID(), Customer: s.c.Customer, Purpose: shown.Purpose, Act: act, Notice: shown.Digest,
		Version: shown.Version, Recipients: shown.Recipients, Language: shown.Language, Via: via, At: s.at,
	}
	s.change.Consents = append(s.change.Consents, c)
	next := make(policy.Consents, len(s.consents)+1)
	maps.Copy(next, s.consents)
	next[c.Purpose] = c
	s.consents = next
	facts := map[string]string{"purpose": string(c.Purpose), "consent": string(act), "via": string(via)}
	if shown.Digest != "" {
		facts["notice"], facts["version"] = shown.Digest, strconv.Itoa(shown.Version)
	}
	s.record(ledger.KindConsent, actorCustomer, facts, "")
}

// tellChoices lets open pages know that choices changed.
func (s *step) tellChoices() {
	if len(s.change.Consents) > 0 && len(s.change.Events) == 0 {
		s.event(candor.ConversationChanged, candor.ByCustomer)
	}
}
