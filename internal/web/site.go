package web

import (
	"net/http"
	"strings"
	"time"

	"candor/internal/web/access"
	"candor/internal/web/api"
	"candor/internal/web/chat"
	"candor/internal/web/console"
	"candor/internal/web/live"
	"candor/internal/web/mine"
	"candor/internal/web/respond"
	"candor/internal/web/trust"
	"candor/internal/web/ui"
	"candor/internal/web/view"
	"candor/internal/web/widget"
)

// Site is everything that the desk serves.
type Site struct {
	o       Options
	respond *respond.Responder
	assets  *ui.Assets
	streams *live.Streams
	passes  *access.Passes
	api     *api.API
	chat    *chat.Chat
	trust   *trust.Trust
	widget  *widget.Widget
	mine    *mine.Mine
	console *console.Console
	handler http.Handler
}

// New puts the site together. It fails when an option is missing or a page cannot be parsed.
// Close ends its streams.
func New(o Options) (*Site, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s := &Site{o: o}
	var err error
	if s.passes, err = access.NewPasses(o.Secret); err != nil {
		return nil, err
	}
	if err := s.pages(); err != nil {
		return nil, err
	}
	s.streams = live.New(live.Options{Hints: o.Hints, Log: o.Log, Beat: o.Beat, Most: o.Streams})
	if err := s.areas(); err != nil {
		s.streams.Close()
		return nil, err
	}
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.Method+" "+r.Pattern, s.admit(r))
	}
	s.handler = s.guard(s.find(mux))
	return s, nil
}

func (s *Site) pages() error {
	theme, err := ui.Theme(s.o.Accent)
	if err != nil {
		return err
	}
	if s.assets, err = ui.NewAssets(ui.Static, chat.Files, trust.Files, mine.Files, console.Files); err != nil {
		return err
	}
	if err := s.assets.Add("theme.css", theme); err != nil {
		return err
	}
	if err := s.assets.Add("report.css", trust.ReportStyle()); err != nil {
		return err
	}
	pages, err := ui.NewPages(s.o.Text, s.assets, chat.Files, trust.Files, mine.Files, console.Files)
	if err != nil {
		return err
	}
	s.respond = &respond.Responder{Text: s.o.Text, Pages: pages, Log: s.o.Log, Desk: s.o.Name, Offered: s.o.offered()}
	return nil
}

func (s *Site) areas() error {
	o := s.o
	viewer := &view.Viewer{Desk: o.Name, Text: o.Text, Reader: o.Reader, Service: o.Service, Presence: o.Presence, Now: o.Now, Expected: o.Expected, Asking: o.Asking, Solves: o.Solved}
	cards := &view.Cards{
		Desk: o.Name, Inboxes: o.Inboxes, Languages: o.tongues(), Own: o.Cards, Looks: o.Looks, Changes: o.Changes, Accent: o.Accent, Text: o.Text, Service: o.Service, Now: o.Now,
	}
	chooser := &view.Chooser{
		Desk: o.Name, URL: o.PublicURL, Decided: o.Reader, Book: o.Notices, Signer: o.Receipts, Text: o.Text, Now: o.Now,
	}
	s.api = &api.API{
		Desk: o.Desk, Reader: o.Reader, Presence: o.Presence, Viewer: viewer, Chooser: chooser, Cards: cards, Passes: s.passes,
		Streams: s.streams, Respond: s.respond, Office: o.Office, Ways: o.Reach, Flow: o.Flow, Now: o.Now,
	}
	s.chat = &chat.Chat{
		Desk: o.Desk, Reader: o.Reader, Presence: o.Presence, Viewer: viewer, Chooser: chooser, Cards: cards, Passes: s.passes,
		Ways: o.Reach, Flow: o.Flow, Streams: s.streams, Respond: s.respond, Now: o.Now, Secure: strings.HasPrefix(o.PublicURL, "https://"),
	}
	s.trust = &trust.Trust{
		Inbox: o.Inboxes[0].ID, Service: o.Service, Stopped: o.Stopped, Hours: o.Hours, Articles: o.Articles, Record: o.Record, ReceiptKey: o.Receipts.PublicKey(),
		Clean: o.Clean, Text: o.Text, Respond: s.respond, Tongues: o.tongues(), Vendors: o.Facts.Vendors, Acts: o.Facts.Acts, Bounds: o.Console.Calibration, Now: o.Now,
	}
	if o.Console.Audits != nil {
		s.trust.Audited = o.Console.Audits
	}
	if o.Office != nil {
		s.mine = mine.New(mine.Options{
			Office: o.Office, Reader: o.Reader, Decider: o.Desk, Viewer: viewer, Chooser: chooser, Passes: s.passes, Text: o.Text,
			Respond: s.respond, Tongues: o.tongues(), Inboxes: o.Inboxes, Stating: o.Stating, Facts: o.Facts, Now: o.Now, Address: o.Console.Address,
			Secure: strings.HasPrefix(o.PublicURL, "https://"),
		})
		s.chat.Mine = s.mine
	}
	var err error
	if s.widget, err = widget.New(); err != nil {
		return err
	}
	if o.Console.Desk == nil {
		return nil
	}
	o.Console.Respond = s.respond
	s.console, err = console.New(o.Console)
	return err
}

// ServeHTTP serves one request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Streams gives how many customers' streams are open.
func (s *Site) Streams() int { return s.streams.Open() }

// Close ends all streams. It may be called more than once.
func (s *Site) Close() { s.streams.Close() }

// Server gives an HTTP server for the site with time limits against slow and idle senders. Streams
// set their own. Shutting it down ends the streams too.
func (s *Site) Server() *http.Server {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          quiet(s.o.Log),
	}
	server.RegisterOnShutdown(s.Close)
	return server
}
