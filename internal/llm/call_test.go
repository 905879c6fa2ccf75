package llm_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"runtime"
	"strings"
	"testing"
	"time"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

func TestACallerWhoGivesUpEndsTheCall(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		for name, faults := range map[string][]llmtest.Fault{
			"before a header": with(llmtest.StallAtOnce()),
			"behind it":       with(llmtest.StallAfter(0)),
			"in the middle":   with(llmtest.StallAfter(200)),
		} {
			s.Say(llmtest.Script{Text: words, Faults: faults})
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(50*time.Millisecond, cancel)
			got := ask(ctx, model(t, s, f, llm.Limits{}), question(t), stream)
			cancel()
			if llm.KindOf(got.err) != llm.Cancelled || !errors.Is(got.err, context.Canceled) {
				t.Errorf("%s: the error is %v", name, got.err)
			}
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		before := len(s.Asked())
		if got := ask(ended, model(t, s, f, llm.Limits{}), question(t), stream); llm.KindOf(got.err) != llm.Cancelled {
			t.Errorf("given up before it began: %v", got.err)
		}
		if len(s.Asked()) != before {
			t.Error("a request was sent after the caller gave up")
		}
	})
}

func TestACallersDeadlineIsTheirsAndNotAStall(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		s.Say(llmtest.Script{Text: words, Faults: with(llmtest.StallAfter(200))})
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		got := ask(ctx, model(t, s, f, llm.Limits{}), question(t), stream)
		if llm.KindOf(got.err) != llm.Cancelled || !errors.Is(got.err, context.DeadlineExceeded) {
			t.Errorf("the error is %v", got.err)
		}
	})
}

func TestACallerWhoTakesNoMoreEndsTheStream(t *testing.T) {
	t.Parallel()
	enough := errors.New("enough")
	for _, f := range llm.Formats() {
		s := llmtest.New(t)
		for _, faults := range [][]llmtest.Fault{nil, with(llmtest.WholeInsteadOfStream())} {
			s.Say(llmtest.Script{Text: words, Faults: faults})
			n := 0
			reply, err := model(t, s, f, llm.Limits{}).Stream(t.Context(), question(t), func(llm.Chunk) error {
				n++
				return enough
			})
			if !errors.Is(err, enough) || llm.KindOf(err) != llm.Cancelled || n != 1 || reply.Text != "" {
				t.Errorf("%s: %d chunks, %+v, %v", f, n, reply, err)
			}
		}
	}
}

func TestACallersOwnTimeIsNoStall(t *testing.T) {
	t.Parallel()
	for _, f := range llm.Formats() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			s := llmtest.New(t)
			s.Say(llmtest.Script{Text: words})
			slept := false
			reply, err := model(t, s, f, quick()).Stream(t.Context(), question(t), func(llm.Chunk) error {
				if !slept {
					time.Sleep(2 * quick().Stall)
				}
				slept = true
				return nil
			})
			if err != nil || reply.Text != words {
				t.Errorf("%+v, %v", reply, err)
			}
		})
	}
}

func TestAStreamThatBreaksOffDoesNotClaimToKnowItsCost(t *testing.T) {
	t.Parallel()
	for _, f := range llm.Formats() {
		s := llmtest.New(t)
		s.Say(llmtest.Script{Text: words, Faults: with(llmtest.EndAfter(1000))})
		if got := ask(t.Context(), model(t, s, f, llm.Limits{}), question(t), true); got.err == nil || got.reply.Usage != (llm.Usage{}) {
			t.Errorf("%s: %v with %+v", f, got.err, got.reply.Usage)
		}
	}
}

func TestAPanicOfTheCallerLeavesNothingOpen(t *testing.T) {
	t.Parallel()
	for _, f := range llm.Formats() {
		s := llmtest.New(t)
		s.Say(llmtest.Script{Text: words, Faults: with(llmtest.StallAfter(2500))})
		func() {
			defer func() { recover() }()
			model(t, s, f, quick()).Stream(t.Context(), question(t), func(llm.Chunk) error { panic("mine") })
			t.Errorf("%s: the panic was swallowed", f)
		}()
	}
}

func TestAServerThatDripsForEverIsStopped(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			for tick := time.NewTicker(10 * time.Millisecond); ; {
				select {
				case <-r.Context().Done():
					tick.Stop()
					return
				case <-tick.C:
					w.Write([]byte("\n"))
					w.(http.Flusher).Flush()
				}
			}
		}))
		defer s.Close()
		m, err := llm.NewWithin(llm.Limits{Whole: 300 * time.Millisecond}, f, s.URL, s.Client())
		if err != nil {
			t.Fatal(err)
		}
		if got := ask(t.Context(), m, question(t), stream); llm.KindOf(got.err) != llm.Stalled {
			t.Errorf("the error is %v", got.err)
		}
	})
}

