package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/internal/web"
	"candor/internal/web/view"
	"candor/turn"

	"go.uber.org/goleak"
)

// Every goroutine of the site has an end.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// follower reads a stream of events.
type follower struct {
	t      testing.TB
	body   io.ReadCloser
	events chan event
}

type event struct {
	id, name, data string
}

// follow opens the stream of a conversation after an event; after < 0 names none.
func (d *desk) follow(path string, after int64, headers ...string) *follower {
	d.t.Helper()
	r := must(http.NewRequest("GET", d.server.URL+path, nil))(d.t)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	if after >= 0 {
		r.Header.Set("Last-Event-ID", strconv.FormatInt(after, 10))
	}
	got := must(new(http.Transport).RoundTrip(r))(d.t)
	if got.StatusCode != http.StatusOK || got.Header.Get("Content-Type") != "text/event-stream" {
		d.t.Fatalf("stream: %d %s", got.StatusCode, got.Header.Get("Content-Type"))
	}
	f := &follower{t: d.t, body: got.Body, events: make(chan event, 100)}
	go f.read()
	d.t.Cleanup(f.leave)
	return f
}

func (f *follower) leave() { f.body.Close() }

func (f *follower) read() {
	defer close(f.events)
	lines := bufio.NewScanner(f.body)
	lines.Buffer(nil, 1<<20)
	var e event
	for lines.Scan() {
		field, value, _ := strings.Cut(lines.Text(), ": ")
		switch field {
		case "id":
			e.id = value
		case "event":
			e.name = value
		case "data":
			e.data += value
		case "":
			if e.name != "" {
				f.events <- e
			}
			e = event{}
		}
	}
}

// next gives the next event of a name; others in between are dropped.
func (f *follower) next(name string) event {
	f.t.Helper()
	timeout := time.After(5 * time.Second)
	for {
		select {
		case e, ok := <-f.events:
			if !ok {
				f.t.Fatalf("the stream ended before %q", name)
			}
			if e.name == name {
				return e
			}
		case <-timeout:
			f.t.Fatalf("no event %q within five seconds", name)
		}
	}
}

func (e event) seq(t testing.TB) int64 {
	t.Helper()
	return must(strconv.ParseInt(e.id, 10, 64))(t)
}

func decoded[T any](t testing.TB, e event) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(e.data), &v); err != nil {
		t.Fatalf("%v in %s", err, e.data)
	}
	return v
}

func address(id candor.ConversationID) string { return "/api/v1/conversations/" + string(id) }

func TestStreamTellsWhatHappensInOrder(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerPicksAssistant)
	f := d.follow(address(id)+"/events", -1, "Authorization", pass)
	first := decoded[struct{ Conversation view.Conversation }](t, f.next("conversation")).Conversation
	if first.ID != id || first.State != candor.Assisting {
		t.Errorf("the stream began with %+v", first)
	}
	d.says(id, "How many days do I have to return an item after delivery?")
	asked := decoded[view.Message](t, f.next("message"))
	answer := decoded[view.Message](t, f.next("message"))
	if asked.Author != candor.ByCustomer || answer.Author != candor.ByAssistant || answer.Label != "AI assistant" {
		t.Errorf("told %s then %s, labelled %q", asked.Author, answer.Author, answer.Label)
	}
	if len(answer.Citations) == 0 || !strings.Contains(answer.Citations[0].URL, "/help/return-an-item?lang=en#psg_") {
		t.Errorf("the answer's sources are %+v", answer.Citations)
	}
	d.presence.Types(id, candor.ByAgent, "Maya", time.Now())
	if got := decoded[view.Typing](t, f.next("typing")); got.Text != "Maya is writing" {
		t.Errorf("typing says %q", got.Text)
	}
}

func TestStreamKeepsNotesAndIdsOfStaffBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := context.Background()
	id, pass := d.begins(candor.CustomerAsksPerson)
	f := d.follow(address(id)+"/events", 0, "Authorization", pass)
	must(d.turn.Take(ctx, id, d.maya))(t)
	must(d.turn.Note(ctx, id, d.maya, incoming("secretword: difficult")))(t)
	must(d.turn.Reply(ctx, id, d.maya, incoming("Hello, how can I help?")))(t)
	for {
		e := f.next("message")
		if strings.Contains(e.data, "secretword") || strings.Contains(e.data, string(d.maya.ID)) {
			t.Fatalf("a customer was told %s", e.data)
		}
		if m := decoded[view.Message](t, e); m.Author == candor.ByAgent {
			if m.Label != "Maya, support" {
				t.Errorf("labelled %q", m.Label)
			}
			return
		}
	}
}

