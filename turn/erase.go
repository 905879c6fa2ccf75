package turn

import (
	"context"
	"errors"

	"candor"
	"candor/ledger"
)

// CloseForErasure ends a conversation whose customer has their data erased, with a notice that says so
// on every screen that shows it. A draft that is being made cannot be committed any more. Actor is who
// has it erased, as the ledger names them. One that is resolved, or not there, is left as it is.
func (d *Desk) CloseForErasure(ctx context.Context, id candor.ConversationID, actor string) error {
	_, err := d.repeat(ctx, id, func(s *step) error {
		if s.c.State == candor.Resolved {
			return nil
		}
		if err := s.move(candor.CustomerErases, actor, ledger.KindResolve, nil); err != nil {
			return err
		}
		s.change.Erases = true
		s.c.LastAnswered = s.c.LastCustomer
		return s.say(ctx, candor.ByDesk, 0, "conversation.erasing", nil)
	})
	if errors.Is(err, candor.ErrNoConversation) {
		return nil
	}
	return err
}
