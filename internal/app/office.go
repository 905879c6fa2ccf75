package app

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"strconv"
	"time"

	"candor"
	"candor/internal/channel/email"
	"candor/internal/config"
	"candor/internal/locale"
	"candor/internal/store"
	"candor/privacy/rights"
	"candor/turn"
)

// newOffice puts together where requests about people's own data are taken and answered.
func (a *App) newOffice(mail *email.Outbox) (*rights.Office, error) {
	c, s := a.o.Config, a.base.store
	seed, err := a.base.keys.ReceiptSeed()
	if err != nil {
		return nil, err
	}
	key := ed25519.NewKeyFromSeed(seed)
	sites, err := sitesOf(c, s, a.o.Now)
	if err != nil {
		return nil, err
	}
	letters := email.Files{Folder: email.NewFolder(filepath.Join(c.Data.Dir, mailFolder))}
	all := append([]rights.Handler{letters}, s.Handlers(a.text)...)
	turnstile := &rights.Turnstile{}
	post := post{mail: mail, text: a.text, desk: c.Desk.Name, url: a.URL()}
	return &rights.Office{
		Requests: s, People: s, Objections: objections{s, a.Turn}, Letters: post, Screen: a.screen,
		Exporter: rights.Exporter{Handlers: all, Journal: s.Office(), Ledger: s.Office(), Turnstile: turnstile, Now: a.o.Now},
		Eraser: rights.Eraser{
			Handlers: all, Holds: s.Office(), Conversations: objections{s, a.Turn}, Journal: s.Office(), Ledger: s.Office(),
			Turnstile: turnstile, Key: key, Desk: c.Desk.Name, Now: a.o.Now,
		},
		Door:     rights.Door{Links: s.Links(), Post: post, Tags: s, Now: a.o.Now},
		Sites:    sites,
		Calendar: rights.Calendar{Zone: c.Hours.Zone, Holidays: c.Hours.Holidays},
		Regime:   rights.Regime(c.Privacy.Regime),
		Complain: complain(c.Privacy),
		Phrases:  a.text, Desk: c.Desk.Name, Now: a.o.Now,
	}, nil
}

func complain(p config.Privacy) rights.Authority {
	own := rights.Regime(p.Regime).Authority()
	if p.Authority == "" {
		return own
	}
	return rights.Authority{Name: p.Authority, URL: p.AuthorityURL}
}

// sitesOf reads the secrets of the sites that say who their visitors are.
func sitesOf(c config.Config, s *store.Store, now func() time.Time) (map[candor.InboxID]rights.Site, error) {
	sites := map[candor.InboxID]rights.Site{}
	for _, box := range c.Inboxes {
		secret, err := box.ReadSiteKey()
		if err != nil {
			return nil, err
		}
		if secret == "" {
			continue
		}
		sites[box.ID] = rights.Site{
			Inbox: box.ID, Keys: []rights.SiteKey{{Algorithm: rights.HS256, Secret: []byte(secret)}}, Replays: s.Links(), Now: now,
		}
	}
	return sites, nil
}

// objections acts on every conversation of a customer.
type objections struct {
	store *store.Store
	desk  *turn.Desk
}

// WithdrawEverything takes back whatever a customer allowed.
func (o objections) WithdrawEverything(ctx context.Context, id candor.CustomerID) error {
	return o.each(ctx, id, func(c candor.ConversationID) error {
		_, err := o.desk.WithdrawAll(ctx, c, candor.ViaAPI)
		return err
	})
}

// CloseForErasure ends what is open.
func (o objections) CloseForErasure(ctx context.Context, s rights.Subject) error {
	for _, id := range s.Customers {
		err := o.each(ctx, id, func(c candor.ConversationID) error {
			return insist(ctx, func() error { return o.desk.CloseForErasure(ctx, c, s.Access.Actor) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// insist tries again while somebody else is always first, such as people who go on writing: with longer
// and longer breaks, for ten seconds at most.
func insist(ctx context.Context, act func() error) error {
	const most = 500 * time.Millisecond
	wait := time.Millisecond
	for range 30 {
		err := act()
		if !errors.Is(err, candor.ErrMoved) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(rand.N(wait)):
		}
		wait = min(2*wait, most)
	}
	return candor.ErrMoved
}

func (o objections) each(ctx context.Context, id candor.CustomerID, act func(candor.ConversationID) error) error {
	all, err := o.store.ConversationsOf(ctx, id)
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := act(c.ID); err != nil && !errors.Is(err, candor.ErrNoConversation) {
			return err
		}
	}
	return nil
}

// post writes the letters of the office.
type post struct {
	mail *email.Outbox
	text *locale.Catalogue
	desk string
	url  string
}

func (p post) phrase(language, key string, args map[string]string) string {
	for _, l := range []string{p.text.Match(language), "en"} {
		if s, ok := p.text.Phrase(l, key, args); ok {
			return s
		}
	}
	return ""
}

// SendLink mails a link. The secret stands behind the #, which browsers send to nobody, so that it gets
// into no log; and the page asks for one more click, so that a mail scanner uses nothing up.
func (p post) SendLink(ctx context.Context, m rights.LinkMail) error {
	life := rights.LifeOf(m.Purpose)
	args := map[string]string{
		"company": p.desk, "url": p.url + "/privacy/link?purpose=" + url.QueryEscape(m.Purpose) + "#" + m.Text,
		"privacy": p.url + "/privacy", "reference": string(m.Request),
		"minutes": strconv.Itoa(int(life / time.Minute)), "days": strconv.Itoa(int(life / (24 * time.Hour))),
	}
	subject, text := "mail.link_subject", "mail.link_text"
	if m.Purpose == rights.OpensIdentity {
		subject, text = "mail.request_subject", "mail.request_ask_identity"
	}
	return p.mail.Send(ctx, email.Message{
		To: email.Address(m.To), Subject: candor.Text(p.phrase(m.Language, subject, args)), Text: candor.Text(p.phrase(m.Language, text, args)),
	})
}

// SendAnswer tells a person what became of their request.
func (p post) SendAnswer(ctx context.Context, to candor.Profile, customer candor.CustomerID, r rights.Request, act rights.Act) error {
	key := answerKey(act)
	if key == "" {
		return nil
	}
	language := cmp.Or(to.Language, r.Language)
	args := map[string]string{
		"company": p.desk, "reference": string(r.ID), "url": p.url + "/privacy",
		"kind": p.phrase(language, "rights.kind."+string(r.Kind), nil), "words": string(cmp.Or(r.Answer.Words, r.Extension.Words)),
		"authority": r.Answer.Complain.Name, "authority_url": r.Answer.Complain.URL,
	}
	m := email.Message{
		To: email.Address(to.Email), Customer: customer,
		Subject: candor.Text(p.phrase(language, "mail.request_subject", args)),
		Text:    candor.Text(p.phrase(language, key, args)),
		Key:     string(r.ID) + "." + string(act),
	}
	if r.State.Closed() && r.Kind == rights.ToErase {
		m.Customer = "" // their key is gone; the letter goes under the desk's own and is not kept once sent
	}
	return p.mail.Send(ctx, m)
}

func answerKey(act rights.Act) string {
	switch act {
	case rights.Complete: // to the person it is the answer that they waited for
		return "mail.request_" + string(rights.Finish)
	case rights.Acknowledge, rights.Extend, rights.Finish, rights.FinishPartly, rights.Refuse:
		return "mail.request_" + string(act)
	}
	return ""
}
