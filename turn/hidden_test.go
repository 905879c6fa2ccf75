package turn_test

import (
	"bytes"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/ledger"
)

// secrets is a message that holds what must never be kept, and what of it must be nowhere.
const secrets = "How do I return a lamp that I bought? My card is 4242 4242 4242 4242, CVV 917, my password is Tulip-Kx9vq."

// tells fails the test when something holds a secret. Only words can be asked for the short one: ids
// and digests may have any three digits.
func tells(t *testing.T, where, what string, short ...string) {
	t.Helper()
	for _, part := range append(short, "4242 4242", "Kx9vq") {
		if strings.Contains(what, part) {
			t.Errorf("%s has %q", where, part)
		}
	}
}

// journal keeps what the desk logs, from any goroutine.
type journal struct {
	mu    sync.Mutex
	lines strings.Builder
}

func (j *journal) Write(line []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lines.Write(line)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lines.String()
}

// hiddenNotices counts how often the customer was told that something was not kept.
func (h *harness) hiddenNotices(id candor.ConversationID) int {
	n := 0
	for _, m := range h.messages(id) {
		if m.Key == "privacy.hidden" {
			if m.Author != candor.ByDesk || m.Body == "" {
				h.t.Errorf("the notice is by %s: %q", m.Author, m.Body)
			}
			n++
		}
	}
	return n
}

func TestWhatMustNeverBeKeptReachesNothing(t *testing.T) {
	t.Parallel()
	var log journal
	var dir string
	h := &harness{t: t, drafter: quotes}
	h.app = apptest.Open(t, apptest.Options{
		Drafter: h, Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Change: func(c *config.Config) { dir = c.Data.Dir },
	})
	h.desk, h.store = h.app.Turn, h.app.Store()
	h.quote = apptest.Quote(t, h.app, "return-an-item")
	id := h.begin(candor.CustomerPicksAssistant)
	in := incoming(secrets)
	first, err := h.desk.Receive(t.Context(), id, in)
	if err != nil {
		t.Fatal(err)
	}
	h.untilAnswered(id, 1)
	tells(t, "what the sender gets back", string(first.Body), "917")
	if !strings.Contains(string(first.Body), "How do I return a lamp that I bought? My card is •••• 4242") {
		t.Errorf("the customer's words are lost: %q", first.Body)
	}
	if n := h.hiddenNotices(id); n != 1 {
		t.Errorf("told %d times, want once", n)
	}
	again, err := h.desk.Receive(t.Context(), id, in)
	if err != nil || again.ID != first.ID || again.Body != first.Body || h.hiddenNotices(id) != 1 {
		t.Errorf("the same key again gives %s %q, %v; told %d times", again.ID, again.Body, err, h.hiddenNotices(id))
	}
	for _, asked := range h.drafted() {
		tells(t, "the drafter", asked, "917")
	}
	for _, m := range h.messages(id) {
		tells(t, "the history", string(m.Body), "917")
	}
	kinds := ""
	err = h.store.LedgerRows(t.Context(), func(r ledger.Row) error {
		tells(t, "the ledger", string(r.Record))
		if e, err := ledger.ParseRecord(r.Record); err != nil {
			return err
		} else if e.Facts["hidden"] != "" {
			kinds += e.Facts["hidden"]
		}
		return nil
	})
	if err != nil || kinds != "card_number+password+security_code" {
		t.Errorf("the ledger names the kinds %q (%v)", kinds, err)
	}
	events, err := h.store.Events(t.Context(), "", 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		tells(t, "the outbox", string(e.Kind)+string(e.Message))
	}
	tells(t, "the log", log.String())
	files(t, dir)
}

// files looks through everything that the desk wrote.
func files(t *testing.T, dir string) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil {
			seen++
			if bytes.Contains(data, []byte("Kx9vq")) || bytes.Contains(data, []byte("4242 4242")) {
				t.Errorf("%s has a secret", d.Name())
			}
		}
		return err
	})
	if err != nil || seen == 0 {
		t.Errorf("%d files were looked through (%v)", seen, err)
	}
}

func TestCustomersAreToldAlsoWhileAPersonHasIt(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	h.say(id, secrets)
	maya := h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, maya))
	h.say(id, secrets)
	h.say(id, "Nothing secret here.")
	if n := h.hiddenNotices(id); n != 2 {
		t.Errorf("told %d times, want once for each message that held something", n)
	}
	for _, m := range h.messages(id) {
		tells(t, "the history", string(m.Body), "917")
	}
}

func TestAgentsWordsAreScreenedToo(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	maya := h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, maya))
	note, err := h.desk.Note(t.Context(), id, maya, incoming(secrets))
	if err != nil {
		t.Fatal(err)
	}
	reply, err := h.desk.Reply(t.Context(), id, maya, incoming(secrets))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range append(h.messages(id), note, reply) {
		tells(t, "a message by "+string(m.Author), string(m.Body), "917")
	}
	if n := h.hiddenNotices(id); n != 0 {
		t.Errorf("the customer is told %d times of what an agent wrote", n)
	}
}
