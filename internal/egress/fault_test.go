package egress_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/internal/egress"
	"candor/vendors"

	"github.com/google/go-cmp/cmp"
)

// inTurn gives each request the next handler, and the last one from then on.
func inTurn(handlers ...http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		handle := handlers[0]
		if len(handlers) > 1 {
			handlers = handlers[1:]
		}
		mu.Unlock()
		handle(w, r)
	}
}

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		io.WriteString(w, "<html>no</html>")
	}
}

// hangUp ends the connection after it said something.
func hangUp(said string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		io.WriteString(conn, said)
		conn.Close()
	}
}

// silent says something and then nothing until the caller has gone.
func silent(said string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, said)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}
}

const begun = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"

// most is what a request of these tests may cost.
func most(s vendors.Sending) vendors.Cost {
	return vendors.Cost{Money: eur(s.BytesOut + 1024 + 200), AtMost: true}
}

func nothing() vendors.Cost { return vendors.Cost{Money: eur(0)} }

func TestEveryFaultHasItsOutcomeItsErrorAndItsCost(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		handle http.HandlerFunc
		hits   int64
		ends   []vendors.Outcome
		is     error // nil: the answer comes, with the status below
		status int
		dear   bool // the last attempt counts as spent
	}{
		{"whole", answering("hello"), 1, []vendors.Outcome{"answered"}, nil, 200, true},
		{"busy, then whole", inTurn(status(529), status(503), answering("hello")), 3, []vendors.Outcome{"failed", "failed", "answered"}, nil, 200, true},
		{"busy for ever", status(503), 3, []vendors.Outcome{"failed", "failed", "failed"}, nil, 503, false},
		{"too many, then whole", inTurn(status(429, "Retry-After-Ms", "1"), answering("hello")), 2, []vendors.Outcome{"failed", "answered"}, nil, 200, true},
		{"a gateway that lost patience", status(504), 3, []vendors.Outcome{"failed", "failed", "failed"}, nil, 504, true},
		{"a bad request", status(400), 1, []vendors.Outcome{"failed"}, nil, 400, false},
		{"refused credentials", status(401), 1, []vendors.Outcome{"failed"}, nil, 401, false},
		{"no such thing", status(404), 1, []vendors.Outcome{"failed"}, nil, 404, false},
		{"hung up before a reply, then whole", inTurn(hangUp(""), answering("hello")), 2, []vendors.Outcome{"lost", "answered"}, nil, 200, true},
		{"hung up before a reply for ever", hangUp(""), 3, []vendors.Outcome{"lost", "lost", "lost"}, egress.ErrLost, 0, true},
		{"headers, and no first byte", hangUp(begun), 3, []vendors.Outcome{"lost", "lost", "lost"}, egress.ErrLost, 0, true},
		{"cut off after the first byte", hangUp(begun + "h"), 1, []vendors.Outcome{"cut_off"}, egress.ErrCutOff, 0, true},
		{"cut off in a chunk", hangUp("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhe"), 1, []vendors.Outcome{"cut_off"}, egress.ErrCutOff, 0, true},
		{"nothing more comes", silent("hello"), 1, []vendors.Outcome{"stalled"}, egress.ErrStalled, 0, true},
		{"too large", answering(strings.Repeat("hello", 1000)), 1, []vendors.Outcome{"too_large"}, egress.ErrTooLarge, 0, true},
		{"no HTTP", hangUp("SSH-2.0 Quillon Oxblood\r\n\r\n"), 3, []vendors.Outcome{"lost", "lost", "lost"}, egress.ErrLost, 0, true},
		{"headers without end", hangUp("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<17)), 3, []vendors.Outcome{"lost", "lost", "lost"}, egress.ErrLost, 0, true},
		{"an empty answer", status(204), 3, []vendors.Outcome{"lost", "lost", "lost"}, egress.ErrLost, 0, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d, s := newDesk(t), serve(t, test.handle)
			o := d.options(t, entry(s.URL))
			o.Stall, o.MostReply = 300*time.Millisecond, 4096
			began := time.Now()
			_, said, err := post(t, gate(t, o), d.ask(t), s.chat())
			if took := time.Since(began); took > entry("").Patience/2 {
				t.Errorf("it took %s: the end of the call's time was waited for", took)
			}
			switch {
			case test.is != nil && !errors.Is(err, test.is):
				t.Errorf("error %v, want %v", err, test.is)
			case test.is == nil && test.status == 200 && (err != nil || said != "hello"):
				t.Errorf("answer %q, %v", said, err)
			case test.is == nil && test.status != 200 && (err == nil || err.Error() != fmt.Sprintf("status %d", test.status)):
				t.Errorf("error %v, want status %d", err, test.status)
			}
			if err != nil && strings.Contains(err.Error(), "Quillon") {
				t.Errorf("the error quotes what the vendor sent: %v", err)
			}
			if diff := cmp.Diff(test.ends, d.outcomes(t)); diff != "" || s.hits.Load() != test.hits {
				t.Errorf("%d hits, want %d; outcomes: %s", s.hits.Load(), test.hits, diff)
			}
			for i, k := range d.kept(t) {
				if k.Attempt != i+1 || k.Ended.IsZero() || k.BytesOut == 0 {
					t.Errorf("attempt %d: %+v", i+1, k)
				}
				if last := i+1 == len(test.ends); last {
					want := nothing()
					if test.dear {
						want = most(k)
					}
					if k.Cost != want || k.Status != test.status && test.is == nil {
						t.Errorf("cost %s, want %s; status %d", k.Cost, want, k.Status)
					}
				}
			}
		})
	}
}

