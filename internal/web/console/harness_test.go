package console_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/consent"
	"candor/internal/bus"
	"candor/internal/keyring"
	"candor/internal/locale"
	"candor/internal/relay"
	"candor/internal/sanitize"
	"candor/internal/staff"
	"candor/internal/store"
	"candor/internal/web"
	"candor/internal/web/console"
	"candor/internal/web/port"
	"candor/internal/web/view"
	"candor/ledger"
	"candor/policy"
	"candor/turn"
)

// harness is a whole desk on a real store, with the console before it.
type harness struct {
	t        testing.TB
	store    *store.Store
	desk     *turn.Desk
	team     *staff.Team
	presence *bus.Presence
	handler  http.Handler
	people   map[string]candor.Agent // by first name
	mu       sync.Mutex
	now      time.Time     // zero: the real time
	drafting chan struct{} // when set, a draft waits for it
	letters  *letters      // to people who asked about their own data
	sure     *sureness     // how sure the assistant is said to be
	audits   *audited      // what audits are said to have come to
	expected string        // part of a failure that a test lets the desk log
}

// hashed is the hash of everybody's password, made once for all tests.
var hashed = sync.OnceValue(func() string {
	hash, err := staff.NewHasher(1).Hash(context.Background(), password)
	if err != nil {
		panic(err)
	}
	return hash
})

const password = "nine calm herons wade"

// reader is the store as the console reads it, as the wiring does it.
type reader struct{ *store.Store }

func (r reader) Listed(ctx context.Context, f port.Filter) ([]candor.Conversation, error) {
	return r.Store.Listed(ctx, store.Filter(f))
}

type duty struct{}

func (duty) Hours() [7]string {
	return [7]string{"08:00-20:00", "08:00-20:00", "08:00-20:00", "08:00-20:00", "08:00-18:00", "", ""}
}

func (duty) Knowledge(context.Context) ([]console.Topic, error) {
	return []console.Topic{{Language: "English", Name: "Returns", Articles: 7, Passages: 31}}, nil
}

type stopSwitch struct{ s *store.Store }

func (x stopSwitch) Stopped(ctx context.Context) (bool, error) { return x.s.Stopped(ctx) }
func (x stopSwitch) SetStopped(ctx context.Context, stopped bool, by candor.AgentID) error {
	value := "false"
	if stopped {
		value = "true"
	}
	return x.s.SetSetting(ctx, store.SettingStopped, value, string(by))
}

// unscreened keeps words as they are: what is taken out of them is not the business of these tests.
type unscreened struct{}

func (unscreened) Screen(_ context.Context, words candor.Text, _ string) (candor.Text, []string, error) {
	return words, nil, nil
}

func newHarness(t testing.TB) *harness {
	t.Helper()
	h := &harness{t: t, people: map[string]candor.Agent{}, letters: &letters{}, sure: &sureness{}}
	h.audits = newAudited(h.clock)
	dir := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	keys := must(keyring.Create(ctx, keyring.Options{File: filepath.Join(dir, "keys.db"), KeyFile: filepath.Join(dir, "key")}))(t)
	signer := must(ledger.NewSigner(keys.LedgerSeed()))(t)
	h.store = must(store.Open(ctx, store.Options{
		Path: filepath.Join(dir, "desk.db"), Keys: keys, Signer: signer, Create: true, Now: h.clock,
	}))(t)
	hub := bus.NewHub()
	h.presence = bus.NewPresence(hub)
	h.store.OnCommit(relay.New(hub, port.TopicAll).Committed)
	text := must(locale.New(time.UTC))(t)
	gates := must(policy.New(policy.Options{
		Route: []policy.Gate{askGate{}}, Say: []policy.Gate{passGate{}}, Phrases: text, Screen: unscreened{},
	}))(t)
	log := slog.New(slog.NewTextHandler(complaints{h}, &slog.HandlerOptions{Level: slog.LevelError}))
	h.desk = must(turn.New(t.Context(), turn.Options{
		Store: h.store, Jobs: h.store, Gates: gates, Drafter: h, Service: staffed{h.store}, Notices: notice{}, Alerts: quiet{},
		Reminder: func([]candor.Message, time.Time) bool { return false },
		Log:      log, Name: "Harbour & Pine", Now: h.clock,
	}))(t)
	h.team = staff.NewTeam(staff.Options{Store: h.store, Ledger: h.store, Now: h.clock})
	stopping := make(chan struct{})
	kept := keeping{h.store, h.clock}
	site := must(web.New(web.Options{
		Desk: h.desk, Reader: reader{h.store}, Service: staffed{h.store}, Hints: hub, Presence: h.presence,
		Articles: h.store.Library(), Record: h.store, Notices: consent.NewBook("Harbour & Pine", nil),
		Receipts: must(consent.NewSigner(bytes.Repeat([]byte{1}, 32)))(t), Stopped: h.store.Stopped, Text: text, Clean: sanitize.New(), Log: log, Now: h.clock,
		Name: "Harbour & Pine", PublicURL: "http://desk.example", Inboxes: []view.Inbox{{ID: "main"}}, Secret: []byte(strings.Repeat("s", 32)),
		Console: console.Options{
			Desk: h.desk, Reader: reader{h.store}, Team: h.team, Sessions: staff.NewSessions(h.team, h.store.Sessions(), false),
			Hints: hub, Presence: h.presence, Switch: stopSwitch{h.store}, Duty: duty{}, Finder: newFinder(t, h.store, keys), Now: h.clock, Stopping: stopping,
			Teamwork: h.store, Crews: crews{}, Weekday: text.Weekday,
			Library: h.store.Library(), Gaps: noGaps{}, Calibration: h.sure, Audits: h.audits,
			Office: newOffice(h, text), People: h.store, Holds: kept, Retention: kept, CertificateKey: certificateKey().Public().(ed25519.PublicKey),
		},
	}))(t)
	h.handler = site
	var run sync.WaitGroup
	run.Go(func() { h.desk.Run(ctx) })
	t.Cleanup(func() {
		close(stopping)
		site.Close()
		stop()
		run.Wait()
		if err := h.store.Close(); err != nil {
			t.Error(err)
		}
		keys.Close()
	})
	h.hire("Maya", candor.RoleAgent)
	h.hire("Tom", candor.RoleLead)
	h.hire("Olu", candor.RoleOwner)
	return h
}

