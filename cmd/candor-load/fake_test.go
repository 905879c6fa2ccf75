package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// fake is a desk that is broken on purpose: it stands in where a real one would have to be broken.
type fake struct {
	loses   func(text string) bool // message never reaches a screen
	doubles func(text string) bool // or reaches it twice
	refuses func(text string) bool // or is not taken
	answers func(text string) string

	mu     sync.Mutex
	next   int
	number map[string]int
	lines  map[string][]chan string // live connections by conversation
}

func (f *fake) start(t *testing.T) string {
	t.Helper()
	f.number, f.lines = map[string]int{}, map[string][]chan string{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /api/v1/inboxes/main/card", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"desk":"Fake","notice":{"digest":"d1"}}`)
	})
	mux.HandleFunc("POST /api/v1/conversations", f.begin)
	mux.HandleFunc("POST /api/v1/conversations/{id}/messages", f.post)
	mux.HandleFunc("GET /api/v1/conversations/{id}/events", func(w http.ResponseWriter, r *http.Request) { f.listen(w, r, r.PathValue("id")) })
	mux.HandleFunc("POST /console/sign-in", func(w http.ResponseWriter, r *http.Request) {
		if r.PostFormValue("password") != "right" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "candor_staff", Value: "s"})
		http.Redirect(w, r, "/console", http.StatusSeeOther)
	})
	mux.HandleFunc("POST /console/c/{id}/take", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/console/c/"+r.PathValue("id"), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /console/live", func(w http.ResponseWriter, r *http.Request) { f.listen(w, r, r.FormValue("open")) })
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func (f *fake) begin(w http.ResponseWriter, r *http.Request) {
	var in struct{ With, Notice, Text string }
	json.NewDecoder(r.Body).Decode(&in)
	if in.With == "assistant" && in.Notice != "d1" || f.refuses != nil && f.refuses(in.Text) {
		w.WriteHeader(http.StatusConflict)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.next++
	w.WriteHeader(http.StatusCreated)
	fmt.Fprintf(w, `{"conversation":{"id":"c%d"},"token":"c%d.t"}`, f.next, f.next)
}

func (f *fake) post(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if r.Header.Get("Authorization") != "Bearer "+id+".t" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	var in struct{ Text, Key string }
	json.NewDecoder(r.Body).Decode(&in)
	if f.refuses != nil && f.refuses(in.Text) {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	f.tell(id, "customer", in.Text)
	if f.answers != nil {
		f.tell(id, f.answers(in.Text), "words of theirs")
	}
	w.WriteHeader(http.StatusCreated)
	fmt.Fprint(w, `{"id":"m","number":1}`)
}

func (f *fake) tell(id, author, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.number[id]++
	m := map[string]any{"number": f.number[id], "author": author, "text": text}
	if author == "cited" {
		m["author"], m["citations"] = "assistant", []map[string]string{{"title": "Returns", "quote": "60 days"}}
	}
	b, _ := json.Marshal(m)
	times := 1
	if f.loses != nil && f.loses(text) {
		times = 0
	}
	if f.doubles != nil && f.doubles(text) {
		times = 2
	}
	for _, line := range f.lines[id] {
		for range times {
			line <- fmt.Sprintf("event: message\ndata: %s\n\n", b)
		}
	}
}

func (f *fake) listen(w http.ResponseWriter, r *http.Request, id string) {
	line := make(chan string, 1000)
	f.mu.Lock()
	f.lines[id] = append(f.lines[id], line)
	f.mu.Unlock()
	w.Header().Set("Content-Type", "text/event-stream")
	for event := "event: conversation\ndata: {}\n\n"; ; {
		if _, err := w.Write([]byte(event)); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case event = <-line:
		}
	}
}

// every reports whether a text is one of so many: its mark ends in 0 for ten.
func every(ending string) func(string) bool {
	return func(text string) bool {
		mark, _, _ := strings.Cut(text, " ")
		return strings.HasSuffix(strings.TrimSuffix(mark, "x"), ending)
	}
}
