package web_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/answer"
	"candor/consent"
	"candor/disclose"
	"candor/internal/bus"
	"candor/internal/keyring"
	"candor/internal/locale"
	"candor/internal/relay"
	"candor/internal/sanitize"
	"candor/internal/search"
	"candor/internal/store"
	"candor/internal/web"
	"candor/internal/web/port"
	"candor/internal/web/view"
	"candor/knowledge"
	"candor/ledger"
	"candor/policy"
	"candor/privacy/rights"
	"candor/service"
	"candor/turn"
)

const company = "Lumen & Co"

// desk is a whole desk on a real store with the customers' side before it.
type desk struct {
	t        testing.TB
	site     *web.Site
	server   *httptest.Server
	turn     *turn.Desk
	store    *store.Store
	presence *bus.Presence
	hub      *bus.Hub
	log      *logged
	maya     candor.Agent
	notices  *consent.Book
	mails    *mails

	mu       sync.Mutex
	staffed  bool
	nextOpen time.Time
	drafting chan struct{} // when set, a draft waits for it
}

// logged keeps what was logged.
type logged struct {
	mu    sync.Mutex
	lines strings.Builder
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.String()
}

type reader struct{ *store.Store }

func (r reader) Listed(ctx context.Context, f port.Filter) ([]candor.Conversation, error) {
	return r.Store.Listed(ctx, store.Filter(f))
}

// unscreened keeps words as they are: what is taken out of them is not the business of these tests.
type unscreened struct{}

func (unscreened) Screen(_ context.Context, words candor.Text, _ string) (candor.Text, []string, error) {
	return words, nil, nil
}

func newDesk(t testing.TB, change ...func(*web.Options)) *desk {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	dir := t.TempDir()
	d := &desk{t: t, staffed: true, log: &logged{}, maya: candor.Agent{ID: candor.NewAgentID(), FirstName: "Maya", Roles: []candor.Role{candor.RoleAgent}}}
	d.notices = consent.NewBook(company, []string{"Acme AI"})
	keys := must(keyring.Create(ctx, keyring.Options{File: filepath.Join(dir, "keys.db"), KeyFile: filepath.Join(dir, "key")}))(t)
	signer := must(ledger.NewSigner(keys.LedgerSeed()))(t)
	d.store = must(store.Open(ctx, store.Options{Path: filepath.Join(dir, "desk.db"), Keys: keys, Signer: signer, Create: true}))(t)
	var texts []store.NoticeText
	for _, n := range d.notices.Notices() {
		texts = append(texts, store.NoticeText{Digest: n.Digest, Language: n.Language, Text: n.Plain()})
	}
	if err := d.store.SaveNotices(ctx, texts); err != nil {
		t.Fatal(err)
	}
	d.hub = bus.NewHub()
	d.presence = bus.NewPresence(d.hub)
	d.store.OnCommit(relay.New(d.hub, port.TopicAll).Committed)
	text := must(locale.New(time.UTC))(t)
	library := d.store.Library()
	drafter := answer.Drafter{Search: d.teach(library), Passages: library}
	gates := must(policy.New(policy.Options{
		Route:   []policy.Gate{askedGate{}, consent.Gate{}, service.Gate{}},
		Say:     []policy.Gate{answer.GroundedGate{Passages: library}, disclose.Gate{Phrases: text}, consent.StillGate{}},
		Phrases: text, Screen: unscreened{},
	}))(t)
	log := slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	d.turn = must(turn.New(t.Context(), turn.Options{
		Store: d.store, Jobs: d.store, Gates: gates, Drafter: slowable{d, drafter}, Service: d, Notices: d.notices, Alerts: nobody{},
		Reminder: disclose.ReminderDue, Log: log, Name: company,
	}))(t)
	o := web.Options{
		Solved: d.store, Desk: d.turn, Reader: reader{d.store}, Service: d, Hints: d.hub, Presence: d.presence, Articles: library, Record: d.store,
		Notices: d.notices, Receipts: must(consent.NewSigner(must(keys.ReceiptSeed())(t)))(t),
		Stopped: d.store.Stopped, Expected: d.Expected, Text: text, Clean: sanitize.New(), Log: log, Name: company, PublicURL: "http://desk.example",
		Inboxes: []view.Inbox{{ID: "main"}, {ID: "shop", Name: "Lumen Shop"}}, Origins: []string{"https://shop.example"},
		Hours: hours(t), Secret: []byte(strings.Repeat("s", 32)),
	}
	d.mails = &mails{}
	o.Facts.Complain = rights.GDPR.Authority()
	o.Office = d.office(text, must(keys.ReceiptSeed())(t))
	for _, f := range change {
		f(&o)
	}
	d.site = must(web.New(o))(t)
	d.server = httptest.NewUnstartedServer(d.site)
	d.server.Config = d.site.Server()
	d.server.Start()
	var run sync.WaitGroup
	run.Go(func() { d.turn.Run(ctx) })
	t.Cleanup(func() {
		d.server.Close()
		d.site.Close()
		stop()
		run.Wait()
		if err := d.store.Close(); err != nil {
			t.Error(err)
		}
		keys.Close()
	})
	return d
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// teach imports a small help centre and gives its index.
func (d *desk) teach(library *store.Library) *search.Index {
	d.t.Helper()
	var help fs.FS = os.DirFS("testdata/help")
	if full := os.Getenv("CANDOR_HELP"); full != "" {
		help = os.DirFS(full)
	}
	incoming, problems := knowledge.ImportFS(help, ".")
	if len(problems) > 0 {
		d.t.Fatalf("the test's own articles have problems: %v", problems)
	}
	var docs []search.Document
	for i := range incoming {
		incoming[i].Version = 1
		cut := knowledge.Passages(incoming[i])
		docs = append(docs, search.Document{Article: incoming[i], Passages: cut})
	}
	ctx := context.Background()
	if err := library.Save(ctx, incoming, "test", "second-person"); err != nil {
		d.t.Fatal(err)
	}
	var index search.Index
	if err := index.Replace(ctx, docs); err != nil {
		d.t.Fatal(err)
	}
	return &index
}

func hours(t testing.TB) service.Hours {
	h := service.Hours{Zone: time.UTC}
	for day := time.Monday; day <= time.Friday; day++ {
		h.Week[day] = must(service.ParseSpans("08:00-12:00, 13:00-20:00"))(t)
	}
	return h
}

// Status is what the desk promises: four minutes, or a date, or nothing.
func (d *desk) Status(ctx context.Context, inbox candor.InboxID, _ time.Time) (policy.Service, error) {
	n, err := d.store.Waiting(ctx, inbox)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.staffed {
		return policy.Service{Staffed: true, Waiting: n, Wait: 4 * time.Minute}, err
	}
	return policy.Service{Waiting: n, NextOpen: d.nextOpen}, err
}

// Expected is four minutes for each who is ahead, and four more.
func (d *desk) Expected(_ context.Context, _ candor.InboxID, ahead int, _ time.Time) (time.Duration, error) {
	return 4 * time.Minute * time.Duration(ahead+1), nil
}

func (d *desk) Stopped(ctx context.Context) (bool, error) { return d.store.Stopped(ctx) }

func (d *desk) goHome(next time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.staffed, d.nextOpen = false, next
}

// slowable is the drafter, which a test can hold up.
type slowable struct {
	d *desk
	turn.Drafter
}

func (s slowable) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	s.d.mu.Lock()
	wait := s.d.drafting
	s.d.mu.Unlock()
	if wait != nil {
		select {
		case <-wait:
		case <-ctx.Done():
			return policy.Draft{}, ctx.Err()
		}
	}
	return s.Drafter.Draft(ctx, c)
}

