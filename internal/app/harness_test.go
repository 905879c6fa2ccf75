package app_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/policy"
	"candor/privacy/rights"
	"candor/turn"
)

// desk is a real desk under attack, on a clock that runs and can be moved.
type desk struct {
	t     testing.TB
	o     apptest.Options
	c     config.Config
	app   *app.App
	stop  func()
	clock *clock
	http  *http.Client
}

// clock runs from a Wednesday noon on, when people are on duty.
type clock struct {
	mu    sync.Mutex
	began time.Time
	ahead time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Date(2026, 6, 17, 12, 0, 0, 0, time.UTC).Add(time.Since(c.began) + c.ahead)
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}

func open(t testing.TB, o apptest.Options) *desk {
	t.Helper()
	d := &desk{t: t, o: o, clock: &clock{began: time.Now()}, http: &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	d.o.Now = d.clock.Now
	d.c = apptest.Make(t, d.o)
	d.run()
	t.Cleanup(d.http.CloseIdleConnections)
	return d
}

// run opens the desk again after stop.
func (d *desk) run() {
	d.t.Helper()
	d.app, d.stop = apptest.Run(d.t, d.c, d.o)
}

func (d *desk) ctx() context.Context { return d.t.Context() }

func (d *desk) office() *rights.Office { return app.OfficeOf(d.app) }

// talk is one conversation with what opens it.
type talk struct {
	ID       candor.ConversationID
	Customer candor.CustomerID
	pass     string
}

func (x talk) who() rights.Who {
	return rights.Who{Customers: []candor.CustomerID{x.Customer}, Proof: rights.ByLink, Actor: "customer", Language: "en", Via: "page"}
}

// answer is what the desk sent back.
type answer struct {
	status int
	body   string
}

// call sends one request to the API.
func (d *desk) call(method, path, pass string, body any, headers ...string) answer {
	d.t.Helper()
	var in io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			d.t.Fatal(err)
		}
		in = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(d.ctx(), method, d.app.URL()+path, in)
	if err != nil {
		d.t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if pass != "" {
		r.Header.Set("Authorization", "Bearer "+pass)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := d.http.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return answer{res.StatusCode, string(text)}
}

// notice gives the digest of the text that is shown before the assistant may read.
func (d *desk) notice() string {
	d.t.Helper()
	got := d.call(http.MethodGet, "/api/v1/inboxes/"+string(d.c.Inboxes[0].ID)+"/card?language=en", "", nil)
	var card struct{ Notice struct{ Digest string } }
	if err := json.Unmarshal([]byte(got.body), &card); err != nil || card.Notice.Digest == "" {
		d.t.Fatalf("no notice: %d %v", got.status, err)
	}
	return card.Notice.Digest
}

// opening is the body of a first request.
func (d *desk) opening(with, text string) map[string]any {
	in := map[string]any{"inbox": d.c.Inboxes[0].ID, "with": with, "language": "en", "key": string(candor.NewMessageID()), "text": text}
	if with == "assistant" {
		in["allows"], in["notice"] = true, d.notice()
	}
	return in
}

// begin opens a conversation with "assistant" or "person".
func (d *desk) begin(with, text string, headers ...string) talk {
	d.t.Helper()
	got := d.call(http.MethodPost, "/api/v1/conversations", "", d.opening(with, text), headers...)
	var begun struct {
		Conversation struct{ ID candor.ConversationID }
		Token        string
	}
	if err := json.Unmarshal([]byte(got.body), &begun); err != nil || got.status != http.StatusCreated {
		d.t.Fatalf("begin: %d %v %s", got.status, err, got.body)
	}
	return talk{begun.Conversation.ID, d.conversation(begun.Conversation.ID).Customer, begun.Token}
}

// say sends a customer's message.
func (d *desk) say(x talk, text string) answer {
	d.t.Helper()
	return d.call(http.MethodPost, "/api/v1/conversations/"+string(x.ID)+"/messages", x.pass,
		map[string]any{"text": text, "key": string(candor.NewMessageID())})
}

func (d *desk) conversation(id candor.ConversationID) candor.Conversation {
	d.t.Helper()
	c, err := d.app.Store().Conversation(d.ctx(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

// messages gives a conversation as its customer sees it, and the notes of agents too.
func (d *desk) messages(x talk) []candor.Message {
	d.t.Helper()
	all, err := d.app.Store().Messages(d.ctx(), candor.CustomerReads(), x.ID, 0, 500, true)
	if err != nil {
		d.t.Fatal(err)
	}
	return all
}

// agent adds a member of staff who can sign in.
func (d *desk) agent(first string, roles ...candor.Role) candor.Agent {
	d.t.Helper()
	if len(roles) == 0 {
		roles = []candor.Role{candor.RoleAgent}
	}
	a, err := d.app.Team().Add(d.ctx(), candor.Agent{
		Name: first + " Moore", FirstName: first, Email: strings.ToLower(first) + "@desk.example", Roles: roles, Languages: []string{"en"},
	}, staffPassword, "test")
	if err != nil {
		d.t.Fatal(err)
	}
	return a
}

const staffPassword = "a long enough pass phrase for staff"

// reply says something as an agent who has taken the conversation.
func (d *desk) reply(x talk, a candor.Agent, text string) error {
	if _, err := d.app.Turn.Take(d.ctx(), x.ID, a); err != nil {
		return err
	}
	_, err := d.app.Turn.Reply(d.ctx(), x.ID, a, turn.Incoming{Text: candor.Text(text), Key: string(candor.NewMessageID())})
	return err
}

// await waits until something is so.
func await(t testing.TB, what string, so func() bool) {
	t.Helper()
	tick, patience := time.NewTicker(5*time.Millisecond), time.NewTimer(15*time.Second)
	defer tick.Stop()
	defer patience.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-patience.C:
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

var linkInMail = regexp.MustCompile(`purpose=([a-z]+)#([A-Za-z0-9_-]{43})`)

// letters gives what stands in the folder of letters.
func (d *desk) letters() []string {
	d.t.Helper()
	names, err := filepath.Glob(filepath.Join(d.c.Data.Dir, "mail", "*.eml"))
	if err != nil {
		d.t.Fatal(err)
	}
	slices.Sort(names)
	var out []string
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			d.t.Fatal(err)
		}
		out = append(out, strings.ReplaceAll(string(text), "=\r\n", ""))
	}
	return out
}

// link waits for a letter with a link for the purpose that was not seen yet, and gives the link.
func (d *desk) link(purpose string, seen ...string) string {
	d.t.Helper()
	found := ""
	await(d.t, "a letter with a link", func() bool {
		for _, text := range d.letters() {
			for _, match := range linkInMail.FindAllStringSubmatch(strings.ReplaceAll(text, "=3D", "="), -1) {
				if match[1] == purpose && !slices.Contains(seen, match[2]) {
					found = match[2]
				}
			}
		}
		return found != ""
	})
	return found
}

// proven ties a customer to an address, as they do it: they give it and follow the link.
func (d *desk) proven(x talk, email string) {
	d.t.Helper()
	office, nonce := d.office(), []byte("nonce of their browser")
	if err := office.GiveEmail(d.ctx(), x.who(), email, nonce); err != nil {
		d.t.Fatal(err)
	}
	if err := office.ProveEmail(d.ctx(), x.who(), d.link(rights.OpensEmail), nonce); err != nil {
		d.t.Fatal(err)
	}
}

// logged keeps every line of the log.
type logged struct {
	mu    sync.Mutex
	lines bytes.Buffer
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

func (l *logged) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug, AddSource: true}))
}

// refuser is a drafter that must not be asked.
type refuser struct{ t testing.TB }

func (r refuser) Draft(context.Context, *policy.Case) (policy.Draft, error) {
	r.t.Error("a draft was asked for")
	return policy.Draft{}, errors.New("nobody may be asked for a draft")
}

// sql opens the desk's file beside the desk.
func (d *desk) sql() *sql.DB {
	d.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(d.c.Data.Dir, "candor.db")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		d.t.Fatal(err)
	}
	return db
}