func TestAReplyOf10MBIsReadWhereTheLimitsAllowIt(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		s.Say(llmtest.Script{Text: words, Faults: with(llmtest.Filler(10_000_000))})
		m := model(t, s, f, llm.Limits{Bytes: 64 << 20, Event: 32 << 20})
		size := 0
		reply, err := llm.Reply{}, error(nil)
		if stream {
			reply, err = m.Stream(t.Context(), question(t), func(c llm.Chunk) error { size += len(c.Text); return nil })
		} else {
			reply, err = m.Complete(t.Context(), question(t))
			size = len(reply.Text)
		}
		if err != nil || !strings.HasSuffix(reply.Text, words) || size != len(reply.Text) || size < 10_000_000 {
			t.Errorf("%d bytes, %v", size, err)
		}
	})
}

// endlessly answers with the same piece for ever.
type endlessly struct {
	media, piece string
	from         *endless
}

func (e *endlessly) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Body.Close()
	e.from = &endless{text: e.piece}
	return canned{200, e.media, e.from}.RoundTrip(r)
}

// Not parallel: it counts what is allocated.
func TestAReplyWithoutAnEndIsReadNoFurtherThanTheLimit(t *testing.T) {
	const most = 1 << 20
	pieces := map[llm.Format]string{
		llm.Chat:      "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n",
		llm.Responses: "data: {\"type\":\"response.output_text.delta\",\"delta\":\"x\"}\n\n",
		llm.Anthropic: ": comment\n\n",
		llm.Ollama:    "{\"message\":{\"content\":\"x\"}}\n",
	}
	r := question(t)
	for f, piece := range pieces {
		for _, stream := range []bool{false, true} {
			by := &endlessly{media: "application/octet-stream", piece: piece}
			m, err := llm.NewWithin(llm.Limits{Bytes: most}, f, "http://model.test", &http.Client{Transport: by})
			if err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := ask(t.Context(), m, r, stream)
			runtime.ReadMemStats(&after)
			if llm.KindOf(got.err) != llm.TooLarge {
				t.Errorf("%s, streamed %v: %v", f, stream, got.err)
			}
			if by.from.given > most+64<<10 {
				t.Errorf("%s, streamed %v: %d bytes were read", f, stream, by.from.given)
			}
			if used := after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc); used > 32*most {
				t.Errorf("%s, streamed %v: %d bytes are held", f, stream, used)
			}
		}
	}
}

func TestTheConnectionServesAgain(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		s.Say(llmtest.Script{Text: words})
		m := model(t, s, f, llm.Limits{})
		reused := 0
		ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) {
			if i.Reused {
				reused++
			}
		}})
		for range 3 {
			if got := ask(ctx, m, question(t), stream); got.err != nil {
				t.Fatal(got.err)
			}
		}
		if reused != 2 {
			t.Errorf("of three calls %d used a connection again", reused)
		}
	})
}

func TestAStreamThatEndsALittleLaterKeepsItsConnection(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, events(`{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}`, "[DONE]"))
		w.(http.Flusher).Flush()
		time.Sleep(5 * time.Millisecond) // behind the last event, before the end of the body
	}))
	defer s.Close()
	m, err := llm.New(llm.Chat, s.URL, s.Client())
	if err != nil {
		t.Fatal(err)
	}
	reused := 0
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) {
		if i.Reused {
			reused++
		}
	}})
	for range 5 {
		if got := ask(ctx, m, question(t), true); got.err != nil {
			t.Fatal(got.err)
		}
	}
	if reused == 0 {
		t.Error("no connection was used again")
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		elsewhere, s := llmtest.New(t), llmtest.New(t)
		s.Say(llmtest.Script{Faults: with(llmtest.Header("Location", elsewhere.URL+"/v1/messages"), llmtest.Status(308, "x", ""))})
		got := ask(t.Context(), model(t, s, f, llm.Limits{}), question(t), stream)
		var e *llm.Error
		if !errors.As(got.err, &e) || e.Status != 308 || !strings.Contains(e.Error(), "base URL") {
			t.Errorf("the error is %v", got.err)
		}
		if n := len(elsewhere.Asked()); n > 0 {
			t.Errorf("the other server was asked %d times", n)
		}
	})
}

// refusing is a transport that lets nothing out.
type refusing struct{ why error }

func (r refusing) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Body.Close()
	return nil, r.why
}

func TestATransportsRefusalIsFoundInTheError(t *testing.T) {
	t.Parallel()
	noPermit := errors.New("no permit for " + secret)
	for _, f := range llm.Formats() {
		m, err := llm.New(f, "https://model.test", &http.Client{Transport: refusing{noPermit}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = m.Complete(t.Context(), question(t))
		if !errors.Is(err, noPermit) || llm.KindOf(err) != llm.Unreachable || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error is %v", f, err)
		}
	}
}

func TestAServerThatIsNotThereIsUnreachable(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = log.New(io.Discard, "", 0)
	tls.StartTLS()
	t.Cleanup(tls.Close)
	for url, reason := range map[string]string{s.URL: "nothing listens", tls.URL: "certificate"} {
		transport := &http.Transport{}
		m, err := llm.New(llm.Chat, url, &http.Client{Transport: transport})
		if err != nil {
			t.Fatal(err)
		}
		_, err = m.Complete(t.Context(), question(t))
		transport.CloseIdleConnections()
		if llm.KindOf(err) != llm.Unreachable || !strings.Contains(err.Error(), reason) {
			t.Errorf("the error is %v, want %q in it", err, reason)
		}
	}
}
