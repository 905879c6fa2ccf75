package turn_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"candor"
	"candor/internal/app/apptest"
	"candor/policy"
	"candor/turn"
)

func TestTheSameKeyTwiceIsOneMessage(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	in := incoming("My lamp is broken.")
	var wg sync.WaitGroup
	ids := make([]candor.MessageID, 8)
	for i := range ids {
		wg.Go(func() {
			m, err := h.desk.Receive(t.Context(), id, in)
			if err != nil {
				t.Errorf("receive: %v", err)
			}
			ids[i] = m.ID
		})
	}
	wg.Wait()
	for _, got := range ids {
		if got == "" || got != ids[0] {
			t.Errorf("ids %v; want one and the same", ids)
			break
		}
	}
	if all := h.messages(id); len(all) != 2 {
		t.Errorf("%d messages, want the notice and one of the customer", len(all))
	}
}

func TestTheSameBeginningTwiceIsOneConversation(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	b := turn.Begin{Inbox: "main", With: candor.CustomerAsksPerson, Language: "en", Text: "Hello, is anybody there?", Key: "begin-the-same"}
	var wg sync.WaitGroup
	ids := make([]candor.ConversationID, 8)
	for i := range ids {
		wg.Go(func() {
			c, err := h.desk.Begin(t.Context(), b)
			if err != nil {
				t.Errorf("begin: %v", err)
			}
			ids[i] = c.ID
		})
	}
	wg.Wait()
	for _, got := range ids {
		if got == "" || got != ids[0] {
			t.Fatalf("ids %v; want one and the same", ids)
		}
	}
	if all := h.messages(ids[0]); len(all) != 2 {
		t.Errorf("%d messages, want the notice and one of the customer", len(all))
	}
}

func TestOnlyOneOfManyAgentsTakesAConversation(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	var agents []candor.Agent
	for i := range 6 {
		agents = append(agents, h.agent(fmt.Sprintf("a%d@example.org", i), fmt.Sprintf("Agent%d", i)))
	}
	var wg sync.WaitGroup
	var took atomic.Int32
	for _, a := range agents {
		wg.Go(func() {
			_, err := h.desk.Take(t.Context(), id, a)
			if err == nil {
				took.Add(1)
				return
			}
			var told *candor.Error
			if !errors.As(err, &told) || !errors.Is(err, candor.ErrTaken) || told.Args["name"] == "" {
				t.Errorf("the second agent is told %v, want who has it", err)
			}
		})
	}
	wg.Wait()
	if took.Load() != 1 {
		t.Errorf("%d agents took it, want one", took.Load())
	}
}

func TestOnlyWhoHasItActs(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	maya, tom := h.agent("maya@example.org", "Maya"), h.agent("tom@example.org", "Tom")
	if _, err := h.desk.Reply(t.Context(), id, maya, incoming("hello")); !errors.Is(err, candor.ErrNotPossible) {
		t.Errorf("replying before taking: %v, want not possible", err)
	}
	h.must(h.desk.Take(t.Context(), id, maya))
	for name, act := range map[string]func() error{
		"reply":   func() error { _, err := h.desk.Reply(t.Context(), id, tom, incoming("hello")); return err },
		"resolve": func() error { _, err := h.desk.Resolve(t.Context(), id, tom, solved); return err },
		"release": func() error { _, err := h.desk.Release(t.Context(), id, tom); return err },
		"snooze":  func() error { _, err := h.desk.Snooze(t.Context(), id, tom, time.Now().Add(time.Hour)); return err },
		"offer":   func() error { _, err := h.desk.OfferAssistant(t.Context(), id, tom); return err },
	} {
		if err := act(); !errors.Is(err, candor.ErrTaken) {
			t.Errorf("%s by a colleague: %v, want taken", name, err)
		}
	}
	if _, err := h.desk.Note(t.Context(), id, tom, incoming("I know this customer's lamp.")); err != nil {
		t.Errorf("a note by a colleague: %v", err)
	}
}

