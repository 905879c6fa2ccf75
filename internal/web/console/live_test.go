package console_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/turn"
)

// line is an open stream of one console.
type line struct {
	t      testing.TB
	events chan event
	status int
}

type event struct{ name, id, data string }

// stream opens the stream that a page names; from goes on after an event.
func (b *browser) stream(address, from string) *line {
	t := b.h.t
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	server := httptest.NewUnstartedServer(b.h.handler)
	// Far below what a real server grants, so that a stream which leans on them shows it.
	server.Config.ReadTimeout, server.Config.WriteTimeout = 400*time.Millisecond, 500*time.Millisecond
	server.Start()
	t.Cleanup(func() {
		cancel()
		server.Close()
	})
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	if from != "" {
		r.Header.Set("Last-Event-ID", from)
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	l := &line{t: t, events: make(chan event, 1000), status: w.StatusCode}
	go func() {
		defer w.Body.Close()
		defer close(l.events)
		var e event
		in := bufio.NewScanner(w.Body)
		in.Buffer(nil, 4<<20)
		for in.Scan() {
			field, value, _ := strings.Cut(in.Text(), ": ")
			switch field {
			case "event":
				e.name = value
			case "id":
				e.id = value
			case "data":
				e.data += value + "\n"
			case "":
				if e.name != "" {
					l.events <- e
				}
				e = event{}
			}
		}
	}()
	return l
}

// until reads events until one holds the words, and gives it. It fails after some seconds.
func (l *line) until(words string) event {
	l.t.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case e, ok := <-l.events:
			if !ok {
				l.t.Fatalf("the stream ended before %q", words)
			}
			if strings.Contains(e.data, words) || e.name == words {
				return e
			}
		case <-late:
			l.t.Fatalf("no event with %q", words)
		}
	}
}

// quiet reads what comes for a while and gives it.
func (l *line) quiet(d time.Duration) (all []event) {
	late := time.After(d)
	for {
		select {
		case e, ok := <-l.events:
			if !ok {
				return all
			}
			all = append(all, e)
		case <-late:
			return all
		}
	}
}

var streamAddress = regexp.MustCompile(`data-stream="([^"]+)"`)

// page opens a page and gives the address of its stream.
func (b *browser) page(path string) (address, body string) {
	b.h.t.Helper()
	got := b.get(path)
	m := streamAddress.FindStringSubmatch(got.body)
	if m == nil {
		b.h.t.Fatalf("%s: %d without a stream", path, got.status)
	}
	return strings.ReplaceAll(m[1], "&amp;", "&"), got.body
}

func TestMessageReachesAnOpenConsole(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID)
	b.post(path + "/take")
	address, _ := b.page(path)
	l := b.stream(address, "")
	l.until(`id="head"`)
	m := h.says(c.ID, "Are you <there>?\nSecond line")
	got := l.until(string(m.ID))
	if !strings.Contains(got.data, "Are you &lt;there&gt;?\nSecond line</div>") || !strings.Contains(got.data, `data-into="log"`) || !strings.Contains(got.data, "<b>Customer</b>") {
		t.Errorf("the message came as %q", got.data)
	}
	b.script(path+"/reply", "text", "I am", "key", newKey())
	l.until("<b>You</b>")
	l.until("hasn&#39;t read it yet")
	if err := h.desk.Seen(context.Background(), c.ID, candor.ByCustomer, h.conversation(c.ID).Messages); err != nil {
		t.Fatal(err)
	}
	l.until("The customer has read this.")
	h.presence.Types(c.ID, candor.ByCustomer, "", time.Now())
	l.until("The customer is writing")
	l.until(`<p id="typing" class="typing" data-part="typing"></p>`) // they stopped
}

func TestStreamOutlivesTheServersTimeLimits(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	address, _ := b.page("/console/c/" + string(c.ID))
	l := b.stream(address, "")
	l.until(`id="head"`)
	l.quiet(1200 * time.Millisecond)
	l.until(string(h.says(c.ID, "After a while").ID))
}

func TestBrokenStreamGoesOnWhereItEnded(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asksAssistant("How long can I return a lamp?")
	answer := h.answered(c.ID)
	b := h.signedIn("Maya")
	address, body := b.page("/console/c/" + string(c.ID))
	if !strings.Contains(body, string(answer.ID)) {
		t.Fatal("the page lacks the answer")
	}
	l := b.stream(address, "")
	first := h.says(c.ID, "first")
	place := l.until(string(first.ID)).id
	second := h.says(c.ID, "second")
	if _, err := h.desk.Rate(context.Background(), c.ID, answer.ID, candor.NotHelpful); err != nil {
		t.Fatal(err)
	}
	again := b.stream(address, place)
	got := again.until(string(second.ID))
	if strings.Contains(got.data, `id="`+string(first.ID)) {
		t.Error("what was told already is told again")
	}
	if !strings.Contains(got.data, "not helpful") {
		again.until("The customer found this not helpful")
	}
	// A page that was loaded before and whose stream opens only now has missed nothing either.
	late := b.stream(address, "")
	if got := late.until(string(first.ID)); !strings.Contains(got.data, string(second.ID)) {
		late.until(string(second.ID))
	}
}

