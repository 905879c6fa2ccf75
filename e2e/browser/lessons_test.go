package browser_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	_ "modernc.org/sqlite" // the desk's file, looked at beside the desk

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/vendors"
)

// The lessons are what went wrong at other desks; each is one journey here, named by its number.

// returns is a question that an article of the demo answers, and sixty what the answer says.
const (
	returns = "How long do I have to return an item?"
	sixty   = "60 days"
)

// modelled is a desk with a model on this machine, and the model.
func modelled(t *testing.T, patience int64, o apptest.Options) (*site, *llmtest.Server) {
	t.Helper()
	server, now := llmtest.New(t), time.Now()
	o.Change = func(c *config.Config) {
		c.Vendors = []vendors.Setting{{
			Name: "Own engine", Format: "chat", BaseURL: server.Base(llm.Chat), Models: []string{"small-1"}, Region: "local", Local: true, Free: true,
			Data: []string{"public", "dialogue"}, Agreement: "own machine", Patience: patience,
			ApprovedBy: "Maya Okafor", ApprovedOn: now.AddDate(0, -1, 0).Format(time.DateOnly), ApprovedUntil: now.AddDate(0, 6, 0).Format(time.DateOnly),
		}}
	}
	return openWith(t, o), server
}

// allowsModel lets the desk's model read this conversation, as a customer does it in the widget.
func (b *tab) allowsModel() {
	b.t.Helper()
	b.click(within("mydata"))
	b.click(within("choices"))
	b.click(within("vendortrue"))
	b.wait("the yes", within("vendortrue")+`.parentElement.previousElementSibling.textContent.includes('You allowed this on')`)
	b.click(within("back"))
	b.wait("the composer", within("composer"))
}

// begins opens the widget and picks the assistant or a person.
func (b *tab) begins(s *site, with string) {
	b.t.Helper()
	b.visit(s.shop)
	b.click(within("open"))
	b.click(within(with))
	b.wait("the composer", within("composer"))
}

// asks sends words in the widget.
func (b *tab) asks(text string) {
	b.t.Helper()
	b.js(within("composer")+`.focus()`, nil)
	b.run(input.InsertText(text))
	b.press(enter)
}

// shows waits until the widget says in which state the conversation is.
func (b *tab) shows(state candor.State) {
	b.t.Helper()
	b.wait("the state "+string(state), within("queue")+`?.dataset.state === `+quoted(string(state)))
}

// takes takes a conversation in the console by keyboard.
func (b *tab) takes(s *site, id candor.ConversationID) {
	b.t.Helper()
	b.visit(s.app.URL() + "/console/c/" + string(id))
	b.wait("the conversation", part("take"))
	b.shortcut("t")
	b.wait("that it is mine", part("resolve"))
}

// replies says something as the agent who has the conversation open.
func (b *tab) replies(text string) {
	b.t.Helper()
	b.shortcut("r")
	b.wait("the reply box", `document.activeElement.id === 'reply'`)
	b.run(input.InsertText(text))
	b.submit()
	b.wait("the reply on the screen", `document.querySelector('#log').innerText.includes(`+quoted(text)+`)`)
}

// resolves closes what is open in the console, where nothing but one question was asked and answered.
func (b *tab) resolves() {
	b.t.Helper()
	b.shortcut("e")
	b.wait("that it is closed", part("done")+` && !`+part("resolve"))
}

// idle waits until the desk has nothing under way for a conversation. What it has not said then, it does not say.
func (s *site) idle(id candor.ConversationID) {
	s.t.Helper()
	s.until("the desk has nothing under way", func() bool { return s.count(`SELECT COUNT(*) FROM job WHERE conversation = ?`, id) == 0 })
}

// sources counts the answers from articles that the widget shows.
const sources = `document.querySelector('candor-chat').shadowRoot.querySelectorAll('[data-author="assistant"] [data-part="sources"]').length`

// sourced is true once there are so many.
func sourced(n int) string { return sources + " >= " + strconv.Itoa(n) }

// number gives what an expression comes to, as a number.
func (b *tab) number(expression string) (n int) {
	b.t.Helper()
	b.js(expression, &n)
	return n
}

// sentence is what a model writes: one sentence, cited.
func sentence(text string, c candor.Citation) string {
	written, _ := json.Marshal(map[string]any{"sentences": []any{map[string]any{"sentence": text, "citations": []any{c.Passage}, "kind": "answer"}}})
	return string(written)
}

// until waits for something that shows on no page.
func (s *site) until(what string, so func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(patience); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf("waited in vain: %s", what)
		}
	}
}

// count runs a query that gives one number.
func (s *site) count(query string, args ...any) (n int) {
	s.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.data, "candor.db")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(s.t.Context(), query, args...).Scan(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

func (s *site) conversation(id candor.ConversationID) candor.Conversation {
	s.t.Helper()
	c, err := s.app.Store().Conversation(s.t.Context(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

// said gives who said what from a message on, one line each, fixed texts by their keys.
func (s *site) said(id candor.ConversationID, from int) []string {
	s.t.Helper()
	var lines []string
	for _, m := range s.messages(id)[from:] {
		words := m.Key
		if words == "" || m.Author == candor.ByCustomer {
			words = string(m.Body)
		}
		lines = append(lines, fmt.Sprintf("%s: %s", m.Author, words))
	}
	return lines
}

// handed counts the notices of a hand-over from a message on.
func (s *site) handed(id candor.ConversationID, from int) (n int) {
	s.t.Helper()
	for _, m := range s.messages(id)[from:] {
		if strings.HasPrefix(m.Key, "handover.") {
			n++
		}
	}
	return n
}

// silent fails when the assistant said anything from a message on.
func (s *site) silent(id candor.ConversationID, from int) {
	s.t.Helper()
	for _, line := range s.said(id, from) {
		if strings.HasPrefix(line, string(candor.ByAssistant)+":") {
			s.t.Errorf("unasked, %s", line)
		}
	}
}

// clock is a desk's clock that a test can move. It begins behind and is moved up to now: the time at which somebody signed
// in is told by the real one.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}
