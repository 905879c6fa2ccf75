package view

import (
	"context"
	"time"

	"candor"
	"candor/internal/web/port"
	"candor/service"
)

// Reach is how a customer is reached when they are not here, and what they can ask for besides.
type Reach struct {
	Case       string   `json:"case"`
	Mail       bool     `json:"mail"`           // they want an e-mail when a person has written
	Address    Address  `json:"address"`        // whether there is one to send it to
	Call       *Window  `json:"call,omitempty"` // when they will be called
	Windows    []Window `json:"windows"`        // when they could be
	Sooner     bool     `json:"sooner"`         // they said that they need help sooner
	Supervisor bool     `json:"supervisor"`     // one can be asked for now
}

// Address says how far an e-mail address is.
type Address string

// The addresses.
const (
	NoAddress     Address = "none"
	AddressWaits  Address = "waiting" // it was given, and its owner has not followed the link yet
	AddressProven Address = "proven"
)

// Window is a stretch of time in which somebody can be called.
type Window struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	Words string    `json:"words"`
}

// Reach shows the ways to reach the customer of a conversation, in its language.
func (v *Viewer) Reach(ctx context.Context, ways port.Reach, c candor.Conversation) (Reach, error) {
	out := Reach{
		Case: c.ID.CaseKey(), Windows: []Window{}, Address: NoAddress, Sooner: c.Priority >= candor.Declared,
		Supervisor: c.WithPerson && c.State != candor.Waiting,
	}
	call, err := ways.OpenCall(ctx, c.ID)
	if err != nil {
		return out, err
	}
	if call.ID != "" {
		w := v.window(c.Language, call.Window)
		out.Call = &w
	}
	for _, one := range ways.Windows(c.Inbox) {
		out.Windows = append(out.Windows, v.window(c.Language, one))
	}
	if out.Mail, err = ways.Tells(ctx, c.ID); err != nil {
		return out, err
	}
	proven, waits, err := ways.Proven(ctx, c)
	switch {
	case proven:
		out.Address = AddressProven
	case waits:
		out.Address = AddressWaits
	}
	return out, err
}

// window writes a stretch of time in words.
func (v *Viewer) window(language string, w service.Window) Window {
	text, _ := v.Text.Phrase(language, "reach.call_window", map[string]string{
		"from_at": w.From.Format(time.RFC3339), "until": v.Text.Clock(language, w.To),
	})
	return Window{w.From.UTC(), w.To.UTC(), text}
}