type nobody struct{}

func (nobody) NeedsPerson(candor.Conversation) {}

// askedGate sends plain requests for a person to one.
type askedGate struct{}

func (askedGate) Name() string { return "asked for a person" }
func (askedGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	if strings.Contains(strings.ToLower(string(c.Message.Body)), "human please") {
		return policy.Verdict{Action: policy.HandOver, Reason: "asked_person"}, nil
	}
	return policy.Verdict{Action: policy.Pass}, nil
}

func newKey() string { return rand.Text() }

// do sends a request and reads the whole answer.
func (d *desk) do(method, path, body string, header ...string) (status int, answer string, headers http.Header) {
	d.t.Helper()
	r, err := http.NewRequest(method, d.server.URL+path, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	got, err := client.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return got.StatusCode, string(b), got.Header
}

// says has the customer write and waits until the assistant has dealt with it.
func (d *desk) says(id candor.ConversationID, text string) candor.Message {
	d.t.Helper()
	m := must(d.turn.Receive(context.Background(), id, turn.Incoming{Text: candor.Text(text), Key: newKey()}))(d.t)
	d.until(func() bool {
		c := must(d.store.Conversation(context.Background(), id))(d.t)
		return !c.AssistantMaySpeak() || c.LastAnswered >= c.LastCustomer
	})
	return m
}

func (d *desk) until(done func() bool) {
	d.t.Helper()
	end := time.Now().Add(5 * time.Second)
	for !done() {
		if time.Now().After(end) {
			d.t.Fatal("it did not happen within five seconds")
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// begins starts a conversation and gives its id and its pass's header.
func (d *desk) begins(with candor.Act) (candor.ConversationID, string) {
	d.t.Helper()
	side := "person"
	if with == candor.CustomerPicksAssistant {
		side = "assistant"
	}
	status, body, _ := d.do("POST", "/api/v1/conversations", fmt.Sprintf(
		`{"inbox":"main","with":%q,"language":"en","allows":%t,"notice":%q,"key":%q}`,
		side, side == "assistant", consent.For(company, "en").Digest, newKey()), "Content-Type", "application/json")
	if status != http.StatusCreated {
		d.t.Fatalf("begin: %d %s", status, body)
	}
	got := begun(d.t, body)
	return got.Conversation.ID, "Bearer " + got.Token
}
