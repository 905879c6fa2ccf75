package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"candor"
	"candor/internal/channel/email"
	"candor/internal/store"
)

// A customer is written to when a person's words stood unread for tellAfter; the look for them is cheap.
const (
	tellEvery = 30 * time.Second
	tellAfter = 2 * time.Minute
	tellAtOne = 100
)

// teller writes to customers who want to know when a person has written: only to addresses that they have shown
// to be theirs, and nothing of what was said.
type teller struct {
	store *store.Store
	care  *care
	post  post
	now   func() time.Time
	log   *slog.Logger
}

func (t *teller) run(ctx context.Context) {
	for {
		if err := t.look(ctx); err != nil && ctx.Err() == nil {
			t.log.ErrorContext(ctx, "service: tell customers that a person has written", "err", err)
		}
		next := time.NewTimer(tellEvery)
		select {
		case <-ctx.Done():
			next.Stop()
			return
		case <-next.C:
		}
	}
}

// look writes to everybody who is to be told now. What it has written it notes; should it stop in between, the
// mail's key keeps it from going out twice.
func (t *teller) look(ctx context.Context) error {
	all, err := t.store.ToTell(ctx, t.now().Add(-tellAfter), tellAtOne)
	if err != nil {
		return err
	}
	var errs []error
	for _, one := range all {
		if one.Conversation.Customer == "" {
			continue // erased this moment
		}
		if err := t.tell(ctx, one); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (t *teller) tell(ctx context.Context, one store.Unseen) error {
	c := one.Conversation
	profile, err := t.store.Profile(ctx, candor.CustomerReads(), c.Customer)
	if err != nil && candor.CodeOf(err) != candor.CodeNotFound {
		return err
	}
	if profile.Email == "" || profile.Verified.IsZero() {
		return nil // it waits until the address is shown to be theirs
	}
	link, expires, err := t.care.wayBack(ctx, c.ID, false)
	if err != nil {
		return err
	}
	args := map[string]string{
		"company": t.post.desk, "case": c.ID.CaseKey(), "url": link, "expires_at": expires.Format(time.RFC3339),
	}
	err = t.post.mail.Send(ctx, email.Message{
		To: email.Address(profile.Email), Customer: c.Customer, Key: mailKey(c.ID, one.Number),
		Subject: candor.Text(t.post.phrase(c.Language, "mail.answered_subject", args)),
		Text:    candor.Text(t.post.phrase(c.Language, "mail.answered_text", args)),
	})
	if err != nil {
		return err
	}
	return t.store.Told(ctx, c.ID, one.Number)
}

// Receipt sends a customer the words of a receipt, to the address that they have shown to be theirs. False: there
// is none.
func (t *teller) Receipt(ctx context.Context, c candor.Conversation, words candor.Text) (bool, error) {
	profile, err := t.store.Profile(ctx, candor.CustomerReads(), c.Customer)
	if err != nil && candor.CodeOf(err) != candor.CodeNotFound {
		return false, err
	}
	if profile.Email == "" || profile.Verified.IsZero() {
		return false, nil
	}
	args := map[string]string{"case": c.ID.CaseKey(), "words": string(words)}
	return true, t.post.mail.Send(ctx, email.Message{
		To: email.Address(profile.Email), Customer: c.Customer, Key: mailKey(c.ID, c.Version) + ".receipt",
		Subject: candor.Text(t.post.phrase(c.Language, "mail.receipt_subject", args)),
		Text:    candor.Text(t.post.phrase(c.Language, "mail.receipt_text", args)),
	})
}

// ways is how customers are reached, as the pages see it.
type ways struct {
	*care
	letters *teller
}

// Receipt sends the words of a receipt.
func (w ways) Receipt(ctx context.Context, c candor.Conversation, words candor.Text) (bool, error) {
	return w.letters.Receipt(ctx, c, words)
}
