package trust

import (
	"context"
	"embed"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/internal/locale"
	"candor/internal/sanitize"
	"candor/internal/web/port"
	"candor/internal/web/respond"
	"candor/internal/web/ui"
	"candor/internal/web/view"
	"candor/policy"
	"candor/service"
)

// Files are the pages and static files of this area.
//
//go:embed templates/*.html static/*
var Files embed.FS

// Trust answers requests. All fields are required.
type Trust struct {
	Inbox    candor.InboxID // whose wait is shown, and where "ask" leads
	Service  port.Service
	Stopped  func(ctx context.Context) (bool, error)
	Hours    service.Hours
	Articles port.Articles
	Record   port.Record
	// ReceiptKey is the public key that receipts of consent are checked with, as text.
	ReceiptKey string
	Clean      *sanitize.Sanitizer
	Text       *locale.Catalogue
	Respond    *respond.Responder
	Tongues    []view.Tongue
	Vendors    []string     // makers of models that words may go to, as customers read them
	Acts       bool         // there are tools
	Bounds     port.Bounds  // nil: nothing is guaranteed
	Audited    port.Audited // nil: there are no audits
	Now        func() time.Time
}

// trustPage is the view of the trust page.
type trustPage struct {
	Ask        string // address of the chat
	Tongues    []view.Tongue
	Stopped    bool
	Status     policy.Service
	Minutes    string
	Waiting    string
	NextOpen   string // RFC 3339; empty when people are on duty or no time is known
	Days       []day
	Zone       string
	Vendors    string // makers of models; empty: none
	Acts       bool   // orders and the like can be looked up or changed
	Numbers    numbers
	Bound      bound
	Audits     *checked // nil: there are none
	Checkpoint string
	Entries    string
	PublicKey  string
}

type day struct {
	Name  string
	Spans []string // "08:00–20:00"; none: closed
}

// Show answers GET /trust.
func (t *Trust) Show(w http.ResponseWriter, r *http.Request) {
	language := t.Respond.Language(r)
	p, err := t.page(r.Context(), language)
	if err != nil {
		t.Respond.FailPage(w, r, err, "")
		return
	}
	title, _ := t.Text.Phrase(language, "trust.title", nil)
	t.Respond.PageIn(w, r, http.StatusOK, language, "trust", t.frame(title, p))
}

func (t *Trust) frame(title string, of any) ui.View {
	return ui.View{Title: title, Area: "trust", Styles: []string{"trust.css"}, Page: of}
}

func (t *Trust) page(ctx context.Context, language string) (trustPage, error) {
	status, err := t.Service.Status(ctx, t.Inbox, t.Now())
	if err != nil {
		return trustPage{}, err
	}
	stopped, err := t.Stopped(ctx)
	if err != nil {
		t.Respond.Log.Error("the stop switch cannot be read; the assistant counts as stopped", slog.Any("error", err))
		stopped = true
	}
	p := trustPage{
		Ask: "/chat/" + string(t.Inbox), Tongues: t.Tongues, Stopped: stopped, Status: status,
		Waiting: strconv.Itoa(status.Waiting), Minutes: strconv.Itoa(int((status.Wait + time.Minute - 1) / time.Minute)),
		Days: t.days(language), PublicKey: t.Record.PublicKey(), Vendors: strings.Join(t.Vendors, ", "), Acts: t.Acts,
	}
	if t.Hours.Zone != nil {
		p.Zone = t.Hours.Zone.String()
	}
	if !status.Staffed && !status.NextOpen.IsZero() {
		p.NextOpen = status.NextOpen.Format(time.RFC3339)
	}
	if p.Numbers, err = t.numbers(ctx); err != nil {
		return trustPage{}, err
	}
	p.Bound = t.bound(ctx)
	if p.Audits, err = t.checked(ctx, language); err != nil {
		return trustPage{}, err
	}
	note, size, err := t.Record.Checkpoint(ctx)
	if err != nil {
		return trustPage{}, err
	}
	p.Checkpoint, p.Entries = string(note), strconv.FormatInt(size, 10)
	return p, nil
}

// days gives the hours, Monday first.
func (t *Trust) days(language string) []day {
	out := make([]day, 0, 7)
	for i := range 7 {
		weekday := time.Weekday((i + 1) % 7)
		d := day{Name: t.Text.Weekday(language, weekday)}
		for _, s := range t.Hours.Week[weekday] {
			d.Spans = append(d.Spans, minute(s.Open)+"–"+minute(s.Close))
		}
		out = append(out, d)
	}
	return out
}

func minute(m int) string {
	hour, rest := strconv.Itoa(m/60), strconv.Itoa(m%60)
	if len(hour) < 2 {
		hour = "0" + hour
	}
	if len(rest) < 2 {
		rest = "0" + rest
	}
	return hour + ":" + rest
}

// Checkpoint answers GET /trust/checkpoint: the newest signed checkpoint, as it was signed.
func (t *Trust) Checkpoint(w http.ResponseWriter, r *http.Request) {
	note, _, err := t.Record.Checkpoint(r.Context())
	if err == nil && note == nil {
		err = candor.Fail(candor.CodeNotFound, "error.no_page", nil)
	}
	if err != nil {
		t.Respond.FailPage(w, r, err, "/trust")
		return
	}
	plain(w, string(note))
}

// Key answers GET /trust/key: the public key that checkpoints are checked with.
func (t *Trust) Key(w http.ResponseWriter, _ *http.Request) { plain(w, t.Record.PublicKey()+"\n") }

// KeyOfReceipts answers GET /trust/receipt-key.
func (t *Trust) KeyOfReceipts(w http.ResponseWriter, _ *http.Request) { plain(w, t.ReceiptKey+"\n") }

func plain(w http.ResponseWriter, text string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if _, err := w.Write([]byte(text)); err != nil {
		return // whoever asked has gone
	}
}
