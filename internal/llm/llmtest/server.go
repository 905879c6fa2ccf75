package llmtest

import (
	"cmp"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"candor/internal/llm"
)

// Server is a model's server on the loopback interface.
type Server struct {
	URL  string // scheme, host and port
	t    testing.TB
	http *httptest.Server
	done chan struct{}

	mu      sync.Mutex
	next    []Script
	answer  func(Asked) Script
	asked   []Asked
	key     string
	lenient bool
}

// Asked is a request as it came.
type Asked struct {
	Format llm.Format
	Stream bool
	Header http.Header
	Body   []byte
}

// New starts a server that says "Hello." until it is told otherwise, and ends it with the test.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{t: t, done: make(chan struct{}), next: []Script{{Text: "Hello."}}}
	mux := http.NewServeMux()
	for _, d := range dialects() {
		mux.HandleFunc("POST "+d.path(), func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, d) })
	}
	s.http = httptest.NewServer(mux)
	s.URL = s.http.URL
	t.Cleanup(func() {
		close(s.done)
		s.http.CloseClientConnections()
		s.http.Close()
	})
	return s
}

// Base is the URL that llm.New, and the vendor's own client, takes for a format.
func (s *Server) Base(f llm.Format) string {
	if f == llm.Chat || f == llm.Responses {
		return s.URL + "/v1"
	}
	return s.URL
}

// Client reaches the server. It has no credentials; Demand refuses it.
func (s *Server) Client() *http.Client { return s.http.Client() }

// Say sets what is answered: one script for each request, the last one again and again.
func (s *Server) Say(scripts ...Script) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next, s.answer = slices.Clone(scripts), nil
}

// Answer sets what is answered by what is asked, in place of what Say set.
func (s *Server) Answer(to func(Asked) Script) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = to
}

// Demand makes the server refuse, with 401, whoever does not show this key as the format wants it: as
// X-Api-Key for Anthropic, else as a bearer token.
func (s *Server) Demand(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key = key
}

// ExpectRefusals keeps a request that a real server would not take from failing the test. It is still
// answered with 400.
func (s *Server) ExpectRefusals() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lenient = true
}

// Asked gives the requests so far, in order.
func (s *Server) Asked() []Asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// take notes a request and gives what is to be said to it.
func (s *Server) take(a Asked) (script Script, key string, lenient bool) {
	s.mu.Lock()
	s.asked = append(s.asked, a)
	if answer := s.answer; answer != nil {
		key, lenient = s.key, s.lenient
		s.mu.Unlock()
		return answer(a), key, lenient
	}
	defer s.mu.Unlock()
	if len(s.next) == 0 {
		return Script{Text: "Hello."}, s.key, s.lenient
	}
	script = s.next[0]
	if len(s.next) > 1 {
		s.next = s.next[1:]
	}
	return script, s.key, s.lenient
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, d dialect) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away
	}
	form, wrong := check(d, r.Header, body)
	a := Asked{Format: d.format(), Stream: form.Stream, Header: r.Header.Clone(), Body: body}
	script, key, lenient := s.take(a)
	if wrong != "" {
		if !lenient {
			s.t.Errorf("llmtest: a %s server would refuse this request: %s", d.format(), wrong)
		}
		refusal{status: http.StatusBadRequest, code: "invalid_request_error", message: wrong}.write(w, d)
		return
	}
	shown := cmp.Or(r.Header.Get("X-Api-Key"), r.Header.Get("Authorization"))
	if key != "" && shown != d.credential(key) {
		refusal{status: http.StatusUnauthorized, code: "authentication_error", message: "no valid key"}.write(w, d)
		return
	}
	script.perform(w, r, d, form, s.done)
}
