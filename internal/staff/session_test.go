package staff_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"

	"candor"
	"candor/internal/staff"
)

// inContext lets scs's own memory store be used through the interface with a context.
type inContext struct{ *memstore.MemStore }

func (s inContext) FindCtx(_ context.Context, token string) ([]byte, bool, error) {
	return s.Find(token)
}
func (s inContext) CommitCtx(_ context.Context, token string, b []byte, expiry time.Time) error {
	return s.Commit(token, b, expiry)
}
func (s inContext) DeleteCtx(_ context.Context, token string) error { return s.Delete(token) }

var _ scs.CtxStore = inContext{}

func newSessions(team *staff.Team, secure bool) *staff.Sessions {
	return staff.NewSessions(team, inContext{memstore.NewWithCleanupInterval(0)}, secure)
}

// signIn begins a session as a browser that came with the given cookies would, and gives its cookie.
func signIn(t *testing.T, s *staff.Sessions, team *staff.Team, with ...*http.Cookie) *http.Cookie {
	t.Helper()
	c, err := team.SignIn(context.Background(), maya.Email, goodPassword, home)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	if err := s.Begin(w, request(with...), c); err != nil {
		t.Fatal(err)
	}
	cookies := w.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies, want 1", len(cookies))
	}
	return cookies[0]
}

func request(cookies ...*http.Cookie) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/console", nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return r
}

// who gives the e-mail address of whom a request is from, or nothing.
func who(t *testing.T, s *staff.Sessions, cookies ...*http.Cookie) string {
	t.Helper()
	r, err := s.Read(request(cookies...), false)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := staff.Actor(r.Context())
	return a.Email
}

func TestSessionKnowsItsAgent(t *testing.T) {
	t.Parallel()
	team, _, _, _ := begun(t)
	s := newSessions(team, true)
	cookie := signIn(t, s, team)
	if cookie.Name != "__Host-candor_staff" || !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" {
		t.Errorf("the cookie is %+v", cookie)
	}
	if got := who(t, s, cookie); got != maya.Email {
		t.Errorf("the session is %q's", got)
	}
	for name, c := range map[string]*http.Cookie{
		"made up": {Name: cookie.Name, Value: "made-up"}, "empty": {Name: cookie.Name}, "cut": {Name: cookie.Name, Value: cookie.Value[1:]},
	} {
		if got := who(t, s, c); got != "" {
			t.Errorf("a %s cookie is %q's", name, got)
		}
	}
	if plain := signIn(t, newSessions(team, false), team); plain.Secure || plain.Name != "candor_staff" {
		t.Errorf("without https the cookie is %+v", plain)
	}
}

func TestFixedSessionIsNotTakenOver(t *testing.T) {
	t.Parallel()
	team, _, _, _ := begun(t)
	s := newSessions(team, false)
	planted := &http.Cookie{Name: "candor_staff", Value: "planted-by-somebody-else"}
	if cookie := signIn(t, s, team, planted); cookie.Value == planted.Value || who(t, s, planted) != "" {
		t.Errorf("the planted token is signed in")
	}
	first := signIn(t, s, team)
	second := signIn(t, s, team, first)
	if first.Value == second.Value || who(t, s, first) != "" || who(t, s, second) != maya.Email {
		t.Errorf("signing in again kept the old token")
	}
}

func TestStolenCookieIsWorthNothingAfterSignOut(t *testing.T) {
	t.Parallel()
	team, _, _, _ := begun(t)
	s := newSessions(team, false)
	cookie := signIn(t, s, team)
	stream, err := s.Read(request(cookie), true)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Still(stream); !ok || err != nil {
		t.Fatalf("an open stream is cut off (%v)", err)
	}
	w := httptest.NewRecorder()
	if err := s.End(w, request(cookie)); err != nil {
		t.Fatal(err)
	}
	if gone := w.Result().Cookies(); len(gone) != 1 || gone[0].MaxAge >= 0 {
		t.Errorf("the browser keeps the cookie: %v", gone)
	}
	if got := who(t, s, cookie); got != "" {
		t.Errorf("the copy is still %q's", got)
	}
	if _, ok, err := s.Still(stream); ok || err != nil {
		t.Errorf("a stream that was open is still signed in (%v)", err)
	}
}

func TestSessionEnds(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for name, c := range map[string]struct {
		after func(*staff.Team, *memory, *clock, candor.Agent, func()) error
		lives bool
	}{
		"not within eleven hours": {func(_ *staff.Team, _ *memory, k *clock, _ candor.Agent, _ func()) error {
			k.pass(11 * time.Hour)
			return nil
		}, true},
		"after twelve idle hours": {func(_ *staff.Team, _ *memory, k *clock, _ candor.Agent, _ func()) error {
			k.pass(12*time.Hour + time.Second)
			return nil
		}, false},
		"not while it is used": {func(_ *staff.Team, _ *memory, k *clock, _ candor.Agent, use func()) error {
			for range 10 {
				k.pass(6 * time.Hour)
				use()
			}
			return nil
		}, true},
		"after seven days of use": {func(_ *staff.Team, _ *memory, k *clock, _ candor.Agent, use func()) error {
			for range 29 {
				k.pass(6 * time.Hour)
				use()
			}
			return nil
		}, false},
		"when the agent is disabled": {func(_ *staff.Team, m *memory, _ *clock, a candor.Agent, _ func()) error {
			return m.SetDisabled(ctx, a.ID, true, "")
		}, false},
		"when the password is reset": {func(team *staff.Team, _ *memory, _ *clock, a candor.Agent, _ func()) error {
			return team.SetPassword(ctx, a.ID, "another calm heron wades", staff.ByCommand)
		}, false},
		"when the agent is gone": {func(_ *staff.Team, m *memory, _ *clock, a candor.Agent, _ func()) error {
			delete(m.agents, a.ID)
			return nil
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			team, m, k, a := begun(t)
			s := newSessions(team, false)
			cookie := signIn(t, s, team)
			if err := c.after(team, m, k, a, func() { who(t, s, cookie) }); err != nil {
				t.Fatal(err)
			}
			if got := who(t, s, cookie) != ""; got != c.lives {
				t.Errorf("the session lives: %v, want %v", got, c.lives)
			}
		})
	}
}

func TestStreamIsNotUse(t *testing.T) {
	t.Parallel()
	team, _, k, _ := begun(t)
	s := newSessions(team, false)
	cookie := signIn(t, s, team)
	for range 3 {
		k.pass(5 * time.Hour)
		if _, err := s.Read(request(cookie), true); err != nil {
			t.Fatal(err)
		}
	}
	if got := who(t, s, cookie); got != "" {
		t.Error("a session that only had a stream open for fifteen hours lives")
	}
}
