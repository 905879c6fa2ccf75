package turn

import (
	"context"
	"errors"

	"candor"
	"candor/ledger"
	"candor/policy"
)

// Begin is a customer's first act.
type Begin struct {
	Inbox    candor.InboxID
	With     candor.Act // CustomerPicksAssistant or CustomerAsksPerson: two equal choices
	Language string     // BCP 47
	Allows   bool       // the customer allowed the assistant to read
	Notice   string     // digest of the notice they were shown
	Text     candor.Text
	Key      string // idempotency key: the same key begins the same conversation
}

// Begin starts a conversation. The customer's choice is all it needs: no name, no address, no words.
//
// ErrConsentNeeded: the assistant was picked without allowing it to read. ErrConsentStale: the
// notice that was shown is not the one in force. CodeUnavailable "error.not_ready": the assistant
// was picked where no person could take over.
func (d *Desk) Begin(ctx context.Context, b Begin) (candor.Conversation, error) {
	if err := checkKey(b.Key); err != nil {
		return candor.Conversation{}, err
	}
	if b.Text != "" {
		text, err := CheckText(b.Text)
		if err != nil {
			return candor.Conversation{}, err
		}
		b.Text = text
	}
	c, err := d.o.Store.Begun(ctx, b.Key)
	if errors.Is(err, candor.ErrNoConversation) {
		c, err = d.open(ctx, b)
	}
	if err != nil || b.Text == "" {
		return c, err
	}
	if _, err := d.Receive(ctx, c.ID, Incoming{Text: b.Text, Key: b.Key}); err != nil {
		return c, err
	}
	return d.conversation(ctx, c.ID)
}

func (d *Desk) open(ctx context.Context, b Begin) (candor.Conversation, error) {
	c := candor.Conversation{
		ID: candor.NewConversationID(), Inbox: b.Inbox, Customer: candor.NewCustomerID(), Language: b.Language,
		Created: d.now(candor.Conversation{}),
	}
	s := d.newStep(c, policy.Consents{})
	s.change.BeginKey = b.Key
	var err error
	switch b.With {
	case candor.CustomerPicksAssistant:
		err = s.pickAssistant(ctx, b.Allows, b.Notice)
	case candor.CustomerAsksPerson:
		if b.Notice != "" && !b.Allows {
			s.consent(false, b.Notice)
		}
		err = s.askPerson(ctx, "first")
	default:
		err = candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	if err != nil {
		return candor.Conversation{}, err
	}
	stored, err := s.commit(ctx)
	if errors.Is(err, ErrSent) { // the same key, a moment earlier, on another connection
		return d.o.Store.Begun(ctx, b.Key)
	}
	return stored, err
}

// PickAssistant is the customer's choice to go on with the assistant, from any state.
func (d *Desk) PickAssistant(ctx context.Context, id candor.ConversationID, notice string) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if s.c.AssistantMaySpeak() {
			return nil
		}
		if err := s.pickAssistant(ctx, true, notice); err != nil {
			return err
		}
		return s.say(ctx, candor.ByDesk, 0, "assistant.back", nil)
	})
}

func (s *step) pickAssistant(ctx context.Context, allows bool, notice string) error {
	if !s.consents.Allows(candor.Answers) || notice != "" {
		if !allows || notice == "" {
			return candor.ErrConsentNeeded
		}
		current, err := s.d.o.Notices.Current(ctx, s.c.Inbox, s.c.Language)
		if err != nil {
			return err
		}
		if notice != current {
			return candor.ErrConsentStale
		}
		s.consent(true, notice)
	}
	status, err := s.d.o.Service.Status(ctx, s.c.Inbox, s.at)
	if err != nil {
		return err
	}
	if !status.Reachable() {
		return candor.Fail(candor.CodeUnavailable, "error.not_ready", nil)
	}
	if err := s.move(candor.CustomerPicksAssistant, actorCustomer, ledger.KindPick, nil); err != nil {
		return err
	}
	// What was said to a person before is not a question to the assistant.
	s.c.LastAnswered = s.c.LastCustomer
	return nil
}

// Withdraw takes the consent back: from this commit on the assistant reads nothing, and a draft
// that is being made cannot be committed any more.
func (d *Desk) Withdraw(ctx context.Context, id candor.ConversationID) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if !s.consents.Allows(candor.Answers) {
			return nil
		}
		s.consent(false, s.consents[candor.Answers].Notice)
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
	})
}

func (s *step) consent(given bool, notice string) {
	c := candor.Consent{
		ID: candor.NewConsentID(), Customer: s.c.Customer, Purpose: candor.Answers, Given: given,
		Notice: notice, Language: s.c.Language, At: s.at,
	}
	s.change.Consents = append(s.change.Consents, c)
	next := policy.Consents{}
	for p, old := range s.consents {
		next[p] = old
	}
	next[candor.Answers] = c
	s.consents = next
	word := "refused"
	if given {
		word = "given"
	}
	s.record(ledger.KindConsent, actorCustomer, map[string]string{"purpose": string(candor.Answers), "consent": word, "notice": notice}, "")
}

func (d *Desk) conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error) {
	c, _, err := d.o.Store.Load(ctx, id)
	return c, err
}