func TestStreamEndsWithTheSession(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*harness, *browser){
		"signed out": func(_ *harness, b *browser) { b.post("/console/sign-out") },
		"disabled": func(h *harness, _ *browser) {
			h.store.SetDisabled(context.Background(), h.people["Maya"].ID, true, "command")
		},
		"expired": func(h *harness, _ *browser) { h.pass(13 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			c := h.asks("Hello")
			b := h.signedIn("Maya")
			address, _ := b.page("/console/c/" + string(c.ID))
			l := b.stream(address, "")
			l.until(`id="head"`)
			end(h, b)
			time.Sleep(1100 * time.Millisecond) // what the stream knows is at most a second old
			h.says(c.ID, "secret after the end")
			for _, e := range l.quiet(3 * time.Second) {
				if strings.Contains(e.data, "secret after") {
					t.Error("a message was told after the session's end")
				}
			}
			select {
			case _, open := <-l.events:
				if open {
					t.Error("the stream tells more")
				}
			case <-time.After(time.Second):
				t.Error("the stream goes on")
			}
		})
	}
}

func TestStreamWithoutAPageIsAnOpening(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	actor := "agent:" + string(h.people["Maya"].ID)
	l := b.stream("/console/live?open="+string(c.ID)+"&at=0.0", "")
	l.until("Hello")
	if got := h.reads()[actor]; got != 1 {
		t.Errorf("a stream that shows everything made %d entries", got)
	}
	b.page("/console/c/" + string(c.ID))
	b.stream("/console/live?open="+string(c.ID)+"&at=0.0", "").until("Hello")
	if got := h.reads()[actor]; got != 1 {
		t.Errorf("a page and its stream in the same sitting made %d entries more", got-1)
	}
}

func TestBadStreamsAreRefused(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	for query, want := range map[string]int{
		"open=con_00000000000000000000000000&at=0.0": 404,
		"open=x&at=0.0":                                                  404,
		"open=" + string(c.ID):                                           400,
		"open=" + string(c.ID) + "&at=1":                                 400,
		"open=" + string(c.ID) + "&at=-1.-1":                             400,
		"open=" + string(c.ID) + "&at=1.2.3":                             400,
		"open=" + string(c.ID) + "&at=" + strings.Repeat("9", 40) + ".1": 400,
	} {
		if got := b.do("GET", "/console/live?"+query, nil, "Accept", "text/event-stream"); got.status != want {
			t.Errorf("%s: %d, want %d", query, got.status, want)
		}
	}
}

func TestQueueIsRedrawnAtMostFourTimesASecond(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Maya")
	address, _ := b.page("/console")
	l := b.stream(address, "")
	l.until(`id="rows"`)
	stop := time.Now().Add(1500 * time.Millisecond)
	n := 0
	for time.Now().Before(stop) {
		h.asks("")
		n++
	}
	events := l.quiet(800 * time.Millisecond)
	if len(events) > 9 || len(events) < 3 {
		t.Errorf("%d redraws for %d new conversations in 1.5 s, want 3 to 9", len(events), n)
	}
	want := fmt.Sprintf(`Waiting <span class="number">%d</span>`, n)
	if len(events) == 0 || !strings.Contains(events[len(events)-1].data, want) {
		t.Errorf("after %d new conversations the last of %d redraws does not tell them all", n, len(events))
	}
}

func TestUrgentOnesCallEveryConsole(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	for _, path := range []string{"/console?tab=resolved", "/console/team", "/console/desk", "/console/account", "/console/search?q=zzz"} {
		address, _ := b.page(path)
		l := b.stream(address, "")
		c := h.asksAssistant("I am in danger")
		l.until("urgent-" + string(c.ID))
	}
}

func TestOpenStreamIsPresence(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Maya")
	if n := len(h.presence.Online()); n != 0 {
		t.Fatalf("%d agents online before anybody looked", n)
	}
	address, _ := b.page("/console")
	if n := len(h.presence.Online()); n != 1 {
		t.Errorf("a page without a stream is %d agents online", n)
	}
	b.stream(address, "").until(`id="rows"`)
	if n := len(h.presence.Online()); n != 1 {
		t.Errorf("a page with its stream is %d agents online", n)
	}
	b.page("/console")
	b.post("/console/sign-out")
	for range 500 {
		if len(h.presence.Online()) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
		h.asks("") // something happens, so the stream finds out
	}
	t.Error("who signed out is still at the desk")
}

func TestManyMessagesBetweenAPageAndItsStream(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("")
	b := h.signedIn("Maya")
	address, _ := b.page("/console/c/" + string(c.ID))
	var last candor.Message
	for i := range 130 {
		m, err := h.desk.Receive(context.Background(), c.ID, turn.Incoming{Text: candor.Text(fmt.Sprintf("line %d.", i)), Key: newKey()})
		if err != nil {
			t.Fatal(err)
		}
		last = m
	}
	l := b.stream(address, "")
	var all strings.Builder
	for !strings.Contains(all.String(), string(last.ID)) {
		all.WriteString(l.until("line ").data)
	}
	for i := range 130 {
		if n := strings.Count(all.String(), fmt.Sprintf(">line %d.<", i)); n != 1 {
			t.Fatalf("line %d came %d times", i, n)
		}
	}
}
