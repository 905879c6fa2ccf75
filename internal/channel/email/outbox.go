package email

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	netmail "net/mail"
	"time"

	"candor"
	"candor/privacy/rights"
)

// Store keeps mail on its way out, sealed.
type Store interface {
	// Tag gives the keyed tag of a contact.
	Tag(kind, folded string) string
	// PutMail makes a mail durable; put is false when one with the same Key was put before.
	PutMail(ctx context.Context, m candor.Mail, words []byte) (put bool, err error)
	// DueMail gives mail whose time has come and lets nobody else have it for as long as lease.
	DueMail(ctx context.Context, now time.Time, lease time.Duration, holder string, limit int) (due []candor.Mail, next time.Time, err error)
	// MailWords opens a mail. CodeNotFound: it is gone, or its customer was erased.
	MailWords(ctx context.Context, by candor.Access, id candor.MailID) ([]byte, error)
	// MailSent removes a mail.
	MailSent(ctx context.Context, m candor.Mail) error
	// MailFailed counts a try; a zero time gives the mail up.
	MailFailed(ctx context.Context, id candor.MailID, reason string, again time.Time) error
	// ReclaimMail makes due what this holder was sending.
	ReclaimMail(ctx context.Context, holder string, now time.Time) error
	// ForgetDeadMail removes mail that was given up and is older.
	ForgetDeadMail(ctx context.Context, before time.Time) (removed int64, err error)
}

// Options are what New needs.
type Options struct {
	Store   Store
	Carrier Carrier
	From    netmail.Address // who the mail is from
	Holder  string          // names this desk among others on the same data
	Log     *slog.Logger
	Now     func() time.Time
}

// Outbox takes mail in and sends it. Safe for concurrent use.
type Outbox struct {
	o    Options
	wake chan struct{}
}

