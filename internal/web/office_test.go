package web_test

import (
	"context"
	"crypto/ed25519"
	"strings"
	"sync"
	"time"

	"candor"
	"candor/internal/locale"
	"candor/privacy/rights"
)

// siteSecret is what the embedding site of the main inbox signs with.
const siteSecret = "a secret of the site that has more than thirty-two bytes"

// office is a real office of rights on the desk's store; its mail is kept for the test to read.
func (d *desk) office(text *locale.Catalogue, seed []byte) *rights.Office {
	key := ed25519.NewKeyFromSeed(seed)
	all := d.store.Handlers(text)
	turnstile := &rights.Turnstile{}
	acts := everyTalk{d}
	return &rights.Office{
		Requests: d.store, People: d.store, Objections: acts, Letters: d.mails, Screen: unscreened{},
		Exporter: rights.Exporter{Handlers: all, Journal: d.store.Office(), Ledger: d.store.Office(), Turnstile: turnstile, Now: time.Now},
		Eraser: rights.Eraser{
			Handlers: all, Holds: d.store.Office(), Conversations: acts, Journal: d.store.Office(), Ledger: d.store.Office(),
			Turnstile: turnstile, Key: key, Desk: company, Now: time.Now,
		},
		Door: rights.Door{Links: d.store.Links(), Post: d.mails, Tags: d.store, Now: time.Now},
		Sites: map[candor.InboxID]rights.Site{"main": {
			Inbox: "main", Keys: []rights.SiteKey{{Algorithm: rights.HS256, Secret: []byte(siteSecret)}}, Replays: d.store.Links(), Now: time.Now,
		}},
		Calendar: rights.Calendar{Zone: time.UTC}, Regime: rights.GDPR, Complain: rights.GDPR.Authority(), Phrases: text, Desk: company, Now: time.Now,
	}
}

// everyTalk acts on every conversation of a customer.
type everyTalk struct{ d *desk }

func (e everyTalk) WithdrawEverything(ctx context.Context, id candor.CustomerID) error {
	return e.each(ctx, id, func(c candor.ConversationID) error {
		_, err := e.d.turn.WithdrawAll(ctx, c, candor.ViaAPI)
		return err
	})
}

func (e everyTalk) CloseForErasure(ctx context.Context, s rights.Subject) error {
	for _, id := range s.Customers {
		if err := e.each(ctx, id, func(c candor.ConversationID) error { return e.d.turn.CloseForErasure(ctx, c, s.Access.Actor) }); err != nil {
			return err
		}
	}
	return nil
}

func (e everyTalk) each(ctx context.Context, id candor.CustomerID, act func(candor.ConversationID) error) error {
	all, err := e.d.store.ConversationsOf(ctx, id)
	for _, c := range all {
		if err == nil {
			err = act(c.ID)
		}
	}
	return err
}

// mails is a mailbox.
type mails struct {
	mu    sync.Mutex
	links []rights.LinkMail
}

func (m *mails) SendLink(_ context.Context, l rights.LinkMail) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.links = append(m.links, l)
	return nil
}

func (m *mails) SendAnswer(context.Context, candor.Profile, candor.CustomerID, rights.Request, rights.Act) error {
	return nil
}

// last gives the text of the newest link that went to the address; "" when none did.
func (m *mails) last(to string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := len(m.links) - 1; i >= 0; i-- {
		if strings.EqualFold(m.links[i].To, to) {
			return m.links[i].Text
		}
	}
	return ""
}
