package egress_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/internal/egress"
	"candor/internal/store"
	"candor/internal/store/storetest"
	"candor/ledger"
	"candor/privacy"
	"candor/turn"
	"candor/vendors"
)

// desk is a real store with one conversation whose customer allows the vendors of the tests, and what is
// needed to ask them.
type desk struct {
	*store.Store
	masker *privacy.Masker
	talk   candor.Conversation
	now    time.Time // of the gate
	log    bytes.Buffer
}

const (
	example = "Example AI"
	other   = "Other AI"
	secret  = "sk-test-Oxblood-7"
)

func newDesk(t testing.TB) *desk {
	t.Helper()
	signer, err := ledger.NewSigner(bytes.Repeat([]byte{3}, 32))
	must(t, err)
	s, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "desk.db"), Keys: storetest.NewKeys(), Signer: signer, Create: true})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	d := &desk{Store: s, now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}
	d.masker, err = privacy.NewMasker(privacy.MaskOptions{Finder: shouted{}, Vaults: s.Vaults(), Timeout: time.Minute})
	must(t, err)
	d.talk = d.begin(t)
	return d
}

// begin stores a conversation whose customer allows answers by both vendors.
func (d *desk) begin(t testing.TB) candor.Conversation {
	t.Helper()
	c := candor.Conversation{ID: candor.NewConversationID(), Inbox: "main", Customer: candor.NewCustomerID(), Language: "en", Created: time.Now()}
	next, err := c.After(candor.CustomerPicksAssistant, time.Now())
	must(t, err)
	c, err = d.Commit(context.Background(), turn.Change{Before: c, After: next, Consents: []candor.Consent{
		consent(c, candor.Answers, candor.Gave), consent(c, candor.Vendor, candor.Gave),
	}})
	must(t, err)
	return c
}

func consent(c candor.Conversation, p candor.Purpose, act candor.ConsentAct) candor.Consent {
	return candor.Consent{
		ID: candor.NewConsentID(), Customer: c.Customer, Purpose: p, Act: act, Version: p.Meaning(), Notice: "digest",
		Recipients: []string{example, other}, Language: "en", Via: candor.ViaWidget, At: time.Now(),
	}
}

func (d *desk) withdraw(t testing.TB, p candor.Purpose) {
	t.Helper()
	c, err := d.Commit(t.Context(), turn.Change{Before: d.talk, After: d.talk, Consents: []candor.Consent{consent(d.talk, p, candor.Withdrew)}})
	must(t, err)
	d.talk = c
}

// shouted finds words in capitals that are longer than three letters, and flags what is about health.
type shouted struct{}

func (shouted) Detect(text string, _ privacy.Hints) (found []privacy.Span, flags []privacy.Flag) {
	at := 0
	for _, word := range strings.SplitAfter(text, " ") {
		if bare := strings.TrimRight(word, " ."); len(bare) > 3 && strings.Trim(bare, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			found = append(found, privacy.Span{Type: "PERSON", Start: at, End: at + len(bare), Score: 1})
		}
		if i := strings.Index(word, "asthma"); i >= 0 {
			flags = append(flags, privacy.Flag{Category: "health", Start: at + i, End: at + i + 6})
		}
		at += len(word)
	}
	return found, flags
}

func (d *desk) mask(t testing.TB, c candor.Conversation, vendor, text string) privacy.Masked {
	t.Helper()
	m, err := d.masker.MaskText(context.Background(), candor.VendorReads(vendor), c.ID, text, privacy.Hints{})
	must(t, err)
	return m
}

// ask is what is asked in these tests.
func (d *desk) ask(t testing.TB) egress.Ask {
	t.Helper()
	return egress.Ask{
		Vendor: example, Model: "small-1", Purpose: candor.Answers, Conversation: d.talk.ID, Message: candor.NewMessageID(),
		Said: []privacy.Masked{
			d.mask(t, d.talk, example, "Answer from the passages only."), d.mask(t, d.talk, example, "Where is the parcel of OXBLOOD now?"),
		},
		Classes: []vendors.Class{vendors.Public, vendors.Dialogue}, Fields: []string{"instructions", "question"}, MostOutput: 100,
	}
}