// count runs a query that gives one number.
func (d *desk) count(query string, args ...any) (n int64) {
	d.t.Helper()
	db := d.sql()
	defer db.Close()
	if err := db.QueryRowContext(d.ctx(), query, args...).Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n
}

// heard is an open stream.
type heard struct {
	mu    sync.Mutex
	text  bytes.Buffer
	ends  bool
	erred error
}

func (h *heard) String() string { h.mu.Lock(); defer h.mu.Unlock(); return h.text.String() }
func (h *heard) ended() bool    { h.mu.Lock(); defer h.mu.Unlock(); return h.ends }

func (h *heard) tail() string {
	s := h.String()
	return s[max(0, len(s)-2000):]
}

func (d *desk) listen(path string, headers ...string) *heard {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.ctx(), http.MethodGet, d.app.URL()+path, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := d.http.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		d.t.Fatalf("listen to %s: %d", path, res.StatusCode)
	}
	h := &heard{}
	var reading sync.WaitGroup
	reading.Go(func() {
		in := bufio.NewReader(res.Body)
		for {
			line, err := in.ReadString('\n')
			h.mu.Lock()
			h.text.WriteString(line)
			if h.ends = err != nil; h.ends && err != io.EOF {
				h.erred = err
			}
			h.mu.Unlock()
			if err != nil {
				return
			}
		}
	})
	d.t.Cleanup(func() { res.Body.Close(); reading.Wait() })
	return h
}

