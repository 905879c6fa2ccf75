package view

import (
	"cmp"
	"context"
	"slices"

	"candor"
	"candor/internal/web/port"
)

// batch is how many events are read at once.
const batch = 200

// Changes is what happened in a conversation since an event, as far as its customer may know.
type Changes struct {
	Messages []Changed // new and changed ones, in the order of their events, each once
	Seq      int64     // of the last event that was read
	Any      bool      // something happened, if only something about the conversation itself
}

// Changed is a message and the event that it came with.
type Changed struct {
	Message candor.Message
	Seq     int64
}

// ChangesSince reads what happened after an event. ErrNoConversation when the conversation is gone: its
// events went with it, so that a silence may be the end.
func ChangesSince(ctx context.Context, r port.Reader, id candor.ConversationID, after int64) (Changes, error) {
	out := Changes{Seq: after}
	events := map[int64]int64{} // number of message: event
	first := int64(0)
	for {
		rows, err := r.Events(ctx, id, out.Seq, batch)
		if err != nil {
			return Changes{}, err
		}
		for _, e := range rows {
			out.Seq = e.Seq
			if e.Internal || e.Kind == candor.MessagesRead && e.Author == candor.ByCustomer {
				continue
			}
			out.Any = true
			if (e.Kind == candor.MessageAdded || e.Kind == candor.MessageRated) && e.Number > 0 {
				events[e.Number] = e.Seq
				if first == 0 || e.Number < first {
					first = e.Number
				}
			}
		}
		if len(rows) < batch {
			break
		}
	}
	if out.Seq == after {
		if _, err := r.Conversation(ctx, id); err != nil {
			return Changes{}, err
		}
	}
	if len(events) == 0 {
		return out, nil
	}
	if err := out.read(ctx, r, id, first, events); err != nil {
		return Changes{}, err
	}
	slices.SortStableFunc(out.Messages, func(a, b Changed) int { return cmp.Compare(a.Seq, b.Seq) })
	return out, nil
}

// read fills in the messages that have an event.
func (c *Changes) read(ctx context.Context, r port.Reader, id candor.ConversationID, first int64, events map[int64]int64) error {
	for after := first - 1; ; {
		page, err := r.Messages(ctx, candor.CustomerReads(), id, after, batch, false)
		if err != nil {
			return err
		}
		for _, m := range page {
			after = m.Number
			if seq, ok := events[m.Number]; ok {
				c.Messages = append(c.Messages, Changed{m, seq})
			}
		}
		if len(page) < batch {
			return nil
		}
	}
}