// A customer's line breaks at random places and comes back with the last event it has: nothing may
// be lost and nothing come twice.
func TestStreamResumesWithoutLossOrDoubles(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := context.Background()
	id, pass := d.begins(candor.CustomerAsksPerson)
	must(d.turn.Take(ctx, id, d.maya))(t)
	const total = 60
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := range total {
			if i%2 == 0 {
				must(d.turn.Receive(ctx, id, turn.Incoming{Text: candor.Text(fmt.Sprintf("line %d", i)), Key: newKey()}))(t)
			} else {
				must(d.turn.Reply(ctx, id, d.maya, incoming(fmt.Sprintf("line %d", i))))(t)
			}
		}
	})
	var seen []int64
	last := int64(0)
	for lines := 0; ; lines++ {
		f := d.follow(address(id)+"/events", last, "Authorization", pass)
		for range 1 + lines%7 {
			e := f.next("message")
			m := decoded[view.Message](t, e)
			seen = append(seen, m.Number)
			last = e.seq(t)
			if m.Text == fmt.Sprintf("line %d", total-1) {
				f.leave()
				writing.Wait()
				if !slices.IsSorted(seen) || len(slices.Compact(slices.Clone(seen))) != len(seen) || seen[len(seen)-1] != int64(len(seen)) {
					t.Errorf("messages came as %v", seen)
				}
				return
			}
		}
		f.leave()
	}
}

func TestALostHintCostsABeatAndNoMessage(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(o *web.Options) {
		o.Hints = deaf{}
		o.Beat = 30 * time.Millisecond
	})
	id, pass := d.begins(candor.CustomerAsksPerson)
	f := d.follow(address(id)+"/events", -1, "Authorization", pass)
	f.next("conversation")
	must(d.turn.Receive(context.Background(), id, incoming("is anybody there")))(t)
	if m := decoded[view.Message](t, f.next("message")); m.Text != "is anybody there" {
		t.Errorf("told %q", m.Text)
	}
}

// deaf never hints.
type deaf struct{}

func (deaf) Subscribe(string) (<-chan struct{}, func()) { return nil, func() {} }

func TestThePlaceInTheQueueMovesUpByItself(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(o *web.Options) { o.Beat = 30 * time.Millisecond })
	ahead, _ := d.begins(candor.CustomerAsksPerson)
	id, pass := d.begins(candor.CustomerAsksPerson)
	f := d.follow(address(id)+"/events", -1, "Authorization", pass)
	place := func() int {
		return decoded[struct{ Conversation view.Conversation }](t, f.next("conversation")).Conversation.Waiting.Position
	}
	if got := place(); got != 2 {
		t.Errorf("place %d, want 2", got)
	}
	must(d.turn.Take(context.Background(), ahead, d.maya))(t)
	if got := place(); got != 1 {
		t.Errorf("place %d, want 1", got)
	}
}

func TestAReaderAheadOfTheDeskIsTold(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerAsksPerson)
	f := d.follow(address(id)+"/events", 1_000_000, "Authorization", pass)
	f.next("reset")
	f.next("conversation")
	must(d.turn.Receive(context.Background(), id, incoming("after the backup")))(t)
	f.next("message")
}

func TestStoppingEndsStreams(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerAsksPerson)
	f := d.follow(address(id)+"/events", -1, "Authorization", pass)
	f.next("conversation")
	if n := d.site.Streams(); n != 1 {
		t.Errorf("%d streams are open, want 1", n)
	}
	d.site.Close()
	for range f.events { // until the stream ends
	}
	if n := d.site.Streams(); n != 0 {
		t.Errorf("%d streams are left", n)
	}
	status, body, _ := d.do("GET", address(id)+"/events", "", "Authorization", pass)
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "error.busy") {
		t.Errorf("a closed desk answered %d %s", status, body)
	}
}

func TestMoreStreamsThanAllowedAreTurnedAway(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(o *web.Options) { o.Streams = 2 })
	id, pass := d.begins(candor.CustomerAsksPerson)
	for range 2 {
		d.follow(address(id)+"/events", -1, "Authorization", pass).next("conversation")
	}
	status, body, header := d.do("GET", address(id)+"/events", "", "Authorization", pass)
	if status != http.StatusServiceUnavailable || header.Get("Retry-After") == "" || !strings.Contains(body, "try again") {
		t.Errorf("the third got %d %s", status, body)
	}
}

func TestThePageFollowsToo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerAsksPerson)
	cookie := "candor_chat=" + strings.TrimPrefix(pass, "Bearer ")
	f := d.follow("/chat/main/events?after=0", -1, "Cookie", cookie)
	f.next("swap")
	must(d.turn.Take(context.Background(), id, d.maya))(t)
	must(d.turn.Reply(context.Background(), id, d.maya, incoming("<b>Hello</b> & welcome")))(t)
	for {
		e := f.next("swap")
		if !strings.Contains(e.data, "by-agent") {
			continue
		}
		for _, want := range []string{`data-into="messages"`, "Maya, support", "&lt;b&gt;Hello&lt;/b&gt; &amp; welcome", `id="status"`, "You&#39;re with Maya"} {
			if !strings.Contains(e.data, want) {
				t.Errorf("the fragment lacks %q: %s", want, e.data)
			}
		}
		return
	}
}