// signIn gives the cookies of an agent's browser.
func (d *desk) signIn(a candor.Agent) string {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.ctx(), http.MethodPost, d.app.URL()+"/console/sign-in",
		strings.NewReader(url.Values{"email": {a.Email}, "password": {staffPassword}}.Encode()))
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := d.http.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	var all []string
	for _, c := range res.Cookies() {
		all = append(all, c.Name+"="+c.Value)
	}
	if res.StatusCode != http.StatusSeeOther || len(all) == 0 {
		d.t.Fatalf("sign in: %d", res.StatusCode)
	}
	return strings.Join(all, "; ")
}

// form sends a form of the console, as its script does.
func (d *desk) form(path, cookie string, values url.Values) answer {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.ctx(), http.MethodPost, d.app.URL()+path, strings.NewReader(values.Encode()))
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Cookie", cookie)
	res, err := d.http.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return answer{res.StatusCode, string(text)}
}

// gate is a store that keeps nothing and that a test can wait in.
type gate struct {
	erase, export func(context.Context) error
}

func (gate) Name() string { return "gate" }

func (g gate) Export(ctx context.Context, _ rights.Subject, _ rights.Sink) error {
	if g.export == nil {
		return nil
	}
	return g.export(ctx)
}

func (gate) Correct(context.Context, rights.Subject, rights.Correction) error {
	return rights.ErrNotCorrected
}

func (g gate) Erase(ctx context.Context, _ rights.Subject) (rights.Result, error) {
	if g.erase == nil {
		return rights.Result{Outcome: rights.Erased}, nil
	}
	return rights.Result{Outcome: rights.Erased}, g.erase(ctx)
}

func (gate) Prove(context.Context, rights.Subject) (rights.Result, error) {
	return rights.Result{Outcome: rights.Erased}, nil
}

// officeWith gives the desk's office with the gate before the store of that name.
func (d *desk) officeWith(g gate, before string) *rights.Office {
	d.t.Helper()
	o := d.office()
	at := slices.IndexFunc(o.Eraser.Handlers, func(h rights.Handler) bool { return h.Name() == before })
	if at < 0 {
		d.t.Fatalf("there is no store %q", before)
	}
	all := slices.Insert(slices.Clone(o.Eraser.Handlers), at, rights.Handler(g))
	o.Eraser.Handlers, o.Exporter.Handlers = all, all
	return o
}

func isArchive(text []byte) bool {
	_, err := rights.Read(bytes.NewReader(text), int64(len(text)), rights.ReadOptions{})
	return err == nil
}

// kept is what an archive holds.
type kept struct {
	profiles      []rights.Profile
	conversations []rights.Conversation
	messages      []rights.Message
	decisions     []rights.Decision
	consents      []rights.Consent
	readings      []rights.Reading
	requests      []rights.Asked
}

func records(t *testing.T, text []byte) kept {
	t.Helper()
	in, err := rights.Read(bytes.NewReader(text), int64(len(text)), rights.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var k kept
	for r, err := range in.Records() {
		if err != nil {
			t.Fatal(err)
		}
		switch x := r.(type) {
		case rights.Profile:
			k.profiles = append(k.profiles, x)
		case rights.Conversation:
			k.conversations = append(k.conversations, x)
		case rights.Message:
			k.messages = append(k.messages, x)
		case rights.Decision:
			k.decisions = append(k.decisions, x)
		case rights.Consent:
			k.consents = append(k.consents, x)
		case rights.Reading:
			k.readings = append(k.readings, x)
		case rights.Asked:
			k.requests = append(k.requests, x)
		}
	}
	return k
}

// page gets a page of the console.
func (d *desk) page(path, cookie string) answer {
	d.t.Helper()
	return d.call(http.MethodGet, path, "", nil, "Cookie", cookie, "Accept", "text/html")
}
