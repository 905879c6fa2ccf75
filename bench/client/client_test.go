package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/bench/client"
)

func serve(t *testing.T, h http.HandlerFunc) *client.Desk {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	d, err := client.New(client.Options{Base: s.URL, Patience: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

// begun gives a customer of a desk whose other answers are h's.
func begun(t *testing.T, h http.HandlerFunc) *client.Customer {
	t.Helper()
	d := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/v1/conversations" {
			w.WriteHeader(http.StatusCreated)
			io.WriteString(w, `{"conversation":{"id":"con_1"},"token":"con_1.mac"}`)
			return
		}
		h(w, r)
	})
	c, err := d.Begin(t.Context(), client.Opening{Key: client.NewKey()})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAnyOtherMachineIsRefused(t *testing.T) {
	t.Parallel()
	for _, base := range []string{
		"", "127.0.0.1:8420", "http://example.com:80", "http://192.0.2.7:8420", "http://[2001:db8::1]:8420",
		"https://127.0.0.1:8420", "http://127.0.0.1", "http://127.0.0.1.example.com:80", "http://localhost:8420", "http://%zz",
	} {
		if _, err := client.New(client.Options{Base: base}); err == nil {
			t.Errorf("%q is taken", base)
		}
	}
	for _, base := range []string{"http://127.0.0.1:8420", "http://127.9.9.9:1/", "http://[::1]:8420"} {
		if _, err := client.New(client.Options{Base: base}); err != nil {
			t.Errorf("%q: %v", base, err)
		}
	}
}

func TestARefusalIsToldFromAFailure(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		status  int
		body    string
		refused bool
		want    client.Refusal
	}{
		{409, `{"error":{"code":"conflict","key":"error.taken"}}`, true, client.Refusal{Status: 409, Code: "conflict", Key: "error.taken"}},
		{404, `<p>a page</p>`, true, client.Refusal{Status: 404}},
		{429, `{}`, false, client.Refusal{Status: 429}},
		{503, `{"error":{"code":"unavailable","key":"error.busy"}}`, false, client.Refusal{Status: 503, Code: "unavailable", Key: "error.busy"}},
	} {
		c := begun(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(x.status)
			io.WriteString(w, x.body)
		})
		_, err := c.Post(t.Context(), "hello", client.NewKey())
		var got *client.Refusal
		if !errors.As(err, &got) {
			t.Fatalf("%d: %v", x.status, err)
		}
		if diff := cmp.Diff(x.want, *got); diff != "" {
			t.Errorf("%d (-want +got):\n%s", x.status, diff)
		}
		if client.Refused(err) != x.refused {
			t.Errorf("%d: refused is %v", x.status, !x.refused)
		}
	}
	if client.Refused(io.ErrUnexpectedEOF) {
		t.Error("a broken connection is called a refusal")
	}
}