// body is a request for an ask as a client writes it.
func body(a egress.Ask) string {
	text, err := json.Marshal(map[string]any{
		"model": a.Model, "max_tokens": a.MostOutput, "temperature": 0.2, "stream": false,
		"messages": []map[string]any{{"role": "system", "content": a.Said[0].Text()}, {"role": "user", "content": a.Said[1].Text()}},
	})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// entry is a vendor at a server of the test, on this machine, with a price and a budget that is ample.
func entry(at string) vendors.Entry {
	rate := func(n int64) vendors.Rate { return vendors.Rate{Micros: n, Known: true} }
	return vendors.Entry{
		Name: example, Format: vendors.Chat, BaseURL: at + "/v1", Models: []string{"small-1"}, Region: "EU", Local: true,
		Classes: []vendors.Class{vendors.Public, vendors.Dialogue}, Secret: vendors.Source{Env: "EXAMPLE_KEY"},
		Approval: vendors.Approval{By: "Maya", On: day("2026-03-01"), Until: day("2027-02-28")},
		Budget:   vendors.Budget{Day: eur(1_000_000)}, Patience: 20 * time.Second,
		Prices: vendors.Prices{{Model: "small-1", From: day("2026-03-01"), Currency: "EUR", Input: rate(1_000_000), Output: rate(2_000_000), Source: "list"}},
	}
}

func eur(n int64) vendors.Money { return vendors.Money{Micros: n, Currency: "EUR"} }

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// options are those of a gate that does not wait long.
func (d *desk) options(t testing.TB, entries ...vendors.Entry) egress.Options {
	t.Helper()
	r, err := vendors.NewRegister(entries...)
	must(t, err)
	return egress.Options{
		Register: r, Records: d.Store, Log: slog.New(slog.NewTextHandler(&d.log, nil)), Now: func() time.Time { return d.now },
		Secrets: egress.FromSettings{Register: r, Getenv: func(name string) string { return map[string]string{"EXAMPLE_KEY": secret}[name] }},
		Pause:   time.Millisecond, MostPause: 2 * time.Second, Trip: 100,
	}
}

func gate(t testing.TB, o egress.Options) *egress.Gate {
	t.Helper()
	g, err := egress.New(o)
	must(t, err)
	t.Cleanup(g.Close)
	return g
}

// post asks for leave and sends the request that belongs to the ask.
func post(t testing.TB, g *egress.Gate, a egress.Ask, url string) (*egress.Permit, string, error) {
	t.Helper()
	ctx, p, err := g.Permit(context.Background(), a)
	if err != nil {
		return nil, "", err
	}
	said, err := send(ctx, g, url, body(a))
	return p, said, err
}

// send sends a request and reads the answer.
func send(ctx context.Context, g *egress.Gate, url, body string) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	resp, err := g.Client().Do(r)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if resp.StatusCode != http.StatusOK {
		err = errors.Join(err, fmt.Errorf("status %d", resp.StatusCode))
	}
	return string(text), err
}

// server counts what reaches it.
type server struct {
	*httptest.Server
	hits atomic.Int64
	mu   sync.Mutex
	last *http.Request
	body string
}

func serve(t testing.TB, handle http.HandlerFunc) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(s.count(handle))
	t.Cleanup(s.Close)
	return s
}

func (s *server) count(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.hits.Add(1)
		text, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.last, s.body = r, string(text)
		s.mu.Unlock()
		handle(w, r)
	}
}

func (s *server) chat() string { return s.URL + "/v1/chat/completions" }

func answering(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, text) }
}

// kept gives what the store has on record for the conversation.
func (d *desk) kept(t testing.TB) []vendors.Sending {
	t.Helper()
	all, err := d.Sendings(context.Background(), d.talk.ID, 1000)
	must(t, err)
	return all
}

// outcomes gives how the attempts of the conversation ended, in order.
func (d *desk) outcomes(t testing.TB) []vendors.Outcome {
	t.Helper()
	var out []vendors.Outcome
	for _, s := range d.kept(t) {
		out = append(out, s.Outcome)
	}
	return out
}

// refused fails the test unless an error is a refusal for a reason.
func refused(t testing.TB, err error, want vendors.Reason) {
	t.Helper()
	var r *egress.Refusal
	if !errors.As(err, &r) || r.Reason != want {
		t.Errorf("got %v, want a refusal: %s", err, want)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
