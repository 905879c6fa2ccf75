package mine

import (
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"candor"
	"candor/privacy/rights"
)

// erasePage says what would go.
type erasePage struct {
	Conversations, Messages, Consents, Requests string
	Profile                                     bool
}

// EraseAsk answers GET /privacy/erase: what would go, before anything does.
func (m *Mine) EraseAsk(w http.ResponseWriter, r *http.Request) {
	who := guestOf(r).who
	all, err := m.o.Office.Overview(r.Context(), who)
	if err != nil {
		m.fail(w, r, err)
		return
	}
	messages := int64(0)
	for _, c := range all.Conversations {
		messages += c.Messages
	}
	p := erasePage{
		Conversations: strconv.Itoa(len(all.Conversations)), Messages: strconv.FormatInt(messages, 10),
		Consents: strconv.Itoa(len(all.Consents)), Requests: strconv.Itoa(len(all.Requests)),
	}
	for _, one := range all.Profiles {
		p.Profile = p.Profile || one.Name+one.Email+one.Phone+one.Address != "" || len(one.Orders) > 0
	}
	m.page(w, r, http.StatusOK, who.Language, "erase", "mine.erase_title", p)
}

// Erase answers POST /privacy/erase. Every visit that opens what is gone ends with it. A certificate
// comes also when a store failed; it says so.
func (m *Mine) Erase(w http.ResponseWriter, r *http.Request) {
	who := guestOf(r).who
	if err := form(w, r); err != nil {
		m.fail(w, r, err)
		return
	}
	if r.PostForm.Get("sure") != "yes" {
		m.fail(w, r, candor.Fail(candor.CodeInvalid, "error.bad_request", nil))
		return
	}
	_, c, err := m.o.Office.Erase(r.Context(), who)
	if c == nil {
		m.fail(w, r, err)
		return
	}
	if err != nil {
		m.o.Respond.Log.Error("an erasure did not end; its request stays open", "error", err)
	}
	if c.Complete() {
		m.sessions.endAll(who.Customers)
		m.setCookie(w, "", -1)
	}
	http.Redirect(w, r, erased+m.certificates.keep(c, who.Language), http.StatusSeeOther)
}

// erased is where what came of an erasure is told, for a short time.
const erased = "/privacy/erased/"

// certificateLife is how long a certificate can be fetched.
const certificateLife = 15 * time.Minute

const mostCertificates = 2_000

// certificates holds what erasures came to, under names that nobody can guess. They hold nothing about
// anybody.
type certificates struct {
	now func() time.Time
	mu  sync.Mutex
	all map[string]kept
}

type kept struct {
	certificate *rights.Certificate
	language    string
	until       time.Time
}

func newCertificates(now func() time.Time) *certificates {
	return &certificates{now: now, all: map[string]kept{}}
}

func (s *certificates) keep(c *rights.Certificate, language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	first, soonest := "", time.Time{}
	for id, k := range s.all {
		if !s.now().Before(k.until) {
			delete(s.all, id)
		} else if soonest.IsZero() || k.until.Before(soonest) {
			first, soonest = id, k.until
		}
	}
	if len(s.all) >= mostCertificates {
		delete(s.all, first)
	}
	id := random()
	s.all[id] = kept{c, language, s.now().Add(certificateLife)}
	return id
}

func (s *certificates) find(id string) (kept, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.all[id]
	if !ok || !s.now().Before(k.until) {
		return kept{}, candor.Fail(candor.CodeNotFound, "error.certificate_gone", nil)
	}
	return k, nil
}

// erasedPage tells what came of it.
type erasedPage struct {
	Here     string
	Complete bool
	Request  candor.RequestID
	Lines    []lineView
	Complain rights.Authority
}

// lineView is why something is left, and until when as far as that is known.
type lineView struct{ Why, Until string }

// Erased answers GET /privacy/erased/{id}: what came of an erasure, and its certificate to keep.
func (m *Mine) Erased(w http.ResponseWriter, r *http.Request) {
	k, err := m.certificates.find(r.PathValue("id"))
	if err != nil {
		m.fail(w, r, err)
		return
	}
	p := erasedPage{
		Here: erased + r.PathValue("id"), Complete: k.certificate.Complete(), Request: k.certificate.Request(), Complain: m.o.Facts.Complain,
	}
	for _, l := range k.certificate.Lines() {
		left := lineView{m.say(k.language, leftWords[l.Outcome]), m.when(k.language, l.Until)}
		if !l.Done() && !slices.Contains(p.Lines, left) {
			p.Lines = append(p.Lines, left)
		}
	}
	title := "mine.erased_title"
	if !p.Complete {
		title = "mine.erased_part_title"
	}
	m.page(w, r, http.StatusOK, k.language, "erased", title, p)
}

// Certificate answers GET /privacy/erased/{id}/certificate?format=html|json: a file to keep.
func (m *Mine) Certificate(w http.ResponseWriter, r *http.Request) {
	k, err := m.certificates.find(r.PathValue("id"))
	if err != nil {
		m.fail(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if r.URL.Query().Get("format") == "json" {
		h.Set("Content-Type", "application/json; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="erasure-certificate.json"`)
		_, err = w.Write(k.certificate.Bytes())
	} else {
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="erasure-certificate.html"`)
		err = k.certificate.Page(w, k.language, m.o.Facts.Zone)
	}
	if err != nil {
		return // whoever asked has gone
	}
}
