package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"candor"
	"candor/charter"
	"candor/consent"
	"candor/disclose"
	"candor/escalate"
	"candor/internal/app/wording"
	"candor/internal/bus"
	"candor/internal/channel/email"
	"candor/internal/config"
	"candor/internal/egress"
	"candor/internal/locale"
	"candor/internal/relay"
	"candor/internal/search/blind"
	"candor/internal/staff"
	"candor/internal/store"
	"candor/internal/web/port"
	"candor/ledger"
	"candor/policy"
	"candor/privacy"
	"candor/privacy/rights"
	"candor/turn"
	"candor/vendors"
)

// Options are what Open needs. Only Config is required.
type Options struct {
	Config   config.Config
	Log      *slog.Logger
	Progress func(line string)
	Now      func() time.Time
	Listener net.Listener // listened on already; Config.Server.Listen when nil
	// Drafter proposes answers in place of the local one. Whatever it proposes passes every gate.
	Drafter      turn.Drafter
	DraftTimeout time.Duration
	// Finder looks for personal data in place of the desk's own detector.
	Finder privacy.Finder
	// NoCalibration leaves the calibration as it is stored; without one the fixed bar holds.
	NoCalibration bool
	// NoAudit leaves it to somebody else to audit what changes. The gate stands all the same: what has no record goes to people.
	NoAudit bool
	// Tools are acts besides those of Config.
	Tools []Tools
	// Alerts hears of everybody who needs a person, besides the consoles; may be nil.
	Alerts turn.Alerts

	node string // of a command that works on the data beside the desk; it serves nothing
}

// App is a desk that runs.
type App struct {
	o        Options
	base     *base
	listener net.Listener
	server   *http.Server
	stopping chan struct{}
	alerts   *alerts
	acts     *acts
	help     *helper
	notify   *notifier
	asker    *wording.Asker // nil: no model is named
	policy   *policies
	promises *promises
	care     *care
	watch    *watch
	tell     *teller

	gates    *policy.Pipeline
	releases *releases
	audits   *audits
	drafter  turn.Drafter
	Turn     *turn.Desk
	library  *library
	sure     *calibration
	presence *bus.Presence
	status   *status
	notices  *consent.Book
	monitor  *monitoring
	text     *locale.Catalogue
	mail     *email.Outbox
	words    *blind.Index
	office   *rights.Office
	screen   privacy.Screener
	register *vendors.Register
	egress   *egress.Gate // nil where no vendor is named
}

