package mine

import (
	"context"
	"crypto/sha256"
	"net/http"
	"slices"
	"sync"
	"time"

	"candor"
	"candor/internal/web/respond"
	"candor/privacy/rights"
)

// A visit lasts as long as somebody does something, and not for ever. It is kept in memory: after a
// restart people show once more who they are.
const (
	idle       = 30 * time.Minute
	longest    = 4 * time.Hour
	mostVisits = 20_000 // at one time; beyond that the one that was idle longest ends
)

// cookie is the name of the visit's cookie. It goes to these pages only, and never from another site.
const cookie = "candor_mine"

// visit is somebody who showed who they are.
type visit struct {
	who   rights.Who
	began time.Time
	seen  time.Time
}

type visitKey [sha256.Size]byte

// sessions holds the visits under the digest of their token, so that a look into memory opens none.
type sessions struct {
	now func() time.Time
	mu  sync.Mutex
	all map[visitKey]*visit
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, all: map[visitKey]*visit{}}
}

// begin takes a person in and gives the token that opens the visit.
func (s *sessions) begin(w rights.Who) string {
	token := random()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.makeRoom()
	s.all[sha256.Sum256([]byte(token))] = &visit{who: w, began: s.now(), seen: s.now()}
	return token
}

// makeRoom forgets what is over, and when that is not enough the visit that was idle longest.
func (s *sessions) makeRoom() {
	if len(s.all) < mostVisits {
		return
	}
	var oldest visitKey
	var since time.Time
	for k, v := range s.all {
		if s.over(v) {
			delete(s.all, k)
		} else if since.IsZero() || v.seen.Before(since) {
			oldest, since = k, v.seen
		}
	}
	if len(s.all) >= mostVisits {
		delete(s.all, oldest)
	}
}

func (s *sessions) over(v *visit) bool {
	now := s.now()
	return now.Sub(v.seen) >= idle || now.Sub(v.began) >= longest || now.Before(v.began)
}

// find gives whose visit a token opens.
func (s *sessions) find(token string) (rights.Who, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := visitKey(sha256.Sum256([]byte(token)))
	v, ok := s.all[key]
	if !ok {
		return rights.Who{}, false
	}
	if s.over(v) {
		delete(s.all, key)
		return rights.Who{}, false
	}
	v.seen = s.now()
	return v.who, true
}

func (s *sessions) end(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, sha256.Sum256([]byte(token)))
}

// endAll ends every visit, in whatever browser, that opens any of the customers.
func (s *sessions) endAll(customers []candor.CustomerID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k, v := range s.all {
		if slices.ContainsFunc(v.who.Customers, func(c candor.CustomerID) bool { return slices.Contains(customers, c) }) {
			delete(s.all, k)
		}
	}
}

// errNoVisit is told to whoever did not show who they are, or did so too long ago.
var errNoVisit = candor.Fail(candor.CodeSignIn, "error.visit_over", nil)

type guestKey struct{}

// guest is who a request is from.
type guest struct {
	who   rights.Who
	token string
}

// Admit lets a request through to next when a visit is open, and says how to open one otherwise.
func (m *Mine) Admit(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		c, err := r.Cookie(cookie)
		if err != nil {
			m.o.Respond.FailPage(w, r, errNoVisit, front)
			return
		}
		who, ok := m.sessions.find(c.Value)
		if !ok {
			m.o.Respond.FailPage(w, r, errNoVisit, front)
			return
		}
		r.Header.Set("Accept-Language", who.Language) // so that failures read as the pages do
		next(w, r.WithContext(context.WithValue(r.Context(), guestKey{}, guest{who, c.Value})))
	})
}

// guestOf gives who a request is from, which Admit found; nobody when it did not.
func guestOf(r *http.Request) guest {
	g, _ := r.Context().Value(guestKey{}).(guest)
	return g
}

// welcome opens a visit in this browser and ends the one before.
func (m *Mine) welcome(w http.ResponseWriter, r *http.Request, who rights.Who) {
	if c, err := r.Cookie(cookie); err == nil {
		m.sessions.end(c.Value)
	}
	m.setCookie(w, m.sessions.begin(who), 0)
	http.Redirect(w, r, home, http.StatusSeeOther)
}

func (m *Mine) setCookie(w http.ResponseWriter, value string, age int) {
	http.SetCookie(w, &http.Cookie{
		Name: cookie, Value: value, Path: front, MaxAge: age, HttpOnly: true, Secure: m.o.Secure, SameSite: http.SameSiteStrictMode,
	})
}

// Leave answers POST /privacy/leave: the visit ends.
func (m *Mine) Leave(w http.ResponseWriter, r *http.Request) {
	m.sessions.end(guestOf(r).token)
	m.setCookie(w, "", -1)
	http.Redirect(w, r, front, http.StatusSeeOther)
}

// open reports whether the browser has a visit, for the page before.
func (m *Mine) open(r *http.Request) bool {
	c, err := r.Cookie(cookie)
	if err != nil {
		return false
	}
	_, ok := m.sessions.find(c.Value)
	return ok
}

// done goes back to one's own data, which says what was done. What is a key of doneWords.
func (m *Mine) done(w http.ResponseWriter, r *http.Request, what string) {
	http.Redirect(w, r, home+"?done="+what+"#done", http.StatusSeeOther)
}

// fail shows what went wrong, with the way back.
func (m *Mine) fail(w http.ResponseWriter, r *http.Request, err error) {
	back := front
	if guestOf(r).token != "" {
		back = home
	}
	m.o.Respond.FailPage(w, r, err, back)
}

// form reads a form.
func form(w http.ResponseWriter, r *http.Request) error { return respond.Form(w, r, maxForm) }

// maxForm is the most that a form may hold, in bytes: the longest words, percent-encoded.
const maxForm = 32 << 10