func TestWithdrawStopsAnAnswerInFlight(t *testing.T) {
	t.Parallel()
	drafting, release := make(chan struct{}, 8), make(chan struct{})
	h := open(t, with{drafter: func(ctx context.Context, h *harness) (policy.Draft, error) {
		drafting <- struct{}{}
		select {
		case <-release:
		case <-ctx.Done():
		}
		return quotes(ctx, h)
	}})
	id := h.begin(candor.CustomerPicksAssistant)
	h.say(id, "How long do I have to return a lamp that I bought?")
	<-drafting
	c := h.must(h.desk.Withdraw(t.Context(), id, candor.ViaWidget, candor.Answers))
	close(release)
	if c.State != candor.Waiting {
		t.Errorf("after withdrawing: %s, want a person", c.State)
	}
	time.Sleep(300 * time.Millisecond)
	if n := h.answers(id); n != 0 {
		t.Errorf("%d answers after the customer withdrew", n)
	}
	if _, err := h.desk.PickAssistant(t.Context(), id, "", candor.ViaWidget); !errors.Is(err, candor.ErrConsentNeeded) {
		t.Errorf("picking the assistant again without allowing: %v, want that consent is needed", err)
	}
	if _, err := h.desk.PickAssistant(t.Context(), id, "an old notice", candor.ViaWidget); !errors.Is(err, candor.ErrConsentStale) {
		t.Errorf("picking it with an old notice: %v, want that it is stale", err)
	}
}

func TestTheAssistantStartsOnlyWithConsent(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	for name, x := range map[string]struct {
		b    turn.Begin
		want error
	}{
		"not allowed":     {turn.Begin{Notice: h.notice()}, candor.ErrConsentNeeded},
		"no notice shown": {turn.Begin{Allows: true}, candor.ErrConsentNeeded},
		"another notice":  {turn.Begin{Allows: true, Notice: "0123"}, candor.ErrConsentStale},
	} {
		x.b.Inbox, x.b.With, x.b.Language, x.b.Key = "main", candor.CustomerPicksAssistant, "en", "key-"+strings.ReplaceAll(name, " ", "-")
		if _, err := h.desk.Begin(t.Context(), x.b); !errors.Is(err, x.want) {
			t.Errorf("%s: %v, want %v", name, err, x.want)
		}
	}
}

// A clock that jumps back must not reorder a conversation or keep an answer waiting.
func TestAClockThatJumpsKeepsTheOrder(t *testing.T) {
	t.Parallel()
	var offset atomic.Int64
	h := &harness{t: t, drafter: quotes}
	h.app = apptest.Open(t, apptest.Options{Drafter: h, Now: func() time.Time { return time.Now().Add(time.Duration(offset.Load())) }})
	h.desk, h.store = h.app.Turn, h.app.Store()
	h.quote = apptest.Quote(t, h.app, "return-an-item")
	id := h.begin(candor.CustomerPicksAssistant)
	questions := []string{
		"How long do I have to return a lamp that I bought?", "Which payment cards do you accept in your shop?",
		"When does the showroom in Bristol open on Saturdays?", "Can you deliver a big wardrobe to the Isle of Man?",
		"What is the warranty on an oak table with four legs?",
	}
	for i, jump := range []time.Duration{0, 3 * time.Hour, -5 * time.Hour, 48 * time.Hour, 0} {
		offset.Store(int64(jump))
		h.say(id, questions[i])
		h.untilAnswered(id, i+1)
	}
	all := h.messages(id)
	for i := 1; i < len(all); i++ {
		if all[i].Number != all[i-1].Number+1 || all[i].At.Before(all[i-1].At) {
			t.Errorf("message %d at %v stands after message %d at %v", all[i].Number, all[i].At, all[i-1].Number, all[i-1].At)
		}
	}
}

