package app

import (
	"context"
	"crypto/ed25519"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/action"
	"candor/consent"
	"candor/internal/bus"
	"candor/internal/sanitize"
	"candor/internal/staff"
	"candor/internal/store"
	"candor/internal/web"
	"candor/internal/web/console"
	"candor/internal/web/flow"
	"candor/internal/web/mine"
	"candor/internal/web/port"
	"candor/internal/web/view"
	"candor/service"
)

// openWeb puts the pages and the API in front of the desk.
func (a *App) openWeb(hub *bus.Hub) error {
	c, s := a.o.Config, a.base.store
	own := make(map[string]view.OwnCard, len(c.Cards))
	for language, card := range c.Cards {
		own[language] = view.OwnCard{Can: card.Can, Cannot: card.Cannot}
	}
	inboxes := make([]view.Inbox, 0, len(c.Inboxes))
	for _, in := range c.Inboxes {
		inboxes = append(inboxes, view.Inbox{ID: in.ID, Name: in.Name})
	}
	secure := strings.HasPrefix(a.URL(), "https://")
	seed, err := a.base.keys.ReceiptSeed()
	if err != nil {
		return err
	}
	receipts, err := consent.NewSigner(seed)
	if err != nil {
		return err
	}
	rules, err := c.Rules()
	if err != nil {
		return err
	}
	kept := keeping{Store: s, office: a.office, rules: rules, now: a.o.Now}
	site, err := web.New(web.Options{
		Office: a.office, Stating: a.monitor, Facts: mine.Facts{Rules: rules, Complain: a.office.Complain, Zone: c.Hours.Zone, Vendors: vendorNames(a.register), Acts: len(a.acts.runner.Registry.Specs()) > 0},
		Desk: a.Turn, Reader: reader{s}, Reach: ways{a.care, a.tell}, Service: a.status, Hints: hub, Presence: a.presence,
		Articles: s.Library(), Record: s, Notices: a.notices, Receipts: receipts, Expected: a.status.Expected, Asking: a.acts, Stopped: s.Stopped, Text: a.text, Clean: sanitize.New(),
		Log: a.o.Log, Now: a.o.Now,
		Console: console.Options{
			Desk: a.Turn, Reader: reader{s}, Team: a.base.team,
			Sessions: staff.NewSessions(a.base.team, s.Sessions(), secure),
			Hints:    hub, Presence: a.presence, Switch: stopSwitch{s}, Duty: duty{a.library, c.Hours}, Finder: finder{a.words}, Service: a.care, Crews: a.care.roster, Teamwork: s, Weekday: a.text.Weekday,
			Zone: c.Hours.Zone, Now: a.o.Now, Stopping: a.stopping,
			Address: addressFrom(c.Server.AddressHeader),
			Library: s.Library(), Gaps: gaps{store: s, finder: a.screen.Finder, now: a.o.Now},
			Policy:      policyPage{a.policy, s, a.o.Now},
			Commitments: s, Acts: a.acts, Help: a.help, Reports: s, Monitor: a.monitor, Notices: digestChoices{s},
			Audits:      a.audits,
			Calibration: a.sure, Office: a.office, People: s, Holds: kept, Retention: kept,
			CertificateKey: a.office.Eraser.Key.Public().(ed25519.PublicKey),
		},
		Flow: flow.New(flow.Options{
			Address: addressFrom(c.Server.AddressHeader), Ours: c.Server.Uncounted, Through: limits{s, a.help.signals}.through, Now: a.o.Now,
		}),
		Solved: s, Name: c.Desk.Name, PublicURL: a.URL(), Inboxes: inboxes, Language: c.Desk.Language, Languages: c.Desk.Languages, Cards: own,
		Looks: a.acts.titles(action.Look), Changes: a.acts.titles(action.Change),
		Accent: c.Desk.Accent, Origins: c.Server.Origins, Hours: c.Hours, Secret: a.base.keys.SessionKey(),
		Ready: func(ctx context.Context) error { _, err := s.LastSeq(ctx); return err },
	})
	if err != nil {
		return err
	}
	a.server = site.Server()
	return nil
}

// reader is the store as the pages read it.
type reader struct{ *store.Store }

// Listed gives conversations for the console.
func (r reader) Listed(ctx context.Context, f port.Filter) ([]candor.Conversation, error) {
	return r.Store.Listed(ctx, store.Filter(f))
}

// duty is what the console's desk page tells.
type duty struct {
	*library
	hours service.Hours
}

// Hours gives the spans of each day, Monday first.
func (d duty) Hours() [7]string {
	var out [7]string
	for i := range out {
		day := time.Weekday((i + 1) % 7)
		var spans []string
		for _, s := range d.hours.Week[day] {
			spans = append(spans, clock(s.Open)+"-"+clock(s.Close))
		}
		out[i] = strings.Join(spans, ", ")
	}
	return out
}

func clock(minute int) string {
	two := func(n int) string {
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	return two(minute/60) + ":" + two(minute%60)
}

// addressFrom finds the visitor's address in the header that the proxy writes, or nil without one.
// Of several addresses the last counts: those before it are what the visitor claims.
func addressFrom(header string) func(*http.Request) netip.Addr {
	if header == "" {
		return nil
	}
	return func(r *http.Request) netip.Addr {
		all := strings.Join(r.Header.Values(header), ",")
		last := strings.TrimSpace(all[strings.LastIndex(all, ",")+1:])
		if a, err := netip.ParseAddr(last); err == nil {
			return a.Unmap()
		}
		if ap, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
			return ap.Addr()
		}
		return netip.IPv4Unspecified()
	}
}
