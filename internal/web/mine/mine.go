package mine

import (
	"context"
	"crypto/rand"
	"embed"
	"io"
	"net/http"
	"net/netip"
	"time"

	"candor"
	"candor/internal/locale"
	"candor/internal/web/access"
	"candor/internal/web/respond"
	"candor/internal/web/ui"
	"candor/internal/web/view"
	"candor/privacy/retain"
	"candor/privacy/rights"
	"candor/turn"
)

// Files are the pages and static files of this area.
//
//go:embed templates/*.html static/*
var Files embed.FS

// Office takes requests and answers them. *rights.Office is one; its errors are those told there.
type Office interface {
	Overview(ctx context.Context, w rights.Who) (rights.Overview, error)
	Export(ctx context.Context, w rights.Who, to io.Writer) (rights.Request, rights.Summary, error)
	Correct(ctx context.Context, w rights.Who, c rights.Correction) (rights.Request, error)
	Restrict(ctx context.Context, w rights.Who, on bool) (rights.Request, error)
	Object(ctx context.Context, w rights.Who, words candor.Text) (rights.Request, error)
	Ask(ctx context.Context, w rights.Who, kind rights.Kind, words candor.Text) (rights.Request, error)
	Erase(ctx context.Context, w rights.Who) (rights.Request, *rights.Certificate, error)
	Certificate(ctx context.Context, id candor.RequestID) (*rights.Certificate, error)
	Widen(ctx context.Context, w rights.Who) (rights.Who, error)
	AskLink(ctx context.Context, email, language string, nonce []byte) error
	Redeem(ctx context.Context, text, language string, nonce []byte) (rights.Who, error)
	AnswerBy(kind rights.Kind) time.Time
	Identify(ctx context.Context, text, language string) (rights.Who, error)
	GiveEmail(ctx context.Context, w rights.Who, email string, nonce []byte) error
	ProveEmail(ctx context.Context, w rights.Who, text string, nonce []byte) error
}

// Reader finds whose a conversation is. ErrNoConversation when there is none.
type Reader interface {
	Conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error)
}

// Decider records what people decide about their data. *turn.Desk is one.
type Decider interface {
	Decide(ctx context.Context, id candor.ConversationID, x turn.Choices) (candor.Conversation, error)
	WithdrawAll(ctx context.Context, id candor.ConversationID, via candor.Via) (candor.Conversation, error)
}

// Facts are what the owner says about the desk. The zero value is the usual one.
type Facts struct {
	Rules    []retain.Rule    // how long what is kept; the defaults when empty
	Complain rights.Authority // where people can complain; not named when empty
	Vendors  []string         // other companies that words may go to, when allowed
	Acts     bool             // tools look things up or change them for customers
	Zone     *time.Location   // of the times on certificates; UTC when nil
}

// Options are what New needs. All are required but Stating, Facts, Address and Secure.
type Options struct {
	Office  Office
	Reader  Reader
	Decider Decider
	Viewer  *view.Viewer
	Chooser *view.Chooser
	Passes  *access.Passes
	Text    *locale.Catalogue
	Respond *respond.Responder
	Tongues []view.Tongue
	Inboxes []view.Inbox
	Stating Stating // nil: people are asked nothing about themselves
	Facts   Facts
	Now     func() time.Time
	Address func(*http.Request) netip.Addr // of whoever asks; the connection's own when nil
	Secure  bool                           // the desk is reached by https: cookies go no other way
}

// Mine answers requests. Safe for concurrent use.
type Mine struct {
	o        Options
	sessions *sessions
	links    *limit // links asked for, by address and by sender
	acts     *limit // what costs the desk much, by visit
}

// How often, in an hour.
const (
	linksPerAddress = 5
	linksPerSender  = 30
	heavyPerVisit   = 20
)

// New makes the area.
func New(o Options) *Mine {
	if o.Address == nil {
		o.Address = remote
	}
	if len(o.Facts.Rules) == 0 {
		o.Facts.Rules = retain.Defaults()
	}
	if o.Facts.Zone == nil {
		o.Facts.Zone = time.UTC
	}
	return &Mine{
		o: o, sessions: newSessions(o.Now), links: newLimit(o.Now), acts: newLimit(o.Now),
	}
}

func remote(r *http.Request) netip.Addr {
	if at, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		return at.Addr()
	}
	return netip.IPv4Unspecified()
}

// home is where one's own data is shown.
const home = "/privacy/mine"

// page shows a page of this area.
func (m *Mine) page(w http.ResponseWriter, r *http.Request, status int, language, name, title string, of any, scripts ...string) {
	m.o.Respond.PageIn(w, r, status, language, name, ui.View{
		Title: m.say(language, title), Area: "mine", Styles: []string{"mine.css"}, Scripts: scripts, Page: of,
	})
}

func (m *Mine) say(language, key string) string {
	text, _ := m.o.Text.Phrase(language, key, nil)
	return text
}

// when tells a moment with its year, in the desk's zone.
func (m *Mine) when(language string, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return m.o.Text.Date(language, at) + ", " + m.o.Text.Clock(language, at)
}

func random() string { return rand.Text() + rand.Text() }
