package egress_test

import (
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"candor/internal/egress"
	"candor/vendors"
)

func TestAVendorThatFailsIsLeftInPeaceAndComesBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := egress.NewBreakers(egress.Options{Trip: 3, Rest: time.Minute})
		for range 3 {
			if !b.Ready("A", "m") || !b.Try("A", "m", false) {
				t.Fatal("stopped too early")
			}
		}
		if b.Ready("A", "m") || b.Try("A", "m", true) {
			t.Error("it goes on after three failures")
		}
		if !b.Ready("A", "n") || !b.Ready("B", "m") {
			t.Error("another model or vendor rests with it")
		}
		time.Sleep(time.Minute + time.Second)
		if !b.Ready("A", "m") || !b.Try("A", "m", false) || b.Ready("A", "m") {
			t.Error("one request should have gone after the rest, and its failure should make for another rest")
		}
		time.Sleep(time.Minute + time.Second)
		if !b.Try("A", "m", true) || !b.Try("A", "m", false) || !b.Ready("A", "m") {
			t.Error("it did not come back")
		}
	})
}

func TestARequestThatNobodyWaitedForSaysNothingOfTheVendor(t *testing.T) {
	t.Parallel()
	b := egress.NewBreakers(egress.Options{Trip: 2})
	b.Try("A", "m", false)
	for range 10 {
		b.Abandon("A", "m")
	}
	if !b.Ready("A", "m") {
		t.Error("callers who went made a vendor rest")
	}
	b.Try("A", "m", false)
	if b.Ready("A", "m") {
		t.Error("two failures with callers who went between are not two in a row")
	}
}

func TestAfterFailuresNothingGoesToTheVendorForAWhile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var down atomic.Bool
	down.Store(true)
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if down.Load() {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		io.WriteString(w, "hello")
	})
	o := d.options(t, entry(s.URL))
	o.Trip, o.Rest, o.Attempts = 4, 200*time.Millisecond, 3
	g := gate(t, o)
	if _, _, err := post(t, g, d.ask(t), s.chat()); err == nil || err.Error() != "status 500" {
		t.Fatal(err)
	}
	// The second call reaches the limit at its first attempt and makes no more.
	_, _, err := post(t, g, d.ask(t), s.chat())
	refused(t, err, vendors.Resting)
	if s.hits.Load() != 4 {
		t.Errorf("%d requests arrived, want 4", s.hits.Load())
	}
	_, _, err = g.Permit(t.Context(), d.ask(t))
	refused(t, err, vendors.Resting)
	down.Store(false)
	deadline := time.After(10 * time.Second)
	for {
		_, said, err := post(t, g, d.ask(t), s.chat())
		if err == nil && said == "hello" {
			break
		}
		refused(t, err, vendors.Resting)
		select {
		case <-deadline:
			t.Fatal("it never came back")
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestOnlyTheVendorsOwnFailuresMakeItRest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		handle http.HandlerFunc
		change func(*vendors.Entry, *egress.Options)
		gone   bool // the caller goes while it waits
		want   bool
	}{
		{"a failing server", status(500), nil, false, true},
		{"refused credentials", status(401), nil, false, true},
		{"a lost connection", hangUp(""), nil, false, true},
		{"a reply that is cut off", hangUp(begun + "h"), nil, false, true},
		{"a reply that stalls", silent("hello"), func(_ *vendors.Entry, o *egress.Options) { o.Stall = 20 * time.Millisecond }, false, true},
		{"a redirect", status(307, "Location", "http://127.0.0.1:1/"), nil, false, true},
		{"a bad request", status(400), nil, false, false},
		{"too many requests", status(429), nil, false, false},
		{"a caller who goes before a reply", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, nil, true, false},
		{"a caller who goes within a reply", silent("hello"), nil, true, false},
		{"a budget that is used up", answering("hello"), func(e *vendors.Entry, _ *egress.Options) { e.Budget.Day.Micros = 1 }, false, false},
		{"an answer", answering("hello"), nil, false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			arrived := make(chan struct{}, 8)
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				arrived <- struct{}{}
				test.handle(w, r)
			})
			e := entry(s.URL)
			o := d.options(t, e)
			o.Trip, o.Rest, o.Attempts = 3, time.Hour, 1
			if test.change != nil {
				test.change(&e, &o)
				o.Register = d.options(t, e).Register
			}
			g := gate(t, o)
			for range 3 {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				ctx, _, err := g.Permit(ctx, d.ask(t))
				must(t, err)
				if test.gone {
					go func() {
						<-arrived
						cancel()
					}()
				}
				send(ctx, g, s.chat(), body(d.ask(t))) // how it ends is told by the vendor's rest
			}
			_, _, err := g.Permit(t.Context(), d.ask(t))
			if rests := err != nil; rests != test.want {
				t.Errorf("rests: %v, want %v (%v)", rests, test.want, err)
			}
		})
	}
}

func TestPausesGrowAndDiffer(t *testing.T) {
	t.Parallel()
	o := egress.Options{Pause: 100 * time.Millisecond, MostPause: time.Second}
	for n, longest := range map[int]time.Duration{1: 100 * time.Millisecond, 2: 200 * time.Millisecond, 4: 800 * time.Millisecond, 5: time.Second, 60: time.Second} {
		seen := map[time.Duration]bool{}
		over := false
		for range 200 {
			d := egress.PauseAfter(o, n, 0)
			if d < 0 || d > longest {
				t.Fatalf("after %d: %s", n, d)
			}
			over = over || d > longest/2
			seen[d] = true
			if with := egress.PauseAfter(o, n, 3*time.Second); with < 3*time.Second {
				t.Fatalf("after %d: %s, less than was asked for", n, with)
			}
		}
		if len(seen) < 100 || !over {
			t.Errorf("after %d: %d different pauses, above a half %v", n, len(seen), over)
		}
	}
}

func TestWhatVendorsAskForIsRead(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"": 0, "0": 0, "-5": 0, "soon": 0, "5": 5 * time.Second, "0.5": 500 * time.Millisecond, "999999999999999999999": 10 * time.Minute, "NaN": 0, "Inf": 10 * time.Minute,
		"Mon, 01 Jun 2026 12:00:30 GMT": 30 * time.Second, "Mon, 01 Jun 2026 11:00:00 GMT": 0, "Mon, 01 Jun 2099 12:00:30 GMT": 10 * time.Minute,
	} {
		if got := egress.Asked(http.Header{"Retry-After": {text}}, now); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if got := egress.Asked(http.Header{"Retry-After-Ms": {"250"}, "Retry-After": {"5"}}, now); got != 250*time.Millisecond {
		t.Errorf("both: %s", got)
	}
}