func TestNoRedirectIsFollowed(t *testing.T) {
	t.Parallel()
	thief := serve(t, answering("hello"))
	for _, code := range []int{301, 302, 303, 307, 308} {
		d := newDesk(t)
		s := serve(t, nil)
		for name, where := range map[string]string{"elsewhere": thief.URL + "/v1/chat/completions", "the same host": s.URL + "/v1/other"} {
			s.Config.Handler = s.count(status(code, "Location", where))
			s.hits.Store(0)
			_, _, err := post(t, gate(t, d.options(t, entry(s.URL))), d.ask(t), s.chat())
			if !errors.Is(err, egress.ErrRedirected) || s.hits.Load() != 1 || thief.hits.Load() != 0 {
				t.Errorf("%d to %s: %v; %d and %d hits", code, name, err, s.hits.Load(), thief.hits.Load())
			}
		}
		if got := d.outcomes(t); !slices.Equal(got, []vendors.Outcome{vendors.Redirected, vendors.Redirected}) {
			t.Errorf("%d: %v", code, got)
		}
	}
}

func TestAVendorThatIsNotThereGetsNothingAndCostsNothing(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	s.Close()
	_, _, err := post(t, gate(t, d.options(t, entry(s.URL))), d.ask(t), s.chat())
	if !errors.Is(err, egress.ErrUnreachable) {
		t.Errorf("error %v", err)
	}
	if got := d.outcomes(t); !slices.Equal(got, []vendors.Outcome{"unreachable", "unreachable", "unreachable"}) {
		t.Errorf("outcomes %v", got)
	}
	for _, k := range d.kept(t) {
		if k.Cost != nothing() {
			t.Errorf("it costs %s", k.Cost)
		}
	}
	figures, err := d.EgressFigures(t.Context(), d.now, d.now)
	must(t, err)
	if len(figures) != 1 || figures[0].Sent != 0 || figures[0].Micros != 0 {
		t.Errorf("sums %+v", figures)
	}
}

func TestAStrangersCertificateGetsNothing(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), &server{}
	s.Server = httptest.NewUnstartedServer(s.count(answering("hello")))
	s.Config.ErrorLog = quiet()
	s.StartTLS()
	t.Cleanup(s.Close)
	_, _, err := post(t, gate(t, d.options(t, entry(s.URL))), d.ask(t), s.chat())
	if !errors.Is(err, egress.ErrUnreachable) || s.hits.Load() != 0 || d.outcomes(t)[0] != vendors.Unreachable {
		t.Errorf("%v, %d hits, %v", err, s.hits.Load(), d.outcomes(t))
	}
	o := d.options(t, entry(s.URL))
	o.Roots = s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	if _, said, err := post(t, gate(t, o), d.ask(t), s.chat()); err != nil || said != "hello" {
		t.Errorf("with its signer trusted: %q, %v", said, err)
	}
}

