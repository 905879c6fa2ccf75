package console

import (
	"crypto/ed25519"
	"embed"
	"errors"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/internal/web/port"
	"candor/internal/web/respond"
	"candor/internal/web/ui"
)

// Files are the pages, style sheet and modules of the console, for ui.NewPages and ui.NewAssets.
//
//go:embed templates/*.html static/*
var Files embed.FS

// Options are what New needs. All are required but Finder, Now, Zone and Address.
type Options struct {
	Desk     Desk
	Reader   Reader
	Team     *staff.Team
	Sessions *staff.Sessions
	Hints    port.Hints
	Presence port.Presence
	Switch   Switch
	Duty     Duty
	Finder   Finder  // nil: the words of messages are not searched
	Service  Service // nil: one queue for everybody, no clocks, no calls
	Respond  *respond.Responder

	// for requests about people's own data
	Office         Office
	People         People
	Holds          Holds
	Retention      Retention
	CertificateKey ed25519.PublicKey // with which certificates of erasure are signed

	// for articles
	Library Library
	Gaps    Gaps

	// how sure the assistant must be; nil: the desk does not calibrate
	Calibration Calibration

	// for what agents keep beside conversations; nil: nothing is
	Teamwork Teamwork
	Crews    Crews // nil: there are no teams
	// Weekday names a day in a language, for opening hours in prepared replies; nil: they are not filled in.
	Weekday func(language string, day time.Weekday) string

	// for help with a conversation; nil: there is none
	Help Help

	// for whether groups are treated alike; nil: not told
	Monitor Monitor

	// for figures; nil: there are none
	Reports Reports

	// for summaries by e-mail; nil: there are none
	Notices Notices

	// for audits of fairness and what they found; nil: there are none
	Audits Audits

	// for when a person handles something; nil: not told
	Policy Policy

	// for what was promised; nil: the desk has no acts
	Commitments Commitments
	Acts        Acts

	Zone     *time.Location   // in which "tomorrow at nine" is meant; UTC when nil
	Now      func() time.Time // time.Now when nil
	Stopping <-chan struct{}  // closed when the server stops, so that streams end; may be nil
	// Address finds the network address of whoever asks, behind whatever proxy there is; the
	// connection's own when nil.
	Address func(*http.Request) netip.Addr
}

// Console serves the agents' pages. Safe for concurrent use.
type Console struct {
	o       Options
	board   *board
	tallies counts // of saved lists
	undos   undos
	late    late

	mu   sync.Mutex
	here map[candor.AgentID]*visit
}

// New refuses options that are not whole: a console that would fail at the first click does not start.
func New(o Options) (*Console, error) {
	if o.Desk == nil || o.Reader == nil || o.Team == nil || o.Sessions == nil || o.Hints == nil ||
		o.Presence == nil || o.Switch == nil || o.Duty == nil || o.Respond == nil ||
		o.Office == nil || o.People == nil || o.Holds == nil || o.Retention == nil || o.Library == nil || o.Gaps == nil || len(o.CertificateKey) != ed25519.PublicKeySize {
		return nil, errors.New("console: a port is missing")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Address == nil {
		o.Address = remoteAddress
	}
	if o.Crews == nil {
		o.Crews = noCrews{}
	}
	return &Console{
		o: o, board: newBoard(o.Reader),
		here: map[candor.AgentID]*visit{},
	}, nil
}

func remoteAddress(r *http.Request) netip.Addr {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.IPv4Unspecified()
	}
	return ap.Addr()
}

// language is the one in which the console speaks. Staff pages are in English only.
const language = "en"

// page writes a page of the console under a title in words.
func (c *Console) page(w http.ResponseWriter, r *http.Request, status int, name, title string, page any) {
	c.o.Respond.PageIn(w, r, status, language, name, ui.View{
		Title: title, Area: "console", Styles: []string{"console.css"}, Scripts: []string{"console.js"}, Page: page,
	})
}

// text gives a text of the catalogue without arguments.
func (c *Console) text(key string) string { return c.textWith(key, nil) }

// textWith gives a text of the catalogue, or the nearest thing to saying nothing: a blank.
func (c *Console) textWith(key string, args map[string]string) string {
	text, _ := c.o.Respond.Text.Phrase(language, key, allApart(args))
	return text
}
