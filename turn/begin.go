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
	Via      candor.Via // how it reached the desk
	GPC      bool       // their browser sends Global Privacy Control
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
		ID: candor.NewConversationID(), Inbox: b.Inbox, Customer: candor.NewCustomerID(), Language: b.Language, Channel: b.Via.Channel(),
		Created: d.now(candor.Conversation{}),
	}
	s := d.newStep(c, policy.Consents{})
	s.change.BeginKey = b.Key
	var err error
	switch b.With {
	case candor.CustomerPicksAssistant:
		if !b.Allows { // an empty notice allows nothing
			b.Notice = ""
		}
		err = s.pickAssistant(ctx, b.Notice, b.Via)
	case candor.CustomerAsksPerson:
		if b.Notice != "" && !b.Allows {
			err = s.refuse(ctx, Choice{Purpose: candor.Answers, Notice: b.Notice}, b.Via)
		}
		if err == nil {
			err = s.askPerson(ctx, "first")
		}
	default:
		err = candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	if err != nil {
		return candor.Conversation{}, err
	}
	s.signal(b.GPC)
	stored, err := s.commit(ctx)
	if errors.Is(err, ErrSent) { // the same key, a moment earlier, on another connection
		return d.o.Store.Begun(ctx, b.Key)
	}
	return stored, err
}

// PickAssistant is the customer's choice to go on with the assistant, from any state. The notice may
// be empty where reading is allowed already.
//
// ErrConsentNeeded, ErrConsentStale: as Begin; ErrConsentStale also for an empty notice where reading
// was allowed before it came to mean something else.
func (d *Desk) PickAssistant(ctx context.Context, id candor.ConversationID, notice string, via candor.Via) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if s.c.AssistantMaySpeak() {
			err := s.allowReading(ctx, notice, via)
			s.tellChoices()
			return err
		}
		if err := s.pickAssistant(ctx, notice, via); err != nil {
			return err
		}
		return s.say(ctx, candor.ByDesk, 0, "assistant.back", nil)
	})
}

// allowReading records that the assistant may read, where that is news.
func (s *step) allowReading(ctx context.Context, notice string, via candor.Via) error {
	if notice == "" {
		return s.consents.Missing(candor.Answers)
	}
	return s.choose(ctx, Choice{Purpose: candor.Answers, Allow: true, Notice: notice}, via)
}

func (s *step) pickAssistant(ctx context.Context, notice string, via candor.Via) error {
	if err := s.allowReading(ctx, notice, via); err != nil {
		return err
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

func (d *Desk) conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error) {
	c, _, err := d.o.Store.Load(ctx, id)
	return c, err
}