func TestAllPagesOfMessagesAreRead(t *testing.T) {
	t.Parallel()
	c := begun(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer con_1.mac" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		page := map[string]string{
			"0": `{"number":1,"text":"a"},{"number":2,"text":"b"}`, "2": `{"number":5,"text":"c"}`, "5": ``,
		}[r.URL.Query().Get("after")]
		fmt.Fprintf(w, `{"messages":[%s]}`, page)
	})
	got, err := c.Messages(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []client.Message{{Number: 1, Text: "a"}, {Number: 2, Text: "b"}, {Number: 5, Text: "c"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPagesThatGoInCirclesEnd(t *testing.T) {
	t.Parallel()
	c := begun(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"messages":[{"number":1}]}`) })
	if _, err := c.Messages(t.Context(), 0); err == nil {
		t.Error("no error")
	}
}

func TestAStreamNamesWhereItGoesOnAndWhereItComesFrom(t *testing.T) {
	t.Parallel()
	c := begun(t, func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.RemoteAddr)
		fmt.Fprintf(w, "id: 9\ndata: after %s from %s\n\n", r.Header.Get("Last-Event-ID"), host)
	})
	for source, from := range map[client.Source]string{0: "127.0.0.1", 1: "127.0.0.2", 300: "127.0.1.45"} {
		s, err := c.Listen(t.Context(), "7", source)
		if err != nil {
			t.Skip("this system has only one loopback address: ", err)
		}
		defer s.Close()
		got, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		want := client.Event{ID: "9", Name: "message", Data: "after 7 from " + from}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("source %d (-want +got):\n%s", source, diff)
		}
	}
}

func TestAStreamThatTellsNothingIsNotOpen(t *testing.T) {
	t.Parallel()
	c := begun(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "event: typing\ndata: {}\n\n") })
	if s, err := c.Listen(t.Context(), "", 0); err == nil {
		s.Close()
		t.Error("no error")
	}
}

func TestAStreamEndsWithItsContext(t *testing.T) {
	t.Parallel()
	c := begun(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "event: typing\ndata: {}\n\nevent: conversation\ndata: {}\n\n")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	s, err := c.Listen(ctx, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(10*time.Millisecond, cancel)
	if e, err := s.Next(); err == nil {
		t.Errorf("heard %v", e)
	}
}

func TestAnAgentKeepsTheCookieAndFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	var seen []string
	d := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Method+" "+r.URL.Path+" "+r.Header.Get("Cookie")+" "+r.PostFormValue("text")+r.PostFormValue("email"))
		switch r.URL.Path {
		case "/console/sign-in":
			http.SetCookie(w, &http.Cookie{Name: "candor_staff", Value: "abc"})
			http.Redirect(w, r, "/console", http.StatusSeeOther)
		case "/console/next":
			http.Redirect(w, r, "/console/c/con_7?tab=mine", http.StatusSeeOther)
		case "/console/c/con_7/note":
			w.WriteHeader(http.StatusCreated)
		default:
			w.WriteHeader(http.StatusConflict)
		}
	})
	a, err := d.SignIn(t.Context(), "tom@example.com", "secret")
	if err != nil {
		t.Fatal(err)
	}
	id, err := a.TakeNext(t.Context())
	if err != nil || id != "con_7" {
		t.Fatalf("took %q, %v", id, err)
	}
	if err := a.Note(t.Context(), id, "mine", client.NewKey()); err != nil {
		t.Fatal(err)
	}
	if err := a.Reply(t.Context(), id, "yours", client.NewKey()); !client.Refused(err) {
		t.Errorf("a conflict gave %v", err)
	}
	want := []string{
		"POST /console/sign-in  tom@example.com", "POST /console/next candor_staff=abc ",
		"POST /console/c/con_7/note candor_staff=abc mine", "POST /console/c/con_7/reply candor_staff=abc yours",
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNobodyWaitingIsNoConversation(t *testing.T) {
	t.Parallel()
	d := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/console/sign-in" {
			http.SetCookie(w, &http.Cookie{Name: "candor_staff", Value: "abc"})
		}
		http.Redirect(w, r, "/console?done=nobody", http.StatusSeeOther)
	})
	a, err := d.SignIn(t.Context(), "a", "b")
	if err != nil {
		t.Fatal(err)
	}
	if id, err := a.TakeNext(t.Context()); err != nil || id != "" {
		t.Errorf("took %q, %v", id, err)
	}
}

func TestKeysAreTakenByTheDeskAndDiffer(t *testing.T) {
	t.Parallel()
	a, b := client.NewKey(), client.NewKey()
	if a == b || len(a) < 16 || len(a) > 64 || strings.Trim(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
		t.Errorf("keys %q and %q", a, b)
	}
}

func ExampleDesk_Begin() {
	desk, err := client.New(client.Options{Base: "http://127.0.0.1:8420"})
	if err != nil {
		fmt.Println(err)
		return
	}
	customer, err := desk.Begin(context.Background(), client.Opening{Text: "My parcel is late.", Key: client.NewKey()})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := customer.Post(context.Background(), "It was due on Monday.", client.NewKey()); err != nil {
		fmt.Println(err)
	}
}
