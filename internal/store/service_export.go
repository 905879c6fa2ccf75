package store

import (
	"context"
	"errors"
	"time"

	"candor"
	"candor/privacy/rights"
	"candor/service"
)

// exportedCall is what a person reads of a call that they asked for.
type exportedCall struct {
	From  time.Time             `json:"from"`
	To    time.Time             `json:"to"`
	Made  time.Time             `json:"made"`
	State service.CallbackState `json:"state"`
	Ended time.Time             `json:"ended,omitzero"`
	Phone candor.Text           `json:"phone,omitempty"` // while it is open
}

func (x exporter) calls(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		all, err := x.s.CallsOf(ctx, c.ID)
		if err != nil {
			return err
		}
		var out []exportedCall
		for _, one := range all {
			e := exportedCall{From: one.Window.From, To: one.Window.To, Made: one.Made, State: one.State, Ended: one.Ended}
			if one.State == service.CallOpen {
				phone, _, err := x.s.Phone(ctx, of.Access, one.ID)
				if err != nil && !errors.Is(err, errNoCall) {
					return err
				}
				e.Phone = phone
			}
			out = append(out, e)
		}
		return attachList(to, c, "calls", len(out), out)
	})
}

// closings gives a person how their conversations were closed, with every point and its answer.
func (x exporter) closings(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		all, err := x.s.Closings(ctx, of.Access, c.ID)
		if err != nil {
			return err
		}
		return attachList(to, c, "closings", len(all), all)
	})
}

// exportedService is what a person reads of how they were served.
type exportedService struct {
	Case       string        `json:"case"`
	Channel    candor.Via    `json:"channel,omitempty"` // where it began
	Priority   string        `json:"priority"`          // "normal", "declared" or "urgent"
	Needs      string        `json:"needs,omitempty"`
	Asked      time.Time     `json:"asked_for_a_person,omitzero"`
	Reached    time.Time     `json:"a_person_came,omitzero"`
	Missed     time.Time     `json:"asked_and_did_not_get,omitzero"`
	Complained time.Time     `json:"complained,omitzero"`
	Matter     candor.Matter `json:"matter,omitempty"`
	Mail       bool          `json:"wants_mail"`
}

// service gives a person how each of their conversations was served.
func (x exporter) service(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		mail, err := x.s.Tells(ctx, c.ID)
		if err != nil {
			return err
		}
		priority := map[candor.Priority]string{candor.Normal: "normal", candor.Declared: "declared", candor.Urgent: "urgent"}[c.Priority]
		return attachList(to, c, "service", 1, exportedService{
			c.ID.CaseKey(), c.Channel, priority, c.Needs, c.Asked, c.Reached, c.Missed, c.Complained, c.Matter, mail,
		})
	})
}
