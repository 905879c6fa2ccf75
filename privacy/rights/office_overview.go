package rights

import (
	"context"
	"fmt"
	"io"
	"time"
)

// Overview is what is kept about a person, at a glance: everything but the words of conversations.
type Overview struct {
	Profiles      []Profile
	Conversations []Conversation
	Consents      []Consent
	Readings      []Reading
	Requests      []Asked
	Restricted    time.Time // since when data may only be kept; zero when it may be used
}

// glance collects what an overview shows.
type glance struct{ o *Overview }

func (g glance) Attach(Attachment, io.Reader) error { return nil }

func (g glance) Put(r Record) error {
	switch x := r.(type) {
	case Profile:
		g.o.Profiles = append(g.o.Profiles, x)
		if !x.Restricted.IsZero() {
			g.o.Restricted = x.Restricted
		}
	case Conversation:
		g.o.Conversations = append(g.o.Conversations, x)
	case Consent:
		g.o.Consents = append(g.o.Consents, x)
	case Reading:
		g.o.Readings = append(g.o.Readings, x)
	case Asked:
		g.o.Requests = append(g.o.Requests, x)
	}
	return nil
}

// glanced are the stores whose records an overview shows.
func glanced(store string) bool {
	switch store {
	case "customer", "conversation", "consent", "reading", "request", "egress":
		return true
	}
	return false
}

// Overview gives what is kept about a person. ErrSubject, ErrProof: they did not prove who they are.
func (o *Office) Overview(ctx context.Context, w Who) (Overview, error) {
	var out Overview
	if err := w.check(); err != nil {
		return Overview{}, err
	}
	for _, h := range o.Exporter.Handlers {
		if !glanced(h.Name()) {
			continue
		}
		if err := h.Export(ctx, w.subject(), glance{&out}); err != nil {
			return Overview{}, fmt.Errorf("rights: look at store %s: %w", h.Name(), err)
		}
	}
	return out, nil
}