// complaints fails a test in which the desk logs a failure that was not expected.
type complaints struct{ h *harness }

func (c complaints) Write(line []byte) (int, error) {
	c.h.mu.Lock()
	expected := c.h.expected
	c.h.mu.Unlock()
	if expected == "" || !strings.Contains(string(line), expected) {
		c.h.t.Errorf("the log says: %s", line)
	}
	return len(line), nil
}

// expect lets the desk log failures that have these words in them.
func (h *harness) expect(words string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.expected = words
}

// clock is the time of the desk.
func (h *harness) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.now.IsZero() {
		return time.Now()
	}
	return h.now
}

// freeze stops the desk's clock; pass lets time go by on it.
func (h *harness) freeze() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.now.IsZero() {
		h.now = time.Now()
	}
}

// at sets the desk's clock.
func (h *harness) at(now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = now
}

func (h *harness) pass(d time.Duration) {
	h.freeze()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func queryEscape(s string) string { return url.QueryEscape(s) }

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (h *harness) hire(first string, role candor.Role) {
	h.t.Helper()
	a := candor.Agent{
		ID: candor.NewAgentID(), Email: strings.ToLower(first) + "@harbour.example", Name: first + " Example", FirstName: first,
		Roles: []candor.Role{role}, Created: h.clock(),
	}
	if err := h.store.AddAgent(context.Background(), a, hashed(), staff.ByCommand); err != nil {
		h.t.Fatal(err)
	}
	h.people[first] = a
}

// asks begins a conversation with a person, with words if there are any.
func (h *harness) asks(text string) candor.Conversation {
	h.t.Helper()
	c, err := h.desk.Begin(context.Background(), turn.Begin{
		Inbox: "main", With: candor.CustomerAsksPerson, Language: "en", Text: candor.Text(text), Key: newKey(),
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// asksAssistant begins a conversation with the assistant.
func (h *harness) asksAssistant(text string) candor.Conversation {
	h.t.Helper()
	c, err := h.desk.Begin(context.Background(), turn.Begin{
		Inbox: "main", With: candor.CustomerPicksAssistant, Language: "en", Allows: true, Notice: noticeDigest,
		Text: candor.Text(text), Key: newKey(),
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func (h *harness) says(id candor.ConversationID, text string) candor.Message {
	h.t.Helper()
	m, err := h.desk.Receive(context.Background(), id, turn.Incoming{Text: candor.Text(text), Key: newKey()})
	if err != nil {
		h.t.Fatal(err)
	}
	return m
}

func (h *harness) conversation(id candor.ConversationID) candor.Conversation {
	h.t.Helper()
	c, err := h.store.Conversation(context.Background(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// said gives the last message of a conversation, with notes.
func (h *harness) said(id candor.ConversationID) candor.Message {
	h.t.Helper()
	all, err := h.store.Messages(context.Background(), candor.CustomerReads(), id, 0, 1000, true)
	if err != nil || len(all) == 0 {
		h.t.Fatalf("no messages (%v)", err)
	}
	return all[len(all)-1]
}

func newKey() string { return rand.Text() }

const noticeDigest = "notice-1"

type notice struct{}

func (notice) Shown(_ context.Context, _ candor.InboxID, p candor.Purpose, digest string) (candor.Shown, bool, error) {
	return candor.Shown{Purpose: p, Version: p.Meaning(), Language: "en", Digest: digest}, digest == noticeDigest, nil
}

type quiet struct{}

func (quiet) NeedsPerson(candor.Conversation) {}

// staffed is a desk with somebody on duty.
type staffed struct{ s *store.Store }

func (x staffed) Status(ctx context.Context, inbox candor.InboxID, _ time.Time) (policy.Service, error) {
	n, err := x.s.Waiting(ctx, inbox)
	return policy.Service{Staffed: true, Waiting: n, Wait: 4 * time.Minute}, err
}
func (x staffed) Stopped(ctx context.Context) (bool, error) { return x.s.Stopped(ctx) }

// askGate sends danger and requests for a person to people.
type askGate struct{}

func (askGate) Name() string { return "person" }
func (askGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	body := string(c.Message.Body)
	switch {
	case strings.Contains(body, "danger"):
		return policy.Verdict{Action: policy.HandOver, Reason: "crisis", Priority: candor.Urgent}, nil
	case c.Conversation.WithPerson:
		return policy.Verdict{Action: policy.HandOver, Reason: "with_person"}, nil
	case strings.Contains(body, "person"):
		return policy.Verdict{Action: policy.HandOver, Reason: "asked_person"}, nil
	}
	return policy.Verdict{Action: policy.Pass, Reason: "consent_given"}, nil
}

// passGate lets everything be said but one word.
type passGate struct{}

func (passGate) Name() string { return "grounded" }
func (passGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	if strings.Contains(string(c.Draft.Words), "unsayable") {
		return policy.Verdict{Action: policy.Hold, Reason: "claims_human"}, nil
	}
	return policy.Verdict{Action: policy.Pass, Reason: "quoted"}, nil
}

// Draft answers with a quoted sentence; it waits when the test wants it to.
func (h *harness) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	h.mu.Lock()
	wait := h.drafting
	h.mu.Unlock()
	if wait != nil {
		select {
		case <-wait:
		case <-ctx.Done():
			return policy.Draft{}, ctx.Err()
		}
	}
	const quote = "You can return an item within 30 days."
	return policy.Draft{
		Author: candor.ByAssistant, Kind: candor.Said, Language: "en", Confidence: 0.92, Answers: c.Message.Number,
		Sentences: []policy.Sentence{{Text: quote, Citation: candor.Citation{
			Article: "art_00000000000000000000000001", Passage: "psg_1", Version: 1, Title: "Return an item", Heading: "How long you have",
			Slug: "return-an-item", Quote: quote,
		}}},
	}, nil
}

// browser is somebody's browser: it keeps cookies and says where its requests come from.
type browser struct {
	h       *harness
	cookies map[string]string
	from    string
}

func (h *harness) browser() *browser {
	return &browser{h: h, cookies: map[string]string{}, from: "192.0.2.1:4000"}
}

// signedIn gives a browser in which somebody signed in.
func (h *harness) signedIn(first string) *browser {
	h.t.Helper()
	b := h.browser()
	if got := b.signIn(first, password); got.status != http.StatusSeeOther {
		h.t.Fatalf("%s signs in: %d\n%s", first, got.status, got.body)
	}
	return b
}

func (b *browser) signIn(first, word string) reply {
	return b.post("/console/sign-in", "email", strings.ToLower(first)+"@harbour.example", "password", word)
}

// reply is what came back.
type reply struct {
	status   int
	location string
	body     string
	header   http.Header
}

func (b *browser) get(path string) reply { return b.do(http.MethodGet, path, nil) }

func (b *browser) post(path string, pairs ...string) reply {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.do(http.MethodPost, path, strings.NewReader(form.Encode()))
}

// script posts as a script of the page does.
func (b *browser) script(path string, pairs ...string) reply {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.do(http.MethodPost, path, strings.NewReader(form.Encode()), "Accept", "application/json")
}

func (b *browser) do(method, path string, body io.Reader, headers ...string) reply {
	r := httptest.NewRequest(method, "http://desk.example"+path, body)
	r.RemoteAddr = b.from
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.h.handler.ServeHTTP(w, r)
	out := w.Result()
	for _, c := range out.Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	return reply{out.StatusCode, out.Header.Get("Location"), w.Body.String(), out.Header}
}
