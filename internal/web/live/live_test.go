package live_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/internal/bus"
	"candor/internal/web/live"

	"go.uber.org/goleak"
)

// Every goroutine of a stream has an end.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestFramesAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		id   int64
		data string
		want string
	}{
		"one line":             {7, "{}", "id: 7\nevent: x\ndata: {}\n\n"},
		"several lines":        {7, "a\nb", "id: 7\nevent: x\ndata: a\ndata: b\n\n"},
		"carriage returns":     {0, "a\r\nb", "event: x\ndata: a\ndata: b\n\n"},
		"nothing":              {0, "", "event: x\ndata: \n\n"},
		"an event in the data": {0, "\n\nevent: y\ndata: evil", "event: x\ndata: \ndata: \ndata: event: y\ndata: data: evil\n\n"},
	} {
		if got := string(live.Frame(nil, "x", tt.id, []byte(tt.data))); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func FuzzFrame(f *testing.F) {
	f.Add([]byte("a\nb\r\nevent: y\n\n"), int64(3))
	f.Fuzz(func(t *testing.T, data []byte, id int64) {
		frame := live.Frame(nil, "x", id, data)
		if bytes.Count(frame, []byte("\n\n")) != 1 || !bytes.HasSuffix(frame, []byte("\n\n")) {
			t.Errorf("%q became more than one event: %q", data, frame)
		}
	})
}

func TestLastEventIDTakesNumbersOnly(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]int64{"0": 0, "17": 17} {
		if got, ok := live.LastEventID(header); !ok || got != want {
			t.Errorf("%q gave %d, %v", header, got, ok)
		}
	}
	for _, header := range []string{"", "-1", "x", "1.5", "99999999999999999999"} {
		if got, ok := live.LastEventID(header); ok {
			t.Errorf("%q gave %d", header, got)
		}
	}
}

// counter tells each hint as a number; what it does on the way can be set.
type counter struct {
	mu   sync.Mutex
	n    int
	next func(n int) ([]byte, error)
}

func (*counter) Topic() string { return "topic" }

func (c *counter) Next(_ context.Context, beat bool) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if beat {
		return nil, nil
	}
	c.n++
	if c.next != nil {
		return c.next(c.n)
	}
	return live.Frame(nil, "n", int64(c.n), []byte("x")), nil
}

// serve opens streams of sources that make gives.
func serve(t *testing.T, o live.Options, make func() live.Source) (*live.Streams, *bus.Hub, string) {
	t.Helper()
	hub := bus.NewHub()
	o.Hints = hub
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := live.New(o)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.Serve(w, r, make()); err != nil {
			http.Error(w, string(candor.CodeOf(err)), http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(func() { s.Close(); server.Close() })
	return s, hub, server.URL
}

func open(t *testing.T, url string) io.ReadCloser {
	t.Helper()
	got, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(must(t, url))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { got.Body.Close() })
	return got.Body
}

func must(t *testing.T, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// until reads until the words have come.
func until(t *testing.T, r io.Reader, words string) {
	t.Helper()
	var all strings.Builder
	b := make([]byte, 512)
	for !strings.Contains(all.String(), words) {
		n, err := r.Read(b)
		all.Write(b[:n])
		if err != nil {
			t.Fatalf("%v before %q in %q", err, words, all.String())
		}
	}
}

func TestEachHintIsRead(t *testing.T) {
	t.Parallel()
	_, hub, url := serve(t, live.Options{}, func() live.Source { return &counter{} })
	body := open(t, url)
	until(t, body, "id: 1\n")
	hub.Hint("topic")
	until(t, body, "id: 2\n")
}

func TestASignOfLifeComes(t *testing.T) {
	t.Parallel()
	_, _, url := serve(t, live.Options{Beat: 5 * time.Millisecond}, func() live.Source { return &counter{} })
	until(t, open(t, url), ": \n\n")
}

func TestASourceThatFailsEndsItsOwnStreamOnly(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	var mu sync.Mutex
	first := true
	_, hub, url := serve(t, live.Options{Log: slog.New(slog.NewTextHandler(&locked{mu: &mu, b: &log}, nil))}, func() live.Source {
		bad := first
		first = false
		return &counter{next: func(n int) ([]byte, error) {
			switch {
			case bad && n == 2:
				panic("secretword")
			case bad && n == 3:
				return nil, errors.New("no")
			}
			return live.Frame(nil, "n", int64(n), []byte("x")), nil
		}}
	})
	bad, good := open(t, url), open(t, url)
	until(t, bad, "id: 1\n")
	until(t, good, "id: 1\n")
	hub.Hint("topic")
	until(t, good, "id: 2\n")
	if _, err := io.ReadAll(bad); err != nil {
		t.Errorf("the stream broke off with %v, want an end", err)
	}
	mu.Lock()
	defer mu.Unlock()
	if !strings.Contains(log.String(), "panicked") || strings.Contains(log.String(), "secretword") {
		t.Errorf("logged %s", log.String())
	}
}

type locked struct {
	mu *sync.Mutex
	b  *bytes.Buffer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

// A reader who takes nothing is cut off; the others do not wait for it.
func TestASlowReaderHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	flood := bytes.Repeat([]byte("x"), 8<<20)
	slow := true
	s, hub, url := serve(t, live.Options{Write: 50 * time.Millisecond}, func() live.Source {
		if slow {
			slow = false
			return &counter{next: func(int) ([]byte, error) { return flood, nil }}
		}
		return &counter{}
	})
	open(t, url) // and never read
	good := open(t, url)
	until(t, good, "id: 1\n")
	hub.Hint("topic")
	until(t, good, "id: 2\n")
	end := time.Now().Add(5 * time.Second)
	for s.Open() > 1 {
		if time.Now().After(end) {
			t.Fatal("the slow reader is still held")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	hub := bus.NewHub()
	s := live.New(live.Options{Hints: hub, Log: slog.New(slog.DiscardHandler)})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.Serve(w, r, &counter{}); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	for range 20 {
		until(t, open(t, server.URL), "id: 1\n")
	}
	s.Close()
	s.Close() // twice is fine
	server.Close()
	if n := s.Open() + hub.Topics(); n != 0 {
		t.Errorf("%d streams and topics are left", n)
	}
}

// On HTTP/2 and TLS the connection stays with net/http; the stream is the same.
func TestStreamsWorkOverTLSToo(t *testing.T) {
	t.Parallel()
	hub := bus.NewHub()
	s := live.New(live.Options{Hints: hub, Log: slog.New(slog.DiscardHandler)})
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.Serve(w, r, &counter{}); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(func() { s.Close(); server.Close() })
	got, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { got.Body.Close() })
	if got.ProtoMajor != 2 {
		t.Fatalf("spoken was %s", got.Proto)
	}
	until(t, got.Body, "id: 1\n")
	hub.Hint("topic")
	until(t, got.Body, "id: 2\n")
}