// New makes an outbox. Nothing is sent before Run.
//
// ErrMessage: From is not an address that can send.
func New(o Options) (*Outbox, error) {
	if !plainAddress(o.From.Address) || breaksLine(o.From.Name) {
		return nil, invalid("the sender is not an address")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Outbox{o: o, wake: make(chan struct{}, 1)}, nil
}

// words is what is sealed of a message.
type words struct {
	To      string      `json:"to"`
	Subject candor.Text `json:"subject"`
	Text    candor.Text `json:"text"`
	HTML    candor.Text `json:"html,omitempty"`
}

// Send makes a message durable and returns; it is sent soon after, see Run.
//
// ErrMessage: it cannot be sent as it is. Errors of the store: it was not taken.
func (b *Outbox) Send(ctx context.Context, m Message) error {
	if err := m.check(); err != nil {
		return err
	}
	sealed, err := json.Marshal(words{To: string(m.To), Subject: m.Subject, Text: m.Text, HTML: m.HTML})
	if err != nil {
		return fmt.Errorf("email: encode a message: %w", err)
	}
	now := b.o.Now()
	mail := candor.Mail{ID: candor.NewMailID(), Customer: m.Customer, Last: m.Last, Key: m.Key, Made: now, RunAt: now}
	if folded, err := rights.FoldEmail(string(m.To)); err == nil { // one that cannot be folded was never proven either
		mail.Contact = b.o.Store.Tag("email", folded)
	}
	if _, err := b.o.Store.PutMail(ctx, mail, sealed); err != nil {
		return fmt.Errorf("email: keep a message: %w", err)
	}
	select {
	case b.wake <- struct{}{}:
	default:
	}
	return nil
}

// When mail is tried again, and for how long.
const (
	firstWait  = 30 * time.Second // doubled at each try
	longestTry = 4 * time.Hour
	giveUp     = 3 * 24 * time.Hour
	lease      = 5 * time.Minute
	poll       = time.Minute // another process may have put mail in
	atOnce     = 10
	keepDead   = 30 * 24 * time.Hour
	tidyEvery  = time.Hour
)

// Run sends what is due until ctx ends, then returns nil.
func (b *Outbox) Run(ctx context.Context) error {
	if err := b.o.Store.ReclaimMail(ctx, b.o.Holder, b.o.Now()); err != nil && ctx.Err() == nil {
		b.o.Log.Error("mail that was being sent could not be taken up again; it is sent a little later", "err", err)
	}
	var tidied time.Time
	for {
		next, err := b.Step(ctx)
		if ctx.Err() != nil {
			return nil
		}
		wait := min(poll, max(0, next.Sub(b.o.Now())))
		if next.IsZero() {
			wait = poll
		}
		if err != nil {
			b.o.Log.Error("the outbox of mail could not be read; it is tried again", "err", err)
			wait = poll
		}
		if now := b.o.Now(); now.Sub(tidied) > tidyEvery {
			tidied = now
			if _, err := b.o.Store.ForgetDeadMail(ctx, now.Add(-keepDead)); err != nil && ctx.Err() == nil {
				b.o.Log.Error("old mail that could not be sent was not removed", "err", err)
			}
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-b.wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}

// Step sends what is due now and says when the next mail is, zero when there is none.
func (b *Outbox) Step(ctx context.Context) (next time.Time, err error) {
	due, next, err := b.o.Store.DueMail(ctx, b.o.Now(), lease, b.o.Holder, atOnce)
	if err != nil {
		return time.Time{}, fmt.Errorf("email: look for mail: %w", err)
	}
	for _, m := range due {
		if err := b.carry(ctx, m); err != nil {
			return time.Time{}, err
		}
	}
	if len(due) == atOnce {
		return b.o.Now(), nil
	}
	if len(due) > 0 { // one of them may come again
		_, next, err = b.o.Store.DueMail(ctx, time.Time{}, lease, b.o.Holder, 1)
	}
	return next, err
}

// carry tries one mail. Its error is the store's, not the server's.
func (b *Outbox) carry(ctx context.Context, m candor.Mail) error {
	refused := b.try(ctx, m)
	if refused == nil {
		return b.done(ctx, m)
	}
	if refused.cancelled() {
		return ctx.Err()
	}
	now := b.o.Now()
	again := now.Add(min(firstWait<<min(m.Attempts, 20), longestTry))
	if refused.Forever || again.Sub(m.Made) > giveUp {
		again = time.Time{}
		b.o.Log.Error("a mail was given up", "mail", string(m.ID), "reason", string(refused.Reason), "code", refused.Code, "attempts", m.Attempts+1)
	} else {
		b.o.Log.Warn("a mail was not taken; it is tried again", "mail", string(m.ID), "reason", string(refused.Reason), "code", refused.Code, "attempts", m.Attempts+1)
	}
	if m.Last && again.IsZero() {
		return b.done(ctx, m)
	}
	if err := b.o.Store.MailFailed(ctx, m.ID, string(refused.Reason), again); err != nil {
		return fmt.Errorf("email: put a mail back: %w", err)
	}
	return nil
}

func (b *Outbox) done(ctx context.Context, m candor.Mail) error {
	// It has left the house: that is noted also when the desk is stopping.
	if err := b.o.Store.MailSent(context.WithoutCancel(ctx), m); err != nil {
		return fmt.Errorf("email: note that a mail was sent: %w", err)
	}
	return nil
}

// try opens a mail and carries it. A mail whose customer was erased counts as done.
func (b *Outbox) try(ctx context.Context, m candor.Mail) *Refusal {
	data, err := b.o.Store.MailWords(ctx, candor.Access{Actor: "desk", Purpose: candor.Serve}, m.ID)
	if err != nil && candor.CodeOf(err) == candor.CodeNotFound {
		return nil
	}
	if err != nil {
		return &Refusal{Reason: NotReadable, cause: err}
	}
	var w words
	if err := json.Unmarshal(data, &w); err != nil {
		return &Refusal{Reason: NotReadable, Forever: true, cause: errors.New("email: the words of a mail are damaged")}
	}
	err = b.o.Carrier.Carry(ctx, Letter{
		ID: m.ID, Made: m.Made, From: b.o.From, Contact: m.Contact,
		Message: Message{To: Address(w.To), Subject: w.Subject, Text: w.Text, HTML: w.HTML, Customer: m.Customer},
	})
	if err == nil {
		return nil
	}
	var r *Refusal
	if !errors.As(err, &r) {
		r = &Refusal{Reason: Failed, cause: err}
	}
	return r
}
