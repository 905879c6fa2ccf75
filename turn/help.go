package turn

import (
	"context"
	"fmt"

	"candor"
)

// Help knows the drafts that people were shown.
type Help interface {
	// Used compares a person's words with the drafts that were shown in the conversation: nil when they
	// are the person's own.
	Used(ctx context.Context, id candor.ConversationID, words candor.Text) (*HelpUsed, error)
}

// HelpUsed is what a reply took from a draft. It goes into sums by kind and day, and the customer reads
// that there was help.
type HelpUsed struct {
	Kind string  // of the help
	Kept float64 // share of the words sent that stand in the draft, 0 to 1
}

// helped decides by the words themselves whether a reply was written with help of AI: nobody has to say so,
// and nobody can forget to. Where it cannot be known the reply is not sent.
func (d *Desk) helped(ctx context.Context, id candor.ConversationID, words candor.Text) (*HelpUsed, error) {
	if d.o.Help == nil {
		return nil, nil
	}
	used, err := d.o.Help.Used(ctx, id, words)
	if err != nil {
		return nil, fmt.Errorf("turn: compare a reply with drafts: %w", err)
	}
	return used, nil
}