// What a vendor asks for is waited for, in each of the three ways to say it.
func TestRetryAfterIsHonoured(t *testing.T) {
	t.Parallel()
	for name, headers := range map[string][]string{"seconds": {"Retry-After", "1"}, "milliseconds": {"Retry-After-Ms", "400"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			var mu sync.Mutex
			var at []time.Time
			note := func(h http.HandlerFunc) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) {
					mu.Lock()
					at = append(at, time.Now())
					mu.Unlock()
					h(w, r)
				}
			}
			s := serve(t, inTurn(note(status(429, headers...)), note(answering("hello"))))
			if _, _, err := post(t, gate(t, d.options(t, entry(s.URL))), d.ask(t), s.chat()); err != nil {
				t.Fatal(err)
			}
			least := time.Second
			if name == "milliseconds" {
				least = 400 * time.Millisecond
			}
			if waited := at[1].Sub(at[0]); waited < least {
				t.Errorf("waited %s, asked for %s", waited, least)
			}
		})
	}
}

func TestALongPauseIsNotWaitedForAndNotBroken(t *testing.T) {
	t.Parallel()
	for name, headers := range map[string][]string{
		"seconds": {"Retry-After", "5"}, "a date": {"Retry-After", time.Date(2026, 6, 1, 12, 0, 5, 0, time.UTC).Format(http.TimeFormat)},
	} {
		d, s := newDesk(t), serve(t, status(429, headers...))
		g := gate(t, d.options(t, entry(s.URL)))
		_, _, err := post(t, g, d.ask(t), s.chat())
		if err == nil || err.Error() != "status 429" || s.hits.Load() != 1 {
			t.Errorf("%s: %v after %d hits", name, err, s.hits.Load())
		}
		d.now = d.now.Add(4 * time.Second)
		_, _, err = g.Permit(t.Context(), d.ask(t))
		refused(t, err, vendors.Resting)
		d.now = d.now.Add(2 * time.Second)
		if _, _, err = g.Permit(t.Context(), d.ask(t)); err != nil {
			t.Errorf("%s: after the pause: %v", name, err)
		}
	}
}

func TestTheTimeForACallIncludesItsPausesAndItsAnswer(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		handle http.HandlerFunc
		want   vendors.Outcome
	}{
		"no answer": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, vendors.TimedOut},
		"drops": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				io.WriteString(w, ".")
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
				case <-time.After(20 * time.Millisecond):
				}
			}
		}, vendors.TimedOut},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, s := newDesk(t), serve(t, test.handle)
			e := entry(s.URL)
			e.Patience = time.Second
			_, _, err := post(t, gate(t, d.options(t, e)), d.ask(t), s.chat())
			kept := d.kept(t)
			if !errors.Is(err, egress.ErrTimedOut) || len(kept) != 1 || kept[0].Outcome != test.want || kept[0].Cost != most(kept[0]) {
				t.Errorf("%v; on record %+v", err, kept)
			}
		})
	}
	t.Run("a pause that would end too late is not begun", func(t *testing.T) {
		t.Parallel()
		d, s := newDesk(t), serve(t, status(503, "Retry-After", "2"))
		e := entry(s.URL)
		e.Patience = time.Second
		_, _, err := post(t, gate(t, d.options(t, e)), d.ask(t), s.chat())
		if err == nil || err.Error() != "status 503" || s.hits.Load() != 1 {
			t.Errorf("%v after %d hits", err, s.hits.Load())
		}
	})
}

