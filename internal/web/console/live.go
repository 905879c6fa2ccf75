package console

import (
	"net/http"
	"strconv"
	"time"

	"candor"
	"candor/internal/web/port"
)

const (
	settle    = 30 * time.Millisecond  // a burst is one redraw, and consoles that heard of it together share a reading
	calm      = 250 * time.Millisecond // between redraws of the list: four a second at most
	heartbeat = 20 * time.Second       // so that proxies keep the line, and the browser knows it is there
	recheck   = time.Second            // how old the answer may be that the agent is still signed in
	lapses    = 7 * time.Second        // after which a customer who typed may have stopped
)

// Live answers GET /console/live: the events that keep a page of the console current.
//
// A message of the open conversation is sent as soon as it is committed; lists are redrawn at most
// four times a second. Every event carries the place up to which the conversation was told, so that a
// broken line goes on where it ended, from the database. The stream ends soon after the session does.
func (c *Console) Live(w http.ResponseWriter, r *http.Request) {
	s, err := c.newStream(w, r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	all, stopAll := c.o.Hints.Subscribe(port.TopicAll)
	defer stopAll()
	var mine <-chan struct{}
	if s.open != "" {
		var stop func()
		mine, stop = c.o.Hints.Subscribe(string(s.open))
		defer stop()
	}
	defer c.o.Presence.Here(s.a.ID)()
	if s.open != "" {
		defer c.o.Presence.Looks(s.open, s.a.ID, s.a.FirstName)()
	}
	c.leave(s.a) // the stream itself says from here on that the agent is at the desk

	if !s.begin() || !s.tell() || !s.list(time.Now()) {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	redraw, quiet := stopped(), stopped()
	defer redraw.Stop()
	defer quiet.Stop()
	var heard, drawn time.Time // when the list was first heard to have changed, and last drawn
	listening := all
	for {
		ok := true
		select {
		case <-r.Context().Done():
			return
		case <-c.o.Stopping:
			return
		case <-mine:
			ok = s.tell()
			quiet.Reset(lapses)
		case <-quiet.C:
			ok = s.tell()
		case <-listening:
			// Until the list is drawn no more is heard: what comes meanwhile stays pending and
			// leads to another redraw, because this one may have read too early to show it.
			heard, listening = time.Now(), nil
			redraw.Reset(max(settle, calm-time.Since(drawn)))
		case <-redraw.C:
			ok, listening = s.list(heard), all
			drawn = time.Now()
		case <-beat.C:
			ok = s.beat()
		}
		if !ok {
			return
		}
	}
}

// stopped makes a timer that runs only once it is reset.
func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

// newStream reads what a stream is to follow, and writes the opening into the ledger unless the
// page did.
func (c *Console) newStream(w http.ResponseWriter, r *http.Request) (*stream, error) {
	q := r.URL.Query()
	t, err := c.tabFor(r.Context(), actor(r), q.Get("tab"))
	if err != nil {
		return nil, err
	}
	s := &stream{
		c: c, r: r, w: w, out: http.NewResponseController(w), a: actor(r), tab: t,
		checked: time.Now(), sent: map[string]string{},
	}
	if q.Get("open") == "" {
		return s, nil
	}
	s.open = candor.ConversationID(q.Get("open"))
	if !s.open.Valid() {
		return nil, candor.ErrNoConversation
	}
	if _, err := c.o.Reader.Conversation(r.Context(), s.open); err != nil {
		return nil, err
	}
	at, ok := parsePlace(r.Header.Get("Last-Event-ID"))
	if !ok {
		at, ok = parsePlace(q.Get("at"))
	}
	if !ok {
		return nil, candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	s.at = at
	s.last, _ = strconv.ParseInt(q.Get("said"), 10, 64)
	return s, nil
}