// Open puts the desk together and listens, so that what is wrong shows here and not later. It
// changes nothing when it refuses.
func Open(ctx context.Context, o Options) (_ *App, err error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &App{o: o, listener: o.Listener, stopping: make(chan struct{})}
	defer func() {
		if err != nil && o.Listener != nil {
			a.listener = nil // the caller's, who hears of the failure
		}
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	if a.listener == nil && o.node == "" {
		if a.listener, err = net.Listen("tcp", o.Config.Server.Listen); err != nil {
			return nil, fmt.Errorf("listen: %w", err)
		}
	}
	// Compiling the rules takes longer than opening the data, and needs none of it.
	signals := async(escalate.New)
	detector := async(func() (*privacy.Detector, error) { return privacy.New(), nil })
	if a.base, err = openBase(ctx, o.Config, o.Log, o.Now); err != nil {
		return nil, err
	}
	if err = a.open(ctx, signals, detector); err != nil {
		return nil, err
	}
	return a, nil
}

func (a *App) open(ctx context.Context, compiled func() (*escalate.Inspector, error), compiledDetector func() (*privacy.Detector, error)) error {
	c, s := a.o.Config, a.base.store
	var err error
	if a.text, err = locale.New(c.Hours.Zone); err != nil {
		return err
	}
	a.text = a.text.With(func(language, key string) (string, bool) { return a.policy.Text(language, key) })
	hub := bus.NewHub()
	a.presence = bus.NewPresence(hub)
	a.alerts = &alerts{hub: hub, further: a.o.Alerts}
	a.promises = newPromises(s, a.alerts, a.o.Now, a.o.Log)
	hints := relay.New(hub, port.TopicAll)
	s.OnCommit(func(events []candor.Event) {
		hints.Committed(events)
		a.promises.Committed(events)
		a.acts.Committed(events)
	})
	if a.acts, err = a.newActs(); err != nil {
		return err
	}
	a.status = &status{store: s, presence: a.presence, hours: c.HoursOf, recent: map[candor.InboxID]recentWaits{}}
	if a.register, err = c.Register(); err != nil {
		return err
	}
	a.notices = consent.NewBook(c.Desk.Name, vendorNames(a.register))
	if err := keepNotices(ctx, s, a.notices); err != nil {
		return err
	}
	a.library = &library{store: s.Library(), log: a.o.Log}
	if _, err := s.Library().Settle(ctx); err != nil {
		return err
	}
	if err := a.library.load(ctx); err != nil {
		return err
	}
	signals, err := compiled()
	if err != nil {
		return err
	}
	detector, err := compiledDetector()
	if err != nil {
		return err
	}
	if err := a.openPolicy(ctx, signals); err != nil {
		return err
	}
	a.releases = newReleases(a)
	a.audits = newAudits(a)
	route, say := charter.Gates(charter.Ports{
		Signals: signals, Passages: a.library.store, Phrases: a.text, Book: a.policy.Book, Clock: a.clockOf, Country: a.countryOf,
		Releases: a.releases,
	})
	a.screen = privacy.Screener{Finder: detector}
	if a.o.Finder != nil {
		a.screen.Finder = a.o.Finder
	}
	gates, err := policy.New(policy.Options{Route: route, Say: say, Phrases: a.text, Screen: a.screen, Now: a.o.Now})
	if err != nil {
		return err
	}
	a.sure = newCalibration(a)
	if err := a.sure.load(ctx); err != nil {
		return err
	}
	drafter := a.o.Drafter
	if drafter == nil {
		if drafter, err = a.newDrafter(); err != nil {
			return err
		}
	}
	a.gates, a.drafter = gates, drafter
	a.help = a.newHelper(signals)
	a.care = newCare(s, c, a.URL(), a.o.Now)
	a.watch = newWatch(s, a.care, c, a.alerts, a.o.Now, a.o.Log)
	a.Turn, err = turn.New(ctx, turn.Options{
		Store: s, Jobs: s, Gates: gates, Drafter: looks{a.acts, a.releases.drafter(drafter)}, Acts: a.acts, Help: a.help, Service: a.status, Notices: a.notices, Alerts: a.alerts,
		Log: a.o.Log, Now: a.o.Now, Name: c.Desk.Name, Node: a.o.node, Reminder: disclose.ReminderDue, DraftTimeout: a.o.DraftTimeout,
		Needs: a.care.roster.Needs, Complain: a.care.complain, Limits: limits{s, signals}, Complains: complains(signals), Unhelped: unhelped(signals),
	})
	if err != nil {
		return err
	}
	a.acts.desk = a.Turn
	if a.words, err = a.newWords(); err != nil {
		return err
	}
	a.help.words = a.words
	if a.mail, err = a.newMail(); err != nil {
		return err
	}
	a.tell = &teller{store: s, care: a.care, post: post{mail: a.mail, text: a.text, desk: c.Desk.Name, url: a.URL()}, now: a.o.Now, log: a.o.Log}
	a.notify = a.newNotifier()
	a.monitor = newMonitoring(a)
	a.alerts.mail = a.notify
	if a.office, err = a.newOffice(a.mail); err != nil || a.o.node != "" {
		return err
	}
	if err := s.Record(ctx, ledger.Entry{
		At: a.o.Now(), Kind: ledger.KindStart, Actor: "desk", Facts: map[string]string{"policy": gates.Version(), "config": digest(c.Render())},
	}); err != nil {
		return err
	}
	return a.openWeb(hub)
}

// URL is where browsers reach the desk.
func (a *App) URL() string {
	if u := a.o.Config.Server.PublicURL; u != "" {
		return u
	}
	if a.listener == nil {
		return a.o.Config.Server.URL()
	}
	return "http://" + a.listener.Addr().String()
}

// Store gives the desk's database, for tests that look behind the pages.
func (a *App) Store() *store.Store { return a.base.store }

// Team gives the desk's staff.
func (a *App) Team() *staff.Team { return a.base.team }

// Run serves until ctx ends, then finishes what is under way.
func (a *App) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return a.Turn.Run(ctx) })
	group.Go(func() error { a.library.watch(ctx); return nil })
	if !a.o.NoCalibration {
		group.Go(func() error { a.sure.Run(ctx); return nil })
	}
	group.Go(func() error { a.acts.run(ctx); return nil })
	group.Go(func() error { a.acts.answers(ctx); return nil })
	group.Go(func() error { a.promises.run(ctx); return nil })
	group.Go(func() error { a.watch.run(ctx); return nil })
	group.Go(func() error { a.tell.run(ctx); return nil })
	group.Go(func() error { a.policy.run(ctx); return nil })
	group.Go(func() error { a.releases.run(ctx); return nil })
	group.Go(func() error { a.audits.run(ctx); return nil })
	group.Go(func() error { return a.words.Run(ctx) })
	group.Go(func() error { return a.mail.Run(ctx) })
	group.Go(func() error { a.notify.run(ctx); return nil })
	group.Go(func() error { a.monitor.run(ctx); return nil })
	group.Go(func() error { return a.Retain(ctx) })
	group.Go(func() error {
		if err := a.server.Serve(a.listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		return a.stop()
	})
	return group.Wait()
}

// patience is how long requests under way may take once the desk stops.
const patience = 10 * time.Second

// stop ends the streams, which would never end by themselves, and lets requests finish.
func (a *App) stop() error {
	close(a.stopping)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := a.server.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("stop serving: %w", err), a.server.Close())
	}
	return nil
}

// Close lets go of everything. Call it after Run.
func (a *App) Close() error {
	var errs []error
	if a.listener != nil {
		if err := a.listener.Close(); !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	if a.egress != nil {
		a.egress.Close()
	}
	if a.acts != nil {
		a.acts.close()
	}
	if a.base != nil {
		errs = append(errs, a.base.close())
	}
	return errors.Join(errs...)
}

// async starts work and gives a function that waits for what comes of it.
func async[T any](work func() (T, error)) func() (T, error) {
	var out T
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		out, err = work()
	}()
	return func() (T, error) {
		<-done
		return out, err
	}
}

// keepNotices stores each notice in force, so that what a digest stood for can be told for ever.
func keepNotices(ctx context.Context, s *store.Store, book *consent.Book) error {
	var texts []store.NoticeText
	for _, n := range book.Notices() {
		texts = append(texts, store.NoticeText{Digest: n.Digest, Language: n.Language, Text: n.Plain()})
	}
	return s.SaveNotices(ctx, texts)
}

// alerts wakes the consoles when somebody needs a person.
type alerts struct {
	hub     *bus.Hub
	further turn.Alerts
	mail    turn.Alerts
}

// NeedsPerson is called after the commit; the consoles read the queue and show what is urgent.
func (a *alerts) NeedsPerson(c candor.Conversation) {
	a.hub.Hint(port.TopicAll)
	if a.mail != nil {
		a.mail.NeedsPerson(c)
	}
	if a.further != nil {
		a.further.NeedsPerson(c)
	}
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