func TestACallerWhoGoesLeavesARecord(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	arrived := make(chan struct{}, 1)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		if r.Header.Get("Accept") == "text/event-stream" {
			io.WriteString(w, "hello")
			w.(http.Flusher).Flush()
		}
		<-r.Context().Done()
	})
	g := gate(t, d.options(t, entry(s.URL)))
	for _, accept := range []string{"application/json", "text/event-stream"} {
		a := d.ask(t)
		ctx, cancel := context.WithCancel(t.Context())
		ctx, p, err := g.Permit(ctx, a)
		must(t, err)
		go func() {
			<-arrived
			if accept == "application/json" {
				cancel()
			}
		}()
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.chat(), strings.NewReader(body(a)))
		must(t, err)
		r.Header.Set("Accept", accept)
		resp, err := g.Client().Do(r)
		if err == nil {
			cancel()
			_, err = io.ReadAll(resp.Body)
			resp.Body.Close()
		}
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", accept, err)
		}
		must(t, p.Settle(ctx, vendors.Tokens{}, err))
		cancel()
	}
	ctx, cancel := context.WithCancel(t.Context())
	ctx, _, err := g.Permit(ctx, d.ask(t))
	must(t, err)
	cancel()
	if _, err := send(ctx, g, s.chat(), body(d.ask(t))); !errors.Is(err, context.Canceled) {
		t.Errorf("gone before it began: %v", err)
	}
	kept := d.kept(t)
	if got := d.outcomes(t); !slices.Equal(got, []vendors.Outcome{vendors.Cancelled, vendors.Cancelled}) || kept[0].Cost != most(kept[0]) {
		t.Errorf("on record: %v", got)
	}
}

func TestSettlingTellsWhatTheReaderKnows(t *testing.T) {
	t.Parallel()
	counted := vendors.Tokens{Known: true, Input: 100, Output: 20}
	for name, test := range map[string]struct {
		early  bool // the reader closes before the connection ends
		tokens vendors.Tokens
		read   error
		want   vendors.Outcome
		cost   int64 // 0: as set aside
	}{
		"whole":                           {false, counted, nil, vendors.Answered, 140},
		"whole, nobody counted":           {false, vendors.Tokens{}, nil, vendors.Answered, 0},
		"impossible counts":               {false, vendors.Tokens{Known: true, Input: -1}, nil, vendors.Answered, 0},
		"the reader found it cut off":     {false, counted, io.ErrUnexpectedEOF, vendors.CutOff, 140},
		"the reader had all that matters": {true, counted, nil, vendors.Answered, 140},
		"the reader gave up":              {true, vendors.Tokens{}, errors.New("enough"), vendors.Cancelled, 0},
	} {
		d := newDesk(t)
		release := make(chan struct{})
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "hello")
			w.(http.Flusher).Flush()
			if test.early {
				<-release
			}
		})
		g := gate(t, d.options(t, entry(s.URL)))
		a := d.ask(t)
		ctx, p, err := g.Permit(t.Context(), a)
		must(t, err)
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.chat(), strings.NewReader(body(a)))
		must(t, err)
		resp, err := g.Client().Do(r)
		must(t, err)
		if !test.early {
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
		must(t, p.Settle(ctx, test.tokens, test.read))
		close(release)
		kept := d.kept(t)
		want := most(kept[0])
		if test.cost > 0 {
			want = vendors.Cost{Money: eur(test.cost)}
		}
		if len(kept) != 1 || kept[0].Outcome != test.want || kept[0].Cost != want {
			t.Errorf("%s: %+v, want %s at %s", name, kept, test.want, want)
		}
	}
}

func TestNothingIsSettledWhereNothingLeft(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	s.Close()
	g := gate(t, d.options(t, entry(s.URL)))
	ctx, unused, err := g.Permit(t.Context(), d.ask(t))
	must(t, err)
	must(t, unused.Settle(ctx, vendors.Tokens{Known: true, Input: 5}, nil))
	ctx, p, err := g.Permit(t.Context(), d.ask(t))
	must(t, err)
	_, wrong := send(ctx, g, s.chat(), body(d.ask(t)))
	must(t, p.Settle(ctx, vendors.Tokens{Known: true, Input: 500}, wrong))
	for _, k := range d.kept(t) {
		if k.Outcome == vendors.Answered || k.Tokens.Known {
			t.Errorf("%+v", k)
		}
	}
}

// quiet swallows what a test server says of connections that end on purpose.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
