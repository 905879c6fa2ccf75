package turn_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/consent"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/store"
	"candor/policy"
	"candor/turn"
)

// drafts is what a drafter under test does.
type drafts func(ctx context.Context, h *harness) (policy.Draft, error)

// with says how a desk under test differs from the real one.
type with struct {
	drafter      drafts
	draftTimeout time.Duration
}

// harness is a real desk (store, charter, workers) with the demo's articles.
type harness struct {
	t     *testing.T
	app   *app.App
	desk  *turn.Desk
	store *store.Store
	quote policy.Sentence

	drafter drafts

	mu      sync.Mutex
	alerted []candor.ConversationID
	seen    []string
	allowed []policy.Consents // what was allowed each time the drafter was asked
}

func open(t *testing.T, w with) *harness {
	t.Helper()
	h := &harness{t: t}
	h.drafter = w.drafter
	if h.drafter == nil {
		h.drafter = quotes
	}
	h.app = apptest.Open(t, apptest.Options{Alerts: h, Drafter: h, DraftTimeout: w.draftTimeout})
	h.desk, h.store = h.app.Turn, h.app.Store()
	h.quote = apptest.Quote(t, h.app, "return-an-item")
	return h
}

// quotes drafts one true quote.
func quotes(_ context.Context, h *harness) (policy.Draft, error) {
	return policy.Draft{Confidence: 1, Language: "en", Sentences: []policy.Sentence{h.quote}}, nil
}

// Draft keeps what was asked and lets the drafter under test answer.
func (h *harness) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	h.mu.Lock()
	h.seen = append(h.seen, string(c.Message.Body))
	h.allowed = append(h.allowed, c.Consents)
	h.mu.Unlock()
	return h.drafter(ctx, h)
}

// NeedsPerson hears the alerts.
func (h *harness) NeedsPerson(c candor.Conversation) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.alerted = append(h.alerted, c.ID)
}

func (h *harness) alerts() []candor.ConversationID {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.alerted)
}

// drafted gives what the drafter was asked, each time.
func (h *harness) drafted() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.seen)
}

func (h *harness) notice() string { return consent.For("Harbour & Pine", "en").Digest }

func (h *harness) begin(act candor.Act) candor.ConversationID {
	h.t.Helper()
	c, err := h.desk.Begin(h.t.Context(), turn.Begin{
		Inbox: "main", With: act, Language: "en", Allows: act == candor.CustomerPicksAssistant, Notice: h.notice(),
		Key: "begin-" + string(candor.NewMessageID()),
	})
	if err != nil {
		h.t.Fatalf("begin: %v", err)
	}
	return c.ID
}

func (h *harness) say(id candor.ConversationID, text string) candor.Message {
	h.t.Helper()
	m, err := h.desk.Receive(h.t.Context(), id, incoming(text))
	if err != nil {
		h.t.Fatalf("receive: %v", err)
	}
	return m
}

func (h *harness) must(c candor.Conversation, err error) candor.Conversation {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func (h *harness) agent(email, first string) candor.Agent {
	h.t.Helper()
	a := candor.Agent{ID: candor.NewAgentID(), Email: email, Name: first + " Example", FirstName: first, Roles: []candor.Role{candor.RoleAgent}, Created: time.Now()}
	if err := h.store.AddAgent(h.t.Context(), a, "no sign-in", "command"); err != nil {
		h.t.Fatal(err)
	}
	return a
}

func (h *harness) conversation(id candor.ConversationID) candor.Conversation {
	h.t.Helper()
	c, err := h.store.Conversation(h.t.Context(), id)
	return h.must(c, err)
}

func (h *harness) messages(id candor.ConversationID) []candor.Message {
	h.t.Helper()
	all, err := h.store.Messages(h.t.Context(), candor.CustomerReads(), id, 0, 200, true)
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// answers counts what the assistant said in its own words: quotes.
func (h *harness) answers(id candor.ConversationID) int {
	n := 0
	for _, m := range h.messages(id) {
		if m.Author == candor.ByAssistant && m.Kind == candor.Said {
			n++
		}
	}
	return n
}

const patience = 20 * time.Second

// until waits for the conversation to be as wanted.
func (h *harness) until(id candor.ConversationID, want func(candor.Conversation) bool) candor.Conversation {
	h.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		c := h.conversation(id)
		if want(c) {
			return c
		}
		if time.Now().After(deadline) {
			var said []string
			for _, m := range h.messages(id) {
				said = append(said, string(m.Author)+" "+m.Key)
			}
			h.t.Fatalf("after %v it is still %s (%s); messages: %s", patience, c.State, c.Reason, strings.Join(said, ", "))
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// untilAnswered waits until the assistant has given so many answers.
func (h *harness) untilAnswered(id candor.ConversationID, n int) {
	h.t.Helper()
	h.until(id, func(candor.Conversation) bool { return h.answers(id) >= n })
}

// quiet waits until the assistant has nothing left to deal with in the conversation.
func (h *harness) quiet(id candor.ConversationID) {
	h.t.Helper()
	h.until(id, func(c candor.Conversation) bool {
		return !c.AssistantMaySpeak() || c.LastAnswered >= c.LastCustomer
	})
}
