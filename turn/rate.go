package turn

import (
	"context"

	"candor"
	"candor/ledger"
)

// Rate keeps the customer's word on an answer. "Not helpful" counts as a turn that did not help;
// two in a row bring a person, as words to that effect do.
func (d *Desk) Rate(ctx context.Context, id candor.ConversationID, message candor.MessageID, word candor.Helpful) (candor.Conversation, error) {
	if !id.Valid() {
		return candor.Conversation{}, candor.ErrNoConversation
	}
	if !message.Valid() {
		return candor.Conversation{}, ErrNoMessage
	}
	before, err := d.o.Store.Rate(ctx, id, message, word)
	if err != nil {
		return candor.Conversation{}, err
	}
	if before.Helpful == word || word == candor.NoWord {
		return d.conversation(ctx, id)
	}
	return d.repeat(ctx, id, func(s *step) error {
		s.record(ledger.KindRating, actorCustomer, map[string]string{"rating": ratingWord(word)}, "")
		if word == candor.WasHelpful {
			s.c.Unresolved = 0
			return nil
		}
		s.c.Unresolved++
		if s.c.Unresolved >= 2 && s.c.AssistantMaySpeak() {
			return s.handOver(ctx, "unresolved", "", candor.Normal)
		}
		return nil
	})
}

func ratingWord(w candor.Helpful) string {
	if w == candor.WasHelpful {
		return "helpful"
	}
	return "not_helpful"
}

// Confirm is the customer's word that the matter is solved: the only way a conversation that no
// person took ends as resolved.
func (d *Desk) Confirm(ctx context.Context, id candor.ConversationID) (candor.Conversation, error) {
	return d.repeat(ctx, id, func(s *step) error {
		if s.c.State == candor.Resolved {
			return nil
		}
		if err := s.move(candor.CustomerConfirms, actorCustomer, ledger.KindResolve, nil); err != nil {
			return err
		}
		s.c.LastAnswered = s.c.LastCustomer
		return s.say(ctx, candor.ByDesk, 0, "conversation.confirmed", nil)
	})
}

// Seen notes how far a side has read. It only ever goes up.
func (d *Desk) Seen(ctx context.Context, id candor.ConversationID, side candor.Author, number int64) error {
	if !id.Valid() {
		return candor.ErrNoConversation
	}
	if number < 0 || (side != candor.ByCustomer && side != candor.ByAgent) {
		return candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	return d.o.Store.Read(ctx, id, side, number)
}
