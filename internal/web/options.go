package web

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"candor/consent"
	"candor/internal/locale"
	"candor/internal/sanitize"
	"candor/internal/web/api"
	"candor/internal/web/console"
	"candor/internal/web/flow"
	"candor/internal/web/mine"
	"candor/internal/web/port"
	"candor/internal/web/view"
	"candor/service"
	"candor/turn"
)

// Options are what New needs. Ports, Name, Secret and one inbox are required.
type Options struct {
	// ports
	Desk     *turn.Desk
	Reader   port.Reader
	Service  port.Service
	Hints    port.Hints
	Presence port.Presence
	Articles port.Articles
	Record   port.Record
	Notices  *consent.Book   // in force
	Receipts *consent.Signer // of receipts of consent
	Stopped  func(ctx context.Context) (bool, error)
	Expected view.Expected // wait at a place in the queue; worked out of Service's when nil
	Asking   view.Asking   // what customers are asked whether it may be done; nil: nothing
	Text     *locale.Catalogue
	Clean    *sanitize.Sanitizer
	Log      *slog.Logger
	Now      func() time.Time // time.Now when nil
	// Office answers requests of people about their own data; without one there are no pages and no
	// addresses of the API for them.
	Office Office
	Facts  mine.Facts // what those pages say of the desk
	// Stating keeps which groups people name of themselves; nil: they are not asked.
	Stating mine.Stating
	// Solved tells whether customers are asked if something is solved; nil: nobody is.
	Solved view.Solves
	// Reach is how customers are reached when they are not here; nil: they are not.
	Reach port.Reach
	// Flow keeps one sender from taking the assistant away from everybody else; nil: nothing is counted.
	Flow *flow.Gate
	// Console is what the agents' pages need besides; its Respond is filled in. There is no console
	// when its Desk is nil.
	Console console.Options

	// settings
	Name      string // of the company
	PublicURL string // how browsers reach the desk; https makes cookies Secure
	Inboxes   []view.Inbox
	Languages []string // that customers can choose; all of the catalogue when empty
	Language  string   // for those who want another; the first of Languages when empty
	Cards     map[string]view.OwnCard
	Looks     []string // titles of what the assistant can look up, as keys of the catalogue
	Changes   []string // and of what it can change after a customer's yes
	Accent    string   // "#rrggbb" or empty
	Origins   []string // sites that may embed the widget, as scheme://host[:port], or "*"
	Hours     service.Hours
	Secret    []byte                          // 32 bytes or more, for passes
	Ready     func(ctx context.Context) error // what /healthz asks; nil: always ready

	Beat    time.Duration // between signs of life on streams; 20 s when zero
	Streams int           // open at once; 50,000 when zero
}

// Office is what pages and API need of an office of rights. *rights.Office is one.
type Office interface {
	mine.Office
	api.Office
}

func (o *Options) check() error {
	switch {
	case o.Desk == nil || o.Reader == nil || o.Service == nil || o.Hints == nil || o.Presence == nil || o.Articles == nil ||
		o.Record == nil || o.Notices == nil || o.Receipts == nil || o.Stopped == nil || o.Text == nil || o.Clean == nil || o.Log == nil:
		return errors.New("web: a port is missing")
	case o.Name == "" || len(o.Inboxes) == 0:
		return errors.New("web: the company's name or an inbox is missing")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if len(o.Languages) == 0 {
		o.Languages = locale.Languages()
	}
	return nil
}

// offered gives the languages, the one for everybody else first.
func (o *Options) offered() []string {
	if o.Language == "" {
		return o.Languages
	}
	return append([]string{o.Language}, o.Languages...)
}

func (o *Options) tongues() []view.Tongue {
	out := make([]view.Tongue, 0, len(o.Languages))
	for _, tag := range o.Languages {
		out = append(out, view.Tongue{Tag: tag, Name: locale.Endonym(tag)})
	}
	return out
}