func TestSnoozeEndsInTheQueue(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	maya := h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, maya))
	if _, err := h.desk.Snooze(t.Context(), id, maya, time.Now().Add(-time.Minute)); candor.CodeOf(err) != candor.CodeInvalid {
		t.Errorf("snoozing into the past: %v, want that it is refused", err)
	}
	h.must(h.desk.Snooze(t.Context(), id, maya, time.Now().Add(300*time.Millisecond)))
	if c := h.conversation(id); c.State != candor.Snoozed {
		t.Errorf("state %s, want snoozed", c.State)
	}
	h.until(id, func(c candor.Conversation) bool { return c.State == candor.Waiting })
}

func TestUnknownConversationsAreTold(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	for _, id := range []candor.ConversationID{"", "con_1", candor.NewConversationID(), "'; DROP TABLE message; --"} {
		if _, err := h.desk.Receive(t.Context(), id, incoming("hello")); !errors.Is(err, candor.ErrNoConversation) {
			t.Errorf("%q: %v, want no conversation", id, err)
		}
	}
}

func TestCheckText(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", candor.MaxText)
	for _, x := range []struct {
		name, in, want string
		key            string
	}{
		{"plain", " Hello. ", "Hello.", ""},
		{"line ends", "a\r\nb\rc", "a\nb\nc", ""},
		{"control characters go", "a\x07b\x1b[31mc", "ab[31mc", ""},
		{"overrides of direction go", "abc\u202edcba\u2066x", "abcdcbax", ""},
		{"joiners stay", "می\u200cخواهم 👩\u200d👧", "می\u200cخواهم 👩\u200d👧", ""},
		{"script is text", "<script>alert(1)</script>", "<script>alert(1)</script>", ""},
		{"as long as it may be", long, long, ""},
		{"empty", "", "", "error.message_empty"},
		{"white space", " \n\t\u00a0\u3000", "", "error.message_empty"},
		{"nothing to see", "\u200b\u200d\ufeff\u2060", "", "error.message_empty"},
		{"one too many", long + "é", "", "error.message_too_long"},
		{"far too long", strings.Repeat("a", 1<<20), "", "error.message_too_long"},
		{"not UTF-8", "a\xff\xfeb", "", "error.message_not_text"},
		{"a zero byte", "a\x00b", "", "error.message_not_text"},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			got, err := turn.CheckText(candor.Text(x.in))
			if x.key == "" && (err != nil || string(got) != x.want) {
				t.Errorf("%q, %v; want %q", got, err, x.want)
			}
			var told *candor.Error
			if x.key != "" && (!errors.As(err, &told) || told.Key != x.key) {
				t.Errorf("%q, %v; want %s", got, err, x.key)
			}
		})
	}
}

func FuzzCheckText(f *testing.F) {
	f.Add("hello\r\n\u202eworld")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := turn.CheckText(candor.Text(s))
		if err != nil {
			return
		}
		if got == "" || !utf8.ValidString(string(got)) || utf8.RuneCountInString(string(got)) > candor.MaxText {
			t.Errorf("%q came through as %q", s, got)
		}
		again, err := turn.CheckText(got)
		if err != nil || again != got {
			t.Errorf("checked twice it is %q, %v; once %q", again, err, got)
		}
	})
}

func TestALeadFreesAConversationOfAColleagueWhoIsAway(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	tom, maya := h.agent("tom@example.org", "Tom"), h.agent("maya@example.org", "Maya")
	h.must(h.desk.Take(t.Context(), id, tom))
	maya.Roles = []candor.Role{candor.RoleLead}
	if c := h.must(h.desk.Release(t.Context(), id, maya)); c.State != candor.Waiting {
		t.Errorf("state %s, want waiting", c.State)
	}
	h.must(h.desk.Take(t.Context(), id, maya))
}

// Whoever waits already and then writes of danger is shown to people with that reason, not with the one before.
func TestTheGraverReasonIsShown(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	before := h.conversation(id).Reason
	h.say(id, "I want to end my life.")
	if c := h.conversation(id); c.Priority != candor.Urgent || c.Reason != "crisis" || before == c.Reason {
		t.Errorf("priority %v, reason %q, before %q", c.Priority, c.Reason, before)
	}
}
