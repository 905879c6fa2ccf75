package web_test

import (
	"context"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/internal/web"
)

// later is a desk whose pages can be read some days after what was written.
func later(t *testing.T) (*desk, *atomic.Int64) {
	t.Helper()
	days := &atomic.Int64{}
	return newDesk(t, func(o *web.Options) {
		o.Now = func() time.Time { return time.Now().AddDate(0, 0, int(days.Load())) }
	}), days
}

func TestMessagesAndWaitsOfAnotherDayShowTheDate(t *testing.T) {
	t.Parallel()
	d, days := later(t)
	day := time.Now().UTC().Format("2 January 2006")
	v := d.visitor().get("/chat/main?lang=en").press("person")
	v.sees("Waiting since ").seesNot(day)
	days.Store(3)
	v.get("/chat/main").sees(">"+day+", ", "Waiting since "+time.Now().UTC().Format("Monday 2 January at "))
}

func TestTheFieldIsLabelledForWhatHappens(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first, waiting, write, closed := ">What would you like to know?</label>", ">Write here while you wait</label>", ">Write a message</label>", ">Is something still open? Write it here</label>"
	d.visitor().get("/chat/main").press("ask").sees(first)
	v := d.visitor().get("/chat/main").press("person").sees(waiting).seesNot(first)
	v.press("send", "text", "My lamp is broken.").sees(waiting)
	id := v.id()
	ctx := context.Background()
	must(d.turn.Take(ctx, id, d.maya))(t)
	v.get("/chat/main").sees(write).seesNot(waiting)
	v.press("solved").sees(closed).seesNot(write)
}

// What was sent is not being typed any more: the page is told so with the message.
func TestTypingEndsWithTheMessage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.visitor().get("/chat/main").press("person")
	id := v.id()
	must(d.turn.Take(context.Background(), id, d.maya))(t)
	at := must(url.Parse(d.server.URL + "/chat/main"))(t)
	f := d.follow("/chat/main/events?after=0", -1, "Cookie", v.client.Jar.Cookies(at)[0].String())
	typing := func() string {
		for {
			if e := f.next("swap"); strings.Contains(e.data, `<p id="typing"`) {
				return e.data
			}
		}
	}
	d.presence.Types(id, candor.ByAgent, "Maya", time.Now())
	if got := typing(); !strings.Contains(got, "Maya is writing") {
		t.Errorf("nobody is writing: %s", got)
	}
	d.presence.Rests(id, candor.ByAgent)
	must(d.turn.Reply(context.Background(), id, d.maya, incoming("It is on its way.")))(t)
	got := typing()
	for !strings.Contains(got, "It is on its way.") { // told of the typing once more, before the message came
		got = typing()
	}
	if strings.Contains(got, "Maya is writing") {
		t.Errorf("still writing: %s", got)
	}
}
