package store

import (
	"context"
	"time"

	"candor"
	"candor/privacy/rights"
	"candor/teamwork"
)

// exportedField is what a person reads of something that was noted beside a conversation.
type exportedField struct {
	Label   string      `json:"label"`
	Value   candor.Text `json:"value"`
	Purpose string      `json:"purpose"`
	At      time.Time   `json:"at"`
}

// fields gives what was noted beside a person's conversations, a file for each.
func (x exporter) fields(ctx context.Context, of rights.Subject, to rights.Sink) error {
	known, err := x.s.Fields(ctx)
	if err != nil {
		return err
	}
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		values, err := x.s.FieldValues(ctx, of.Access, c.ID)
		if err != nil {
			return err
		}
		var out []exportedField
		for _, v := range values {
			for _, f := range known {
				if f.ID == v.Field {
					out = append(out, exportedField{f.Label, v.Text, f.Purpose, v.At})
				}
			}
		}
		return attachList(to, c, "fields", len(out), out)
	})
}

// tags gives the words that the desk put on a person's conversations.
func (x exporter) tags(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		b, err := x.s.Beside(ctx, c.ID)
		if err != nil {
			return err
		}
		return attachList(to, c, "tags", len(b.Tags), b.Tags)
	})
}

// exportedAnswer is a person's own answer to whether something was solved.
type exportedAnswer struct {
	Solved  teamwork.Solved `json:"solved"`
	Comment candor.Text     `json:"comment,omitempty"`
	At      time.Time       `json:"at"`
}

func (x exporter) answers(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		a, ok, err := x.s.SolvedAnswer(ctx, of.Access, c.ID)
		if err != nil || !ok {
			return err
		}
		return attachList(to, c, "solved", 1, exportedAnswer{a.Solved, a.Comment, a.At})
	})
}

// exportedLimit is why and until when a person may not write.
type exportedLimit struct {
	Reason candor.Text `json:"reason"`
	At     time.Time   `json:"at"`
	Until  time.Time   `json:"until"`
	Lifted time.Time   `json:"lifted,omitzero"`
}

// limits gives the last limit of a person's writing, beside their first conversation.
func (x exporter) limits(ctx context.Context, of rights.Subject, to rights.Sink) error {
	told := map[candor.CustomerID]bool{}
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		if told[c.Customer] {
			return nil
		}
		told[c.Customer] = true
		l, ok, err := x.s.WritingLimit(ctx, of.Access, c.ID)
		if err != nil || !ok {
			return err
		}
		return attachList(to, c, "writing-limit", 1, exportedLimit{l.Reason, l.At, l.Until, l.Lifted})
	})
}
