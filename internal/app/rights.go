package app

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"candor"
	"candor/escalate"
	"candor/internal/config"
	"candor/privacy"
	"candor/privacy/rights"
)

// Person says whose data a command is about: by the address that they proved, by one of their
// conversations or by their id. One of them is enough.
type Person struct {
	Email        string
	Conversation candor.ConversationID
	Customer     candor.CustomerID
}

// ErrNobody says that the desk keeps nothing about the person.
var ErrNobody = errors.New("the desk keeps nothing about that person: nobody proved to have that address, or there is no such conversation or customer")

// commandActor is how the ledger names what was done from the command line.
const commandActor = "command"

// withDesk opens everything but the pages, for one thing to be done.
func withDesk(ctx context.Context, c config.Config, do func(*App) error) (err error) {
	a := &App{o: Options{
		Config: c, Log: slog.New(slog.DiscardHandler), Progress: func(string) {}, Now: time.Now, node: commandActor,
	}, stopping: make(chan struct{})}
	signals := async(escalate.New)
	detector := async(func() (*privacy.Detector, error) { return privacy.New(), nil })
	if a.base, err = openBase(ctx, c, a.o.Log, a.o.Now); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := a.open(ctx, signals, detector); err != nil {
		return err
	}
	return do(a)
}

// who finds a person's customers.
func (a *App) who(ctx context.Context, p Person) (rights.Who, error) {
	w := rights.Who{Proof: rights.ByStaff, Actor: commandActor, Language: a.o.Config.Desk.Language, Via: commandActor}
	s := a.base.store
	switch {
	case p.Email != "":
		folded, err := rights.FoldEmail(p.Email)
		if err != nil {
			return w, err
		}
		if w.Customers, err = s.WithContact(ctx, s.Tag("email", folded)); err != nil {
			return w, err
		}
	case p.Conversation != "":
		c, err := s.Conversation(ctx, p.Conversation)
		if errors.Is(err, candor.ErrNoConversation) {
			return w, ErrNobody
		}
		if err != nil {
			return w, err
		}
		w.Customers, w.Language = []candor.CustomerID{c.Customer}, c.Language
	case p.Customer != "":
		all, err := s.ConversationsOf(ctx, p.Customer)
		if err != nil {
			return w, err
		}
		if len(all) > 0 {
			w.Customers, w.Language = []candor.CustomerID{p.Customer}, all[0].Language
		}
	}
	if len(w.Customers) == 0 {
		return w, ErrNobody
	}
	return w, nil
}

// ExportPerson writes everything that is kept about a person.
func ExportPerson(ctx context.Context, c config.Config, p Person, to io.Writer) (rights.Summary, error) {
	var sum rights.Summary
	err := withDesk(ctx, c, func(a *App) error {
		w, err := a.who(ctx, p)
		if err == nil {
			_, sum, err = a.office.Export(ctx, w, to)
		}
		return err
	})
	return sum, err
}

// ErasePerson destroys everything about a person that no hold keeps. The certificate comes also
// beside an error of a store.
func ErasePerson(ctx context.Context, c config.Config, p Person) (*rights.Certificate, error) {
	var certificate *rights.Certificate
	err := withDesk(ctx, c, func(a *App) error {
		w, err := a.who(ctx, p)
		if err == nil {
			_, certificate, err = a.office.Erase(ctx, w)
		}
		return err
	})
	return certificate, err
}

// CertificateOf gives what the erasure for a request came to. CodeNotFound: nothing was erased for it.
func CertificateOf(ctx context.Context, c config.Config, id candor.RequestID) (*rights.Certificate, error) {
	var certificate *rights.Certificate
	err := withDesk(ctx, c, func(a *App) (err error) {
		certificate, err = a.office.Certificate(ctx, id)
		return err
	})
	return certificate, err
}

// RestrictPerson lets a person's data only be kept, or be used again.
func RestrictPerson(ctx context.Context, c config.Config, p Person, on bool) error {
	return withDesk(ctx, c, func(a *App) error {
		w, err := a.who(ctx, p)
		if err == nil {
			_, err = a.office.Restrict(ctx, w, on)
		}
		return err
	})
}

// CorrectPerson sets one field of a person right: name, email, phone, address or order. An empty value
// takes it away; old says which of several orders.
func CorrectPerson(ctx context.Context, c config.Config, p Person, field, old, value string) error {
	return withDesk(ctx, c, func(a *App) error {
		w, err := a.who(ctx, p)
		if err == nil {
			_, err = a.office.Correct(ctx, w, rights.Correction{Field: rights.Field(field), Old: candor.Text(old), New: candor.Text(value)})
		}
		return err
	})
}

// ObjectPerson takes back every consent of a person and puts their objection before the officer.
func ObjectPerson(ctx context.Context, c config.Config, p Person, words candor.Text) error {
	return withDesk(ctx, c, func(a *App) error {
		w, err := a.who(ctx, p)
		if err == nil {
			_, err = a.office.Object(ctx, w, words)
		}
		return err
	})
}

// OpenRequests gives the requests that wait for an answer, the most pressing first.
func OpenRequests(ctx context.Context, c config.Config) ([]rights.Row, error) {
	var rows []rights.Row
	err := withDesk(ctx, c, func(a *App) error {
		var err error
		rows, err = a.office.Queue(ctx, commandActor)
		return err
	})
	return rows, err
}
